"""The page about one step: a real page, a real store, a real worker, and hands."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.network import Network
from cnnviz.engine.training import SGD, CrossEntropy, Initialisation, Samples, TrainingSettings, train
from cnnviz.model.document import Document, with_network, with_picture
from cnnviz.model.material import material_of, practice_of
from cnnviz.model.networks import lecture_document, lecture_network, trained_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.typed_settings import with_chosen
from cnnviz.model.view import Weight
from cnnviz.ui.binding.step import AT_REST, NO_WEIGHTS, STEP, StepBinding
from cnnviz.ui.line import Line
from cnnviz.ui.step import StepPage
from cnnviz.ui.step.cells import StepCells
from cnnviz.ui.step.numbers import writers
from cnnviz.ui.theme import DARK, Look
from tests.ui.eyes import written

CUT = NumberStyle.TRUNCATED


class Bench(QObject):
    """The page joined to a store, as the window joins it."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.page, self.store = StepPage(), Store(document)
        self.page.resize(615, 245)
        self.binding = StepBinding(self.store, self.page)
        self.binding.render(None, self.store.state)
        self.store.changed.connect(self._on_changed)

    def _on_changed(self, old: State, new: State) -> None:
        self.binding.render(old, new)

    @property
    def network(self) -> Network:
        return self.store.state.document.network

    @property
    def rate(self) -> float:
        return practice_of(self.store.state.document).settings.learning_rate

    @property
    def notice(self) -> str:
        return self.store.state.notice.text if self.store.state.notice else ""

    def type_rate(self, text: str) -> None:
        self.page.rate.selectAll()
        QTest.keyClicks(self.page.rate, text)
        QTest.keyClick(self.page.rate, Qt.Key.Key_Return)


def made(qtbot: QtBot, document: Document) -> Bench:
    bench = Bench(document)
    qtbot.addWidget(bench.page, before_close_func=lambda _: bench.binding.stop())
    with qtbot.waitExposed(bench.page):
        bench.page.show()
    return bench


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    bench = made(qtbot, lecture_document())
    qtbot.waitUntil(bench.page.take.isEnabled)
    return bench


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def after_sgd(network: Network, samples: Samples, rate: float, batch: int = 32) -> Network:
    settings = TrainingSettings(SGD(), rate, batch, loss=CrossEntropy(), initialisation=Initialisation.PRESENT)
    return next(train(network, samples, None, settings)).network


def assert_same(one: Network, other: Network) -> None:
    for mine, theirs in zip(one.layers, other.layers, strict=True):
        assert all(np.array_equal(values, theirs.parameters[name]) for name, values in mine.parameters.items())


def test_a_blank_picture_has_a_step_only_where_somebody_says_what_is_right(bench: Bench, qtbot: QtBot) -> None:
    page = bench.page
    bench.store.edit("Clear", lambda document: with_picture(document, np.full((9, 9), -1.0)))
    qtbot.waitUntil(page.problem.isVisible)
    assert page.problem.text() == "Draw something, or say under “Error” which answer is right."
    assert not page.take.isEnabled()
    bench.store.look(target=1)
    qtbot.waitUntil(page.take.isEnabled)
    assert not page.problem.isVisible()


def test_the_step_that_is_shown_is_taken_and_taken_back(bench: Bench, qtbot: QtBot) -> None:
    document, page = bench.store.state.document, bench.page
    wanted = after_sgd(document.network, Samples(document.picture[None, ..., None], np.array([0]), ("X", "O")), 0.03)
    shown = page.equation.new.values
    assert np.array_equal(shown, wanted.layers[0].parameters["weight"][0, 0])
    assert not page.back.isEnabled()
    click(page.take)
    assert_same(bench.network, wanted)
    assert bench.store.state.history.undo_name == STEP
    qtbot.waitUntil(lambda: np.array_equal(page.equation.old.values, shown))
    click(page.back)
    assert bench.store.state.document is document


def test_steps_taken_faster_than_they_are_computed_are_all_taken(bench: Bench, qtbot: QtBot) -> None:
    document = bench.store.state.document
    samples = Samples(document.picture[None, ..., None], np.array([0]), ("X", "O"))
    wanted = document.network
    for _ in range(4):
        click(bench.page.take)
        wanted = after_sgd(wanted, samples, 0.03)
    qtbot.waitUntil(lambda: len(bench.store.state.history.past) == 4)
    assert_same(bench.network, wanted)


def test_the_step_of_a_batch_is_the_first_that_training_takes(bench: Bench, qtbot: QtBot) -> None:
    click(bench.page.of_samples)
    qtbot.waitUntil(lambda: "pictures" in bench.page.source.shown)
    document = bench.store.state.document
    material = material_of(practice_of(document), None, document.grid, document.coding)
    wanted = after_sgd(document.network, material.training, 0.03)
    click(bench.page.take)
    assert_same(bench.network, wanted)


