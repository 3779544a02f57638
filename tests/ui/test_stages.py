"""The stages joined to the state: what is painted, judged by what it means."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.app.playing import Playing
from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.arrays import Cell
from cnnviz.engine.layers import Linear
from cnnviz.engine.network import Network, Trace
from cnnviz.model.document import Coding, Document, Scale, Settings, with_picture, with_settings
from cnnviz.model.networks import blank_document, lecture_document, smiley_document, trained_document
from cnnviz.model.picture.grid import with_grid
from cnnviz.model.view import Probe
from cnnviz.ui.binding.stages import StagesBinding
from cnnviz.ui.painting import color_indices
from cnnviz.ui.stages import Stages
from cnnviz.ui.stages.frame import frame
from cnnviz.ui.stages.scene import scene
from cnnviz.ui.stages.style import Style
from cnnviz.ui.theme import DARK, LIGHT, Look, Theme, diverging_colors, picture_colors

NONE = Qt.KeyboardModifier.NoModifier


class Bench:
    """The stages joined to a store, computed as soon as the document changes."""

    def __init__(self, document: Document) -> None:
        self.stages, self.store = Stages(), Store(document)
        self.playing = Playing(self.store)
        self.stages.resize(960, 420)
        self.binding = StagesBinding(self.store, self.playing, self.stages)
        self.binding.render(None, self.store.state)
        self.store.changed.connect(self._on_changed)
        self.compute()

    def _on_changed(self, old: State, new: State) -> None:
        self.binding.render(old, new)
        if old.document.picture is not new.document.picture or old.document.network is not new.document.network:
            self.compute()

    def compute(self) -> None:
        document = self.store.state.document
        self.store.receive(document.network.forward(document.picture[None]))

    @property
    def probe(self) -> Probe | None:
        return self.store.state.view.probe

    def spot(self, stage: int, *cell: int) -> QPoint:
        """The pixel in the middle of a cell."""
        return self.stages.cell_rect(stage, cell).center().toPoint()

    def hover(self, stage: int, *cell: int) -> None:
        QTest.mouseMove(self.stages.viewport(), self.spot(stage, *cell))

    def click(self, stage: int, *cell: int) -> None:
        QTest.mouseClick(self.stages.viewport(), Qt.MouseButton.LeftButton, NONE, self.spot(stage, *cell))

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.stages, key, keys)

    def image(self) -> QImage:
        return self.stages.viewport().grab().toImage()


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return made(qtbot, lecture_document())


def made(qtbot: QtBot, document: Document) -> Bench:
    bench = Bench(document)
    qtbot.addWidget(bench.stages)
    with qtbot.waitExposed(bench.stages):
        bench.stages.show()
    return bench


def corner(bench: Bench, stage: int, cell: Cell) -> QPoint:
    """A pixel of a cell that no number covers."""
    return bench.stages.cell_rect(stage, cell).topLeft().toPoint() + QPoint(1, 1)


def distance(one: QColor, other: QColor) -> int:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue())


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_cell_has_the_colour_of_its_value(bench: Bench, theme: Theme) -> None:
    look = Look(theme)
    bench.stages.set_look(look)
    trace = bench.store.state.trace
    assert trace is not None
    image = bench.image()
    for stage in range(6):
        values = trace.stages[stage]
        limit = 1.0 if stage == 0 else float(np.abs(values).max())
        colors = picture_colors(look.theme) if stage == 0 else diverging_colors(look.theme)
        wanted = color_indices(values, -limit, limit)
        for cell in np.ndindex(values.shape):
            place = corner(bench, stage, cell)
            assert image.pixel(place) == colors[int(wanted[cell])], (stage, cell)


def test_the_numbers_are_written_at_the_smallest_window(bench: Bench) -> None:
    """Within each cell of the pooled maps some pixels are not of the cell's own colour."""
    image = bench.image()
    for stage in range(1, 6):
        rect = bench.stages.cell_rect(stage, (0,) * len(bench.store.state.document.network.shapes[stage]))
        assert min(rect.width(), rect.height()) >= 16
        inner = rect.toRect().adjusted(2, 2, -2, -2)
        seen = {
            image.pixel(x, y) for x in range(inner.left(), inner.right()) for y in range(inner.top(), inner.bottom())
        }
        assert len(seen) > 1


