"""Where the stages stand: properties over random networks, and what the default window must show."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from cnnviz.engine.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.networks import SHIPPED, Shipped, lecture_network, smiley_network, trained_document
from cnnviz.model.words import stage_words
from cnnviz.ui.painting import READABLE_CELL
from cnnviz.ui.stages.captions import broken
from cnnviz.ui.stages.geometry import Kind, Measures
from cnnviz.ui.stages.layout import Layout, lay_out
from cnnviz.ui.stages.scene import scene
from cnnviz.ui.stages.style import Density, Style
from cnnviz.ui.theme import Look
from tests.engine.networks import networks

widths = st.floats(200, 2400)
heights = st.floats(100, 1500)
#: Of the screens there are: 100 %, 150 %, 200 %.
pixels = st.sampled_from([1.0, 2 / 3, 0.5])


def with_classes(network: Network) -> Network:
    shape = network.shapes[-1]
    return replace(network, classes=tuple("ABCDEFG"[: shape[0]])) if len(shape) == 1 and shape[0] <= 7 else network


def measures(network: Network, pixel: float = 1.0) -> Measures:
    return Measures(header=40, footer=14, least=(70,) * len(network.shapes), pixel=pixel)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[Network, Layout]:
    network = with_classes(draw(networks(largest_side=12, most_maps=6)))
    return network, lay_out(network, draw(widths), draw(heights), measures(network, draw(pixels)))


@given(layouts())
@settings(max_examples=40)
def test_columns_never_overlap_and_lie_inside_the_whole(made: tuple[Network, Layout]) -> None:
    _, layout = made
    for left, right in pairwise(layout.columns):
        assert left.rect.right <= right.rect.x
    for column in layout.columns:
        for box in column.boxes:
            assert box.rect.x >= column.rect.x - 1
            assert box.rect.right <= column.rect.right + 1
            assert box.rect.y >= layout.measures.margin + layout.measures.header - 1
            assert box.rect.bottom <= column.rect.bottom - layout.measures.footer + 1
    assert layout.columns[-1].rect.right <= layout.width
    assert layout.columns[0].rect.bottom <= layout.height


@given(layouts())
@settings(max_examples=40)
def test_boxes_of_a_stage_never_overlap(made: tuple[Network, Layout]) -> None:
    for column in made[1].columns:
        boxes = [box.rect for box in column.boxes]
        for number, one in enumerate(boxes):
            for other in boxes[:number]:
                apart = one.x >= other.right - 1e-6 or other.x >= one.right - 1e-6
                assert apart or one.y >= other.bottom - 1e-6 or other.y >= one.bottom - 1e-6


@pytest.mark.parametrize("height", range(470, 486))
def test_boxes_between_two_pixels_go_the_same_way(height: int) -> None:
    network = Network((1, 1, 1), (Flatten(), Linear(np.zeros((3, 1)))), ("A", "B", "C"))
    boxes = lay_out(network, 960, height, measures(network)).columns[-1].boxes
    for above, below in pairwise(boxes):
        assert below.rect.y == above.rect.bottom


@given(layouts(), st.data())
@settings(max_examples=40)
def test_the_middle_of_every_cell_is_that_cell(made: tuple[Network, Layout], data: st.DataObject) -> None:
    network, layout = made
    stage = data.draw(st.integers(0, len(network.shapes) - 1))
    cell = tuple(data.draw(st.integers(0, size - 1)) for size in network.shapes[stage])
    rect = layout.cell_rect(stage, cell)
    assert layout.cell_at(rect.x + rect.width / 2, rect.y + rect.height / 2) == (stage, cell)


@given(layouts())
@settings(max_examples=60)
def test_cells_that_can_be_read_are_whole_device_pixels(made: tuple[Network, Layout]) -> None:
    _, layout = made
    for column in layout.columns:
        for box in column.boxes:
            if column.kind is Kind.MAPS and box.cell_width >= 4:
                for length in (box.cell_width, box.cell_height, box.rect.x, box.rect.y):
                    in_pixels = length / layout.measures.pixel
                    assert in_pixels == pytest.approx(round(in_pixels), abs=1e-6)


@given(networks(largest_side=8), widths, heights)
@example(Network((1, 1, 7), (), ()), 200.0, 491.0)
@settings(max_examples=40)
def test_more_room_never_makes_a_network_overflow(network: Network, width: float, height: float) -> None:
    layout = lay_out(network, width, height, measures(network))
    roomy = lay_out(network, layout.width + 400, layout.height + 400, measures(network))
    assert roomy.width == layout.width + 400
    assert roomy.height == layout.height + 400


@pytest.mark.parametrize("network", [lecture_network(), smiley_network()])
def test_shrinking_is_seen_and_cells_grow(network: Network) -> None:
    layout = lay_out(network, 960, 400, measures(network))
    maps = [column for column in layout.columns if column.kind is Kind.MAPS]
    for before, after in pairwise(maps):
        if after.shape[1] < before.shape[1]:
            assert after.boxes[0].rect.width < before.boxes[0].rect.width
        if before.stage > 0:
            assert after.boxes[0].cell_width >= before.boxes[0].cell_width


def test_the_lecture_fits_the_small_window_with_readable_cells() -> None:
    network = lecture_network()
    needed = measures(network)._replace(header=38, footer=14, margin=2)
    layout = lay_out(network, 940, 420, needed)
    assert (layout.width, layout.height) == (940, 420)
    cells = [column.boxes[0].cell_width for column in layout.columns if column.kind is Kind.MAPS]
    assert min(cells) >= 16
    assert [column.kind for column in layout.columns[-2:]] == [Kind.STRIP, Kind.BARS]


@pytest.mark.parametrize(("width", "height", "least"), [(940, 420, 7), (1420, 660, 10)])
def test_maps_below_each_other_are_not_read_as_one(width: float, height: float, least: float) -> None:
    network = lecture_network()
    layout = lay_out(network, width, height, measures(network)._replace(header=38, margin=4))
    for column in layout.columns:
        for above, below in pairwise(column.boxes if column.kind is Kind.MAPS else ()):
            assert below.rect.y - above.rect.bottom >= least


def test_room_that_is_left_over_goes_to_the_picture_and_the_small_maps() -> None:
    network = lecture_network()
    narrow, wide = (lay_out(network, width, 420, measures(network)) for width in (880, 1200))
    before, after = ([column.boxes[0].rect.width for column in each.columns[:5]] for each in (narrow, wide))
    assert after[0] > before[0]
    assert after[1] == before[1]
    assert after[3] > before[3]
    assert after[4] > before[4]


def deep_network() -> Network:
    ones = np.ones
    body = (
        Conv2d(ones((16, 1, 3, 3))),
        ReLU(),
        MaxPool2d(),
        Conv2d(ones((16, 16, 3, 3))),
        ReLU(),
        MaxPool2d(),
        Flatten(),
    )
    values = Network((1, 64, 64), body).shapes[-1][0]
    return Network((1, 64, 64), (*body, Linear(ones((2, values)))), ("X", "O"))


def test_a_deep_network_shrinks_until_its_whole_way_is_seen() -> None:
    network = deep_network()
    layout = lay_out(network, 1500, 700, measures(network))
    assert (layout.width, layout.height) == (1500, 700)
    assert min(column.boxes[0].rect.width for column in layout.columns) > 10


def test_what_cannot_shrink_further_is_wider_than_the_window() -> None:
    network = deep_network()
    assert lay_out(network, 400, 300, measures(network)).width > 400


def test_a_small_laptop_sees_the_whole_way(qtbot: QtBot) -> None:
    ready = scene(lecture_network(), Style(Look()), 748, 366)
    assert (ready.layout.width, ready.layout.height) == (748, 366)


@pytest.mark.parametrize("height", range(160, 640, 40))
def test_numbers_above_the_maps_give_way_before_anything_scrolls(height: int) -> None:
    network = deep_network()
    plain = measures(network)._replace(body=100)
    for width in (500, 1000, 1500):
        without = lay_out(network, width, height, plain)
        assert lay_out(network, width, height, plain._replace(name=14)).height == without.height


@pytest.mark.parametrize(("percent", "height"), [(125, 378), (150, 247), (200, 300)])
def test_large_text_scrolls_no_way_that_is_in_sight_with_large_cells(qtbot: QtBot, percent: int, height: int) -> None:
    """The first window of the lecture's corner was cut through its last row."""
    network = Network((1, 4, 4), (Conv2d(np.ones((1, 1, 3, 3))),))
    ready = scene(network, Style(Look(text_scale=percent)), 877, height)
    assert (ready.layout.width, ready.layout.height) == (877, height)
    cells = [place.column.boxes[0].cell_width for place in ready.places]
    assert min(cells) >= READABLE_CELL * percent / 100


