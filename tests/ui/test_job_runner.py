"""Long work beside the window, in real processes."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from functools import partial
from multiprocessing import active_children
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from cnnviz.cli.export.jobs import write_job
from cnnviz.model.refused import Refused
from cnnviz.ui.job_runner import JobRunner
from cnnviz.ui.jobs import Job
from tests.ui.jobs import always_painting, broken, endless, killed, leaving_late, own_number, refused

pytestmark = pytest.mark.usefixtures("qapp")


class Runner(JobRunner):
    """Notes what it said."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shares: list[float | None] = []
        self.progressed.connect(self._note)

    @Slot(object, str)
    def _note(self, share: float | None, text: str) -> None:
        self.shares.append(share)


@pytest.fixture
def runner() -> Iterator[Runner]:
    parent = QObject()
    runner = Runner(parent)
    yield runner
    runner.stop()


def said(runner: JobRunner, qtbot: QtBot, job: Job, path: Path) -> tuple[str, bool]:
    with qtbot.waitSignal(runner.ended) as ended:
        runner.start(job, path)
        assert runner.is_busy
    assert not runner.is_busy
    assert ended.args is not None
    return ended.args[0], ended.args[1]


def test_what_takes_long_is_made_in_another_process(runner: Runner, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "number.txt"
    assert said(runner, qtbot, own_number, path) == ("Exported as “number.txt”.", False)
    assert int(path.read_text()) != os.getpid()
    assert runner.shares == [0.5, 1.0]


def test_the_end_of_the_process_is_not_waited_for(runner: Runner, qtbot: QtBot, tmp_path: Path) -> None:
    path, gate = tmp_path / "film.gif", tmp_path / "gate"
    assert said(runner, qtbot, partial(leaving_late, gate), path) == ("Exported as “film.gif”.", False)
    assert path.read_bytes() == b"all of it"
    gate.touch()
    for process in active_children():
        process.join()


@pytest.mark.parametrize(
    ("job", "sentence"),
    [
        (refused, "It is too large."),
        (broken, "“film.gif” could not be made; the details are in the log."),
        (killed, "“film.gif” could not be made: making it was ended from outside. Try a smaller one."),
    ],
)
def test_what_goes_wrong_there_is_told_here_and_nothing_is_written(
    runner: Runner, qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture, job: Job, sentence: str
) -> None:
    assert said(runner, qtbot, job, tmp_path / "film.gif") == (sentence, True)
    assert list(tmp_path.iterdir()) == []
    assert ("ZeroDivisionError: in the middle of it" in caplog.text) is (job is broken)


def test_what_is_given_up_is_cleared_away(runner: Runner, qtbot: QtBot, tmp_path: Path) -> None:
    path, kept = tmp_path / "film.gif", tmp_path / "kept"
    runner.start(partial(endless, kept), path)
    qtbot.waitUntil(lambda: bool(runner.shares))
    assert kept.exists()
    runner.stop()
    assert not runner.is_busy
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [])
    # Another begins at once, and is what is written.
    assert said(runner, qtbot, own_number, path) == ("Exported as “film.gif”.", False)


def test_what_paints_while_the_window_is_closed_ends_without_a_word(
    runner: Runner, qtbot: QtBot, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    runner.start(always_painting, tmp_path / "film.gif")
    qtbot.waitUntil(lambda: bool(runner.shares))
    runner.stop()
    # As multiprocessing does once the process of the window comes to its end.
    for process in active_children():
        process.terminate()
        process.join()
    assert capfd.readouterr() == ("", "")


def test_where_no_process_can_be_had_it_is_said(
    runner: Runner, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(process: SpawnProcess) -> None:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))

    monkeypatch.setattr(SpawnProcess, "start", start)
    with qtbot.waitSignal(runner.ended) as ended:
        runner.start(own_number, tmp_path / "film.gif")
    assert ended.args is not None
    assert str(ended.args[0]).startswith("“film.gif” could not be begun: ")
    assert not runner.is_busy


def test_what_can_be_put_nowhere_is_refused_before_it_is_made(runner: Runner, qtbot: QtBot, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "steps.gif"
    with pytest.raises(Refused, match="there is no folder"):
        write_job(own_number, nowhere)
    sentence, is_problem = said(runner, qtbot, own_number, nowhere)
    assert "there is no folder" in sentence
    assert is_problem
    assert not runner.shares