def test_the_description_follows_the_probe(bench: Bench) -> None:
    bench.click(1, 1, 2, 3)
    assert bench.stages.accessibleDescription() == "Convolution, map 2 (Cross), row 3, column 4: -0.77 (pinned)"
    assert bench.stages.accessibleName()


def test_the_window_of_a_cell_stays_bright_and_the_rest_is_dimmed(bench: Bench) -> None:
    before = bench.image()
    bench.hover(1, 1, 2, 3)
    after = bench.image()
    for row in range(9):
        for column in range(9):
            place = corner(bench, 0, (0, row, column)) + QPoint(2, 2)
            inside = 2 <= row < 5 and 3 <= column < 6
            is_ink = bench.store.state.document.picture[row, column] > 0
            if inside and (row, column) not in {(2, 3)}:
                assert after.pixel(place) == before.pixel(place)
            elif is_ink:
                assert distance(after.pixelColor(place), before.pixelColor(place)) > 100


def test_the_probe_is_outlined(bench: Bench) -> None:
    bench.click(3, 0, 1, 1)
    rect = bench.stages.cell_rect(3, (0, 1, 1))
    edge = bench.image().pixelColor(QPoint(round(rect.left()), round(rect.center().y())))
    assert distance(edge, QColor(LIGHT.probe)) < 30


def test_the_winner_of_a_window_is_outlined(bench: Bench) -> None:
    bench.hover(3, 0, 0, 0)
    # The largest of .77 -.11 / -.11 1.00 after ReLU.
    rect = bench.stages.cell_rect(2, (0, 1, 1))
    edge = bench.image().pixelColor(QPoint(round(rect.left()), round(rect.center().y())))
    assert distance(edge, QColor(LIGHT.probe)) < 30


@pytest.mark.parametrize(
    ("stage", "probe", "cell", "most"),
    [
        (1, (0, 0, 1), (0, 0, 1), 1),  # the probe
        (3, (0, 0, 0), (0, 1, 0), 1),  # on the left edge of its window
    ],
)
def test_an_outline_leaves_the_sign_of_a_number_that_fills_its_cell(
    bench: Bench, stage: int, probe: Cell, cell: Cell, most: int
) -> None:
    """A cell of 16 pixels has no more room around "-.11" than this many."""
    before = bench.image()
    bench.click(stage, *probe)
    inner = bench.stages.cell_rect(1, cell).toRect().adjusted(most, most, -most, -most)
    assert bench.image().copy(inner) == before.copy(inner)


def test_a_lit_filter_frames_its_maps(bench: Bench) -> None:
    before = bench.image()
    bench.store.look(lit_filter=1)
    after = bench.image()
    for stage in range(1, 5):
        rect = bench.stages.cell_rect(stage, (1, 0, 0))
        place = QPoint(round(rect.left() - 2), round(rect.center().y()))
        assert distance(after.pixelColor(place), QColor(LIGHT.accent)) < 40
        assert distance(before.pixelColor(place), QColor(LIGHT.accent)) > 100


def test_a_lit_class_shows_its_wires_alone(bench: Bench) -> None:
    """The first value is wired to X; close to the strip, its wire is all there is."""
    bench.store.look(lit_class=0)
    first, vote = bench.stages.cell_rect(5, (0,)), bench.stages.cell_rect(6, (0,))
    across, down = vote.left() - 3 - first.right(), vote.center().y() - first.center().y()
    place = QPoint(round(first.right() + 0.2 * across), round(first.center().y() + 0.2 * down))
    lit = bench.image().pixelColor(place)
    bench.store.look(lit_class=1)
    other = bench.image().pixelColor(place)
    assert distance(lit, QColor(LIGHT.positive)) < 30
    assert distance(other, QColor(LIGHT.surface)) < 30


