"""A layout of the stages with everything that its painting needs, made once per layout."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFont, QPolygonF

from cnnviz.engine.arrays import describe_shape
from cnnviz.engine.layers import Linear
from cnnviz.engine.network import Network
from cnnviz.model.words import stage_title, stage_words
from cnnviz.ui.painting import READABLE_CELL, number_font
from cnnviz.ui.stages.captions import broken
from cnnviz.ui.stages.geometry import Kind, Rect
from cnnviz.ui.stages.layout import Column, Layout, lay_out
from cnnviz.ui.stages.names import MapName, map_names
from cnnviz.ui.stages.style import Density, Style, WirePens

#: More wires than these are drawn only for one class at a time, the strongest first.
MOST_WIRES = 120
#: More of one class could not be told apart.
MOST_OF_CLASS = 60
#: Among equally strong wires, those are drawn that this share of a turn, taken once per value, brings round first:
#: they stand evenly along the list.
GOLDEN = 0.6180339887
#: So many lines of words at most say what made a stage.
MOST_LINES = 3
#: From this share of a readable cell on, it is worth saying less around the maps to make the numbers readable.
NEARLY = 0.7
#: The strongest weight is a line of this many logical pixels.
WIDEST_WIRE = 7.0


@dataclass(frozen=True, eq=False)
class Place:
    """One column, ready to be painted.

    boxes: where each box stands; sources: which part of the stage's image belongs in it.
    title, shape: the lines above it, at the first two places of `head`; words: those that follow from the third on.
    legend: where the colours are explained; None for bars, which have numbers.
    font: of the numbers; None where cells are too small to read one.
    vote_fonts: of the votes, and of those that lead.
    names: what the maps are called.
    """

    column: Column
    rect: QRectF
    boxes: tuple[QRectF, ...]
    frames: tuple[QRectF, ...]
    sources: tuple[QRectF, ...]
    title: str
    shape: str
    words: tuple[str, ...]
    head: tuple[QPointF, QPointF, QPointF]
    legend: QRectF | None
    font: QFont | None
    vote_fonts: tuple[QFont, QFont]
    names: tuple[MapName, ...]

    @cached_property
    def values(self) -> QRectF:
        """Where the values stand, without the head and the legend; with the verdict below the votes."""
        below = self.rect if self.column.kind is Kind.BARS else self.boxes[0]
        right, bottom = max(box.right() for box in self.boxes), max(box.bottom() for box in self.boxes)
        return QRectF(self.boxes[0].topLeft(), QPointF(right, max(bottom, below.bottom())))

    @cached_property
    def extent(self) -> QRectF:
        """All that is painted of the column, with what stands out a little."""
        beside = self.names[0].rect.left() if self.names else self.rect.left()
        return self.rect.adjusted(min(beside - self.rect.left(), 0.0) - 3, 0, 3, 0)

    @cached_property
    def values_and_legend(self) -> QRectF:
        return self.values if self.legend is None else self.values.united(self.legend)


@dataclass(frozen=True, eq=False)
class Wire:
    """A weight between a value and a class: as all are, lit, or beside others that are lit."""

    of_value: int
    of_class: int
    line: QLineF
    pens: WirePens


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything that stands still while values change.

    common_legend: where the colours are explained for all stages, if they are not below each.
    arrows: the points of an arrow in each gap that has no wires.
    wired: the stage of the votes that the wires lead to, or None.
    wires: of the last layer that gives votes; `quiet_wires` tells whether they are few enough to show all at once.
    """

    network: Network
    layout: Layout
    style: Style
    places: tuple[Place, ...]
    arrows: tuple[QPolygonF, ...]
    wired: int | None
    wires: tuple[Wire, ...]
    quiet_wires: bool
    common_legend: QRectF | None = None


def scene(
    network: Network,
    style: Style,
    width: float,
    height: float,
    pixel: float = 1.0,
    filter_names: tuple[str, ...] = (),
) -> Scene:
    """The stages of `network` within `width` x `height` logical pixels, or larger where they cannot shrink further.

    filter_names: those of the first convolution, for its maps.
    """
    density, layout = _densest(network, style, width, height, pixel)
    lines, density, layout = _with_lines(network, style, density, layout, width, height)
    top = layout.measures.margin + style.header_height(density, lines)
    ends = [0.0, *(max(box.rect.right for box in column.boxes) for column in layout.columns)]
    places = tuple(
        _place(
            network, layout, column, style, density, lines, map_names(network, column, end, top, style, filter_names)
        )
        for column, end in zip(layout.columns, ends, strict=False)
    )
    wired = _wired_stage(network, layout)
    wires = () if wired is None else _wires(network, layout, wired, style)
    arrows = tuple(_arrow(left, right, layout) for left, right in pairwise(places) if right.column.stage != wired)
    common = _legend(layout.columns[0], style) if density is Density.WITHOUT_LEGEND else None
    return Scene(network, layout, style, places, arrows, wired, wires, _has_few_wires(network, wired), common)


