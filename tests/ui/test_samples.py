"""The Samples page, joined to a store, with real clicks and keys, real threads and real files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cnnviz.app.store import Store
from cnnviz.engine.samples import DEFAULT, HARD, LEVELS, draw_samples
from cnnviz.engine.training import Samples
from cnnviz.model.document import Coding, Document, OwnSamples, with_coding, with_picture
from cnnviz.model.material import practice_of
from cnnviz.model.networks import blank_document, lecture_document, smiley_document
from cnnviz.model.picture.grid import with_grid
from cnnviz.model.samples.classes import with_class, with_class_renamed
from cnnviz.model.samples.exporting import write_arrays, write_folder
from cnnviz.model.samples.own import own_samples, with_added
from cnnviz.ui.binding import sample_files
from cnnviz.ui.binding.samples import SamplesBinding
from cnnviz.ui.image_files import write_grey
from cnnviz.ui.samples import SamplesPage
from cnnviz.ui.samples.thumbnails import ThumbnailView
from cnnviz.ui.theme import DARK, Look
from tests.ui.dialogs import Answer, choosing
from tests.ui.hands import LEFT, draw, turn_wheel


class Desk:
    """A page, the store behind it, and hands."""

    def __init__(self, qtbot: QtBot, document: Document) -> None:
        self.store = Store(document)
        self.page = SamplesPage(tuple(LEVELS))
        self.binding = SamplesBinding(self.store, self.page)
        self.store.changed.connect(self.binding.render)
        self.binding.render(None, self.store.state)
        self.binding.set_look(Look())
        qtbot.addWidget(self.page)
        self.page.resize(700, 300)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        self.own = self.page.collection
        self.generator = self.page.generator

    @property
    def document(self) -> Document:
        return self.store.state.document

    @property
    def samples(self) -> OwnSamples:
        return own_samples(self.document)

    @property
    def said(self) -> str:
        return self.store.state.notice.text if self.store.state.notice else ""

    @property
    def done(self) -> list[str]:
        return [step.name for step in self.store.state.history.past]

    @property
    def classes(self) -> tuple[str, ...]:
        return self.samples.classes

    def view(self, label: int) -> ThumbnailView:
        return self.own.rows[label].view

    def click_sample(self, label: int, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        view = self.view(label)
        place = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), LEFT, keys, place)

    def choose(self, button: QPushButton, text: str) -> None:
        """Choose from the menu of `button`."""
        menu = button.menu()
        assert isinstance(menu, QMenu)
        pick(menu, text)


def pick(menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if text in action.text())
    menu.popup(QPoint(0, 0))
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def press(button: QWidget) -> None:
    # A box takes a click on its mark alone.
    place = QPoint(8, button.height() // 2) if isinstance(button, QCheckBox) else button.rect().center()
    QTest.mouseClick(button, LEFT, pos=place)


def typing(text: str) -> Answer:
    """Type `text` where a name is asked for, and agree."""

    def answer(dialog: QWidget) -> None:
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)

    return Answer(answer)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot, lecture_document())
    yield desk
    desk.binding.stop()


def six(desk: Desk) -> Samples:
    """Give the desk three X and three O."""
    drawn = draw_samples(6, (9, 9), DEFAULT, np.random.default_rng(3))
    desk.store.edit("Bring six", lambda document: with_added(document, drawn, Coding.SIGNED))
    return drawn


# One's own


def test_where_the_classes_scroll_there_is_one_bar(desk: Desk, qtbot: QtBot) -> None:
    drawn = draw_samples(120, (9, 9), DEFAULT, np.random.default_rng(3))
    desk.store.edit("Bring many", lambda document: with_added(document, drawn, Coding.SIGNED))

    def bars() -> int:
        return sum(bar.isVisible() for bar in desk.own.findChildren(QScrollBar))

    qtbot.waitUntil(lambda: bars() == 2)
    for name in "ABCDE":
        desk.store.edit("Add a class", partial(with_class, name=name))
    qtbot.waitUntil(lambda: bars() == 1)
    next(bar for bar in desk.own.findChildren(QScrollBar) if bar.isVisible()).setValue(0)
    # The wheel still goes through the samples, and then on to the other classes.
    view, place = desk.view(0), desk.view(0).rect().center()
    turn_wheel(view.viewport(), place, -1)
    assert view.verticalScrollBar().value() > 0
    view.scrollToBottom()
    before = view.mapTo(desk.own, QPoint()).y()
    turn_wheel(view.viewport(), place, -1)
    assert view.mapTo(desk.own, QPoint()).y() < before
    for _ in "ABCDE":
        desk.store.undo()
    qtbot.waitUntil(lambda: bars() == 2)


def test_a_press_keeps_the_drawing_and_undo_takes_it_back(desk: Desk) -> None:
    press(desk.own.rows[1].keep)
    press(desk.own.rows[1].keep)
    assert desk.samples.counts == (0, 2)
    assert np.array_equal(desk.samples.pictures[0], lecture_document().picture)
    assert [row.count.text() for row in desk.own.rows] == ["0 samples", "2 samples"]
    assert len(desk.view(1).thumbnails) == 2
    assert desk.done == ["Keep a sample of O"] * 2
    desk.store.undo()
    assert desk.own.rows[1].count.text() == "1 sample"


def test_ctrl_and_the_number_of_a_class_keep_the_drawing(desk: Desk, qtbot: QtBot) -> None:
    desk.store.edit("Rename", lambda document: with_class_renamed(document, 1, "ring"))
    qtbot.waitUntil(desk.page.isActiveWindow)
    QTest.keyClick(desk.page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.samples.counts == (0, 1))


def test_the_class_that_is_added_or_kept_by_its_key_is_scrolled_to(desk: Desk, qtbot: QtBot) -> None:
    def is_in_sight(label: int) -> bool:
        row = desk.own.rows[label]
        return row.visibleRegion().boundingRect() == row.rect()

    for name in "ABC":
        typing(name)
        press(desk.own.add)
    qtbot.waitUntil(lambda: is_in_sight(4))
    assert not is_in_sight(0)
    desk.page.activateWindow()
    qtbot.waitUntil(desk.page.isActiveWindow)
    for label, key in ((0, Qt.Key.Key_1), (3, Qt.Key.Key_4)):
        QTest.keyClick(desk.page, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(partial(is_in_sight, label))
    assert desk.samples.counts == (1, 0, 0, 1, 0)
    # So is one that a redo or an undo brings, also where nothing was left to scroll.
    for _ in range(5):
        desk.store.undo()
    for label in (2, 3, 4):
        desk.store.redo()
        qtbot.waitUntil(partial(is_in_sight, label))
    pick(desk.own.rows[0].findChildren(QMenu)[0], "Remove")
    desk.store.undo()
    qtbot.waitUntil(partial(is_in_sight, 0))


def test_a_drawing_that_is_kept_under_two_classes_is_said_to_be(desk: Desk) -> None:
    for label, said in ((0, False), (0, False), (1, True)):
        press(desk.own.rows[label].keep)
        assert ("same drawing is a sample of X, too" in desk.said) is said
    assert desk.samples.counts == (2, 1)
    desk.store.undo()
    assert desk.said == ""
    press(desk.own.clears)
    press(desk.own.rows[1].keep)
    assert "same drawing is a sample of X, too" in desk.said


def test_an_empty_sheet_is_refused_and_said(desk: Desk) -> None:
    desk.store.open(blank_document())
    press(desk.own.rows[0].keep)
    assert desk.said == "The sheet is empty: draw something to keep first."
    assert desk.done == []


def test_the_sheet_is_cleared_after_each_where_that_is_wanted(desk: Desk) -> None:
    press(desk.own.clears)
    press(desk.own.rows[0].keep)
    assert desk.document.is_blank
    assert desk.samples.counts == (1, 0)
    assert len(desk.done) == 1
    desk.store.undo()
    assert not desk.document.is_blank


def test_one_click_brings_a_sample_to_the_canvas(desk: Desk) -> None:
    drawn = six(desk)
    desk.click_sample(1, 2)
    assert np.array_equal(desk.document.picture, drawn.pictures[0, ..., 5])
    assert desk.done[-1] == "Bring a sample to the canvas"
    QTest.keyClick(desk.view(1), Qt.Key.Key_Left)
    QTest.keyClick(desk.view(1), Qt.Key.Key_Space)
    assert np.array_equal(desk.document.picture, drawn.pictures[0, ..., 3])


def test_delete_takes_all_that_are_selected_and_leaves_the_next_at_hand(desk: Desk) -> None:
    six(desk)
    before = desk.document.picture
    desk.click_sample(0, 0, Qt.KeyboardModifier.ControlModifier)
    desk.click_sample(0, 1, Qt.KeyboardModifier.ControlModifier)
    assert desk.document.picture is before
    QTest.keyClick(desk.view(0), Qt.Key.Key_Delete)
    assert desk.samples.counts == (1, 3)
    assert desk.done[-1] == "Delete 2 samples"
    QTest.keyClick(desk.view(0), Qt.Key.Key_Delete)
    assert desk.samples.counts == (0, 3)
    desk.store.undo()
    desk.store.undo()
    assert desk.samples.counts == (3, 3)


def test_the_keyboard_selects_the_sample_it_comes_to_and_the_pointer_its_own_only(desk: Desk) -> None:
    six(desk)
    desk.view(0).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(desk.view(0), Qt.Key.Key_Delete)
    assert desk.samples.counts == (2, 3)
    desk.click_sample(1, 1, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(desk.view(1), Qt.Key.Key_Delete)
    assert desk.done[-1] == "Delete a sample"


def test_a_digit_moves_what_is_selected_to_that_class_and_others_do_nothing(desk: Desk) -> None:
    six(desk)
    desk.click_sample(0, 1)
    QTest.keyClick(desk.view(0), Qt.Key.Key_5)
    assert desk.samples.counts == (3, 3)
    QTest.keyClick(desk.view(0), Qt.Key.Key_2)
    assert desk.samples.counts == (2, 4)
    assert desk.done[-1] == "Move a sample to O"


def test_the_menu_of_a_sample_moves_and_deletes(desk: Desk) -> None:
    six(desk)
    view = desk.view(0)
    for text, counts in (("Move to O", (2, 4)), ("Delete", (1, 4))):
        desk.click_sample(0, 0)
        place = view.visualRect(view.model().index(0, 0)).center()
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), asked)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        pick(menu, text)
        assert desk.samples.counts == counts


def test_a_class_is_added_and_the_network_given_a_vote_for_it(desk: Desk) -> None:
    asked = typing("Z")
    press(desk.own.add)
    assert asked.text == "New class"
    assert desk.classes == ("X", "O", "Z")
    assert desk.own.unknown.text() == "The network has no vote for “Z”."
    press(desk.own.teach)
    assert desk.document.network.classes == ("X", "O", "Z")
    assert not desk.own.teach.isVisible()


def test_a_name_that_cannot_be_taken_stays_to_be_mended(desk: Desk) -> None:
    told: list[str] = []

    def mend(dialog: QWidget) -> None:
        line, label = dialog.findChild(QLineEdit), dialog.findChild(QLabel)
        assert line is not None
        assert label is not None
        told.extend((line.text(), label.text()))
        for key in (Qt.Key.Key_End, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
            QTest.keyClick(line, key)

    def refuse(dialog: QWidget) -> None:
        line = dialog.findChild(QLineEdit)
        assert line is not None
        QTest.keyClicks(line, "elevenlette")
        QTest.keyClick(line, Qt.Key.Key_Return)
        Answer(mend)

    Answer(refuse)
    press(desk.own.add)
    assert told == ["elevenlette", "A class needs a name of 1 to 10 letters.\n\nName of the class:"]
    assert desk.classes == ("X", "O", "elevenlett")


def test_a_network_that_knows_no_x_and_o_says_what_it_can_learn_from(desk: Desk) -> None:
    """Training refused, and where its samples are told of nothing was said."""
    assert not desk.generator.note.text()
    desk.store.edit("Another", lambda _: smiley_document())
    assert "This network knows no X and O" in desk.generator.note.text()
    press(desk.own.rows[0].keep)
    press(desk.own.rows[1].keep)
    # X and O are left out now, and that is said.
    assert "others than X and O" in desk.generator.note.text()


def test_a_class_is_renamed_with_the_networks_and_removed_with_its_samples(desk: Desk) -> None:
    six(desk)
    desk.store.edit("Add a class", lambda document: with_class(document, "Z"))
    typing("cross")
    pick(desk.own.rows[0].findChildren(QMenu)[0], "Rename")
    assert desk.document.network.classes == ("cross", "O")
    pick(desk.own.rows[1].findChildren(QMenu)[0], "Remove")
    assert desk.classes == ("cross", "Z")
    assert [row.keep.text() for row in desk.own.rows] == ["Keep as cross", "Keep as Z"]
    assert "others than X and O" in desk.generator.note.text()
    desk.store.undo()
    assert desk.samples.counts == (3, 3, 0)


def test_thousands_of_samples_are_shown_without_a_widget_each(desk: Desk, qtbot: QtBot) -> None:
    before = len(desk.own.findChildren(QWidget))
    drawn = draw_samples(4000, (9, 9), DEFAULT, np.random.default_rng(1))
    desk.store.edit("Bring many", lambda document: with_added(document, drawn, Coding.SIGNED))
    assert len(desk.view(0).thumbnails) == 2000
    assert len(desk.own.findChildren(QWidget)) == before
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(desk.view(0), key)
    assert desk.view(0).currentIndex().row() == 1999


def test_another_grid_coding_and_look_are_followed(desk: Desk, qtbot: QtBot) -> None:
    six(desk)
    desk.store.edit("Smaller", lambda document: with_coding(with_grid(document, (12, 11)), Coding.BYTES))
    desk.click_sample(0, 0)
    assert desk.document.picture.shape == (12, 11)
    assert desk.document.picture.max() == 255.0
    desk.binding.set_look(Look(DARK, 200))
    desk.page.grab()
    assert desk.view(0).gridSize().height() > 50


# The generator


def test_levels_fields_and_boxes_are_edits(desk: Desk) -> None:
    press(desk.generator.levels["hard"])
    assert practice_of(desk.document).dials == HARD
    assert desk.generator.levels["hard"].isChecked()
    assert not desk.generator.levels["default"].isChecked()
    assert desk.generator.dials["rotation"].value_label.text() == "±35°"
    field = desk.generator.count
    field.selectAll()
    QTest.keyClicks(field, "1234")
    assert practice_of(desk.document).generated == 400
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert practice_of(desk.document).generated == 1234
    QTest.keyClick(desk.generator.seed, Qt.Key.Key_Up)
    assert practice_of(desk.document).settings.seed == 1
    press(desk.own.augments)
    assert practice_of(desk.document).augments
    press(desk.own.uses)
    assert not practice_of(desk.document).uses_own
    assert not desk.own.augments.isEnabled()
    for _ in range(5):
        desk.store.undo()
    assert desk.document.practice is None
    assert field.value() == 400
    assert desk.own.uses.isChecked()
    assert (desk.own.augments.isChecked(), desk.own.augments.isEnabled()) == (False, True)
    assert desk.generator.levels["default"].isChecked()


def test_undo_belongs_to_the_window_while_a_number_has_the_keyboard(desk: Desk) -> None:
    undo = QMenu(desk.page).addAction("Undo")
    undo.setShortcut("Ctrl+Z")
    undo.triggered.connect(desk.store.undo)
    desk.page.addAction(undo)
    for field in (desk.generator.count, desk.generator.seed):
        QTest.keyClick(field, Qt.Key.Key_Up)
        assert desk.document.practice is not None
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert desk.document.practice is None


def test_a_drag_of_a_dial_is_one_step_and_a_wheel_in_passing_is_none(desk: Desk) -> None:
    dial = desk.generator.dials["rotation"]
    turn_wheel(dial, dial.rect().center(), 3)
    assert desk.done == []
    handle = QPoint(round(dial.width() * 20 / 180), dial.height() // 2)
    draw(dial, [handle + QPoint(step, 0) for step in range(20)])
    assert practice_of(desk.document).dials.rotation > 20
    assert desk.done == ["Change the rotation"]
    first = practice_of(desk.document).dials.rotation
    QTest.keyClick(dial, Qt.Key.Key_Right)
    QTest.keyClick(dial, Qt.Key.Key_Right)
    assert practice_of(desk.document).dials.rotation == first + 2
    while desk.done:
        desk.store.undo()
    assert dial.value() == 20


def test_the_weight_of_the_pen_is_not_called_as_those_of_the_network(desk: Desk) -> None:
    dial = desk.generator.dials["weight"]
    assert dial.title.text() == dial.accessibleName() == "Pen weight"
    QTest.keyClick(dial, Qt.Key.Key_Right)
    assert desk.done == ["Change the pen weight"]


def test_a_dial_beyond_its_slider_keeps_its_number(desk: Desk) -> None:
    practice = practice_of(desk.document)
    wild = replace(practice, dials=replace(practice.dials, noise=0.9, rotation=20.25))
    desk.store.edit("Open", lambda document: replace(document, practice=wild))
    assert desk.generator.dials["noise"].value_label.text() == "90%"
    assert practice_of(desk.document) is wild


def test_what_the_drawing_becomes_follows_the_hand_and_the_dials(desk: Desk, qtbot: QtBot) -> None:
    becoming = desk.page.becoming
    qtbot.waitUntil(lambda: len(becoming.pictures) == 6)
    first = becoming.pictures
    assert np.array_equal(first[0], desk.document.picture)
    assert len({picture.tobytes() for picture in first}) == 6
    other = -desk.document.picture
    desk.store.edit("Draw", lambda document: with_picture(document, other))
    qtbot.waitUntil(lambda: np.array_equal(becoming.pictures[0], other))
    still = replace(practice_of(desk.document), dials=replace(DEFAULT, translation=0, scaling=0, rotation=0))
    still = replace(still, dials=replace(still.dials, weight=0, noise=0))
    desk.store.edit("Turn all down", lambda document: replace(document, practice=still))
    qtbot.waitUntil(lambda: all(np.array_equal(picture, other) for picture in becoming.pictures))
    assert len(desk.page.generated.pictures) == 6


def test_a_picture_of_numbers_out_of_bounds_is_shown_and_the_next_as_well(desk: Desk, qtbot: QtBot) -> None:
    huge = np.where(np.eye(9), 1.7e308, -1.7e308)
    desk.store.edit("Type", lambda document: with_picture(document, huge))
    qtbot.waitUntil(lambda: bool(desk.page.becoming.pictures) and desk.page.becoming.pictures[0][0, 0] == 1.7e308)
    desk.page.grab()
    desk.store.undo()
    qtbot.waitUntil(lambda: bool(desk.page.becoming.pictures[0][0, 0] == -1.0))


# Files


def finish(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.binding.files.is_busy)


def test_a_folder_is_brought_in_and_what_was_wrong_with_it_is_listed(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    write_folder(draw_samples(10, (9, 9), DEFAULT, np.random.default_rng(1)), Coding.SIGNED, tmp_path, write_grey)
    (tmp_path / "X" / "notes.txt").write_text("not an image")
    (tmp_path / "O" / "0002.png").write_bytes(b"\x89PNG\r\n\x1a\n damaged")
    write_grey(1.0 - np.eye(40), tmp_path / "X" / "large.png")
    (tmp_path / "Z").mkdir()
    choosing(tmp_path)
    desk.choose(desk.own.bring, "A folder")
    assert desk.said == f"Reading “{tmp_path.name}” …"
    finish(desk, qtbot)
    assert desk.classes == ("X", "O")
    assert desk.samples.counts == (6, 4)
    assert desk.said == f"Took 10 samples from “{tmp_path.name}”."
    listed = desk.own.remarks.list.toPlainText().splitlines()
    assert len(listed) == 4
    assert "notes.txt" in listed[0]
    assert "0002.png" in listed[1]
    assert "• The folder “Z” holds no picture and was left out." in listed
    assert "“X/large.png” is 40x40 pixels" in listed[2] + listed[3]
    assert desk.own.remarks.isVisible()
    press(desk.own.remarks.close_button)
    assert desk.view(0).isVisible()
    desk.store.undo()
    assert len(desk.samples) == 0


@pytest.mark.parametrize("way", ["folder", "file"])
def test_what_is_exported_can_be_imported(desk: Desk, qtbot: QtBot, tmp_path: Path, way: str) -> None:
    own = six(desk)
    export, bring = ("As a folder", "A folder") if way == "folder" else ("As an .npz", "An .npz")
    target = tmp_path if way == "folder" else tmp_path / "mine.npz"
    choosing(target)
    desk.choose(desk.own.export, export)
    finish(desk, qtbot)
    written = tmp_path / "samples" if way == "folder" else target
    assert desk.said == f"Wrote 6 samples to “{written.name}”."
    desk.store.open(lecture_document())
    desk.own.centres.trigger()
    choosing(written)
    desk.choose(desk.own.bring, bring)
    finish(desk, qtbot)
    assert desk.said == f"Took 6 samples from “{written.name}”."
    assert desk.classes == own.classes
    order = np.argsort(own.labels, kind="stable") if way == "folder" else np.arange(6)
    for picture, index in zip(desk.samples.pictures, order, strict=True):
        assert np.abs(picture - own.pictures[0, ..., index]).max() <= 1 / 255


def test_an_import_is_dropped_when_another_work_is_opened(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    for name, count in (("many", 40), ("few", 4)):
        samples = draw_samples(count, (9, 9), DEFAULT, np.random.default_rng(1))
        write_folder(samples, Coding.SIGNED, tmp_path / name, write_grey)
    for name in ("many", "few"):
        desk.store.open(lecture_document())
        choosing(tmp_path / name)
        desk.choose(desk.own.bring, "A folder")
    finish(desk, qtbot)
    assert desk.said == "Took 4 samples from “few”."
    assert desk.done == ["Import samples from “few”"]


def test_an_export_writes_over_nothing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    six(desk)
    for name in ("samples", "samples 2"):
        choosing(tmp_path)
        desk.choose(desk.own.export, "As a folder")
        finish(desk, qtbot)
        assert len(list((tmp_path / name / "X").iterdir())) == 3


def test_what_cannot_be_read_or_written_is_said_and_nothing_is_lost(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    six(desk)
    before = desk.document
    (tmp_path / "odd.npz").write_text("not what its name says")
    np.savez(tmp_path / "many.npz", pictures=np.eye(9)[None].repeat(9, 0), labels=[f"class {n}" for n in range(9)])
    (tmp_path / "empty").mkdir()
    for path, text, sentence in (
        (tmp_path / "odd.npz", "An .npz", "“odd.npz” is no .npz file, or a damaged one: choose another, or a folder"),
        (tmp_path / "empty", "A folder", "“empty” has no sub-folders"),
        (tmp_path / "many.npz", "An .npz", "There are 11 classes: take at most 10."),
    ):
        choosing(path)
        desk.choose(desk.own.bring, text)
        finish(desk, qtbot)
        assert desk.said.startswith(sentence)
        assert desk.document is before


def test_a_file_from_elsewhere_becomes_samples_of_its_classes(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    digits = (np.moveaxis(draw_samples(6, (28, 28), DEFAULT, np.random.default_rng(1)).pictures[0], -1, 0) > 0) * 255
    np.savez(tmp_path / "digits.npz", x_train=digits.astype(np.uint8), y_train=[3, 7] * 3)
    choosing(tmp_path / "digits.npz")
    desk.choose(desk.own.bring, "An .npz")
    finish(desk, qtbot)
    assert desk.classes == ("3", "7")
    assert desk.samples.counts == (3, 3)
    assert all(picture.shape == (9, 9) for picture in desk.samples.pictures)
    assert "no vote for “3” and “7”" in desk.own.unknown.text()


def test_while_one_file_is_worked_on_another_waits(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    six(desk)
    may_end = threading.Event()

    def slow(samples: Samples, coding: Coding, path: Path) -> None:
        assert threading.current_thread() is not threading.main_thread()
        assert may_end.wait(10)
        write_arrays(samples, coding, path)

    monkeypatch.setattr(sample_files, "write_arrays", slow)
    for name in ("one.npz", "two.npz"):
        choosing(tmp_path / name)
        desk.choose(desk.own.export, "As an .npz")
    assert desk.said == "“one.npz” is still being worked on: wait a moment."
    may_end.set()
    finish(desk, qtbot)
    assert [path.name for path in tmp_path.iterdir()] == ["one.npz"]


@pytest.mark.parametrize("text_scale", [80, 100, 125, 150, 200])
def test_it_scrolls_down_only_in_any_text_size(desk: Desk, qtbot: QtBot, text_scale: int) -> None:
    # As wide as it is in a window of 1280x720.
    desk.page.resize(617, 250)
    desk.binding.set_look(Look(text_scale=text_scale))
    areas = desk.page.findChildren(QScrollArea)

    def is_beside() -> bool:
        return desk.generator.mapTo(desk.page, QPoint()).x() > desk.own.geometry().right()

    # What there is room for in the usual text stays in sight; where the page scrolls, the classes in it do not, too.
    qtbot.waitUntil(lambda: is_beside() is (text_scale <= 100))
    qtbot.waitUntil(lambda: not any(area.horizontalScrollBar().maximum() for area in areas))
    if not is_beside():
        inner = next(area for area in areas if desk.own.isAncestorOf(area))
        qtbot.waitUntil(lambda: inner.verticalScrollBar().maximum() == 0)