def test_one_weight_is_pointed_out_and_written_out(bench: Bench, qtbot: QtBot) -> None:
    page = bench.page
    assert page.sum.shown.startswith("1 − 0.03 × (-0.039")
    cells = page.equation.gradient
    QTest.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells.cell_rect(0, 1).center())
    assert bench.store.state.view.weight == Weight(0, "weight", (0, 0, 0, 1))
    assert page.sum.shown.startswith("-1 − 0.03 × (-0.004")
    QTest.keyClick(cells, Qt.Key.Key_Left)
    assert bench.store.state.view.weight == Weight(0, "weight", (0, 0, 0, 0))
    QTest.keyClick(cells, Qt.Key.Key_Left)
    assert bench.store.state.view.weight == Weight(0, "weight", (0, 0, 0, 0))
    QTest.keyClick(page.blocks, Qt.Key.Key_End)
    assert bench.store.state.view.weight == Weight(5, "weight", (1, 11))
    assert page.blocks.currentText() == "Votes for O, map 3"
    assert page.equation.old.values.shape == (2, 2)


def test_a_gradient_that_comes_from_the_first_of_a_tie_says_so(bench: Bench, qtbot: QtBot) -> None:
    """Two corners of a symmetrical picture have gradients of -39 and 4 thousandths, and nobody said why."""
    page = bench.page
    assert "tie" not in page.source.shown
    page.equation.cell_chosen.emit(2, 2)
    qtbot.waitUntil(lambda: page.source.shown.endswith("from the first of a tie in max pooling"))
    page.equation.cell_chosen.emit(0, 1)
    qtbot.waitUntil(lambda: page.source.toolTip().startswith("Gradient") and "tie" not in page.source.shown)


def test_the_learning_rate_is_edited_and_the_step_follows(bench: Bench, qtbot: QtBot) -> None:
    bench.type_rate("0,5")
    assert bench.rate == 0.5
    qtbot.waitUntil(lambda: "0.5 ×" in bench.page.sum.shown)
    bench.store.undo()
    assert bench.rate == 0.03
    assert bench.page.rate.text() == "0.03"


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "1e9", "fast"])
def test_a_learning_rate_that_makes_no_sense_is_refused_in_a_sentence(bench: Bench, text: str) -> None:
    before = bench.network
    bench.type_rate(text)
    bench.page.blocks.setFocus()
    click(bench.page.take)
    assert bench.rate == 0.03
    assert bench.network is before
    assert bench.notice.startswith("The step was not taken. ")
    assert bench.notice.endswith("0.03.")
    assert (bench.page.rate.selectedText(), bench.page.rate.hasFocus()) == (text, True)


def test_a_huge_learning_rate_works_or_says_why_it_does_not(bench: Bench, qtbot: QtBot) -> None:
    bench.type_rate("1e6")
    qtbot.waitUntil(lambda: "1000000 ×" in bench.page.sum.shown)
    click(bench.page.take)
    assert bench.store.state.history.undo_name == STEP
    # Nobody can type it, and a file may have it.
    bench.store.edit("Open", lambda document: with_chosen(document, {"learning_rate": 1e308}))
    qtbot.waitUntil(lambda: "out of bounds" in bench.page.sum.shown or "1e+308" in bench.page.sum.shown)


def test_a_step_that_changes_nothing_is_said_to(bench: Bench, qtbot: QtBot) -> None:
    bench.store.look(target=0)
    bench.store.edit("Wipe", lambda document: with_picture(document, np.zeros((9, 9))))
    no_votes = lecture_network().layers[5].with_parameters({"weight": np.zeros((2, 12))})
    network = lecture_network().with_layers((*lecture_network().layers[:5], no_votes))
    bench.store.edit("No votes", lambda document: with_network(document, network))
    qtbot.waitUntil(lambda: AT_REST in bench.page.source.shown)
    assert not bench.page.take.isEnabled()


def test_a_network_without_weights_or_votes_says_so(bench: Bench, qtbot: QtBot) -> None:
    maps = Network((1, 9, 9), lecture_network().layers[:2])
    bench.store.edit("Cut", lambda document: with_network(document, maps))
    qtbot.waitUntil(lambda: "no votes" in bench.page.problem.text())
    assert not bench.page.take.isEnabled()
    bench.store.edit("Nothing", lambda document: with_network(document, Network((1, 9, 9), ())))
    qtbot.waitUntil(lambda: bench.page.problem.text() == NO_WEIGHTS)
    bench.store.undo()
    bench.store.undo()
    qtbot.waitUntil(bench.page.take.isEnabled)
    assert bench.page.equation.isVisible()


def test_another_network_brings_its_own_weights(bench: Bench, qtbot: QtBot) -> None:
    bench.store.look(weight=Weight(5, "weight", (1, 3)))
    bench.store.edit("Another", lambda document: trained_document("28x28"))
    qtbot.waitUntil(lambda: bench.page.equation.old.values.shape == (5, 5))


def test_gradients_are_shown_from_here_too(bench: Bench) -> None:
    click(bench.page.gradients)
    assert bench.store.state.view.gradients
    bench.store.look(gradients=False)
    assert not bench.page.gradients.isChecked()


