"""The page about the error: the table while a hand draws, and a weight nudged along its curve, with real events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyqtgraph
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QStyle, QStyleOptionSlider
from pytestqt.qtbot import QtBot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.layers import Linear
from cnnviz.engine.network import Network
from cnnviz.engine.training import CrossEntropy, SquaredError, evaluate
from cnnviz.model.document import Document, with_network, with_picture
from cnnviz.model.errors.nudge import Nudge
from cnnviz.model.errors.sheet import ErrorRow, ErrorSheet
from cnnviz.model.errors.weights import value_of, with_weight
from cnnviz.model.material import material_of, practice_of
from cnnviz.model.networks import lecture_document, smiley_document, trained_document
from cnnviz.model.picture.presets import picture_presets
from cnnviz.model.view import Weight
from cnnviz.ui.binding.errors import ErrorsBinding
from cnnviz.ui.binding.filters import FiltersBinding
from cnnviz.ui.binding.votes import VotesBinding
from cnnviz.ui.errors import ErrorPage
from cnnviz.ui.errors.slider import WeightSlider
from cnnviz.ui.filters import FilterBank
from cnnviz.ui.number_grid import NumberGrid
from cnnviz.ui.theme import DARK, Look
from cnnviz.ui.votes import Votes
from tests.ui.eyes import written
from tests.ui.hands import LEFT, NONE, click_cell, turn_wheel

MIDDLE = Weight(0, "weight", (0, 0, 1, 1))


class Bench:
    """The page joined to a store, the network computed as soon as the document changes."""

    def __init__(self, qtbot: QtBot, document: Document) -> None:
        self.qtbot, self.page, self.store = qtbot, ErrorPage(), Store(document)
        qtbot.addWidget(self.page)
        self.binding = ErrorsBinding(self.store, self.page)
        self.compute()
        self.store.changed.connect(self._on_changed)
        self.binding.set_look(Look())
        self.page.resize(760, 260)
        self.page.show()
        self.binding.render(None, self.store.state)

    def _on_changed(self, old: State, new: State) -> None:
        self.binding.render(old, new)
        if old.document is not new.document:
            self.compute()

    def compute(self) -> None:
        document = self.store.state.document
        self.store.receive(document.network.forward(document.picture[None]))

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        return self.page.answer.table.lines

    @property
    def formula(self) -> str:
        return self.page.answer.numbers.text().replace("\N{NO-BREAK SPACE}", " ")

    @property
    def words(self) -> str:
        return self.page.nudge.words.text()

    @property
    def slider(self) -> WeightSlider:
        return self.page.nudge.slider

    @property
    def steps(self) -> list[str]:
        return [step.name for step in self.store.state.history.past]

    def button(self, text: str) -> QPushButton:
        return next(button for button in self.page.findChildren(QPushButton) if button.text() == text)

    def press(self, text: str) -> None:
        QTest.mouseClick(self.button(text), LEFT)

    def weight(self, weight: Weight = MIDDLE) -> float:
        return value_of(self.store.state.document.network, weight)

    def wait_for_curve(self) -> Nudge:
        """The whole curve for what the window now shows."""

        def is_there() -> bool:
            shown = self.page.nudge.shown
            return shown is not None and shown.is_whole and shown.value == self.weight(self.chosen)

        self.qtbot.waitUntil(is_there)
        shown = self.page.nudge.shown
        assert shown is not None
        return shown

    @property
    def chosen(self) -> Weight:
        return self.store.state.view.weight or MIDDLE

    @property
    def canvas(self) -> Any:
        return self.page.findChild(pyqtgraph.PlotWidget)

    def list_of(self, name: str) -> QComboBox:
        return next(box for box in self.page.findChildren(QComboBox) if box.accessibleName() == name)

    def handle(self, value: float, limit: float) -> QPoint:
        """Where the slider's handle stands for a value."""
        option = QStyleOptionSlider()
        self.slider.initStyleOption(option)
        option.sliderPosition = round(100 * value / limit)
        handle = self.slider.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self.slider
        )
        return handle.center()


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[[Document], Bench]]:
    benches: list[Bench] = []

    def made(document: Document) -> Bench:
        benches.append(Bench(qtbot, document))
        return benches[-1]

    yield made
    for bench in benches:
        bench.binding.stop()


@pytest.fixture
def bench(make: Callable[[Document], Bench]) -> Bench:
    return make(lecture_document())


def test_a_blank_picture_has_no_right_answer_until_somebody_says_it(bench: Bench) -> None:
    bench.wait_for_curve()
    bench.store.edit("Clear", lambda document: with_picture(document, np.full((9, 9), -1.0)))
    assert not bench.page.answer.table.isVisible()
    assert bench.button("as voted").isVisible()
    assert bench.words == "Draw something, or say which answer is right."
    assert bench.page.nudge.shown is None
    bench.press("O")
    assert bench.page.answer.table.isVisible()
    assert bench.wait_for_curve().value == bench.weight()
    bench.press("as voted")
    assert not bench.page.answer.table.isVisible()
    # All samples have right answers of their own.
    bench.store.look(of_samples=True)
    assert bench.wait_for_curve().pictures > 1
    bench.store.undo()
    assert bench.page.answer.table.isVisible()