def test_the_wires_beside_the_way_of_a_probe_are_dimmed(bench: Bench) -> None:
    """The first value is wired to X, the fourth too: of a pixel's way to one, the other is not a part."""

    def beside(value: int) -> QColor:
        source, vote = bench.stages.cell_rect(5, (value,)), bench.stages.cell_rect(6, (0,))
        across, down = vote.left() - 3 - source.right(), vote.center().y() - source.center().y()
        place = QPoint(round(source.right() + 0.2 * across), round(source.center().y() + 0.2 * down))
        return bench.image().pixelColor(place)

    usual = beside(3)
    bench.store.look(pinned=Probe(4, (0, 0, 0)))
    assert distance(beside(0), QColor(LIGHT.positive)) < 30
    assert distance(beside(3), QColor(LIGHT.surface)) < distance(usual, QColor(LIGHT.surface)) / 2


def test_of_many_equal_wires_those_that_are_drawn_stand_evenly(bench: Bench) -> None:
    network = with_grid(lecture_document(), (32, 32)).network
    values = network.shapes[-2][0]
    linear = Linear(np.full((2, values), 1 / values))
    ready = scene(replace(network, layers=(*network.layers[:-1], linear)), Style(Look()), 960, 420)
    drawn = [wire.of_value for wire in ready.wires if wire.of_class == 0]
    assert len(drawn) < values / 2
    quarters = np.histogram(drawn, bins=4, range=(0, values))[0]
    assert quarters.max() - quarters.min() <= 4


def test_maps_are_called_by_the_names_of_their_filters(bench: Bench) -> None:
    places = scene(lecture_document().network, Style(Look()), 960, 420, filter_names=("Diagonal", "", "Other")).places
    assert [name.text for name in places[1].names] == ["1 Diagonal", "2", "3 Other"]
    assert [name.text for name in places[3].names] == ["1", "2", "3"]
    for place in (places[1], places[3]):
        for name, box in zip(place.names, place.boxes, strict=True):
            assert name.rect.right() <= box.left()
            assert name.rect.left() >= max(other.right() for other in places[place.column.stage - 1].boxes)


def test_maps_in_several_columns_are_numbered_above_each(bench: Bench) -> None:
    network = trained_document("28x28").network
    ready = scene(network, Style(Look()), 904, 424, filter_names=("Edge", "A name that is much too long for its map"))
    assert [name.text for name in ready.places[1].names] == ["1 Edge", *"2345678"]
    for place in ready.places[1:7]:
        assert [name.text[0] for name in place.names] == list("12345678")
        for name, box in zip(place.names, place.boxes, strict=True):
            assert (name.rect.bottom(), name.rect.left()) == (box.top(), box.left())
            assert name.rect.top() >= place.head[-1].y()
            assert not any(name.rect.intersects(other) for other in place.boxes)


@pytest.mark.parametrize("width", [720, 960, 1600])
def test_the_values_of_a_list_are_found_by_the_numbers_that_a_vote_s_sum_calls_them_by(
    bench: Bench, width: int
) -> None:
    network = lecture_document().network
    ready = scene(network, Style(Look()), width, 420)
    strip, before = ready.places[-2], ready.places[-3]
    assert [name.text for name in strip.names] == [str(number) for number in range(1, 13)]
    for index, name in enumerate(strip.names):
        cell = ready.layout.cell_rect(strip.column.stage, (index,))
        assert name.rect.center().y() == pytest.approx(cell.y + cell.height / 2, abs=1)
        assert max(box.right() for box in before.boxes) < name.rect.left() < name.rect.right() <= cell.x


def test_of_a_long_list_as_many_are_numbered_as_can_be_read(bench: Bench) -> None:
    network = with_grid(lecture_document(), (32, 32)).network
    values = network.shapes[-2][0]
    ready = scene(network, Style(Look()), 1600, 900)
    names = ready.places[-2].names
    numbers = [int(name.text) for name in names]
    assert numbers[0] == 1
    assert 10 <= len(numbers) < values / 2
    assert len({second - first for first, second in pairwise(numbers[1:])}) == 1
    assert all(above.rect.bottom() <= below.rect.top() for above, below in pairwise(names))


def test_renaming_a_filter_renames_its_map(bench: Bench) -> None:
    before = bench.image()
    document = replace(bench.store.state.document, filter_names=("A filter", "Cross", "Other"))
    bench.store.edit("Rename", lambda _: document)
    assert bench.image() != before