@pytest.mark.parametrize("percent", [100, 200])
def test_no_control_is_cut_off(bench: Bench, percent: int) -> None:
    bench.binding.set_look(Look(DARK, percent))
    bench.page.resize(bench.page.minimumSizeHint().expandedTo(bench.page.size()))
    QTest.qWait(0)
    for button in (bench.page.of_picture, bench.page.of_samples, bench.page.take, bench.page.back, bench.page.rate):
        assert bench.page.rect().contains(button.geometry())
        assert button.width() >= min(button.minimumSizeHint().width(), button.maximumWidth())


@pytest.mark.parametrize(("percent", "shown"), [(110, True), (150, False)])
def test_in_large_text_the_grids_and_the_error_come_first(bench: Bench, percent: int, shown: bool) -> None:
    """The grids were cut through their last row, the chosen weights to “Filter 1 (” and the error to “0.4954 …”."""
    page = bench.page
    page.resize(604, 240)
    bench.binding.set_look(Look(text_scale=percent))
    QTest.qWait(0)
    grids = (page.equation.old, page.equation.gradient, page.equation.new)
    assert not page.equation.change.isVisible()
    assert all(grid.visibleRegion().boundingRect() == grid.rect() for grid in grids)
    # Whether a word has room beside it depends on how wide a style makes its buttons.
    assert "0.4954 → 0.4331" in page.errors.shown
    assert page.source.isVisible() is shown
    assert "Gradient = " in page.sum.toolTip()
    page.resize(1200, 400)
    QTest.qWait(0)
    assert page.equation.change.isVisible()
    assert page.source.isVisible()


def test_a_small_change_of_the_error_is_seen(bench: Bench, qtbot: QtBot) -> None:
    """“Error 0.4954 → 0.4954” was said of a step that makes it smaller."""
    bench.type_rate("1e-6")
    qtbot.waitUntil(lambda: bench.page.sum.toolTip().startswith("1 − 0.000001 × "))
    before, after = map(float, bench.page.errors.toolTip().rpartition(": ")[2].split(" → "))
    assert 0.0 < before - after < 1e-5


def test_what_rounding_leaves_of_a_zero_is_written_as_one(qtbot: QtBot) -> None:
    cells = StepCells("Gradient")
    qtbot.addWidget(cells)
    cells.set_look(Look())
    cells.resize(300, 200)
    pictures = []
    for value in (0.0, 2e-18, 2e-3):
        cells.show_numbers(np.array([[value, 0.5]]), 1.0, writers(2, CUT), (0, 1))
        pictures.append(cells.grab().toImage())
    assert pictures[1] == pictures[0] != pictures[2]


def test_the_numbers_of_a_grid_are_written_in_one_way_that_is_read(qtbot: QtBot, bench: Bench) -> None:
    """Small ones were written as "-1e-4" beside ".0001", and ".9998" stood beside "1.001"."""
    equation = bench.page.equation
    seen = {cells.accessibleName(): written(cells) for cells in equation.findChildren(StepCells)}
    assert seen["Change"] == ["1.1", ".1", ".1", ".1", "1.1", ".1", ".1", ".1", "-.1"]
    assert seen["Gradient"][:2] == ["-39", "-4"]
    assert all(re.fullmatch(r"-?1?\.\d{3}", text) for text in seen["New weights"])
    captions = equation.findChildren(Line)
    units = ["", " in thousandths", "", " in thousandths"]
    assert [caption.text for caption in captions] == [f"{name}{unit}" for name, unit in zip(seen, units, strict=True)]
    # However small, each grid says what its numbers are counted in.
    bench.type_rate("1e-9")
    qtbot.waitUntil(lambda: captions[-1].text == "Change in 10⁻¹²")
    assert not [text for cells in equation.findChildren(StepCells) for text in written(cells) if "e" in text]


@pytest.mark.parametrize("width", [88, 97, 106, 114, 125, 139])
def test_equal_numbers_are_written_alike_in_cells_a_pixel_apart(qtbot: QtBot, width: int) -> None:
    cells = StepCells("New weights")
    qtbot.addWidget(cells)
    cells.set_look(Look())
    cells.resize(width, 90)
    cells.show_numbers(np.full((3, 3), -1.0001), 1.0, writers(4, CUT), (0, 0))
    texts = written(cells)
    assert len(texts) == 9
    assert len(set(texts)) == 1


def test_the_frame_of_the_chosen_number_covers_none_of_it(qtbot: QtBot) -> None:
    """In cells that just hold four digits it cut off the first and the last."""
    cells = StepCells("New weights")
    qtbot.addWidget(cells)
    cells.set_look(Look())
    cells.resize(125, 128)
    seen = []
    for chosen in ((0, 0), (1, 1)):
        cells.show_numbers(np.full((3, 3), 1.0011), 1.0, writers(4, CUT), chosen)
        assert written(cells) == ["1.0011"] * 9
        image = cells.grab().toImage()
        # As high as the number, and between the lines of the grid.
        rect = cells.cell_rect(1, 1).adjusted(2, 14, -2, -14)
        seen.append(
            [image.pixel(x, y) for y in range(rect.top(), rect.bottom()) for x in range(rect.left(), rect.right())]
        )
    assert len(set(seen[0])) > 5
    assert seen[0] == seen[1]