def test_the_table_follows_the_picture(bench: Bench) -> None:
    bench.press("Squared error")
    assert bench.lines == (("X", "1", "1.00", "0"), ("O", "0", "0.55…", "0.55…"), ("Total error", "", "", "0.55…"))
    ring = next(preset.picture for preset in picture_presets() if preset.name == "O")
    bench.store.edit("Draw", lambda document: with_picture(document, ring))
    assert bench.lines == (("X", "0", "0.55…", "0.55…"), ("O", "1", "1.00", "0"), ("Total error", "", "", "0.55…"))


def test_a_person_says_which_answer_is_right(bench: Bench) -> None:
    bench.press("O")
    assert bench.store.state.view.target == 1
    assert [line[1] for line in bench.lines[:2]] == ["0", "1"]
    assert bench.button("O").isChecked()
    bench.press("as voted")
    assert bench.store.state.view.target is None
    assert [line[1] for line in bench.lines[:2]] == ["1", "0"]
    assert bench.button("as voted").isChecked()
    assert bench.steps == []


def test_the_measure_is_an_edit_that_can_be_undone(bench: Bench) -> None:
    assert bench.button("Cross-entropy").isChecked()
    assert "−ln" in bench.formula
    bench.press("Squared error")
    assert practice_of(bench.store.state.document).settings.loss == SquaredError()
    assert bench.formula == "(1 − 1)² + (0 − 0.55…)² = 0.30…"
    assert not bench.page.answer.shares.isVisible()
    bench.store.undo()
    assert practice_of(bench.store.state.document).settings.loss == CrossEntropy()
    assert bench.button("Cross-entropy").isChecked()
    assert bench.page.answer.shares.isVisible()