def test_a_blank_picture_has_no_leader(qtbot: QtBot) -> None:
    shown, _ = frame(_trace(blank_document()), Settings(), Coding.SIGNED, LIGHT)
    assert shown.verdict is not None
    assert shown.verdict.leaders == ()
    bench = made(qtbot, lecture_document())
    with_leader = bench.image()
    bench.store.edit("Clear", lambda document: with_picture(document, np.full((9, 9), -1.0)))
    bar = bench.stages.cell_rect(6, (0,)).toRect()
    assert _has_color(with_leader, bar, QColor(LIGHT.accent))
    assert not _has_color(bench.image(), bar, QColor(LIGHT.accent))


def _has_color(image: QImage, rect: QRect, color: QColor) -> bool:
    wanted = color.rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(rect.left(), rect.right()) for y in range(rect.top(), rect.bottom())
    )


def _trace(document: Document) -> Trace:
    return document.network.forward(document.picture[None])


def test_only_stages_that_changed_are_made_ready_again(bench: Bench) -> None:
    """Other weights change the votes alone."""
    document = bench.store.state.document
    trace = document.network.forward(document.picture[None])
    votes = Linear(np.ones((2, 12)))
    other = Network((1, 9, 9), (*document.network.layers[:-1], votes), ("X", "O"))
    shown, _ = frame(trace, document.settings, document.coding, LIGHT)
    _, changed = frame(other.forward(document.picture[None]), document.settings, document.coding, LIGHT, shown)
    assert changed == (6,)


class Paints(QObject):
    """Remembers which regions of a widget are painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        QApplication.processEvents()
        self.regions: list[QRegion] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.regions.append(event.region())
        return False


def test_a_trace_with_the_same_values_repaints_nothing(bench: Bench) -> None:
    paints = Paints(bench.stages.viewport())
    bench.compute()
    QApplication.processEvents()
    assert paints.regions == []


def test_a_new_picture_repaints_the_values_and_no_titles(bench: Bench) -> None:
    paints = Paints(bench.stages.viewport())
    picture = bench.store.state.document.picture.copy()
    picture[4, 4] = -1.0
    bench.store.edit("Erase", lambda document: with_picture(document, picture))
    QApplication.processEvents()
    (region,) = paints.regions
    for stage in range(3):
        first = bench.stages.cell_rect(stage, (0, 0, 0)).toRect()
        assert region.contains(first)
        assert not region.contains(QPoint(first.left(), 12))


def test_shared_colours_have_one_limit_for_all_stages() -> None:
    trace = _trace(smiley_document())
    apart, _ = frame(trace, Settings(), Coding.UNIT, LIGHT)
    shared, _ = frame(trace, Settings(scale=Scale.SHARED), Coding.UNIT, LIGHT)
    assert len({sheet.high for sheet in apart.sheets[1:]}) > 1
    assert {sheet.high for sheet in shared.sheets[1:]} == {max(sheet.high for sheet in apart.sheets[1:])}


def test_whole_numbers_are_written_without_decimals() -> None:
    shown, _ = frame(_trace(smiley_document()), Settings(), Coding.UNIT, LIGHT)
    assert shown.sheets[1].text(4.0) == "4"
    lecture, _ = frame(_trace(lecture_document()), Settings(), Coding.SIGNED, LIGHT)
    assert lecture.sheets[1].text(1.0) == "1.00"


def test_changed_settings_repaint(bench: Bench) -> None:
    before = bench.image()
    bench.store.edit("Scale", lambda d: with_settings(d, replace(d.settings, scale=Scale.SHARED)))
    bench.store.edit("Double", lambda d: with_picture(d, d.picture * 0.5))
    assert bench.image() != before


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf])
def test_what_is_no_finite_number_is_shown_all_the_same(qtbot: QtBot, strange: float) -> None:
    document = lecture_document()
    trace = document.network.forward(document.picture[None])
    broken = [values.copy() for values in trace.stages]
    for values in broken[1:]:
        values.flat[0] = strange
    stages = Stages()
    qtbot.addWidget(stages)
    stages.resize(960, 420)
    stages.set_trace(replace(trace, stages=tuple(broken)))
    image = stages.viewport().grab().toImage()
    place = stages.cell_rect(1, (0, 0, 0)).topLeft().toPoint() + QPoint(1, 1)
    colors = diverging_colors(LIGHT)
    assert image.pixel(place) == {"nan": colors[128], "inf": colors[255], "-inf": colors[0]}[str(strange)]
