"""The page about the layers joined to a real store: every knob, move and menu by the hand that does it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.document import Document, with_picture
from cnnviz.model.filters import edits
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.view import Probe, Weight
from cnnviz.ui.binding.layers import LayersBinding
from cnnviz.ui.layers import LayersPage
from cnnviz.ui.layers.knobs import NumberKnob, SwitchKnob
from cnnviz.ui.layers.row import LayerRow
from cnnviz.ui.theme import DARK, Look
from tests.ui.hands import turn_wheel_at

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


@dataclass
class Bench:
    """A page with its store and the binding between them."""

    store: Store
    page: LayersPage
    binding: LayersBinding

    def _on_changed(self, old: State, new: State) -> None:
        self.binding.render(old, new)

    @property
    def document(self) -> Document:
        return self.store.state.document

    @property
    def layers(self) -> list[type]:
        return [type(layer) for layer in self.document.network.layers]

    @property
    def filters(self) -> Conv2d:
        layer = self.document.network.layers[0]
        assert isinstance(layer, Conv2d)
        return layer

    @property
    def titles(self) -> list[str]:
        return [row.title.text() for row in self.page.rows]

    @property
    def steps(self) -> list[str]:
        return [step.name for step in self.store.state.history.past]

    @property
    def said(self) -> str:
        return self.store.state.notice.text if self.store.state.notice else ""

    @property
    def summary(self) -> str:
        return self.page.summary.text()

    def row(self, index: int) -> LayerRow:
        return self.page.rows[index]

    def number(self, index: int, title: str) -> QSpinBox:
        found = [c for c in self.row(index).controls if isinstance(c, NumberKnob) and c.title == title]
        return found[0].box

    def switch(self, index: int, title: str) -> SwitchKnob:
        return next(c for c in self.row(index).controls if isinstance(c, SwitchKnob) and c.text() == title)

    def drag(self, index: int, title: str, *ups: int) -> None:
        """Hold a number and move `ups` steps up, one after another, before letting go."""
        field = self.number(index, title).lineEdit()
        assert field is not None
        at = field.rect().center()
        QTest.mousePress(field, LEFT, pos=at)
        for up in ups:
            at -= QPoint(0, 8 * up)
            QTest.mouseMove(field, at)
        QTest.mouseRelease(field, LEFT, pos=at)

    def choose(self, button: str, entry: str) -> None:
        """Open a menu above the list and choose from it."""
        found = next(b for b in self.page.findChildren(QToolButton) if b.text() == button)
        menu = found.menu()
        assert menu is not None
        menu.popup(found.mapToGlobal(QPoint()))
        follow(menu, entry)

    def choose_for(self, index: int, entry: str) -> None:
        """Open a layer's menu by its button and choose from it."""
        QTest.mouseClick(self.row(index).menu_button, LEFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        follow(menu, entry)

    def drop(self, index: int, on: int) -> None:
        """Drag a layer by its name over the middle of another, and a little further, and let go."""
        row, there = self.row(index), self.row(on)
        start = row.mapToParent(QPoint(30, row.height() // 2))
        end = there.geometry().center().y() + (6 if on > index else -6 if on < index else 20)
        QTest.mousePress(row, LEFT, pos=row.mapFromParent(start))
        for step in range(1, 9):
            QTest.mouseMove(row, row.mapFromParent(QPoint(start.x(), start.y() + (end - start.y()) * step // 8)))
        QTest.mouseRelease(row, LEFT, pos=row.mapFromParent(QPoint(start.x(), end)))


def follow(menu: QMenu, entry: str) -> None:
    action = next(a for a in menu.actions() if a.text().split("\t")[0] == entry)
    assert action.isEnabled()
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def bench(qtbot: QtBot, document: Document) -> Bench:
    store, page = Store(document), LayersPage()
    qtbot.addWidget(page)
    joined = Bench(store, page, LayersBinding(store, page))
    joined.binding.render(None, store.state)
    store.changed.connect(joined._on_changed)
    page.resize(700, 520)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return joined


@pytest.fixture
def lecture(qtbot: QtBot) -> Bench:
    return bench(qtbot, lecture_document())


def test_the_layers_are_listed_with_what_they_come_to(lecture: Bench) -> None:
    assert lecture.titles == ["Convolution", "ReLU", "Max pooling", "Max pooling", "Flatten", "Votes"]
    assert lecture.summary == "6 layers on 1 map of 9x9, 51 parameters"
    assert lecture.number(0, "Filters").value() == 3
    assert lecture.number(0, "Size").text() == "3x3"
    assert not lecture.switch(0, "Bias").isChecked()
    assert "3 maps of 7x7" in lecture.row(0).accessibleDescription()
    assert not lecture.steps


def test_a_typed_number_is_applied_at_once_and_comes_back(lecture: Bench) -> None:
    before = lecture.document
    box = lecture.number(0, "Filters")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "5")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert lecture.filters.filters == 5
    assert np.array_equal(lecture.filters.weight[:3], before.network.layers[0].parameters["weight"])
    assert lecture.said.startswith("Convolution: 2 filters are newly drawn")
    assert lecture.steps == ["Convolution: filters"]
    lecture.store.undo()
    assert lecture.document is before
    assert box.value() == 3


def test_a_drag_is_one_step_and_a_filter_that_went_on_the_way_is_back(lecture: Bench) -> None:
    weight = lecture.filters.weight
    lecture.drag(0, "Filters", -1, -1, 1, 1, 1)
    assert lecture.filters.filters == 4
    assert np.array_equal(lecture.filters.weight[:3], weight)
    assert lecture.document.filter_names[:3] == ("Diagonal", "Cross", "Other diagonal")
    assert len(lecture.steps) == 1
    lecture.drag(0, "Filters", -1)
    assert lecture.steps == ["Convolution: filters"] * 2


def test_the_wheel_turns_a_number_only_where_the_keyboard_is(lecture: Bench) -> None:
    box = lecture.number(0, "Padding")
    turn_wheel_at(box, box.rect().center(), 1, 5000)
    assert not lecture.steps
    box.setFocus()
    for time in (5000, 5100, 9000):
        turn_wheel_at(box, box.rect().center(), 1, time)
    assert box.value() == 3
    assert lecture.steps == ["Convolution: padding"] * 2


def test_a_switch_is_one_step(lecture: Bench) -> None:
    QTest.mouseClick(lecture.switch(0, "Bias"), LEFT, pos=QPoint(8, 8))
    assert lecture.filters.bias is not None
    assert lecture.said == "All weights are kept."
    QTest.mouseClick(lecture.switch(2, "Mean"), LEFT, pos=QPoint(8, 8))
    assert lecture.titles[2] == "Average pooling"
    assert len(lecture.steps) == 2


def test_what_does_not_fit_is_marked_and_not_applied_until_it_does(lecture: Bench) -> None:
    before = lecture.document
    lecture.choose_for(0, "Duplicate the block")
    assert lecture.document is before
    assert not lecture.steps
    assert lecture.titles[4] == "Convolution 2"
    note = lecture.row(4).note
    assert note.isVisible()
    assert note.text == "Filters of 3x3 do not fit on maps of 2x2: 2 − 3 + 2·0 = −1 is below 0."
    assert [row.index for row in lecture.page.rows if row.note.isVisible()] == [4]
    assert "Not applied yet" in lecture.summary
    QTest.mouseClick(note.buttons[1], LEFT)
    assert note.isHidden()
    assert lecture.layers[4:8] == [Conv2d, ReLU, MaxPool2d, MaxPool2d]
    assert lecture.steps == ["Padding 1"]
    assert np.array_equal(lecture.filters.weight, before.network.layers[0].parameters["weight"])


def test_back_to_what_fits_forgets_the_rest(lecture: Bench) -> None:
    QTest.mouseClick(lecture.row(4).remove_button, LEFT)
    assert len(lecture.page.rows) == 5
    button = next(b for b in lecture.page.findChildren(QPushButton) if b.text() == "Back to what fits")
    QTest.mouseClick(button, LEFT)
    assert len(lecture.page.rows) == 6
    assert button.isHidden()
    assert not lecture.steps


def test_a_drag_beyond_what_fits_leaves_the_network_as_it_was_before_it(lecture: Bench) -> None:
    QTest.mouseClick(lecture.switch(3, "Partial windows"), LEFT, pos=QPoint(8, 8))
    before = lecture.document
    lecture.drag(3, "Window", 1, 1, 1)
    assert lecture.document is before
    assert lecture.number(3, "Window").value() == 5
    assert lecture.row(3).note.isVisible()
    lecture.drag(3, "Window", -1)
    assert lecture.number(3, "Window").value() == 4
    assert lecture.row(3).note.isHidden()
    assert len(lecture.steps) == 2
    lecture.drag(3, "Window", 1, -1)
    assert lecture.number(3, "Window").value() == 4


def test_a_number_edited_meanwhile_is_kept_when_the_layers_fit_again(lecture: Bench) -> None:
    QTest.mouseClick(lecture.row(4).remove_button, LEFT)
    lecture.store.edit("Change a number", lambda document: edits.set_weight(document, 0, 0, 0, 1, 1, 7.0))
    assert lecture.row(4).note.isVisible(), "still shown"
    QTest.mouseClick(lecture.row(4).note.buttons[0], LEFT)
    assert lecture.filters.weight[0, 0, 1, 1] == 7.0
    assert Flatten in lecture.layers


def test_other_layers_from_elsewhere_make_a_draft_a_thing_of_the_past(lecture: Bench) -> None:
    QTest.mouseClick(lecture.row(4).remove_button, LEFT)
    lecture.store.open(smiley_document())
    assert lecture.titles == ["Convolution", "ReLU", "Max pooling", "Flatten", "Votes"]
    assert "5 layers on 1 map of 7x7" in lecture.summary


def test_a_stroke_leaves_a_draft_alone(lecture: Bench) -> None:
    QTest.mouseClick(lecture.row(4).remove_button, LEFT)
    lecture.store.edit("Draw", lambda document: with_picture(document, -document.picture))
    assert lecture.row(4).note.isVisible()


def test_dragging_a_row_reorders_the_network(lecture: Bench) -> None:
    before = lecture.document
    lecture.drop(3, on=1)
    assert lecture.layers == [Conv2d, MaxPool2d, ReLU, MaxPool2d, Flatten, Linear]
    assert lecture.steps == ["Max pooling: move"]
    assert lecture.row(1).hasFocus()
    lecture.drop(1, on=2)
    assert lecture.layers == [type(layer) for layer in before.network.layers]
    tops = [row.y() for row in lecture.page.rows]
    lecture.drop(2, on=2)
    assert tops == sorted(row.y() for row in lecture.page.rows)
    assert len(lecture.steps) == 2


def test_alt_and_the_arrows_move_a_layer_from_its_knobs_too(lecture: Bench) -> None:
    lecture.row(1).setFocus()
    QTest.keyClick(lecture.row(1), Qt.Key.Key_Down, ALT)
    assert lecture.layers[1:3] == [MaxPool2d, ReLU]
    assert lecture.row(2).hasFocus()
    QTest.keyClick(lecture.row(2), Qt.Key.Key_Up)
    assert lecture.row(1).hasFocus()
    box = lecture.number(1, "Window")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down, ALT)
    assert lecture.layers[1:3] == [ReLU, MaxPool2d]
    assert len(lecture.steps) == 2
    lecture.row(0).setFocus()
    QTest.keyClick(lecture.row(0), Qt.Key.Key_Up, ALT)
    assert len(lecture.steps) == 2


def test_what_was_looked_at_is_looked_at_wherever_it_stands_now(lecture: Bench) -> None:
    lecture.store.look(pinned=Probe(1, (1, 2, 3)), weight=Weight(0, "weight", (2, 0, 1, 1)))
    lecture.row(0).setFocus()
    QTest.keyClick(lecture.row(0), Qt.Key.Key_Down, ALT)
    assert lecture.store.state.view.layer == 1
    assert lecture.store.state.view.pinned == Probe(2, (1, 2, 3))
    assert lecture.store.state.view.weight == Weight(1, "weight", (2, 0, 1, 1))
    QTest.mouseClick(lecture.row(1).remove_button, LEFT)
    assert lecture.store.state.view.pinned is None
    assert lecture.store.state.view.weight is None


def test_what_others_say_about_an_edit_is_not_talked_over(lecture: Bench) -> None:
    def pause(old: State, new: State) -> None:
        if new.document is not old.document:
            lecture.store.tell("Training has paused.")

    lecture.store.changed.connect(pause)
    lecture.row(1).setFocus()
    QTest.keyClick(lecture.row(1), Qt.Key.Key_Delete)
    assert lecture.said == "All weights are kept. Training has paused."


# What a Mac writes “delete” on is what others call Backspace.
@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_removes_a_layer_and_goes_on_to_the_next(key: Qt.Key, lecture: Bench) -> None:
    lecture.row(1).setFocus()
    QTest.keyClick(lecture.row(1), key)
    assert lecture.layers == [Conv2d, MaxPool2d, MaxPool2d, Flatten, Linear]
    assert lecture.row(1).hasFocus()
    assert lecture.said == "All weights are kept."


def test_a_layer_is_added_behind_the_chosen_one(lecture: Bench) -> None:
    lecture.row(0).setFocus()
    lecture.choose("Add", "Convolution")
    assert lecture.layers[:3] == [Conv2d, Conv2d, ReLU]
    assert lecture.row(1).hasFocus()
    assert lecture.titles[:2] == ["Convolution 1", "Convolution 2"]
    lecture.choose("Add", "Dense")
    assert lecture.titles[-2:] == ["Dense", "Votes"]
    assert lecture.steps == ["Add Convolution", "Add Dense"]
    assert lecture.said.startswith("Newly drawn: Dense, Votes")


def test_without_any_layers_the_way_out_stands_above_the_list(lecture: Bench) -> None:
    while lecture.page.rows:
        QTest.mouseClick(lecture.row(0).remove_button, LEFT)
    assert lecture.page.note.isVisible()
    QTest.mouseClick(lecture.page.note.buttons[0], LEFT)
    assert lecture.layers == [Flatten, Linear]
    assert lecture.page.note.isHidden()
    lecture.store.undo()


@pytest.mark.parametrize(
    ("entry", "first", "count"),
    [
        ("The lecture's deep stack", "Convolution 1", 11),
        ("Dense network", "Flatten", 5),
        ("Small LeNet", "Convolution 1", 11),
    ],
)
def test_a_ready_made_architecture_is_one_step_and_undo_returns_the_hand_made_filters(
    lecture: Bench, entry: str, first: str, count: int
) -> None:
    before = lecture.document
    lecture.choose("Ready-made", entry)
    assert lecture.titles[0] == first
    assert len(lecture.page.rows) == len(lecture.layers) == count
    assert lecture.steps == [f"Choose “{entry}”"]
    lecture.store.undo()
    assert lecture.document is before
    assert len(lecture.page.rows) == 6


def test_undo_belongs_to_the_window_while_a_number_has_the_keyboard(lecture: Bench) -> None:
    box = lecture.number(0, "Filters")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert lecture.filters.filters == 4
    undo = QMenu(lecture.page).addAction("Undo")
    undo.setShortcut("Ctrl+Z")
    undo.triggered.connect(lecture.store.undo)
    lecture.page.addAction(undo)
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert lecture.filters.filters == 3


def test_tab_walks_through_a_row_and_on_to_the_next(lecture: Bench) -> None:
    lecture.row(0).setFocus()
    seen = []
    for _ in range(9):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(widget.accessibleName())
    assert seen[0] == "Layer 1, Convolution, filters"
    assert seen[4:8] == [
        "Layer 1, Convolution, bias",
        "Layer 1, Convolution: more",
        "Layer 1, Convolution: remove",
        "Layer 2, ReLU",
    ]


def test_large_text_in_a_narrow_page_puts_the_columns_below_one_another(lecture: Bench) -> None:
    lecture.binding.set_look(Look(DARK, 200))
    QApplication.processEvents()
    assert any("Parameters: 3 · 1·3·3 = 27" in text for text in lecture.row(0).texts)
    lecture.binding.set_look(Look(DARK, 100))
    QApplication.processEvents()
    assert "3 · 1·3·3 = 27" in lecture.row(0).texts


def test_a_menu_goes_with_the_layer_that_it_was_opened_for(lecture: Bench) -> None:
    QTest.mouseClick(lecture.row(4).menu_button, LEFT)
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    lecture.store.open(smiley_document())
    assert QApplication.activePopupWidget() is None


def test_what_is_typed_goes_with_the_layers_that_it_was_typed_for(lecture: Bench) -> None:
    box = lecture.number(0, "Filters")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "5")
    small = replace(lecture_document(), network=Network((1, 9, 9), (Conv2d(np.ones((2, 1, 3, 3))),)))
    lecture.store.edit("Choose", lambda document: small)
    assert lecture.document is small
    assert lecture.number(0, "Filters").value() == 2