@pytest.mark.parametrize(("percent", "width", "height"), [(150, 850, 400), (200, 770, 390), (300, 690, 364)])
def test_large_text_has_large_cells_that_use_the_room(qtbot: QtBot, percent: int, width: int, height: int) -> None:
    ready = scene(lecture_network(), Style(Look(text_scale=percent)), width, height)
    maps = [place for place in ready.places if place.column.kind is Kind.MAPS]
    assert min(place.column.boxes[0].cell_width for place in maps) >= min(0.75 * 16 * percent / 100, 26)
    assert all(len(place.names) == len(place.boxes) for place in maps if len(place.boxes) > 1)
    first, second, _ = maps[1].boxes
    assert second.top() - first.bottom() <= ready.style.caption_line + 0.2 * first.height()
    # What is too large to be read at once is at least seen at once.
    assert first.height() < height - ready.style.header_height(Density.ROOMY)


def test_large_text_does_not_stretch_what_stays_too_small_to_read(qtbot: QtBot) -> None:
    network = trained_document("28x28").network
    ready = scene(network, Style(Look(text_scale=200)), 770, 390)
    # Their titles need that much.
    assert tuple(place.rect.width() for place in ready.places[1:7]) == ready.layout.measures.least[1:7]


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.title)
def test_every_shipped_network_fits_the_small_window(qtbot: QtBot, shipped: Shipped) -> None:
    ready = scene(shipped.make().network, Style(Look()), 904, 424)
    assert (ready.layout.width, ready.layout.height) == (904, 424)
    for place in ready.places:
        assert place.rect.width() >= ready.style.title_metrics.horizontalAdvance(place.title)


