"""What nobody caught reaches the log and the person."""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Slot, qWarning
from pytestqt.qtbot import QtBot

from cnnviz.app.log import SENTENCE, Log


class Listener(QObject):
    """Keeps the sentences, and the threads in which they came."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, threading.Thread]] = []

    @Slot(str)
    def on_reported(self, sentence: str) -> None:
        self.heard.append((sentence, threading.current_thread()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "cnnviz.log"


@pytest.fixture
def listener(qtbot: QtBot, path: Path) -> Iterator[Listener]:
    hooks = sys.excepthook, threading.excepthook
    log, listener = Log(path), Listener()
    log.install()
    log.reported.connect(listener.on_reported)
    yield listener
    log.uninstall()
    # pytest's own hooks watch the next test.
    sys.excepthook, threading.excepthook = hooks


def crash() -> None:
    raise ZeroDivisionError("as planted")


def test_no_file_is_made_before_there_is_something_to_write(listener: Listener, path: Path) -> None:
    logging.getLogger("cnnviz").info("All is well.")
    assert not path.parent.exists()


def test_an_exception_in_a_thread_is_logged_and_said_in_the_windows_thread(
    qtbot: QtBot, listener: Listener, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=crash, name="a planted thread")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard == [(SENTENCE, threading.main_thread())]
    text = path.read_text()
    assert "a planted thread" in text
    assert "Traceback" in text
    assert "ZeroDivisionError: as planted" in text
    assert "ZeroDivisionError: as planted" in capsys.readouterr().err


def test_an_exception_that_nobody_caught_is_logged_and_said(
    listener: Listener, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        crash()
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())
    assert [sentence for sentence, _ in listener.heard] == [SENTENCE]
    assert "ZeroDivisionError: as planted" in path.read_text()


def test_an_interrupt_is_no_fault(listener: Listener, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert listener.heard == []
    assert not path.exists()


def test_warnings_of_qt_are_logged(listener: Listener, path: Path) -> None:
    qWarning("as planted")
    assert "WARNING qt: as planted" in path.read_text()
    assert listener.heard == []


@pytest.mark.parametrize("fault", ["no folder", "full disk"])
def test_where_no_log_can_be_kept_all_else_goes_on(
    fault: str, listener: Listener, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: Any) -> bool:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if fault == "no folder":
        path.parent.write_text("a file where the folder should be")
    else:
        monkeypatch.setattr(RotatingFileHandler, "shouldRollover", full)
    logging.getLogger("cnnviz").warning("as planted")
    qWarning("as planted")
    assert capsys.readouterr().err == ""
    try:
        crash()
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())
    assert [sentence for sentence, _ in listener.heard] == [SENTENCE]
