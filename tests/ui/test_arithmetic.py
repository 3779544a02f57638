"""The arithmetic panel: it follows the probe, the picture and the filters, and what it shows can be copied."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.explain import Operation
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, Pool2d, Softmax
from cnnviz.engine.network import Network, Trace
from cnnviz.model.document import Document, Settings, with_picture, with_settings
from cnnviz.model.networks import lecture_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.sums.account import account_of
from cnnviz.model.sums.expression import Writer
from cnnviz.model.view import Panel, Probe
from cnnviz.ui.arithmetic import Arithmetic
from cnnviz.ui.arithmetic.headline import Headline
from cnnviz.ui.arithmetic.layout import Step, lay_out
from cnnviz.ui.arithmetic.parts import Bar, Grid, Words
from cnnviz.ui.arithmetic.pens import Pens
from cnnviz.ui.arithmetic.steps import steps_of
from cnnviz.ui.arithmetic.working import Working
from cnnviz.ui.binding.arithmetic import ArithmeticBinding
from cnnviz.ui.line import Line
from cnnviz.ui.theme import DARK, Look, Type
from tests.engine.networks import networks
from tests.model.test_formula import every_cell

CENTRE = Probe(1, (0, 3, 3))


class Bench:
    """The panel joined to a store, computed as soon as anything changes."""

    def __init__(self, panel: Arithmetic, document: Document) -> None:
        self.panel, self.store = panel, Store(document)
        self.binding = ArithmeticBinding(self.store, panel)
        self.binding.render(None, self.store.state)
        self.store.changed.connect(self._on_changed)
        self.compute()

    def _on_changed(self, old: State, new: State) -> None:
        self.binding.render(old, new)

    def compute(self) -> None:
        document = self.store.state.document
        self.store.receive(document.network.forward(document.picture[None]))

    @property
    def area(self) -> QScrollArea:
        area = self.panel.findChild(QScrollArea)
        assert area is not None
        return area

    @property
    def bars(self) -> bool:
        """Whether there is anything to scroll."""
        return any(bar.maximum() > 0 for bar in (self.area.horizontalScrollBar(), self.area.verticalScrollBar()))

    @property
    def sum(self) -> str:
        account = self.panel.account
        return "" if account is None else account.headline()


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    panel = Arithmetic()
    qtbot.addWidget(panel)
    panel.resize(620, 200)
    panel.show()
    return Bench(panel, lecture_document())


def test_without_a_probe_it_invites(bench: Bench) -> None:
    invitation = next(label for label in bench.panel.findChildren(QLabel) if label.isVisible())
    assert invitation.text() == "Point at any number to see where it comes from; click to keep it."


def test_it_follows_the_pointer_and_keeps_what_was_clicked(bench: Bench) -> None:
    bench.store.look(hovered=CENTRE)
    assert bench.sum == "(1 + 1 − 1 + 1 + 1 + 1 − 1 + 1 + 1) / 9 = 5 / 9 = 0.55…"
    bench.store.look(pinned=Probe(6, (0,)))
    assert bench.sum == "(1 + 1 + 1 + 1 + 1) / 5 = 5 / 5 = 1"
    bench.store.look(pinned=None, hovered=None)
    assert bench.panel.account is None


def test_put_away_it_does_nothing_and_shown_again_it_has_caught_up(bench: Bench) -> None:
    bench.store.look(pinned=CENTRE)
    bench.store.look(hidden=frozenset({Panel.ARITHMETIC}))
    assert bench.panel.account is None
    bench.store.look(pinned=Probe(6, (0,)))
    assert bench.panel.account is None
    bench.store.look(hidden=frozenset())
    assert bench.sum == "(1 + 1 + 1 + 1 + 1) / 5 = 5 / 5 = 1"


def test_it_follows_drawing_once_it_is_computed(bench: Bench) -> None:
    bench.store.look(pinned=CENTRE)
    picture = bench.store.state.document.picture.copy()
    picture[3, 5] = picture[5, 3] = -1.0
    bench.store.edit("Draw", lambda document: with_picture(document, picture))
    assert bench.sum.endswith("5 / 9 = 0.55…")
    bench.compute()
    assert bench.sum.endswith("9 / 9 = 1")


def test_what_does_not_change_is_not_painted_again(bench: Bench, qtbot: QtBot) -> None:
    bench.store.look(pinned=CENTRE)
    before = bench.panel.account
    picture = bench.store.state.document.picture.copy()
    picture[0, 0] = 1.0
    bench.store.edit("Draw", lambda document: with_picture(document, picture))
    bench.compute()
    assert bench.panel.account is before


def test_the_style_of_numbers_is_followed(bench: Bench) -> None:
    bench.store.look(pinned=CENTRE)
    rounded = Settings(numbers=NumberStyle.ROUNDED)
    bench.store.edit("Round", lambda document: with_settings(document, rounded))
    assert bench.sum.endswith("5 / 9 ≈ 0.56")


def test_a_cell_that_the_network_no_longer_has_is_let_go(bench: Bench) -> None:
    bench.store.look(pinned=Probe(6, (1,)))
    short = Network((1, 9, 9), lecture_document().network.layers[:3])
    bench.store.edit("Shorten", lambda document: replace(document, network=short))
    bench.compute()
    assert bench.panel.account is None


def button(panel: Arithmetic, text: str) -> QToolButton:
    return next(each for each in panel.findChildren(QToolButton) if each.text() == text)


def test_copying_as_text_and_as_latex(bench: Bench, qtbot: QtBot) -> None:
    bench.store.look(pinned=CENTRE)
    QTest.mouseClick(button(bench.panel, "Copy text"), Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Convolution, map 1 (Diagonal), row 4, column 4: (1 × 1 + ")
    assert text.endswith("5 / 9 = 0.55…")
    assert bench.store.state.notice is not None
    menu = button(bench.panel, "Copy text").menu()
    latex = next(action for action in menu.actions() if action.text() == "Copy LaTeX")
    menu.popup(bench.panel.mapToGlobal(bench.panel.rect().topLeft()))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(latex).center())
    assert QGuiApplication.clipboard().text().endswith(r"\frac{5}{9} = 0.55\ldots")


def test_copying_with_the_keyboard_and_every_digit(bench: Bench, qtbot: QtBot) -> None:
    bench.store.look(pinned=CENTRE)
    area = bench.area
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().endswith("0.55…")
    next(action for action in bench.panel.actions() if "every digit" in action.text()).trigger()
    assert QGuiApplication.clipboard().text().endswith("= 0.5555555555555556")


def test_nothing_times_a_negative_number_is_nothing(bench: Bench) -> None:
    """It was copied as “+ -0”."""
    network = Network((1, 3, 3), (Conv2d(np.array([[[[-0.25, 1 / 3]]]])),))
    bench.store.open(Document(np.tile([0.0, 1.0, 0.0], (3, 1)), network))
    bench.compute()
    bench.store.look(pinned=Probe(1, (0, 0, 0)))
    assert bench.panel.account is not None
    exact = bench.panel.account.as_text(every_digit=True)
    assert exact.endswith("= 0 + 0.3333333333333333 = 0.3333333333333333")


@pytest.mark.parametrize(("amount", "is_drawn"), [(0.0, False), (1e-9, True), (-1.0, True)])
def test_what_brings_nothing_has_no_bar(qtbot: QtBot, amount: float, *, is_drawn: bool) -> None:
    pens, image = Pens(Look()), QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    empty = image.copy()
    with QPainter(image) as painter:
        Bar(amount, 1.0).paint(painter, pens, 20, QRect(0, 0, 60, 10))
    assert (image != empty) is is_drawn


def test_copying_the_sum_comes_before_what_the_window_copies(qtbot: QtBot) -> None:
    window, panel = QMainWindow(), Arithmetic()
    qtbot.addWidget(window)
    window.setCentralWidget(panel)
    other = window.menuBar().addAction("Copy the picture")
    other.setShortcut(QKeySequence.StandardKey.Copy)
    other.triggered.connect(lambda: QGuiApplication.clipboard().setText("the picture"))
    bench = Bench(panel, lecture_document())
    bench.store.look(pinned=CENTRE)
    window.show()
    qtbot.waitExposed(window)
    bench.area.setFocus()
    QTest.keyClick(bench.area, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().endswith("0.55…")


def test_nothing_is_copied_where_nothing_is_shown(bench: Bench) -> None:
    assert not any(action.isEnabled() for action in bench.panel.actions())


def test_a_reader_hears_the_sum(bench: Bench) -> None:
    bench.store.look(pinned=CENTRE)
    assert bench.area.accessibleDescription() == f"Convolution, map 1 (Diagonal), row 4, column 4: {bench.sum}"


@pytest.mark.parametrize("size", [QSize(300, 120), QSize(620, 200), QSize(1100, 420)])
@pytest.mark.parametrize("text_scale", [80, 100, 300])
def test_nothing_is_clipped_that_cannot_be_scrolled_to(bench: Bench, size: QSize, text_scale: int) -> None:
    bench.panel.set_look(Look(DARK, text_scale))
    bench.panel.resize(size)
    bench.panel.prepare()
    working = bench.panel.findChild(Working)
    assert working is not None
    for stage, cell in ((0, (0, 1, 1)), (1, (0, 3, 3)), (2, (0, 0, 1)), (3, (0, 0, 0)), (5, (4,)), (6, (1,))):
        bench.store.look(pinned=Probe(stage, cell))
        QGuiApplication.processEvents()
        bench.panel.grab()
        needed = working.minimumSizeHint()
        assert working.width() >= needed.width()
        assert working.height() >= needed.height()


def test_the_sum_grows_with_the_panel(qtbot: QtBot) -> None:
    document = lecture_document()
    account = account_of(document.network.forward(document.picture[None]), CENTRE, document)
    pens = Pens(Look())
    small, large = (lay_out(steps_of(account), pens, room).cell for room in (QSize(600, 130), QSize(1100, 300)))
    assert large > 1.5 * small


def test_the_sum_shrinks_with_the_panel(bench: Bench, qtbot: QtBot) -> None:
    """One that filled its room to the pixel kept its size in a smaller one, with two scroll bars."""
    bench.store.look(pinned=CENTRE)
    working = bench.panel.findChild(Working)
    assert working is not None

    bench.panel.resize(1400, 500)
    bench.area.setFixedSize(1100, 300)
    QGuiApplication.processEvents()
    full = working.minimumSizeHint() + bench.area.size() - bench.area.viewport().size()
    bench.area.setFixedSize(full)
    qtbot.waitUntil(lambda: working.size() == working.minimumSizeHint(), timeout=1000)
    bench.area.setFixedSize(full - QSize(300, 60))
    qtbot.waitUntil(lambda: not bench.bars, timeout=1000)


def test_a_long_sum_after_none_can_be_scrolled(qtbot: QtBot) -> None:
    """While nothing is asked about, its page is hidden; the sum that comes next has bars of its own."""
    filters = (Conv2d(np.ones((4, 1, 3, 3))), Conv2d(np.ones((1, 4, 3, 3))))
    panel = Arithmetic()
    qtbot.addWidget(panel)
    panel.resize(620, 200)
    panel.show()
    bench = Bench(panel, Document(np.ones((9, 9)), Network((1, 9, 9), filters)))
    for stage in (1, 2, 1, 2):
        bench.store.look(pinned=Probe(stage, (0, 1, 1)))
        qtbot.waitUntil(lambda long=stage == 2: bench.bars is long, timeout=1000)  # type: ignore[misc]
        bench.store.look(pinned=None)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(networks(smallest_side=3, largest_side=6, most_maps=1), st.integers(50, 900), st.integers(50, 500))
def test_every_part_lies_in_the_layout_and_none_on_another(
    qtbot: QtBot, network: Network, width: int, height: int
) -> None:
    document = Document(np.eye(network.input_shape[1], network.input_shape[2]), network)
    trace = network.forward(document.picture[None])
    for stage, values in enumerate(trace.stages):
        account = account_of(trace, Probe(stage, tuple(side - 1 for side in values.shape)), document)
        layout = lay_out(steps_of(account), Pens(Look()), QSize(width, height))
        everything = QRect(QPoint(0, 0), layout.size)
        places = [rect for _, rect in layout.parts if not rect.isEmpty()] + [rect for _, rect in layout.headings]
        assert all(everything.contains(place) for place in places)
        assert not any(one.intersects(other) for one, other in combinations(places[:40], 2))


@pytest.mark.parametrize("count", [2, 5, 10])
def test_a_share_of_votes_is_never_wider_than_a_small_panel(qtbot: QtBot, count: int) -> None:
    layers = (Flatten(), Linear(np.outer(np.linspace(17.6, -11.5, count), np.ones(9) / 3)), Softmax())
    document = Document(np.eye(3), Network((1, 3, 3), layers, tuple("ABCDEFGHIJ"[:count])))
    account = account_of(document.network.forward(document.picture[None]), Probe(3, (1,)), document)
    wide, narrow = (lay_out(steps_of(account), Pens(Look()), QSize(width, 110)) for width in (900, 480))
    assert narrow.size.width() <= 480
    # What is added and what is divided stand beside each other, or below one another.
    assert len({place.x() for _, place in wide.headings}) == 3
    assert len({place.x() for _, place in narrow.headings}) == 2


#: Of the arithmetic in a window of 1280 x 720, in pixels.
SMALL = QSize(590, 91)


def _steps(*layers: Layer, stage: int = 1) -> tuple[Step, ...]:
    """Those of the value at the upper left, where padding comes in, of the lecture's X."""
    document = Document(lecture_document().picture, Network((1, 9, 9), layers))
    return steps_of(
        account_of(
            document.network.forward(document.picture[None]),
            Probe(stage, (0,) * len(document.network.shapes[stage])),
            document,
        )
    )