def test_a_drag_is_one_step_and_walks_along_the_curve(bench: Bench) -> None:
    before = bench.wait_for_curve()
    start, end = bench.handle(1.0, before.limit), bench.handle(-0.5, before.limit)
    QTest.mousePress(bench.slider, LEFT, NONE, start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(bench.slider, start + (end - start) * share)
    QTest.mouseRelease(bench.slider, LEFT, NONE, end)
    assert bench.weight() == pytest.approx(-0.5, abs=0.05)
    assert bench.steps == ["Nudge Diagonal, row 2, column 2"]
    after = bench.wait_for_curve()
    assert np.array_equal(after.errors, before.errors)
    assert bench.page.nudge.plot.point == (after.value, after.error)
    assert after.error == pytest.approx(float(np.interp(after.value, after.values, after.errors)), abs=1e-3)
    bench.store.undo()
    assert bench.weight() == 1.0


def test_keys_nudge_and_are_one_step_together(bench: Bench) -> None:
    bench.slider.setFocus()
    for _ in range(3):
        QTest.keyClick(bench.slider, Qt.Key.Key_Left)
    assert bench.weight() == pytest.approx(0.94)
    assert len(bench.steps) == 1


def test_a_weight_keeps_its_digits_until_a_hand_moves_it(bench: Bench) -> None:
    bench.store.edit("Train", lambda document: with_weight(document, MIDDLE, 0.123456))
    bench.wait_for_curve()
    QTest.mouseClick(bench.slider, LEFT, NONE, bench.handle(0.123456, 2.0))
    assert bench.weight() == 0.123456
    QTest.keyClick(bench.slider, Qt.Key.Key_Right)
    assert bench.weight() == pytest.approx(0.14)


def test_at_the_end_of_the_slider_there_is_more_once_it_is_let_go(bench: Bench) -> None:
    assert bench.wait_for_curve().limit == 2.0
    start, end = bench.handle(1.0, 2.0), bench.handle(2.0, 2.0) + QPoint(40, 0)
    QTest.mousePress(bench.slider, LEFT, NONE, start)
    QTest.mouseMove(bench.slider, end)
    assert bench.weight() == 2.0
    assert bench.wait_for_curve().limit == 2.0
    QTest.mouseRelease(bench.slider, LEFT, NONE, end)
    bench.qtbot.waitUntil(lambda: bench.wait_for_curve().limit == 5.0)
    assert bench.slider.value() == 40


def test_the_handle_stands_below_the_point(bench: Bench) -> None:
    found = bench.wait_for_curve()
    plot = bench.page.nudge.plot

    def apart(value: float) -> int:
        point = plot.mapTo(bench.page, plot.place_of(value, found.error).toPoint())
        return abs(point.x() - bench.slider.mapTo(bench.page, bench.handle(value, found.limit)).x())

    bench.qtbot.waitUntil(lambda: max(apart(value) for value in (-2.0, 0.0, 1.0, 2.0)) <= 2)


def test_any_weight_is_chosen_from_the_lists(bench: Bench) -> None:
    QTest.keyClick(bench.list_of("Filter"), Qt.Key.Key_Down)
    QTest.keyClick(bench.list_of("Row"), Qt.Key.Key_Up)
    assert bench.store.state.view.weight == Weight(0, "weight", (1, 0, 0, 1))
    assert not bench.list_of("Map").isVisible()
    QTest.keyClick(bench.list_of("Kind of weight"), Qt.Key.Key_Down)
    QTest.keyClick(bench.list_of("Value"), Qt.Key.Key_End)
    assert bench.store.state.view.weight == Weight(5, "weight", (0, 11))
    assert bench.wait_for_curve().value == 0.0
    assert bench.steps == []


@pytest.fixture
def bank(bench: Bench, qtbot: QtBot) -> FilterBank:
    bank = FilterBank()
    qtbot.addWidget(bank)
    FiltersBinding(bench.store, bank).render(None, bench.store.state)
    bank.resize(400, 300)
    bank.show()
    return bank


@pytest.fixture
def votes(bench: Bench, qtbot: QtBot) -> Votes:
    votes = Votes()
    qtbot.addWidget(votes)
    VotesBinding(bench.store, votes).render(None, bench.store.state)
    votes.resize(400, 300)
    votes.show()
    return votes


def test_a_click_on_a_number_elsewhere_chooses_its_weight(bench: Bench, bank: FilterBank, votes: Votes) -> None:
    click_cell(bank.cards[2].grids[0], 0, 2)
    assert bench.store.state.view.weight == Weight(0, "weight", (2, 0, 0, 2))
    assert bench.list_of("Filter").currentText() == "Other diagonal"
    click_cell(bank.cards[0].grids[0], 0, 0)  # the cell that was chosen to begin with
    assert bench.store.state.view.weight == Weight(0, "weight", (0, 0, 0, 0))
    QTest.mouseClick(next(one for one in votes.findChildren(QPushButton) if one.text() == "Edit"), LEFT)
    table = votes.findChild(NumberGrid)
    assert table is not None
    click_cell(table, 1, 2)
    assert bench.store.state.view.weight == Weight(5, "weight", (1, 2))
    assert bench.list_of("Kind of weight").currentText() == "Voting weights"
    assert bench.steps == []


def test_the_error_of_all_samples(bench: Bench) -> None:
    bench.wait_for_curve()
    box = bench.list_of("Pictures")
    QTest.keyClick(box, Qt.Key.Key_Down)
    bench.qtbot.waitUntil(lambda: bench.wait_for_curve().pictures > 1)
    found, document = bench.wait_for_curve(), bench.store.state.document
    training = material_of(practice_of(document), None, document.grid, document.coding).training
    assert found.pictures == len(training)
    assert found.error == pytest.approx(evaluate(document.network, training, CrossEntropy()).loss, rel=1e-12)
    assert bench.canvas.getAxis("left").labelText == f"Cross-entropy, mean of {len(training)}"


def test_samples_of_other_classes_are_refused_in_a_sentence(make: Callable[[Document], Bench]) -> None:
    bench = make(smiley_document())
    bench.store.look(of_samples=True)
    bench.qtbot.waitUntil(lambda: "rename the classes" in bench.words)
    bench.store.look(of_samples=False)
    assert bench.wait_for_curve().pictures == 1


def test_a_network_without_classes_has_no_right_answer(bench: Bench) -> None:
    network = bench.store.state.document.network
    nameless = Network(network.input_shape, network.layers)
    bench.store.edit("Name no classes", lambda document: with_network(document, nameless))
    assert "names no classes" in bench.words
    assert not bench.page.answer.table.isVisible()
    assert not bench.slider.isEnabled()
    bench.store.undo()
    assert bench.page.answer.table.isVisible()
    bench.wait_for_curve()


def test_another_network_is_followed(bench: Bench) -> None:
    bench.store.look(weight=Weight(5, "weight", (1, 9)))
    bench.store.edit("Choose", lambda document: trained_document("9x9"))
    assert bench.store.state.view.weight is None
    assert bench.list_of("Kind of weight").currentText() == "Filters 1"
    bench.wait_for_curve()


def test_the_pointer_asks_for_values_of_the_curve(bench: Bench) -> None:
    found = bench.wait_for_curve()
    plot = bench.page.nudge.plot
    canvas = bench.canvas
    place = canvas.viewport().mapFrom(plot, plot.place_of(0.0, found.error).toPoint())
    QTest.mouseMove(canvas.viewport(), place)
    bench.qtbot.waitUntil(lambda: "under the pointer" in bench.words)
    assert bench.words.startswith(("Weight 0", "Weight -0.0"))


def test_the_axes_are_named_and_count_in_ones(bench: Bench) -> None:
    bench.wait_for_curve()
    bench.press("Squared error")
    bench.binding.set_look(Look(DARK, 150))
    bench.wait_for_curve()
    canvas = bench.canvas
    assert canvas.getAxis("left").labelText == "Squared error"
    assert canvas.getAxis("bottom").labelText == "Diagonal, row 2, column 2"
    assert [canvas.getAxis(side).autoSIPrefixScale for side in ("left", "bottom")] == [1.0, 1.0]


def test_an_answer_to_an_older_question_is_not_shown(bench: Bench) -> None:
    bench.wait_for_curve()
    bench.store.look(weight=Weight(5, "weight", (0, 1)))
    assert bench.page.nudge.shown is None
    found = bench.wait_for_curve()
    assert found.value == 0.0


def test_tab_comes_by_everything_in_the_order_of_the_eye(bench: Bench) -> None:
    bench.wait_for_curve()
    bench.button("as voted").setFocus()
    names = []
    while (stop := QApplication.focusWidget()) is not bench.slider:
        assert stop is not None
        names.append(stop.accessibleName())
        QTest.keyClick(stop, Qt.Key.Key_Tab)
        assert len(names) < 10
    lists = ["Kind of weight", "Filter", "Row", "Column", "Pictures"]
    assert names == ["Right answer: as voted", "Measure of the error: Cross-entropy", *lists]


def test_arrow_keys_choose_the_right_answer(bench: Bench) -> None:
    bench.wait_for_curve()
    bench.button("as voted").setFocus()
    QTest.keyClick(bench.button("as voted"), Qt.Key.Key_Left)
    assert bench.store.state.view.target == 1
    QTest.keyClick(bench.button("O"), Qt.Key.Key_Left)
    assert bench.store.state.view.target == 0
    assert bench.button("X").isChecked()


def test_scrolling_past_changes_nothing(bench: Bench) -> None:
    bench.wait_for_curve()
    bench.button("X").setFocus()
    for widget in (bench.slider, bench.list_of("Filter")):
        turn_wheel(widget, widget.rect().center(), -1)
    assert (bench.weight(), bench.store.state.view.weight) == (1.0, None)
    bench.slider.setFocus()
    turn_wheel(bench.slider, bench.slider.rect().center(), -1)
    assert bench.weight() < 1.0


def test_in_large_text_the_curve_comes_before_the_choice_of_a_weight(bench: Bench) -> None:
    """Four rows of boxes left half of the curve in sight, and none of what is said of it."""
    page = bench.page
    page.resize(640, 240)
    page.set_look(Look(text_scale=125))
    QTest.qWait(0)
    for part in (page.nudge.plot, page.nudge.slider, page.nudge.words):
        assert page.rect().contains(part.rect().translated(part.mapTo(page, QPoint())))
    page.set_look(Look())
    QTest.qWait(0)
    assert page.nudge.picker.y() < page.nudge.plot.y()


def test_lists_are_as_wide_as_their_words_after_larger_text(bench: Bench) -> None:
    """After a class they were as wide as in its text, and the page had to be scrolled."""
    page = bench.page
    page.set_look(Look(text_scale=150))
    # A window is dressed before its parts are written smaller.
    page.setStyleSheet("QComboBox { padding: 1px; }")
    QTest.qWait(0)
    page.set_look(Look())
    QTest.qWait(0)
    lists = [box for box in page.findChildren(QComboBox) if box.isVisible()]
    assert len(lists) > 3
    assert [box.width() for box in lists] == [box.sizeHint().width() for box in lists]


def test_beside_a_long_table_the_slider_stays_in_sight(bench: Bench) -> None:
    page, network = bench.page, bench.store.state.document.network
    votes = Linear(np.zeros((10, 12)))
    ten = Network(network.input_shape, (*network.layers[:-1], votes), tuple("ABCDEFGHIJ"))
    page.resize(612, 262)
    bench.store.edit("Ten classes", lambda document: with_network(document, ten))
    bench.compute()
    QTest.qWait(0)
    assert page.nudge.slider.mapTo(page, page.nudge.slider.rect().bottomLeft()).y() < page.height()


def test_a_small_error_in_a_narrow_column_does_not_read_as_0(bench: Bench) -> None:
    """“0.000094…” was cut off to “0.000…”."""
    table = bench.page.answer.table
    row = ErrorRow("X", "1", "0.99…", "0.000094…")
    table.show_sheet(ErrorSheet((row,), "0.000094…", 0, "", "", ""))
    for width, text in ((600, "0.000094…"), (240, "≈0")):
        table.setFixedWidth(width)
        assert written(table).count(text) == 2
