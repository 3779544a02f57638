"""Unsaved work is kept, found again, and cleared away when it is safe."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QLockFile
from pytestqt.qtbot import QtBot

from cnnviz.app import recovery as module
from cnnviz.app.recovery import Recovery
from cnnviz.app.store import Store
from cnnviz.model.document import with_picture
from cnnviz.model.files.document_file import encode, save, write_atomically
from cnnviz.model.networks import lecture_document, smiley_document


@pytest.fixture
def store() -> Store:
    return Store(lecture_document())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "recovery"


@pytest.fixture
def recovery(qtbot: QtBot, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recovery]:
    monkeypatch.setattr(module, "DELAY", 20)
    recovery = Recovery(store, folder)
    yield recovery
    recovery.stop()


def draw(store: Store, value: float = 0.5) -> None:
    store.edit("Draw", partial(with_picture, picture=np.full((9, 9), value)))


def kept(folder: Path) -> list[Path]:
    return list(folder.glob("*.recovery"))


def leave_behind(folder: Path, name: str) -> Path:
    """Copy what a living window keeps, without its lock, as a process that is no more would have left it."""
    living = next(file for file in kept(folder) if file.with_suffix(".lock").exists())
    return Path(shutil.copy(living, folder / f"{name}.recovery"))


def test_nothing_is_touched_before_the_first_change(store: Store, recovery: Recovery, folder: Path) -> None:
    store.look(zoom=2.0)
    assert not recovery._timer.isActive()
    assert not folder.exists()


def test_a_change_is_kept_within_two_seconds(qtbot: QtBot, store: Store, folder: Path) -> None:
    recovery = Recovery(store, folder)
    draw(store)
    # Writing it takes a moment after that.
    assert 0 <= recovery._timer.remainingTime() <= 1500
    qtbot.waitUntil(lambda: bool(kept(folder)))
    recovery.stop()


def test_work_without_a_pause_is_kept_as_well(qtbot: QtBot, store: Store, recovery: Recovery, folder: Path) -> None:
    strokes = iter(range(10_000))

    def draw_on() -> bool:
        draw(store, next(strokes) / 10_000)
        return bool(kept(folder))

    qtbot.waitUntil(draw_on)


def test_when_all_is_kept_nothing_runs(qtbot: QtBot, store: Store, recovery: Recovery, folder: Path) -> None:
    draw(store)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    assert not recovery._timer.isActive()


def test_saving_undoing_and_stopping_each_clear_it_away(
    qtbot: QtBot, store: Store, recovery: Recovery, folder: Path, tmp_path: Path
) -> None:
    for settle in (store.undo, lambda: store.saved(store.state.document, tmp_path / "a"), recovery.stop):
        draw(store, 0.5 if store.state.document.picture[0, 0] != 0.5 else 0.25)
        qtbot.waitUntil(lambda: bool(kept(folder)))
        settle()
        assert list(folder.iterdir()) == []
    draw(store, 0.75)
    assert not recovery._timer.isActive()


def test_what_was_left_behind_is_found_with_the_file_it_belongs_to(
    qtbot: QtBot, store: Store, recovery: Recovery, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "lecture.cnnviz"
    save(store.state.document, path)
    store.open(store.state.document, path)
    draw(store)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    leave_behind(folder, "old")
    other = Store(smiley_document())
    next_start = Recovery(other, folder)
    (left,) = next_start.left_behind()
    assert left.source == path
    assert encode(left.work.document) == encode(store.state.document)
    next_start.take(left)
    assert other.state.document is left.work.document
    assert other.state.path == path
    assert other.state.is_unsaved
    assert (folder / "old.recovery").exists()
    other.saved(other.state.document, path)
    assert not (folder / "old.recovery").exists()
    next_start.stop()


def test_the_work_of_a_living_window_is_not_offered(
    qtbot: QtBot, store: Store, recovery: Recovery, folder: Path
) -> None:
    draw(store)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    other = Recovery(Store(lecture_document()), folder)
    assert list(other.left_behind()) == []
    other.stop()
    assert kept(folder)


def test_work_can_be_deleted_or_left_for_another_start(
    qtbot: QtBot, store: Store, recovery: Recovery, folder: Path
) -> None:
    draw(store)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    leave_behind(folder, "old")
    for act, remains in ((recovery.leave, True), (recovery.drop, False)):
        (left,) = recovery.left_behind()
        act(left)
        assert (folder / "old.recovery").exists() is remains
    assert list(recovery.left_behind()) == []


def test_two_windows_are_not_offered_the_same_work(
    qtbot: QtBot, store: Store, recovery: Recovery, folder: Path
) -> None:
    draw(store)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    leave_behind(folder, "old")
    (left,) = recovery.left_behind()
    assert list(recovery.left_behind()) == []
    recovery.leave(left)


def test_the_newest_is_offered_first_and_what_cannot_be_read_is_left_alone(
    qtbot: QtBot, store: Store, recovery: Recovery, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    draw(store)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    for age, name in enumerate(("newest", "older", "oldest")):
        os.utime(leave_behind(folder, name), (1e9 - age, 1e9 - age))
    (folder / "older.recovery").write_text("{")
    found = list(recovery.left_behind())
    assert [left.place.file.stem for left in found] == ["newest", "oldest"]
    assert "older.recovery" in caplog.text
    for left in found:
        recovery.leave(left)
    assert (folder / "older.recovery").read_text() == "{"


def test_the_hand_does_not_wait_for_a_slow_disk(
    qtbot: QtBot, store: Store, recovery: Recovery, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, written = threading.Event(), list[str]()

    def write_slowly(text: str, file: Path) -> None:
        disk.wait(timeout=3)
        write_atomically(text, file)
        written.append(text)

    monkeypatch.setattr(module, "write_atomically", write_slowly)
    draw(store)
    with qtbot.waitSignal(recovery._timer.timeout):
        pass
    draw(store, 0.25)
    with qtbot.waitSignal(recovery._timer.timeout):
        pass
    assert not written
    disk.set()
    qtbot.waitUntil(lambda: len(written) == 2)
    assert written[0] != written[1]
    qtbot.waitUntil(lambda: not recovery._timer.isActive())


@pytest.mark.parametrize("fault", ["no folder", "full disk"])
def test_where_nothing_can_be_kept_it_is_said_once(
    fault: str, qtbot: QtBot, store: Store, recovery: Recovery, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if fault == "no folder":
        folder.parent.parent.joinpath("data").write_text("a file where the folder should be")
    else:
        monkeypatch.setattr(os, "fsync", full)
    draw(store)
    qtbot.waitUntil(lambda: store.state.notice is not None)
    assert store.state.notice is not None
    assert store.state.notice.is_problem
    draw(store, 0.25)
    with qtbot.waitSignal(recovery._timer.timeout):
        pass
    recovery._finish_writing()
    assert store.state.notice is None


def test_work_that_a_full_disk_keeps_out_of_reach_is_told_of_and_found_again(
    qtbot: QtBot, store: Store, recovery: Recovery, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(store)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    other = Store(lecture_document())
    later = Recovery(other, folder)
    # What a living window holds is not worth a word.
    assert list(later.left_behind()) == []
    assert other.state.notice is None
    leave_behind(folder, "dead")
    with monkeypatch.context() as patched:
        # Qt can write no lock then.
        patched.setattr(QLockFile, "tryLock", lambda *_: False)
        assert list(later.left_behind()) == []
    assert other.state.notice is not None
    assert other.state.notice.text.startswith("Unsaved work from last time is kept")
    (left,) = later.left_behind()
    later.drop(left)
    later.stop()


@pytest.mark.parametrize("is_saved_since", [False, True])
def test_what_was_saved_since_is_not_replaced_by_what_was_left_behind(
    is_saved_since: bool, qtbot: QtBot, store: Store, recovery: Recovery, folder: Path, tmp_path: Path
) -> None:
    save(lecture_document(), source := tmp_path / "work.cnnviz")
    store.open(lecture_document(), source)
    draw(store)
    qtbot.waitUntil(lambda: bool(kept(folder)))
    recovery._finish_writing()
    behind = leave_behind(folder, "dead")
    written = behind.stat().st_mtime_ns
    os.utime(source, ns=(written, written + (10**9 if is_saved_since else -(10**9))))
    later = Recovery(store, folder)
    (left,) = later.left_behind()
    later.take(left)
    assert store.state.is_unsaved
    assert store.state.path == (None if is_saved_since else source)
    assert (store.state.notice is not None) is is_saved_since
    later.stop()
