"""The filter bank joined to a real store: every number, name, preset and operation by the hand that does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, Flatten, Linear
from cnnviz.engine.network import Network
from cnnviz.model.document import Document
from cnnviz.model.filters import edits
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.view import Probe
from cnnviz.ui.application import Running
from cnnviz.ui.binding.filters import FiltersBinding
from cnnviz.ui.filters.bank import FilterBank
from cnnviz.ui.filters.card import FilterCard
from cnnviz.ui.theme import DARK, LIGHT, Look
from tests.ui.hands import cell_center, click_cell, drag, turn_wheel

LEFT = Qt.MouseButton.LeftButton
W = TypeVar("W", bound=QWidget)


@dataclass
class Bench:
    """A bank with its store and the binding between them."""

    store: Store
    bank: FilterBank
    binding: FiltersBinding

    def _on_changed(self, old: State, new: State) -> None:
        self.binding.render(old, new)

    @property
    def document(self) -> Document:
        return self.store.state.document

    @property
    def weight(self) -> Array:
        return edits.convolution(self.document.network, self.store.state.view.layer).weight

    @property
    def steps(self) -> list[str]:
        return [step.name for step in self.store.state.history.past]

    @property
    def said(self) -> str:
        return self.store.state.notice.text if self.store.state.notice else ""

    @property
    def divide(self) -> QCheckBox:
        return self._only(QCheckBox)

    @property
    def layer_choice(self) -> QComboBox:
        return self._only(QComboBox)

    def _only(self, kind: type[W]) -> W:
        (found,) = self.bank.findChildren(kind)
        assert isinstance(found, kind)
        return found

    def card(self, index: int) -> FilterCard:
        return self.bank.cards[index]

    def choose(self, index: int, *path: str) -> None:
        """Open a filter's menu by its button and walk to an entry as its arrows and clicks would."""
        QTest.mouseClick(self.card(index).menu_button, LEFT)
        follow(active_menu(), path)

    def add(self, *path: str) -> None:
        button = next(b for b in self.bank.findChildren(QToolButton) if b.text() == "Add")
        menu = button.menu()
        menu.popup(button.mapToGlobal(QPoint()))
        follow(menu, path)


def active_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def follow(menu: QMenu, path: tuple[str, ...]) -> None:
    """Choose an entry by the keyboard, opening the menus on the way to it."""
    name, *rest = path
    action = next(a for a in menu.actions() if a.text() == name)
    assert action.isEnabled()
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    if rest:
        follow(_submenu(action), tuple(rest))


def _submenu(action: QAction) -> QMenu:
    menu = action.menu()
    assert isinstance(menu, QMenu)
    return menu


def bench(qtbot: QtBot, document: Document, width: int = 312) -> Bench:
    store, bank = Store(document), FilterBank()
    qtbot.addWidget(bank)
    joined = Bench(store, bank, FiltersBinding(store, bank))
    joined.binding.render(None, store.state)
    store.changed.connect(joined._on_changed)
    bank.resize(width, 240)
    with qtbot.waitExposed(bank):
        bank.show()
    bank.activateWindow()
    return joined


@pytest.fixture
def lecture(qtbot: QtBot) -> Bench:
    return bench(qtbot, lecture_document())


def test_a_menu_goes_with_the_filter_that_it_was_opened_for(lecture: Bench) -> None:
    QTest.mouseClick(lecture.card(2).menu_button, LEFT)
    active_menu()
    lecture.store.open(smiley_document())
    assert QApplication.activePopupWidget() is None


def two_convolutions() -> Document:
    rng = np.random.default_rng(3)
    layers = (Conv2d(rng.normal(size=(3, 1, 3, 3))), Conv2d(rng.normal(size=(2, 3, 5, 5))), Flatten())
    body = Network((1, 9, 9), layers)
    votes = Linear(rng.normal(size=(2, body.shapes[-1][0])))
    return Document(np.zeros((9, 9)), Network((1, 9, 9), (*layers, votes), ("X", "O")), filter_names=("a", "b", "c"))


def test_the_lecture_s_filters_are_shown(lecture: Bench) -> None:
    assert [card.name_edit.text() for card in lecture.bank.cards] == ["Diagonal", "Cross", "Other diagonal"]
    for card, kernel in zip(lecture.bank.cards, lecture.weight, strict=True):
        assert np.array_equal(card.grids[0].values, kernel[0])
        assert card.bias_grid is None
    assert lecture.divide.text() == "Divide by 9"
    assert lecture.layer_choice.isHidden()