def refreshed(ready: Scene, network: Network) -> Scene | None:
    """`ready` for a network with other parameters; None where it has to be laid out anew."""
    if network is ready.network:
        return ready
    if _described(network) != _described(ready.network):
        return None
    wired = _wired_stage(network, ready.layout)
    if wired is None or _weights(network, wired) is _weights(ready.network, wired):
        return replace(ready, network=network)
    wires = _wires(network, ready.layout, wired, ready.style)
    return replace(ready, network=network, wires=wires, quiet_wires=_has_few_wires(network, wired))


def _described(network: Network) -> tuple[object, ...]:
    """All that a layout depends on."""
    stages = range(len(network.shapes))
    titles = [(stage_title(network, stage), stage_words(network, stage)) for stage in stages]
    return network.shapes, network.classes, titles


def _weights(network: Network, stage: int) -> object:
    layer = network.layers[stage - 1]
    return layer.weight if isinstance(layer, Linear) else None


def _densest(network: Network, style: Style, width: float, height: float, pixel: float) -> tuple[Density, Layout]:
    """The roomiest layout that fits, and in which numbers can be read; the roomiest of all where none does."""

    @cache
    def tried(density: Density) -> Layout:
        return lay_out(network, width, height, style.measures(network, width, density, pixel))

    roomy = tried(Density.ROOMY)
    if roomy.width > width:
        narrowest = min(Density, key=lambda density: max(tried(density).width, width))
        return narrowest, tried(narrowest)
    if _has_shrunk_picture(roomy):
        # It gave way to the room between the columns, of which there is more than is needed.
        fuller = max((Density.ROOMY, Density.TIGHT), key=lambda density: tried(density).columns[0].boxes[0].cell_width)
        return fuller, tried(fuller)
    if not READABLE_CELL > _smallest_cell(roomy) > READABLE_CELL * NEARLY:
        return Density.ROOMY, roomy
    for wanted in (READABLE_CELL, _least_readable(pixel)):
        for density in Density:
            if _smallest_cell(tried(density)) >= wanted:
                return density, tried(density)
    return Density.ROOMY, roomy


def _has_shrunk_picture(layout: Layout) -> bool:
    """Whether the picture's cells are smaller than those of the maps made from it."""
    picture, first = layout.columns[:2] if len(layout.columns) > 1 else layout.columns * 2
    return first.kind is Kind.MAPS and picture.boxes[0].cell_width < first.boxes[0].cell_width


def _least_readable(pixel: float) -> float:
    """The smallest cell that numbers are written in, in logical pixels; on dense screens smaller ones are sharp."""
    return READABLE_CELL * (0.75 if pixel < 1 else 0.875)


def _smallest_cell(layout: Layout) -> float:
    return min(column.boxes[0].cell_width for column in layout.columns if column.kind is Kind.MAPS)


def rect_of(rect: Rect) -> QRectF:
    """A layout's rectangle as Qt's."""
    return QRectF(*rect)


def _with_lines(
    network: Network, style: Style, density: Density, layout: Layout, width: float, height: float
) -> tuple[int, Density, Layout]:
    """How many lines the words have that say what made a stage, and the layout with room for them.

    More than one only where some would be cut off, the numbers stay as readable, and nothing scrolls for it.
    """
    wanted = max(len(_words(network, layout, column, style, density, MOST_LINES)) for column in layout.columns)
    cell, widest, highest = min(_smallest_cell(layout), READABLE_CELL), max(layout.width, width), height
    if layout.height > height:
        highest = math.inf
    for lines in range(wanted, 1, -1):
        for tried in dict.fromkeys((density, Density.TIGHT)):
            measures = style.measures(network, width, tried, layout.measures.pixel, lines)
            other = lay_out(network, width, height, measures)
            if _smallest_cell(other) >= cell and other.width <= widest and other.height <= highest:
                return lines, tried, other
    return 1, density, layout


