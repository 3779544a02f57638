"""Gradients in the stages and in the arithmetic: real widgets, a real worker, and what the engine computes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from cnnviz.app.backpropagation import Backpropagation
from cnnviz.app.playing import Playing
from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.network import Network
from cnnviz.engine.training import CrossEntropy, Gradients, Loss, SquaredError, gradients
from cnnviz.model.document import Document, with_network, with_picture
from cnnviz.model.material import practice_of, with_practice
from cnnviz.model.networks import lecture_document, lecture_network, trained_document
from cnnviz.model.practice import with_settings
from cnnviz.model.sums.gradient import gradient_account_of
from cnnviz.model.view import Probe
from cnnviz.ui.arithmetic import Arithmetic
from cnnviz.ui.arithmetic.steps import steps_of
from cnnviz.ui.binding.arithmetic import ArithmeticBinding
from cnnviz.ui.binding.stages import StagesBinding
from cnnviz.ui.painting import color_indices
from cnnviz.ui.stages import Stages
from cnnviz.ui.stages.frame import frame
from cnnviz.ui.theme import GREY, LIGHT, diverging_colors
from tests.engine.training.test_gradients import voting_networks


class Bench(QObject):
    """Stages and arithmetic joined to a store whose gradients a real worker computes."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.stages, self.arithmetic, self.store = Stages(), Arithmetic(), Store(document)
        self.stages.resize(960, 420)
        self.arithmetic.resize(640, 200)
        stages = StagesBinding(self.store, Playing(self.store), self.stages)
        self.parts = (stages, ArithmeticBinding(self.store, self.arithmetic))
        self.backpropagation = Backpropagation(self.store)
        self.store.changed.connect(self._on_changed)
        self.compute()

    def _on_changed(self, old: State, new: State) -> None:
        for part in self.parts:
            part.render(old, new)
        if old.document is not new.document:
            self.compute()

    def compute(self) -> None:
        document = self.store.state.document
        self.store.receive(document.network.forward(document.picture[None]))

    @property
    def shown(self) -> Gradients | None:
        return self.store.state.shown_gradients

    def is_up_to_date(self) -> bool:
        return self.shown is not None and self.shown.trace is self.store.state.trace


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return made(qtbot, lecture_document())


def made(qtbot: QtBot, document: Document) -> Bench:
    bench = Bench(document)
    qtbot.addWidget(bench.arithmetic)
    qtbot.addWidget(bench.stages, before_close_func=lambda _: bench.backpropagation.stop())
    with qtbot.waitExposed(bench.stages):
        bench.stages.show()
    return bench


def colors_of(bench: Bench, stage: int) -> list[int]:
    """The colour of every cell of a stage of maps, as painted."""
    image = bench.stages.viewport().grab().toImage()
    cells = np.ndindex(bench.store.state.document.network.shapes[stage])
    corners = (bench.stages.cell_rect(stage, cell).topLeft().toPoint() for cell in cells)
    return [image.pixel(corner.x() + 1, corner.y() + 1) for corner in corners]


def wanted_colors(found: Gradients, stage: int) -> list[int]:
    values = found.stages[stage]
    limit = float(np.abs(values).max()) or 1.0
    return [diverging_colors(LIGHT)[index] for index in color_indices(values, -limit, limit).ravel().tolist()]


def test_a_blank_picture_has_gradients_only_where_somebody_says_what_is_right(bench: Bench, qtbot: QtBot) -> None:
    bench.store.look(gradients=True)
    qtbot.waitUntil(bench.is_up_to_date)
    bench.store.edit("Clear", lambda document: with_picture(document, np.full((9, 9), -1.0)))
    qtbot.waitUntil(lambda: bench.shown is None)
    assert bench.store.state.view.gradients
    notice = bench.store.state.notice
    assert notice is not None
    assert notice.text == "No gradients yet. Draw something, or say under “Error” which answer is right."
    bench.store.look(target=0)
    qtbot.waitUntil(bench.is_up_to_date)
    bench.store.look(target=None)
    qtbot.waitUntil(lambda: bench.shown is None)
    bench.store.undo()
    qtbot.waitUntil(bench.is_up_to_date)


def test_the_stages_show_the_gradients_and_follow_the_drawing(bench: Bench, qtbot: QtBot) -> None:
    before = colors_of(bench, 0)
    bench.store.look(gradients=True)
    qtbot.waitUntil(bench.is_up_to_date)
    first = bench.shown
    assert first is not None
    for stage in range(6):
        assert colors_of(bench, stage) == wanted_colors(first, stage)
    picture = bench.store.state.document.picture.copy()
    picture[2:5, 4] = 1.0
    bench.store.edit("Draw", lambda document: with_picture(document, picture))
    qtbot.waitUntil(bench.is_up_to_date)
    assert bench.shown is not None
    assert colors_of(bench, 1) == wanted_colors(bench.shown, 1) != wanted_colors(first, 1)
    bench.store.edit("Draw it back", lambda document: lecture_document())
    bench.store.look(gradients=False)
    assert colors_of(bench, 0) == before