def _conv(kernel: int, *, maps: int = 1, **how: Any) -> Conv2d:
    weight = np.linspace(-0.83, 0.87, 2 * maps * kernel**2).reshape(2, maps, kernel, kernel)
    return Conv2d(weight, bias=np.array([0.13, -0.35]), divide_by_pixels=True, **how)


@pytest.mark.parametrize(
    "conv", [_conv(3), _conv(3, padding=1), _conv(3, padding=1, true_convolution=True), _conv(5), _conv(5, padding=2)]
)
def test_in_a_small_window_a_convolution_with_all_that_it_may_have_is_in_sight(qtbot: QtBot, conv: Conv2d) -> None:
    pens = Pens(Look())
    layout = lay_out(_steps(conv), pens, SMALL)
    assert layout.size.width() <= SMALL.width()
    assert layout.size.height() <= SMALL.height()
    assert layout.cell > pens.metrics(pens.smallest).height()


def test_a_list_too_high_for_the_panel_scrolls_down_only(qtbot: QtBot) -> None:
    votes = Linear(np.linspace(-0.83, 0.87, 162).reshape(2, 81), bias=np.array([0.13, -0.35]))
    layout = lay_out(_steps(Flatten(), votes, stage=2), Pens(Look(text_scale=150)), QSize(600, 150), 14)
    assert layout.size.height() > 150
    assert layout.size.width() <= 600 - 14


