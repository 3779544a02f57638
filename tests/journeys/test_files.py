"""A person's whole errand with a file, and with work that was nearly lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.engine.layers import Conv2d
from cnnviz.model.document import Document
from cnnviz.model.files.document_file import encode, load
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.ui.application import Running
from tests.journeys.drawing_process import KEPT
from tests.journeys.strokes import draw_upwards
from tests.ui.dialogs import choosing, clicking, escaping
from tests.ui.hands import click_cell

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


Start = Callable[[Document], Running]


@pytest.fixture
def start(qtbot: QtBot, fresh_settings: None) -> Iterator[Start]:
    """Opens a window on a document and waits until it shows its votes."""
    started: list[Running] = []

    def start(document: Document) -> Running:
        running = Running(document)
        started.append(running)
        with qtbot.waitSignal(running.completed):
            running.start()
        qtbot.waitExposed(running.window)
        qtbot.waitUntil(lambda: running.store.state.trace is not None)
        return running

    yield start
    for running in started:
        running.close()


def activate(qtbot: QtBot, running: Running) -> None:
    running.window.activateWindow()
    qtbot.waitUntil(running.window.isActiveWindow)


def press(qtbot: QtBot, running: Running, key: Qt.Key, also: Qt.KeyboardModifier = NONE) -> None:
    """Press Ctrl and `key` in the window, which has to be the active one for a shortcut to work."""
    activate(qtbot, running)
    QTest.keyClick(running.window, key, Qt.KeyboardModifier.ControlModifier | also)


def type_into_focus(text: str) -> None:
    """Type `text` and Enter where the keyboard is; the first sign may move it into an editor."""
    for sign in (*text, "\r"):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, sign)


def diagonal(running: Running) -> list[float]:
    layer = running.store.state.document.network.layers[0]
    assert isinstance(layer, Conv2d)
    numbers: list[float] = layer.weight[0, 0].ravel().tolist()
    return numbers


def test_draw_edit_undo_save_and_reopen(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    running = start(lecture_document())
    store = running.store
    draw_upwards(running, column=2)
    assert (store.state.document.picture[1:8, 2] == 1.0).all()

    activate(qtbot, running)
    grid = running.window.filter_bank.cards[0].grids[0]
    for typed in ("1/9", "0,1"):
        click_cell(grid, 0, 1)
        type_into_focus(typed)
    assert diagonal(running)[1] == 0.1
    press(qtbot, running, Qt.Key.Key_Z)
    assert diagonal(running)[1] == 1 / 9
    edited = store.state.document

    choosing(path := tmp_path / "work.cnnviz")
    press(qtbot, running, Qt.Key.Key_S)
    assert not store.state.is_unsaved
    while store.state.history.past:
        press(qtbot, running, Qt.Key.Key_Z)
    assert encode(store.state.document) == encode(lecture_document())
    assert store.state.is_unsaved
    while store.state.document is not edited:
        press(qtbot, running, Qt.Key.Key_Z, SHIFT)
    assert not store.state.is_unsaved
    qtbot.waitUntil(lambda: _votes(running) is not None)
    press(qtbot, running, Qt.Key.Key_Q)
    assert not running.window.isVisible()

    another = start(smiley_document())
    choosing(path)
    press(qtbot, another, Qt.Key.Key_O)
    assert encode(another.store.state.document) == encode(edited)
    qtbot.waitUntil(lambda: _votes(another) == _votes(running))


def _votes(running: Running) -> list[float] | None:
    trace = running.store.state.trace
    is_present = trace is not None and trace.network is running.store.state.document.network
    return trace.votes.tolist() if trace is not None and is_present else None


def test_closing_the_window_asks_for_the_drawing(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    running = start(lecture_document())
    draw_upwards(running, column=6)
    escaping()
    press(qtbot, running, Qt.Key.Key_Q)
    assert running.window.isVisible()
    running.store.saved(running.store.state.history.past[0].document, tmp_path / "drawing.cnnviz")
    asked = clicking("Save")
    press(qtbot, running, Qt.Key.Key_Q)
    assert asked.text == "Save the changes to “drawing.cnnviz”?"
    assert not running.window.isVisible()
    assert encode(load(tmp_path / "drawing.cnnviz")) == encode(running.store.state.document)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What a process had drawn when it was killed, as the text of a file, and the folder in which it kept its work."""
    folder = tmp_path_factory.mktemp("killed") / "recovery"
    command = [sys.executable, "-m", "tests.journeys.drawing_process", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        said = ""
        while (line := process.stdout.readline()) != KEPT:
            assert line, "the process ended before it had kept its work"
            said += line
        process.kill()
    assert process.returncode != 0
    return said, folder


@pytest.fixture
def folder(killed: tuple[str, Path], tmp_path: Path) -> Path:
    """A copy of what the killed process left, its lock with it."""
    return Path(shutil.copytree(killed[1], tmp_path / "recovery"))


def test_the_work_of_a_killed_process_is_offered_and_goes_on(
    qtbot: QtBot, killed: tuple[str, Path], folder: Path, start: Start
) -> None:
    another = start(smiley_document())
    drawn, store = killed[0], another.store
    asked = clicking("Recover")
    another.keep_safe(folder)
    qtbot.waitUntil(lambda: store.state.is_unsaved)
    assert asked.text == "cnnviz was closed before this work was saved. Recover it?"
    assert encode(store.state.document) == drawn
    assert drawn != encode(lecture_document())
    assert another.window.windowTitle().startswith("lecture.cnnviz")
    assert another.window.isWindowModified()
    path = store.state.path
    assert path is not None
    press(qtbot, another, Qt.Key.Key_S)
    assert encode(load(path)) == drawn
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("answer", "remains"), [("Not now", True), ("Delete it", False)])
def test_the_work_of_a_killed_process_can_wait_or_go(
    answer: str, remains: bool, qtbot: QtBot, folder: Path, start: Start
) -> None:
    another = start(smiley_document())
    document = another.store.state.document
    asked = clicking(answer)
    another.keep_safe(folder)
    qtbot.waitUntil(lambda: asked.text is not None and QApplication.activeModalWidget() is None)
    assert another.store.state.document is document
    assert any(folder.glob("*.recovery")) is remains