def test_a_typed_number_reaches_the_network_and_comes_back(lecture: Bench) -> None:
    grid = lecture.card(1).grids[0]
    click_cell(grid, 0, 2)
    QTest.keyClicks(grid, "-")
    QTest.keyClicks(lecture.bank.focusWidget(), "1/9")
    QTest.keyClick(lecture.bank.focusWidget(), Qt.Key.Key_Return)
    assert lecture.weight[1, 0, 0, 2] == -1 / 9
    assert grid.values[0, 2] == -1 / 9
    assert lecture.steps == ["Cross: change a number"]
    lecture.store.undo()
    assert grid.values[0, 2] == 1.0


def test_a_drag_and_a_turn_of_the_wheel_are_one_step_each(lecture: Bench) -> None:
    grid = lecture.card(0).grids[0]
    drag(grid, cell_center(grid, 1, 1), -52)
    assert lecture.weight[0, 0, 1, 1] == 0.0
    for _ in range(5):
        turn_wheel(grid, cell_center(grid, 1, 1), 1)
    assert lecture.weight[0, 0, 1, 1] == 0.5
    assert lecture.steps == ["Diagonal: change a number"] * 2
    lecture.store.undo()
    assert lecture.weight[0, 0, 1, 1] == 0.0


def test_a_bad_number_is_said_and_changes_nothing(lecture: Bench) -> None:
    before = lecture.document
    grid = lecture.card(0).grids[0]
    click_cell(grid, 0, 0)
    QTest.keyClicks(grid, "1")
    QTest.keyClicks(lecture.bank.focusWidget(), "/0")
    QTest.keyClick(lecture.bank.focusWidget(), Qt.Key.Key_Return)
    assert lecture.document is before
    assert "divided by zero" in lecture.said
    assert lecture.store.state.notice is not None
    assert lecture.store.state.notice.is_problem


def test_a_block_from_a_spreadsheet_becomes_the_filter_in_one_step(lecture: Bench) -> None:
    grid = lecture.card(2).grids[0]
    click_cell(grid, 1, 1)
    QGuiApplication.clipboard().setText("1\t2\t3\n4\t5\t6\n7\t8\t9")
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert lecture.weight[2, 0].tolist() == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert lecture.steps == ["Other diagonal: paste"]


def test_renaming_in_place(lecture: Bench) -> None:
    edit = lecture.card(0).name_edit
    QTest.mouseClick(edit, LEFT)
    edit.selectAll()
    QTest.keyClicks(edit, "Falling")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert (edit.text(), lecture.steps) == ("Diagonal", [])
    QTest.mouseClick(edit, LEFT)
    edit.selectAll()
    QTest.keyClicks(edit, "Falling")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert lecture.document.filter_names[0] == "Falling"
    assert lecture.card(0).grids[0].hasFocus()
    QTest.mouseClick(edit, LEFT)
    edit.selectAll()
    QTest.keyClicks(edit, "x" * 41)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.text(), "at most 40" in lecture.said) == ("Falling", True)


def test_every_operation_is_in_the_menu_and_one_step(lecture: Bench) -> None:
    lecture.choose(0, "Rotate by 90°")
    assert np.array_equal(lecture.weight[0], lecture.weight[2])
    lecture.choose(0, "Negate")
    lecture.choose(0, "Clear")
    assert not lecture.weight[0].any()
    assert lecture.steps == ["Diagonal: rotate by 90°", "Diagonal: negate", "Diagonal: clear"]
    lecture.choose(0, "Normalise")
    assert len(lecture.steps) == 3