def _words(
    network: Network, layout: Layout, column: Column, style: Style, density: Density, lines: int
) -> tuple[str, ...]:
    """What made the stage of `column`, in so many lines at most, up to the next; nothing where words have no room."""
    if density.value >= Density.WITHOUT_WORDS.value:
        return ()
    right = layout.width - layout.measures.margin
    if column is not layout.columns[-1]:
        right = layout.columns[column.stage + 1].rect.x - style.look.length(6)
    return broken(stage_words(network, column.stage), right - column.rect.x, style.caption_metrics, lines)


def _place(
    network: Network,
    layout: Layout,
    column: Column,
    style: Style,
    density: Density,
    lines: int,
    names: tuple[MapName, ...],
) -> Place:
    boxes = tuple(rect_of(box.rect) for box in column.boxes)
    first = column.boxes[0]
    sources = tuple(QRectF(0, box.first // first.columns, box.columns, box.rows) for box in column.boxes)
    x, y = column.rect.x, column.rect.y
    has_legend = column.kind is not Kind.BARS and density is not Density.WITHOUT_LEGEND
    base = y + style.title_metrics.ascent()
    line = style.caption_line
    second = y + style.title_metrics.height() + style.caption_metrics.ascent()
    return Place(
        column,
        rect_of(column.rect),
        boxes,
        tuple(box.adjusted(-0.5, -0.5, 0.5, 0.5) for box in boxes),
        sources,
        stage_title(network, column.stage),
        describe_shape(column.shape),
        _words(network, layout, column, style, density, lines),
        (QPointF(x, base), QPointF(x, second), QPointF(x, second + line)),
        _legend(column, style) if has_legend else None,
        _number_font(column, style, layout.measures.pixel),
        style.vote_fonts(network.classes, first.cell_width, first.cell_height),
        names,
    )


def _number_font(column: Column, style: Style, pixel: float) -> QFont | None:
    """Numbers grow with their cells, but not beyond what a projector needs."""
    box = column.boxes[0]
    if min(box.cell_width, box.cell_height) < _least_readable(pixel):
        return None
    return number_font(style.body, box.cell_width, box.cell_height, style.look.length(22))


def _legend(column: Column, style: Style) -> QRectF:
    rect = column.rect
    width = min(rect.width, style.look.length(150))
    height = style.legend_height
    return QRectF(round(rect.x + (rect.width - width) / 2), round(rect.bottom - height), round(width), round(height))


def _arrow(left: Place, right: Place, layout: Layout) -> QPolygonF:
    # From what is painted on the left to what is painted on the right, not from column to column.
    start = max(box.right() for box in left.boxes)
    end = min(box.left() for box in (*right.boxes, *(name.rect for name in right.names)))
    measures = layout.measures
    y = (layout.height + measures.header - measures.footer) / 2
    middle, half, head = (start + end) / 2, min((end - start) * 0.3, 11.0), 4.0
    tip = QPointF(middle + half, y)
    points = [QPointF(middle - half, y), tip, QPointF(tip.x() - head, y - head), tip, QPointF(tip.x() - head, y + head)]
    return QPolygonF(points)


def _wired_stage(network: Network, layout: Layout) -> int | None:
    """The stage of bars that a layer of weights leads to."""
    for column in layout.columns:
        if column.kind is Kind.BARS and isinstance(network.layers[column.stage - 1], Linear):
            return column.stage
    return None


def _has_few_wires(network: Network, stage: int | None) -> bool:
    layer = None if stage is None else network.layers[stage - 1]
    return isinstance(layer, Linear) and int(np.count_nonzero(layer.weight)) <= MOST_WIRES


def _wires(network: Network, layout: Layout, stage: int, style: Style) -> tuple[Wire, ...]:
    layer = network.layers[stage - 1]
    assert isinstance(layer, Linear)
    largest = float(np.abs(layer.weight).max()) or 1.0
    # Where values stand close together, only thin wires can be told apart.
    height = layout.columns[stage - 1].boxes[0].cell_height
    start = max(box.rect.right for box in layout.columns[stage - 1].boxes)
    widest = min(max(height * 0.5, 1.0), WIDEST_WIRE)
    wires = []
    for of_class, weights in enumerate(layer.weight):
        to = layout.cell_rect(stage, (of_class,))
        strongest = np.lexsort((np.arange(weights.size) * GOLDEN % 1, -np.abs(weights)))[:MOST_OF_CLASS]
        for index in sorted(strongest[weights[strongest] != 0.0].tolist()):
            source = layout.cell_rect(stage - 1, (index,))
            line = QLineF(start, source.y + source.height / 2, to.x - 3, to.y + to.height / 2)
            wires.append(Wire(index, of_class, line, WirePens(style, float(weights[index]) / largest, widest)))
    return tuple(wires)
