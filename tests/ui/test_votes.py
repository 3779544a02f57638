"""The votes panel: hovering, clicking, editing weights and names, with real events."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.layers import Linear, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.document import Document, with_picture
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.view import Probe
from cnnviz.model.votes.edits import voting_table, with_vote
from cnnviz.ui.binding.votes import VotesBinding
from cnnviz.ui.card import Card
from cnnviz.ui.number_grid import NumberGrid
from cnnviz.ui.style import style_sheet
from cnnviz.ui.theme import DARK, LIGHT, Look
from cnnviz.ui.votes import Votes
from cnnviz.ui.votes.bars import VoteBars
from cnnviz.ui.votes.panel import HINTS
from cnnviz.ui.votes.verdict_line import VerdictLine
from cnnviz.ui.votes.wires import Wires
from tests.ui.eyes import written


class Bench:
    """The panel joined to a store, computed as soon as the document changes."""

    def __init__(self, panel: Votes, document: Document) -> None:
        self.panel, self.store = panel, Store(document)
        self.binding = VotesBinding(self.store, panel)
        self.binding.render(None, self.store.state)
        self.store.changed.connect(self._on_changed)
        self.compute()

    def _on_changed(self, old: State, new: State) -> None:
        self.binding.render(old, new)
        if old.document is not new.document:
            self.compute()

    def compute(self) -> None:
        document = self.store.state.document
        self.store.receive(document.network.forward(document.picture[None]))

    @property
    def bars(self) -> VoteBars:
        bars = self.panel.findChild(VoteBars)
        assert bars is not None
        return bars

    @property
    def grid(self) -> NumberGrid:
        grid = self.panel.findChild(NumberGrid)
        assert grid is not None
        return grid

    @property
    def verdict(self) -> str:
        line = self.panel.findChild(VerdictLine)
        assert line is not None
        return line.accessibleName()

    @property
    def names(self) -> list[QLineEdit]:
        return [field for field in self.panel.findChildren(QLineEdit) if field.accessibleName().startswith("Name")]

    def button(self, text: str) -> QPushButton:
        return next(button for button in self.panel.findChildren(QPushButton) if button.text() == text)

    def shows(self, text: str) -> bool:
        return any(text in label.text() for label in self.panel.findChildren(QLabel) if label.isVisible())

    def weights(self) -> list[list[float]]:
        table = voting_table(self.store.state.document.network)
        assert table is not None
        rows: list[list[float]] = table.tolist()
        return rows

    def row(self, index: int) -> QPoint:
        return self.bars.row_rect(index).center()

    def last_step(self) -> str:
        return self.store.state.history.past[-1].name


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    panel = Votes()
    qtbot.addWidget(panel)
    panel.resize(300, 220)
    panel.show()
    return Bench(panel, lecture_document())


@pytest.fixture
def editing(bench: Bench, qtbot: QtBot) -> Bench:
    QTest.mouseClick(bench.button("Edit"), Qt.MouseButton.LeftButton)
    return bench


def test_the_winner_is_named_with_the_margin_and_follows_drawing(bench: Bench) -> None:
    assert bench.verdict == "X wins by 0.44…"
    bench.store.edit("Clear", lambda document: with_picture(document, np.full((9, 9), -1.0)))
    assert bench.verdict == "Draw something"


def test_a_reader_hears_every_vote(bench: Bench) -> None:
    assert bench.bars.accessibleDescription() == "X wins by 0.44… – X: 1.00, O: 0.55"


def test_a_tie_is_called_one(bench: Bench) -> None:
    bench.store.edit("Clear", lambda document: with_vote(document, 0, 0, 0.2))
    for value in (0, 3, 4, 9, 10):
        bench.store.edit("Weight", partial(with_vote, row=0, column=value, value=1 / 9))
    assert bench.verdict == "Tie: X and O"


def test_shares_are_told_in_percent(qtbot: QtBot) -> None:
    document = lecture_document()
    layers = (*document.network.layers, Softmax())
    panel = Votes()
    qtbot.addWidget(panel)
    bench = Bench(panel, replace(document, network=Network((1, 9, 9), layers, ("X", "O"))))
    assert "X: 0.60 (60 %)" in bench.bars.accessibleDescription()
    bench.store.look(lit_class=0)
    assert any("value 1: 1 × 0.2" in label.text().replace("\xa0", " ") for label in panel.findChildren(QLabel))


def test_a_bar_has_the_room_that_its_number_leaves(bench: Bench) -> None:
    """Votes that are no shares any more give back the room of their percents."""
    network, before = bench.store.state.document.network, bar_length(bench, 0)
    with_shares = Network(network.shapes[0], (*network.layers, Softmax()), network.classes)
    bench.store.edit("Layers", lambda document: replace(document, network=with_shares))
    bench.panel.set_look(Look(LIGHT))
    bench.store.edit("Layers", lambda document: replace(document, network=network))
    assert bar_length(bench, 0) == before > 100


@pytest.mark.parametrize("width", [200, 280, 360])
def test_a_share_has_a_bar_in_a_narrow_panel_with_large_text_too(qtbot: QtBot, width: int) -> None:
    document = lecture_document()
    layers = (*document.network.layers, Softmax())
    panel = Votes()
    qtbot.addWidget(panel)
    bench = Bench(panel, replace(document, network=Network((1, 9, 9), layers, ("happy", "sad"))))
    panel.set_look(Look(LIGHT, 150))
    panel.resize(width, 300)
    panel.show()
    qtbot.waitExposed(panel)
    assert bar_length(bench, 0) > 10


def test_bars_have_one_scale_however_long_their_numbers_are(bench: Bench) -> None:
    for index, value in enumerate((2000.0, 900.0)):
        bench.store.edit("Weight", partial(with_vote, row=index, column=index, value=value))
    trace = bench.store.state.trace
    assert trace is not None
    votes = trace.votes
    assert bar_length(bench, 1) / bar_length(bench, 0) == pytest.approx(votes[1] / votes[0], abs=0.03)


def bar_length(bench: Bench, index: int) -> int:
    """How many pixels in the middle of a row have the colour of its bar."""
    row, image = bench.bars.row_rect(index), bench.bars.grab().toImage()
    colors = {image.pixel(x, row.center().y()) for x in range(row.left(), row.right())}
    known = {QColor(color).rgb() for color in (LIGHT.accent, LIGHT.muted)} & colors
    return sum(image.pixel(x, row.center().y()) in known for x in range(row.left(), row.right()))


@pytest.mark.parametrize("weight", [1e308, -1e308])
def test_votes_that_grew_out_of_bounds_are_painted(bench: Bench, weight: float) -> None:
    network = bench.store.state.document.network
    last = network.layers[-1]
    assert isinstance(last, Linear)
    layers = (*network.layers[:-1], replace(last, weight=np.full_like(last.weight, weight)))
    with np.errstate(all="ignore"):
        trace = Network(network.input_shape, layers, network.classes).forward(-bench.store.state.document.picture[None])
    assert not np.isfinite(trace.stages[-1]).any()
    bench.store.receive(trace)
    bench.panel.grab()


def test_hovering_a_class_shows_who_voted_for_it(bench: Bench, qtbot: QtBot) -> None:
    QTest.mouseMove(bench.bars, bench.row(1))
    qtbot.waitUntil(lambda: bench.store.state.view.lit_class == 1)
    assert bench.shows("value\xa02:\xa00.55…\xa0×\xa00.25")
    QTest.mouseMove(bench.bars, bench.row(0))
    qtbot.waitUntil(lambda: bench.store.state.view.lit_class == 0)
    bench.store.edit("Weight", lambda document: with_vote(document, 0, 6, 3.0))
    assert bench.shows("value\xa07:\xa00.55…\xa0×\xa03")


def test_leaving_a_class_puts_it_out(bench: Bench, qtbot: QtBot) -> None:
    QTest.mouseMove(bench.bars, bench.row(0))
    qtbot.waitUntil(lambda: bench.store.state.view.lit_class == 0)
    QTest.mouseMove(bench.panel.windowHandle(), QPoint(20, 5))
    qtbot.waitUntil(lambda: bench.store.state.view.lit_class is None)
    assert bench.shows("Point at a class")


def test_clicking_a_class_keeps_its_sum_and_lets_it_go(bench: Bench, qtbot: QtBot) -> None:
    QTest.mouseClick(bench.bars, Qt.MouseButton.LeftButton, pos=bench.row(1))
    assert bench.store.state.view.pinned == Probe(6, (1,))
    QTest.mouseClick(bench.bars, Qt.MouseButton.LeftButton, pos=bench.row(1))
    assert bench.store.state.view.pinned is None


def test_the_keyboard_walks_the_classes(bench: Bench, qtbot: QtBot) -> None:
    bench.bars.setFocus()
    QTest.keyClick(bench.bars, Qt.Key.Key_Down)
    QTest.keyClick(bench.bars, Qt.Key.Key_Down)
    assert bench.store.state.view.lit_class == 1
    QTest.keyClick(bench.bars, Qt.Key.Key_Return)
    assert bench.store.state.view.pinned == Probe(6, (1,))


def test_a_weight_is_typed_and_the_votes_follow(editing: Bench, qtbot: QtBot) -> None:
    QTest.mouseClick(editing.grid, Qt.MouseButton.LeftButton, pos=editing.grid.cell_rect(0, 4).center())
    QTest.keyClicks(editing.grid, "1")
    field = editing.grid.findChild(QLineEdit)
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert editing.weights()[0][4] == 1.0
    assert editing.last_step() == "Change the vote of X from value 5"
    assert editing.verdict == "X wins by 1.24…"


def test_scrubbing_a_weight_is_one_step(editing: Bench, qtbot: QtBot) -> None:
    grid = editing.grid
    start = grid.cell_rect(1, 0).center()
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    for up in (10, 20, 30, 60):
        QTest.mouseMove(grid, start - QPoint(0, up))
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=start - QPoint(0, 60))
    assert editing.weights()[1][0] > 0
    assert len(editing.store.state.history.past) == 1


def test_evening_out_and_clearing(editing: Bench, qtbot: QtBot) -> None:
    editing.store.edit("Weight", lambda document: with_vote(document, 0, 0, 0.3))
    QTest.mouseClick(editing.button("Even out"), Qt.MouseButton.LeftButton)
    assert editing.weights()[0] == lecture_weights()
    QTest.mouseClick(editing.button("Clear wires"), Qt.MouseButton.LeftButton)
    assert not np.any(editing.weights())
    QTest.mouseClick(editing.button("Even out"), Qt.MouseButton.LeftButton)
    assert editing.store.state.notice is not None
    assert editing.store.state.notice.is_problem


def lecture_weights() -> list[float]:
    table = voting_table(lecture_document().network)
    assert table is not None
    row: list[float] = table[0].tolist()
    return row


def test_a_class_is_renamed_in_place(editing: Bench, qtbot: QtBot) -> None:
    field = editing.names[1]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Null")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert editing.store.state.document.network.classes == ("X", "Null")
    assert field.text() == "Null"
    assert "Null: 0.55" in editing.bars.accessibleDescription()


def test_a_refused_name_is_taken_back(editing: Bench, qtbot: QtBot) -> None:
    field = editing.names[1]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "X")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert editing.store.state.document.network.classes == ("X", "O")
    assert field.text() == "O"
    assert editing.store.state.notice is not None
    assert "already" in editing.store.state.notice.text


def test_f2_leads_to_the_name(bench: Bench, qtbot: QtBot) -> None:
    # Only the window that is in front has the keyboard.
    with qtbot.waitActive(bench.panel):
        bench.panel.activateWindow()
    # Where the test before left it, the pointer may be on a class.
    QTest.mouseMove(bench.panel.windowHandle(), QPoint(1, 1))
    bench.bars.setFocus()
    QTest.keyClick(bench.bars, Qt.Key.Key_F2)
    assert bench.names[0].isVisible()
    assert bench.names[0].hasFocus()


def test_done_returns_to_the_votes(editing: Bench, qtbot: QtBot) -> None:
    assert not editing.bars.isVisible()
    QTest.mouseClick(editing.button("Done"), Qt.MouseButton.LeftButton)
    assert editing.bars.isVisible()


def test_a_network_without_classes_is_told_calmly(qtbot: QtBot) -> None:
    document = lecture_document()
    panel = Votes()
    qtbot.addWidget(panel)
    bench = Bench(panel, replace(document, network=Network((1, 9, 9), document.network.layers[:3])))
    panel.show()
    assert bench.shows("This network names no classes")
    assert bench.button("Edit").isHidden()


@pytest.mark.parametrize("width", [270, 300, 400])
def test_a_name_of_five_letters_is_read_whole(bench: Bench, width: int) -> None:
    """“happy” was “hap…” in letters for the back row."""
    bench.store.edit("Smiley", lambda _: smiley_document())
    bench.bars.resize(width, 160)
    assert written(bench.bars)[::2] == ["happy", "sad"]


def test_each_name_stands_beside_its_row(editing: Bench, qtbot: QtBot) -> None:
    editing.panel.set_look(Look(DARK, 150))

    def offsets() -> list[int]:
        rows = [editing.grid.cell_rect(index, 0).center() for index in range(2)]
        middles = [editing.grid.mapTo(editing.panel, row).y() for row in rows]
        fields = [field.mapTo(editing.panel, field.rect().center()).y() for field in editing.names]
        return [abs(field - middle) for field, middle in zip(fields, middles, strict=True)]

    qtbot.waitUntil(lambda: max(offsets()) <= 3)


def test_many_wires_do_not_make_the_panel_ask_for_more_room(bench: Bench) -> None:
    bench.panel.show_wires(())
    before = bench.panel.minimumSizeHint().height()
    bench.panel.show_wires(tuple(f"value {number}: 8.53… × -2.03…" for number in range(12)))
    assert bench.panel.minimumSizeHint().height() == before
    assert not bench.panel.hasHeightForWidth()


def test_of_many_wires_as_many_whole_lines_are_shown_as_there_is_room_for(bench: Bench) -> None:
    """The last line was cut through the middle of its letters, and nothing said that it was the last but for room."""
    wires = tuple(f"value {number}: 8.53… × -2.03…" for number in range(12))
    shown = bench.panel.findChild(Wires)
    assert shown is not None
    bench.panel.show()
    counts = []
    for height in (150, 260, 900):
        bench.panel.resize(260, height)
        bench.panel.show_wires(wires)
        counts.append(shown.text().count("value"))
        assert shown.text().endswith("   …") is (counts[-1] < len(wires))
        assert shown.heightForWidth(shown.width()) <= max(shown.height(), shown.fontMetrics().height() + 1)
    assert counts == sorted(set(counts))
    assert counts[-1] == len(wires)


def test_the_hint_is_as_long_as_there_is_room_for(bench: Bench) -> None:
    """It was cut through the middle of a line: beside a lesson the card is narrow."""
    shown = bench.panel.findChild(Wires)
    assert shown is not None
    bench.panel.set_look(Look(DARK, 125))
    bench.panel.show()
    seen = []
    for width in (600, 260, 200, 160):
        bench.panel.resize(width, 150)
        bench.panel.show_wires(None)
        seen.append(shown.text())
        assert not seen[-1] or shown.heightForWidth(shown.width()) <= shown.height()
    assert seen[0] == HINTS[0]
    assert HINTS[1] in seen


@pytest.mark.parametrize(("percent", "width"), [(150, 270), (200, 243), (300, 216)])
@pytest.mark.parametrize("page", ["votes", "wires", "weights"])
def test_large_text_does_not_make_the_card_scroll_sideways(qtbot: QtBot, percent: int, width: int, page: str) -> None:
    # As wide as it is in a window of 1280x720.
    bench = Bench(Votes(), lecture_document())
    card = Card("Votes", bench.panel)
    qtbot.addWidget(card)
    look = Look(DARK, percent)
    card.setStyleSheet(style_sheet(look))
    card.set_look(look)
    bench.panel.set_look(look)
    card.resize(width, 180)
    with qtbot.waitExposed(card):
        card.show()
    if page == "wires":
        bench.store.look(lit_class=0)
    if page == "weights":
        QTest.mouseClick(bench.button("Edit"), Qt.MouseButton.LeftButton)
    area = card.findChild(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: bench.panel.width() == area.viewport().width())
    assert area.horizontalScrollBar().maximum() == 0