def test_a_preset_is_chosen_by_name_for_a_filter_and_as_a_new_one(lecture: Bench) -> None:
    lecture.choose(1, "Preset", "Edges", "Sobel x")
    assert lecture.weight[1, 0].tolist() == [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    assert lecture.card(1).name_edit.text() == "Sobel x"
    lecture.add("Smooth", "Gaussian")
    assert lecture.card(3).name_edit.text() == "Gaussian"
    assert lecture.steps == ["Cross: becomes Sobel x", "Add Gaussian"]
    assert "16 values instead of 12" in lecture.said


def test_presets_show_what_they_are(lecture: Bench) -> None:
    QTest.mouseClick(lecture.card(0).menu_button, LEFT)
    menu = active_menu()
    presets = _submenu(next(action for action in menu.actions() if action.text() == "Preset"))
    presets.popup(QPoint())
    for group in presets.actions():
        for action in _submenu(group).actions():
            assert not action.icon().isNull()
    presets.close()
    menu.close()


def test_filters_come_move_and_go_and_the_votes_follow(lecture: Bench) -> None:
    before = lecture.document
    lecture.add("Empty filter")
    assert len(lecture.bank.cards) == 4
    assert lecture.said == "The votes now read 16 values instead of 12; the new filter's 4 wires start at 0."
    lecture.choose(3, "Remove")
    lecture.choose(0, "Duplicate")
    lecture.choose(0, "Move right")
    lecture.choose(1, "Move left")
    assert [card.name_edit.text() for card in lecture.bank.cards] == ["Diagonal", "Diagonal", "Cross", "Other diagonal"]
    assert lecture.document.network.forward(before.picture[None]).votes.tolist() == pytest.approx([1.0, 5 / 9])
    for _ in range(5):
        lecture.store.undo()
    assert lecture.document is before
    assert len(lecture.bank.cards) == 3


@pytest.mark.parametrize(("index", "to"), [(0, 2), (2, 0), (1, 1)])
def test_a_card_is_dragged_to_another_place(lecture: Bench, index: int, to: int) -> None:
    names = [card.name_edit.text() for card in lecture.bank.cards]
    places = [card.geometry() for card in lecture.bank.cards]
    votes = lecture.document.network.forward(lecture.document.picture[None]).votes
    name = lecture.card(index).name_edit
    target = name.rect().center() + places[to].center() - places[index].center() + QPoint(0, 30)
    _drag_to(name, name.rect().center(), target)
    names.insert(to, names.pop(index))
    assert [card.name_edit.text() for card in lecture.bank.cards] == names
    assert [card.geometry() for card in lecture.bank.cards] == places
    assert lecture.document.network.forward(lecture.document.picture[None]).votes.tolist() == votes.tolist()
    assert len(lecture.steps) == (index != to)


def _drag_to(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Drag with the left button as the window hands it on: whoever took the press gets the rest."""
    window = widget.window()
    handle = window.windowHandle()
    start, end = (widget.mapTo(window, place) for place in (start, end))
    QTest.mousePress(handle, LEFT, Qt.KeyboardModifier.NoModifier, start)
    for place in (start + (end - start) / 2, end):
        QTest.mouseMove(handle, place)
    QTest.mouseRelease(handle, LEFT, Qt.KeyboardModifier.NoModifier, end)


def test_the_bank_is_bounded_at_one_and_at_sixteen(lecture: Bench) -> None:
    for _ in range(13):
        lecture.add("Empty filter")
    assert len(lecture.bank.cards) == 16
    add = next(b for b in lecture.bank.findChildren(QToolButton) if b.text() == "Add")
    assert not add.isEnabled()
    assert "remove one" in add.toolTip()
    QTest.mouseClick(lecture.card(0).menu_button, LEFT)
    entries = {action.text(): action.isEnabled() for action in active_menu().actions()}
    active_menu().close()
    assert (entries["Duplicate"], entries["Move left"], entries["Move right"]) == (False, False, True)


def test_a_filter_that_is_added_is_scrolled_to(lecture: Bench) -> None:
    lecture.bank.resize(312, 160)
    for path, place in ((("Empty filter",), 3), (("Edges", "Sobel x"), 4)):
        lecture.add(*path)
        assert lecture.card(place).visibleRegion().boundingRect() == lecture.card(place).rect()
    assert lecture.card(0).visibleRegion().boundingRect() != lecture.card(0).rect()
    lecture.choose(0, "Duplicate")
    assert lecture.card(1).visibleRegion().boundingRect() == lecture.card(1).rect()


def test_a_filter_that_is_added_takes_the_numbers_that_are_pasted_next(lecture: Bench) -> None:
    lecture.add("Empty filter")
    QGuiApplication.clipboard().setText("1\t0\t-1\n2\t0\t-2\n1\t0\t-1\n")
    holder = QApplication.focusWidget()
    assert holder is not None
    QTest.keyClick(holder, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert lecture.weight[3, 0].tolist() == [[1, 0, -1], [2, 0, -2], [1, 0, -1]]


def test_the_patch_under_the_pin_becomes_the_filter(lecture: Bench) -> None:
    lecture.choose(0, "Take this patch of the picture")
    assert "click a cell" in lecture.said
    lecture.store.look(pinned=Probe(1, (0, 2, 2)))
    lecture.choose(0, "Take this patch of the picture")
    assert np.array_equal(lecture.weight[0, 0], lecture.document.picture[2:5, 2:5])


def test_cards_use_the_width_but_rather_less_where_all_can_be_seen(lecture: Bench) -> None:
    bank = lecture.bank
    bank.resize(600, 400)
    QApplication.processEvents()
    tall = lecture.card(0).width()
    bank.resize(600, 200)
    QApplication.processEvents()
    assert lecture.card(0).width() < tall
    assert all(card.visibleRegion().boundingRect() == card.rect() for card in bank.cards)


def test_in_a_small_window_the_filters_give_way_before_their_card_scrolls(running: Running) -> None:
    bank = running.window.filter_bank
    running.window.resize(1280, 720)
    QApplication.processEvents()
    assert bank.visibleRegion().boundingRect() == bank.rect()
    assert len(bank.cards) == 3
    assert all(card.visibleRegion().boundingRect() == card.rect() for card in bank.cards)


def test_without_a_pin_the_patch_is_the_one_that_the_keyboard_is_on(lecture: Bench) -> None:
    lecture.store.look(hovered=Probe(0, (0, 4, 5)))
    lecture.choose(0, "Take this patch of the picture")
    assert np.array_equal(lecture.weight[0, 0], lecture.document.picture[3:6, 4:7])


@pytest.mark.parametrize("typing", ["number", "name"])
def test_an_entry_whose_filter_goes_is_forgotten(lecture: Bench, typing: str) -> None:
    lecture.add("Empty filter")
    grid, name = lecture.card(3).grids[0], lecture.card(3).name_edit
    if typing == "number":
        click_cell(grid, 0, 0)
        QTest.keyClicks(grid, "5")
    else:
        QTest.mouseClick(name, LEFT)
        QTest.keyClicks(name, "Gone")
    lecture.store.undo()
    assert len(lecture.bank.cards) == 3
    assert lecture.steps == []


def test_an_entry_for_one_layer_never_reaches_another(qtbot: QtBot) -> None:
    joined = bench(qtbot, two_convolutions(), 500)
    grid = joined.card(0).grids[0]
    click_cell(grid, 0, 0)
    QTest.keyClicks(grid, "5")
    joined.store.look(layer=1)
    QTest.mouseClick(joined.bank, LEFT, pos=QPoint(1, 1))
    assert joined.steps == []


def test_a_filter_on_several_maps_is_seen_whole_with_room_above_each_grid_for_its_map(qtbot: QtBot) -> None:
    rng = np.random.default_rng(5)
    layers = (Conv2d(rng.normal(size=(4, 1, 3, 3))), Conv2d(rng.normal(size=(4, 4, 3, 3))))
    joined = bench(qtbot, Document(np.zeros((9, 9)), Network((1, 9, 9), layers)))
    alone = joined.card(0).grids[0].y()
    joined.store.look(layer=1)
    joined.bank.resize(320, 300)
    card = joined.card(0)
    assert card.height() <= joined.bank.height()
    assert card.grids[0].y() > alone
    assert card.grids[2].y() - card.grids[0].geometry().bottom() > card.fontMetrics().height() // 2
    assert all(card.rect().contains(grid.geometry()) for grid in card.grids)


def test_a_stroke_leaves_the_bank_alone(lecture: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Array] = []
    monkeypatch.setattr(lecture.bank, "set_filters", lambda weight, names, bias: shown.append(weight))
    lecture.store.edit("Invert", lambda document: replace(document, picture=-document.picture))
    assert shown == []


def test_dividing_is_a_switch(lecture: Bench) -> None:
    switch = lecture.divide
    QTest.mouseClick(switch, LEFT, pos=QPoint(8, switch.height() // 2))
    assert not edits.convolution(lecture.document.network, 0).divide_by_pixels
    lecture.store.undo()
    assert switch.isChecked()


def test_a_bias_is_shown_where_there_is_one_and_edited_as_a_number(qtbot: QtBot) -> None:
    joined = bench(qtbot, edits.set_bias(lecture_document(), 0, 1, 0.25))
    grid = joined.card(1).bias_grid
    assert grid is not None
    assert (grid.isVisible(), grid.values.tolist()) == (True, [[0.25]])
    drag(grid, cell_center(grid, 0, 0), 26)
    bias = edits.convolution(joined.document.network, 0).bias
    assert bias is not None
    assert bias.tolist() == [0.0, 0.75, 0.0]
    assert joined.steps == ["Cross: change the bias"]


def test_the_pointer_lights_a_filter_and_the_view_lights_its_card(lecture: Bench, qtbot: QtBot) -> None:
    QTest.mouseMove(lecture.card(1), QPoint(5, 5))
    qtbot.waitUntil(lambda: lecture.store.state.view.lit_filter == 1)
    plain, lit = (_frame_color(lecture.card(index)) for index in (0, 1))
    assert lit == LIGHT.accent
    assert plain != LIGHT.accent
    QTest.mouseMove(lecture.bank, QPoint(lecture.bank.width() // 2, 4))
    qtbot.waitUntil(lambda: lecture.store.state.view.lit_filter is None)
    lecture.store.look(lit_filter=0)
    assert _frame_color(lecture.card(0)) == LIGHT.accent


def _frame_color(card: FilterCard) -> str:
    return card.grab().toImage().pixelColor(0, card.height() // 2).name()


def test_the_filters_of_a_later_convolution_are_shown_by_choice(qtbot: QtBot) -> None:
    joined = bench(qtbot, two_convolutions())
    choice = joined.layer_choice
    assert choice.isVisible()
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert joined.store.state.view.layer == 1
    assert [len(card.grids) for card in joined.bank.cards] == [3, 3]
    assert joined.card(0).grids[2].values.shape == (5, 5)
    assert joined.card(0).name_edit.isReadOnly()
    grid = joined.card(1).grids[2]
    joined.bank.resize(500, 700)
    click_cell(grid, 4, 4)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert joined.weight[1, 2, 4, 4] == 0.0
    joined.choose(0, "Remove")
    assert "values instead of" in joined.said


def test_a_network_without_filters_says_so_where_they_stood(lecture: Bench) -> None:
    network = Network((1, 9, 9), (Flatten(), Linear(np.zeros((2, 81)))), ("X", "O"))
    (without,) = (label for label in lecture.bank.findChildren(QLabel) if "no convolution" in label.text())
    lecture.store.edit("Network", lambda document: replace(document, network=network))
    assert without.isVisible()
    assert not any(card.isVisible() for card in lecture.bank.cards)
    assert not lecture.divide.isVisible()
    lecture.store.undo()
    assert not without.isVisible()
    assert all(card.isVisible() for card in lecture.bank.cards)
    assert lecture.divide.isVisible()


@pytest.mark.parametrize(("width", "across"), [(312, 3), (220, 2), (120, 1), (900, 3)])
def test_cards_share_the_width(qtbot: QtBot, width: int, across: int) -> None:
    joined = bench(qtbot, lecture_document(), width)
    tops = [card.y() for card in joined.bank.cards]
    assert tops.count(tops[0]) == across
    for card in joined.bank.cards:
        grid = card.grids[0]
        assert grid.width() >= grid.minimumSizeHint().width()
        assert abs(grid.width() - grid.height()) <= 1
        assert card.rect().contains(grid.geometry())


def test_scrolling_the_bank_changes_no_number(qtbot: QtBot) -> None:
    joined = bench(qtbot, edits.duplicate_filter(lecture_document(), 0, 0), 120)
    before = joined.document
    grid = joined.card(0).grids[0]
    card_top = joined.card(0).mapTo(joined.bank, QPoint()).y()
    turn_wheel(grid, cell_center(grid, 1, 1), -1)
    assert joined.card(0).mapTo(joined.bank, QPoint()).y() < card_top
    assert joined.document is before


def test_text_size_theme_and_decimals_reach_every_cell(lecture: Bench) -> None:
    small = lecture.card(0).grids[0].sizeHint()
    lecture.bank.set_look(Look(DARK, 200))
    assert lecture.card(0).grids[0].sizeHint().width() > 1.8 * small.width()
    grid = lecture.card(0).grids[0]
    lecture.store.edit("Change", lambda document: edits.set_weight(document, 0, 0, 0, 0, 0, 7 / 9))
    cut = grid.grab().toImage()
    settings = replace(lecture.document.settings, numbers=NumberStyle.ROUNDED)
    lecture.store.edit("Round", lambda document: replace(document, settings=settings))
    assert grid.grab().toImage() != cut


def test_what_is_added_later_is_rounded_as_the_rest(lecture: Bench) -> None:
    lecture.store.edit("Change", lambda document: edits.set_weight(document, 0, 0, 0, 0, 0, 7 / 9))
    settings = replace(lecture.document.settings, numbers=NumberStyle.ROUNDED)
    lecture.store.edit("Round", lambda document: replace(document, settings=settings))
    lecture.store.edit("Copy", lambda document: edits.duplicate_filter(document, 0, 0))
    grid, copy = lecture.card(0).grids[0], lecture.card(1).grids[0]
    assert grid.size() == copy.size()
    assert copy.grab().toImage() == grid.grab().toImage()
    lecture.store.edit("Bias", lambda document: edits.set_bias(document, 0, 0, 7 / 9))
    bias = lecture.card(0).bias_grid
    assert bias is not None
    rounded = bias.grab().toImage()
    cut_off = replace(settings, numbers=NumberStyle.TRUNCATED)
    lecture.store.edit("Cut off", lambda document: replace(document, settings=cut_off))
    assert bias.grab().toImage() != rounded