@pytest.mark.parametrize(
    ("kernel", "text_scale", "room"), [(7, 100, SMALL), (5, 150, QSize(537, 124)), (7, 150, QSize(537, 124))]
)
def test_a_filter_too_wide_for_the_panel_scrolls_down_only(
    qtbot: QtBot, kernel: int, text_scale: int, room: QSize
) -> None:
    bar = 15
    layout = lay_out(_steps(_conv(kernel)), Pens(Look(text_scale=text_scale)), room, bar)
    assert layout.size.height() > room.height()
    assert layout.size.width() <= room.width() - bar
    everything = QRect(QPoint(0, 0), layout.size)
    places = [rect for _, rect in layout.parts] + [rect for _, rect in layout.headings]
    assert all(everything.contains(place) for place in places)
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    headings = dict(layout.headings)
    assert headings["Multiply"].top() > headings["Line up"].top()
    # What concludes stands beside it and is in sight, or below it all where there is no room beside.
    assert headings["Add"].x() == 0 or headings["Add"].bottom() < room.height()


def test_of_several_maps_too_high_for_the_panel_what_concludes_is_in_sight(qtbot: QtBot) -> None:
    conclusions = [step.heading for step in _steps(_conv(3), _conv(3, maps=2, padding=1), stage=2) if step.concludes]
    layout = lay_out(_steps(_conv(3), _conv(3, maps=2, padding=1), stage=2), Pens(Look()), SMALL, 12)
    assert layout.size.width() <= SMALL.width() - 12
    assert layout.size.height() > SMALL.height()
    assert len(conclusions) == 3
    seen = QRect(QPoint(0, 0), SMALL)
    words = [place for part, place in layout.parts if isinstance(part, Words) and part.is_bold]
    assert len(words) == 3
    assert all(seen.contains(place) for place in words)


