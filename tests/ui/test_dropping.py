"""What is dragged over the window and let go there, by the events that a system sends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.engine.samples import DEFAULT, draw_samples
from cnnviz.model.document import Coding, with_picture
from cnnviz.model.files.document_file import save
from cnnviz.model.networks import smiley_document
from cnnviz.model.samples.exporting import write_arrays, write_folder
from cnnviz.model.view import Panel
from cnnviz.ui.application import Running
from cnnviz.ui.image_files import write_grey
from tests.ui.dialogs import clicking

# Shift asks for a move, which would bid the owner to delete what is dropped.
ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def running(used: Running) -> Running:
    """One window for all of them: what a test is about it brings about itself."""
    return used


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


class Drag:
    """Something that is dragged to the middle of a widget, as the system tells the window on the screen."""

    def __init__(self, running: Running, data: QMimeData, over: QWidget | None = None) -> None:
        self._handle, self._data = running.window.windowHandle(), data
        widget = over or running.window.stages
        self._place: QPoint = widget.mapTo(running.window, widget.rect().center())
        self._hint = running.dropping.hint
        event = QDragEnterEvent(self._place, ACTIONS, data, LEFT, SHIFT)
        event.ignore()
        QApplication.sendEvent(self._handle, event)
        self.is_heard = event.isAccepted()
        self.is_taken = self.is_heard and event.dropAction() is Qt.DropAction.CopyAction

    @property
    def says(self) -> str:
        return self._hint.accessibleName() if self._hint.isVisible() else ""

    def leave(self) -> None:
        QApplication.sendEvent(self._handle, QDragLeaveEvent())

    def let_go(self) -> None:
        assert self.is_taken
        event = QDropEvent(QPointF(self._place), ACTIONS, self._data, LEFT, SHIFT)
        QApplication.sendEvent(self._handle, event)
        assert event.isAccepted()
        assert event.dropAction() is Qt.DropAction.CopyAction
        assert self.says == ""


def steps(running: Running) -> Sequence[str]:
    return [step.name for step in running.store.state.history.past]


@pytest.fixture
def line(tmp_path: Path) -> Path:
    path = tmp_path / "line.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">'
        '<rect x="41" y="10" width="10" height="70"/></svg>'
    )
    return path


def test_an_image_becomes_the_picture_wherever_it_is_dropped(qtbot: QtBot, running: Running, line: Path) -> None:
    window = running.window
    for place in (window.draw_panel.canvas, window.stages, window.tool_bar, window.votes):
        drag = Drag(running, files(line), place)
        assert drag.says == "Drop: “line.svg” becomes the picture."
        drag.let_go()
        qtbot.waitUntil(lambda: steps(running) == ["Take the picture from “line.svg”"])
        assert (running.store.state.document.picture[1:8, 4] == 1.0).all()
        running.store.undo()


def test_an_image_without_a_file_becomes_the_picture(qtbot: QtBot, running: Running, line: Path) -> None:
    data = QMimeData()
    data.setImageData(QImage(str(line)))
    # As a browser tells of it.
    data.setUrls([QUrl("http://example.org/line.svg")])
    drag = Drag(running, data)
    assert drag.says == "Drop: this image becomes the picture."
    drag.let_go()
    qtbot.waitUntil(lambda: steps(running) == ["Take the dropped image"])


def test_an_image_without_ink_is_said_to_be_blank(qtbot: QtBot, running: Running, tmp_path: Path) -> None:
    write_grey(np.ones((20, 20)), path := tmp_path / "white.png")
    Drag(running, files(path)).let_go()
    qtbot.waitUntil(lambda: running.store.state.document.is_blank)
    notice = running.store.state.notice
    assert notice is not None
    assert notice.text.startswith("There is no ink in the image")


def test_a_document_takes_the_place_of_the_work_once_that_may_go(
    qtbot: QtBot, running: Running, tmp_path: Path
) -> None:
    save(smiley_document(), path := tmp_path / "smiley.CNNVIZ")
    running.store.edit("Invert", lambda document: with_picture(document, -document.picture))
    asked = clicking("Don't save")
    drag = Drag(running, files(path), running.window.draw_panel.canvas)
    assert drag.says == "Drop: “smiley.CNNVIZ” is opened."
    drag.let_go()
    # Not within the drop, for which the file's owner waits.
    assert asked.text is None
    qtbot.waitUntil(lambda: running.store.state.path == path)
    assert asked.text == "Save the changes to “Untitled”?"


def test_a_lesson_is_opened_on_the_canvas_as_well(qtbot: QtBot, running: Running, tmp_path: Path) -> None:
    (path := tmp_path / "mine.toml").write_text('title = "My own"\n[[scene]]\ntitle = "First"\nnetwork = "lecture"\n')
    drag = Drag(running, files(path), running.window.draw_panel.canvas)
    assert drag.says == "Drop: the lesson “mine.toml” is opened."
    drag.let_go()
    qtbot.waitUntil(lambda: running.store.state.document.lesson is not None)


def wait_for_steps(qtbot: QtBot, running: Running, names: list[str]) -> None:
    qtbot.waitUntil(lambda: steps(running) == names)


@pytest.mark.parametrize("presenting", [False, True])
def test_samples_are_brought_in(presenting: bool, qtbot: QtBot, running: Running, tmp_path: Path) -> None:
    running.store.look(presenting=presenting)
    samples = draw_samples(6, (9, 9), DEFAULT, np.random.default_rng(1))
    folder, arrays = tmp_path / "mine", tmp_path / "mine.npz"
    write_folder(samples, Coding.SIGNED, folder, write_grey)
    write_arrays(samples, Coding.SIGNED, arrays)
    learning, view = running.window.learning, running.store.state.view
    for path in (folder, arrays):
        running.store.look(hidden=view.hidden, presented=view.presented)
        learning.show_title("Error")
        assert not learning.isVisible()
        drag = Drag(running, files(path))
        assert drag.says == f"Drop: the pictures in “{path.name}” become samples to learn from."
        drag.let_go()
        wait_for_steps(qtbot, running, [f"Import samples from “{path.name}”"])
        assert learning.title == "Samples"
        assert learning.isVisible()
        running.store.undo()


def test_what_cannot_be_taken_is_told_why_and_changes_nothing(running: Running, line: Path) -> None:
    web = QMimeData()
    web.setUrls([QUrl("http://example.org/x.png")])
    (notes := line.with_name("notes.txt")).write_text("Dear all")
    before = running.store.state.document
    for data, said in (
        (files(line, line), "One at a time"),
        (files(notes), "“notes.txt” cannot be opened here"),
        (web, "Nothing is fetched from the web"),
    ):
        drag = Drag(running, data)
        assert drag.says.startswith(said)
        # So the pointer shows it, and no system goes on to a drop.
        assert drag.is_heard
        assert not drag.is_taken
        drag.leave()
        assert not drag.says
    assert running.store.state.document is before


def test_what_leaves_leaves_no_hint_and_words_are_not_for_the_window(running: Running, line: Path) -> None:
    drag = Drag(running, files(line))
    assert drag.says
    drag.leave()
    assert not drag.says
    words = QMimeData()
    words.setText("Dear all")
    drag = Drag(running, words)
    assert not drag.is_heard
    assert not drag.says


def test_a_long_name_stays_within_the_place(running: Running, tmp_path: Path) -> None:
    drag = Drag(running, files(tmp_path / f"{'n' * 200}.png"))
    assert drag.says
    window, card = running.window, running.window.cards[Panel.DRAWING]
    place = QRect(card.mapTo(window, QPoint()), card.size())
    shown = window.grab().toImage()
    drag.leave()
    without = window.grab().toImage()
    right = place.right() + 2
    strip = [shown.copy(right, 0, 60, window.height()), without.copy(right, 0, 60, window.height())]
    assert strip[0] == strip[1]
    assert shown.copy(place) != without.copy(place)