@pytest.mark.parametrize("percent", [100, 125, 200])
def test_what_made_a_stage_is_said_whole_however_narrow_its_column_is(qtbot: QtBot, percent: int) -> None:
    network = lecture_network()
    style = Style(Look(text_scale=percent, is_presented=percent > 100))
    least = style.measures(network, 640).least
    for stage in range(1, len(network.shapes) - 1):
        assert style.caption_metrics.horizontalAdvance(stage_words(network, stage)) <= least[stage]


def _far_fetched() -> Network:
    """A second convolution with all that is not usual, in a row of eight columns."""
    second = Conv2d(np.ones((3, 3, 3, 3)), stride=2, padding=1, divide_by_pixels=True)
    layers = (Conv2d(np.ones((3, 1, 3, 3))), ReLU(), second, ReLU(), MaxPool2d(), Flatten(), Linear(np.ones((2, 12))))
    return Network((1, 9, 9), layers, ("X", "O"))


@pytest.mark.parametrize(("percent", "width", "height"), [(100, 904, 424), (100, 1375, 690), (150, 1375, 690)])
@pytest.mark.parametrize("network", [_far_fetched(), trained_document("9x9").network], ids=["far-fetched", "trained"])
def test_words_that_are_wider_than_their_column_have_more_lines(
    qtbot: QtBot, network: Network, percent: int, width: int, height: int
) -> None:
    style = Style(Look(text_scale=percent))
    ready = scene(network, style, width, height)
    ends = [*(place.rect.left() for place in ready.places[1:]), ready.layout.width]
    for place, end in zip(ready.places, ends, strict=True):
        assert " ".join(place.words) == stage_words(network, place.column.stage)
        for words in place.words:
            assert place.head[2].x() + style.caption_metrics.horizontalAdvance(words) <= end
        foot = place.head[2].y() + (len(place.words) - 1) * style.caption_line + style.caption_metrics.descent()
        assert foot <= min(box.top() for box in place.boxes)
        assert all(name.rect.top() >= foot - 1 for name in place.names)


def test_a_line_more_of_words_costs_no_number(qtbot: QtBot) -> None:
    network, style = _far_fetched(), Style(Look())
    for height in range(240, 700, 20):
        ready = scene(network, style, 904, height)
        alone = lay_out(network, 904, height, style.measures(network, 904))
        if alone.height <= height:
            assert ready.layout.height <= height
            least, usual = (
                min(column.boxes[0].cell_width for column in each.columns) for each in (ready.layout, alone)
            )
            assert least >= min(usual, 16)


@pytest.mark.parametrize(
    "text",
    ["one list", "value × weight", "3x3, sum ÷ 9", "3x3, stride 2, padding 1, sum ÷ 27", "largest of 2x2, stride 1"],
)
def test_words_are_broken_after_commas_or_between_words_and_cut_off_last(qtbot: QtBot, text: str) -> None:
    metrics = Style(Look()).caption_metrics
    for room in (40, 70, 120, 2000):
        for most in (1, 2, 3):
            lines = broken(text, room, metrics, most)
            assert 1 <= len(lines) <= most
            assert all(metrics.horizontalAdvance(line) <= room for line in lines)
            assert "…" in lines[-1] or " ".join(lines) == text


@pytest.mark.parametrize("percent", [100, 150])
def test_a_name_above_its_map_is_whole(qtbot: QtBot, percent: int) -> None:
    """The frame of the map cut off the foot of the “g” in “Diagonal”."""
    style = Style(Look(text_scale=percent))
    ready = scene(lecture_network(), style, 778, 436, 1.0, ("Diagonal", "Cross", "Other diagonal"))
    place = ready.places[1]
    above = [(name, box) for name, box in zip(place.names, place.boxes, strict=True) if name.start is not None]
    assert any("Diagonal" in name.text for name, _ in above)
    for name, box in above:
        assert name.start is not None
        foot = name.start.y() + style.caption_metrics.tightBoundingRect(name.text).bottom()
        assert foot <= box.top() - 1


def test_a_wider_window_does_not_make_the_picture_smaller() -> None:
    """Eight pixels more put the columns further apart, for which the picture shrank to half of what it had been."""
    style = Style(Look())
    sides = [scene(lecture_network(), style, width, 430).places[0].boxes[0].width() for width in range(672, 1000, 8)]
    assert all(wider >= side for side, wider in pairwise(sides))