def test_each_text_is_measured_once_in_each_size_and_only_where_the_height_allows(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is done for each value that the pointer comes to, and a look at the letters takes long."""
    measured: list[tuple[str, float]] = []

    class Counting(QFontMetricsF):
        pass

    def measure(metrics: QFontMetricsF, text: str) -> float:
        measured.append((text, metrics.height()))
        return QFontMetricsF.horizontalAdvance(metrics, text)

    Counting.horizontalAdvance = measure  # type: ignore[method-assign,assignment]
    monkeypatch.setattr("cnnviz.ui.arithmetic.pens.QFontMetricsF", Counting)
    document, pens = lecture_document(), Pens(Look())
    account = account_of(document.network.forward(document.picture[None]), CENTRE, document)
    lay_out(steps_of(account), pens, SMALL)
    # Four headings, two signs, two figures and the numbers of the grids: in the smallest size, and in the one it has.
    assert len(measured) == len(set(measured)) <= 14


@pytest.mark.parametrize("cell", [14, 39, 60, 90])
def test_two_figures_side_by_side_are_no_single_one(qtbot: QtBot, cell: int) -> None:
    document = lecture_document()
    account = account_of(document.network.forward(document.picture[None]), Probe(1, (0, 3, 3)), document)
    pens = Pens(Look())
    layout = lay_out(steps_of(account), pens, QSize(40 * cell, 4 * cell))
    (_, five), (_, share) = [(part, place) for part, place in layout.parts if isinstance(part, Words)][-2:]
    # Further apart than two words of one line in such letters, which are nearly a cell high.
    assert share.x() - five.right() >= layout.cell // 2


def test_a_long_sum_leaves_out_its_middle(qtbot: QtBot) -> None:
    layers = (Flatten(), Linear(np.arange(1.0, 101.0)[None]))
    document = Document(np.ones((10, 10)), Network((1, 10, 10), layers, ("X",)))
    line = Headline()
    qtbot.addWidget(line)
    line.set_pens(Pens(Look()))
    line.resize(300, 40)
    account = account_of(document.network.forward(document.picture[None]), Probe(2, (0,)), document)
    line.show_account(account)
    assert line.text.startswith("100 + 99 + ")
    assert line.text.endswith(" + … + 1 = 5050")
    assert line.text_width <= line.width()


def test_padding_is_told_from_pixels(qtbot: QtBot) -> None:
    document = Document(np.ones((3, 3)), Network((1, 3, 3), (Conv2d(np.ones((1, 1, 3, 3)), padding=1),)))
    account = account_of(document.network.forward(document.picture[None]), Probe(1, (0, 0, 0)), document)
    line_up = steps_of(account)[0]
    patch = next(part for part in line_up.rows[0] if isinstance(part, Grid))
    assert patch.padding == {0, 1, 2, 3, 6}
    assert "(hatched: padding)" in line_up.heading


@pytest.mark.parametrize("pool", [MaxPool2d(), AvgPool2d()])
def test_a_window_over_the_edge_is_told_from_a_whole_one(qtbot: QtBot, pool: Pool2d) -> None:
    """Below “largest of 2x2” a window of 1×1 needs a word."""
    document = Document(np.ones((3, 3)), Network((1, 3, 3), (pool,)))
    trace = document.network.forward(document.picture[None])
    headings = {
        cell: steps_of(account_of(trace, Probe(1, cell), document))[0].heading
        for cell in ((0, 0, 0), (0, 0, 1), (0, 1, 1))
    }
    assert headings[0, 0, 0] == "The window, 2×2"
    assert headings[0, 0, 1] == "The window, 2×1 (the rest is off the map)"
    assert headings[0, 1, 1] == "The window, 1×1 (the rest is off the map)"


def test_a_true_convolution_shows_the_filter_turned(qtbot: QtBot) -> None:
    weight = np.arange(9.0).reshape(1, 1, 3, 3)
    document = Document(np.ones((3, 3)), Network((1, 3, 3), (Conv2d(weight, true_convolution=True),)))
    account = account_of(document.network.forward(document.picture[None]), Probe(1, (0, 0, 0)), document)
    line_up = steps_of(account)[0]
    kernel = [part for part in line_up.rows[0] if isinstance(part, Grid)][1]
    assert kernel.values.tolist() == weight[0, 0, ::-1, ::-1].tolist()
    assert "filter turned" in line_up.heading


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(networks(smallest_side=3, largest_side=5, most_maps=1))
# The mean of pixels that add up to 0 is -6.9e-18 where they are added up in another order.
@example(Network((1, 4, 4), (AvgPool2d(4, 1, partial_windows=False),)))
def test_the_last_figure_drawn_is_the_engines_value(qtbot: QtBot, network: Network) -> None:
    """For every cell of every stage, but for the sign and the figure of a bias that stand apart."""
    document = Document(np.linspace(-1, 1, int(np.prod(network.input_shape))).reshape(network.input_shape[1:]), network)
    trace = network.forward(document.picture[None])
    for stage, cell in every_cell(trace):
        check_figures(trace, Probe(stage, cell), document)


def test_the_shares_of_a_softmax_between_layers_are_not_called_as_the_classes() -> None:
    layers = (Flatten(), Linear(np.ones((3, 9))), Softmax(), Linear(np.ones((2, 3))))
    network = Network((1, 3, 3), layers, ("X", "O"))
    document = Document(np.zeros((3, 3)), network)
    account = account_of(network.forward(document.picture[None]), Probe(3, (2,)), document)

    assert account.names == ()
    words = [part.text for row in steps_of(account)[0].rows for part in row if isinstance(part, Words)]
    assert [text for text in words if text.startswith("value")] == ["value 1", "value 2", "value 3"]


def check_figures(trace: Trace, probe: Probe, document: Document) -> None:
    account = account_of(trace, probe, document)
    explanation = account.explanation
    assert account.headline().split(" ")[-1] == Writer(account.style).number(explanation.value)
    grids = [part for step in steps_of(account) for row in step.rows for part in row if isinstance(part, Grid)]
    if explanation.operation is Operation.CONVOLVE:
        assert explanation.window is not None
        products = grids[-explanation.window[0] :]
        total = sum(float(grid.values.sum()) for grid in products) / (explanation.divisor or 1.0)
        assert total + (explanation.bias or 0.0) == pytest.approx(explanation.value, rel=1e-9, abs=1e-9)
    elif explanation.operation is Operation.MAX:
        assert grids[0].ringed is not None
        assert grids[0].values.flat[grids[0].ringed] == explanation.value
    elif explanation.operation in {Operation.RELU, Operation.MEAN}:
        figures = [part for part in steps_of(account)[-1].rows[0] if isinstance(part, Words)]
        assert figures[-1].text == account.number(explanation.value)


def test_one_bar_scrolls_the_working_and_the_title_is_shortened_by_dots(qtbot: QtBot) -> None:
    """In a panel lower than the working, the sum stays in sight below it."""
    panel = Arithmetic()
    qtbot.addWidget(panel)
    panel.set_look(Look(text_scale=200))
    document = lecture_document()
    trace = document.network.forward(document.picture[None])
    panel.show_account(account_of(trace, CENTRE, document))
    panel.resize(620, 150)
    panel.show()
    headline = panel.findChildren(Headline)[0]
    assert panel.minimumSizeHint().height() < 150
    assert panel.rect().contains(QRect(headline.mapTo(panel, QPoint(0, 0)), headline.size()))
    assert not headline.size().isEmpty()


def test_a_title_without_room_leaves_out_the_filter_and_the_stage_before_row_and_column(qtbot: QtBot) -> None:
    panel = Arithmetic()
    qtbot.addWidget(panel)
    document = lecture_document()
    panel.show_account(account_of(document.network.forward(document.picture[None]), CENTRE, document))
    title = panel.findChildren(Line)[0]
    panel.show()
    seen = []
    for width in range(900, 300, -10):
        panel.resize(width, 300)
        seen.append(title.shown)
    assert list(dict.fromkeys(seen))[:3] == [
        "Convolution, map 1 (Diagonal), row 4, column 4",
        "Convolution, map 1, row 4, column 4",
        "Map 1, row 4, column 4",
    ]
    assert title.toolTip() == seen[0]


def test_a_sum_that_is_checked_by_hand_is_written_smaller_rather_than_in_part(qtbot: QtBot) -> None:
    document = lecture_document()
    line = Headline()
    qtbot.addWidget(line)
    line.set_pens(Pens(Look()))
    line.show_account(account_of(document.network.forward(document.picture[None]), Probe(1, (0, 0, 0)), document))
    line.show()
    whole = "(-1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1) / 9 = 7 / 9 = 0.77…"
    for width in range(1200, 100, -10):
        line.resize(width, 40)
        is_room = QFontMetricsF(Look().font(Type.CAPTION, bold=True)).horizontalAdvance(whole) <= width
        assert line.text == whole or not is_room
        assert line.text_width <= width or "…" in line.text


def test_what_is_asked_for_stands_clear_of_the_edges(qtbot: QtBot) -> None:
    panel = Arithmetic()
    qtbot.addWidget(panel)
    panel.resize(300, 200)
    panel.show()
    invitation = panel.findChildren(QLabel)[0].contentsRect()
    assert min(invitation.left(), 300 - invitation.right()) >= 8


def test_of_a_share_without_room_its_beginning_and_its_end_are_written(qtbot: QtBot) -> None:
    layers = (Flatten(), Linear(np.outer((2.4, 0.33), np.ones(9) / 3)), Softmax())
    document = Document(np.eye(3), Network((1, 3, 3), layers, ("happy", "sad")))
    line = Headline()
    qtbot.addWidget(line)
    line.set_pens(Pens(Look()))
    line.resize(280, 40)
    line.show()
    line.show_account(account_of(document.network.forward(document.picture[None]), Probe(3, (0,)), document))
    assert line.text == "exp(2.4) / (exp(2.4) + exp(0.33)) = 0.88…"
    assert line.text_width <= line.width()


def test_the_share_of_a_vote_stands_below_the_list_in_a_high_and_narrow_panel(qtbot: QtBot) -> None:
    """As before a class on a small projector."""
    layers = (Flatten(), Linear(np.outer((2.4, 0.33), np.ones(9) / 3)), Softmax())
    document = Document(np.eye(3), Network((1, 3, 3), layers, ("happy", "sad")))
    account = account_of(document.network.forward(document.picture[None]), Probe(3, (0,)), document)
    room = QSize(270, 260)
    layout = lay_out(steps_of(account), Pens(Look()), room)
    assert layout.size.width() <= room.width()
    assert layout.size.height() <= room.height()
    places = [rect for _, rect in layout.parts if not rect.isEmpty()] + [rect for _, rect in layout.headings]
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    assert all(QRect(QPoint(0, 0), layout.size).contains(place) for place in places)