def test_they_are_of_the_right_answer_and_of_the_error_that_was_chosen(bench: Bench, qtbot: QtBot) -> None:
    bench.store.look(gradients=True)
    qtbot.waitUntil(bench.is_up_to_date)
    trace = bench.store.state.trace
    assert trace is not None
    of_own_answer = gradients(trace, 0, CrossEntropy())
    assert bench.shown is not None
    assert all(map(np.array_equal, bench.shown.stages, of_own_answer.stages))
    bench.store.look(target=1)
    qtbot.waitUntil(lambda: bench.shown is not None and bench.shown.targets[0] == 1)
    bench.store.edit("Another error", lambda document: with_loss(document, SquaredError()))
    qtbot.waitUntil(lambda: bench.shown is not None and bench.shown.loss == SquaredError())
    assert bench.shown is not None
    trace = bench.store.state.trace
    assert trace is not None
    assert all(map(np.array_equal, bench.shown.stages, gradients(trace, 1, SquaredError()).stages))


def with_loss(document: Document, loss: Loss) -> Document:
    return with_practice(document, with_settings(practice_of(document), loss=loss))


def test_the_arithmetic_and_the_description_are_of_the_gradient(bench: Bench, qtbot: QtBot) -> None:
    bench.store.look(pinned=Probe(1, (0, 0, 4)), gradients=True)
    qtbot.waitUntil(bench.is_up_to_date)
    account, shown = bench.arithmetic.account, bench.shown
    assert account is not None
    assert shown is not None
    assert account.title.startswith("Gradient of Convolution, map 1")
    assert account.explanation.value == shown.stages[1][0, 0, 4] != 0.0
    assert bench.stages.accessibleDescription().startswith("Gradient of Convolution")
    bench.store.look(gradients=False)
    assert bench.arithmetic.account is not None
    assert bench.arithmetic.account.title.startswith("Convolution, map 1")


def test_a_network_without_votes_says_so_and_shows_its_values(bench: Bench, qtbot: QtBot) -> None:
    network = lecture_network()
    maps = Network((1, 9, 9), network.layers[:2])
    bench.store.edit("Cut", lambda document: with_network(document, maps))
    bench.store.look(gradients=True)
    qtbot.waitUntil(lambda: bench.store.state.notice is not None)
    notice = bench.store.state.notice
    assert notice is not None
    assert notice.is_problem
    assert "no votes" in notice.text
    assert not bench.store.state.view.gradients


def test_another_network_is_shown_by_its_values_until_its_gradients_are_there(bench: Bench, qtbot: QtBot) -> None:
    bench.store.look(gradients=True)
    qtbot.waitUntil(bench.is_up_to_date)
    bench.store.edit("Another", lambda document: trained_document("9x9"))
    assert bench.shown is None
    qtbot.waitUntil(bench.is_up_to_date)


def test_what_is_asked_once_is_computed_once(bench: Bench, qtbot: QtBot) -> None:
    """Pointing and zooming change the state, and nothing of the gradients."""
    bench.store.look(gradients=True)
    qtbot.waitUntil(bench.is_up_to_date)
    found = bench.shown
    for cell in range(5):
        bench.store.look(hovered=Probe(0, (0, 0, cell)))
        qtbot.wait(1)
    assert bench.shown is found


def test_where_there_are_no_colours_none_is_named() -> None:
    document = lecture_document()
    found = gradients(document.network.forward(document.picture[None]), 0, CrossEntropy())
    told = {
        theme: frame(found.trace, document.settings, document.coding, theme, gradients=found)[0].sentence
        for theme in (LIGHT, GREY)
    }
    assert "orange" in told[LIGHT]
    assert "blue" in told[LIGHT]
    assert "filled" in told[GREY]
    assert not {"orange", "blue"} & set(told[GREY].replace(",", " ").split())


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_account_of_every_gradient_comes_to_what_the_engine_computed(data: st.DataObject) -> None:
    network: Network = data.draw(voting_networks())
    random = np.random.default_rng(data.draw(st.integers(0, 99)))
    trace = network.forward(random.normal(size=network.input_shape))
    loss = data.draw(st.sampled_from([CrossEntropy(), SquaredError()]))
    found = gradients(trace, 0, loss)
    document = lecture_document()
    for stage, shape in enumerate(network.shapes):
        cell = tuple(int(random.integers(size)) for size in shape)
        account = gradient_account_of(found, Probe(stage, cell), document)
        terms = account.explanation.terms
        total = sum(term.amount for term in terms) / (account.explanation.divisor or 1.0)
        assert account.explanation.value == found.stages[stage][cell]
        assert total == pytest.approx(found.stages[stage][cell], rel=1e-9, abs=1e-12)
        assert len(account.names) == len(terms)
        assert float(account.as_text(every_digit=True).rpartition("= ")[2]) == account.explanation.value
        assert steps_of(account)


def test_of_values_that_tie_in_max_pooling_one_is_told_why_it_has_no_gradient() -> None:
    document = lecture_document()
    found = gradients(document.network.forward(document.picture[None]), 0, CrossEntropy())

    def rule(cell: tuple[int, int, int]) -> str:
        return gradient_account_of(found, Probe(2, cell), document).rule

    # Both are 1, in one window.
    assert found.trace.stages[2][0, 4, 4] == found.trace.stages[2][0, 5, 5] == 1.0
    assert rule((0, 4, 4)) == "× 1 where it was the largest, else × 0"
    assert rule((0, 5, 5)) == "It is as large as the largest, but the first of them counts: × 0"
    assert rule((0, 4, 5)) == "× 1 where it was the largest, else × 0"
