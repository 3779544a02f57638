"""How large each stage is drawn, before it has a place: the search for the arrangement with the largest maps."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cnnviz.engine.arrays import Shape
from cnnviz.engine.network import Network
from cnnviz.model.words import gives_votes
from cnnviz.ui.stages.geometry import Box, Kind, Measures, Rect

#: A map's side grows with its number of cells to this power: smaller maps look smaller, but have larger cells.
GROWTH = 0.6
#: The least scale at which a whole network is shrunk to fit; beyond that it scrolls. A 62x62 map then has 30 pixels.
SMALLEST_UNIT = 2.5
#: From this side on, cells are whole device pixels, so that all are the same.
EVEN_CELL = 4
LARGEST_CELL = 96
#: How many maps may stand in one row of maps, from the arrangement that is liked best.
MAPS_PER_LINE = (4, 6, 8, 16)
#: Maps below each other stand apart by this share of their side, so that three are not read as one.
APART = 0.072
#: How much larger the cells have to become for the next arrangement to be taken.
WORTH = 1.3
#: Where width is left over, maps grow slower with their number of cells than `GROWTH` by up to this,
SLOWER = 0.25
#: and the picture is larger by up to this share.
LARGER_PICTURE = 0.25
#: In a window that is too narrow, it shrinks to this share.
LEAST_PICTURE = 0.5


class Plan(NamedTuple):
    """A stage's size before it has a place: `lines` of boxes side by side, `per_line` below each other.

    number: of maps, of the values of a list, or of the votes.
    """

    kind: Kind
    number: int
    rows: int
    columns: int
    cell_width: float
    cell_height: float
    lines: int
    per_line: int
    gap: float
    #: What is kept free above each box.
    above: float = 0.0

    @property
    def width(self) -> float:
        return self.lines * (self.columns * self.cell_width + self.gap) - self.gap

    @property
    def height(self) -> float:
        return self.per_line * (self.above + self.rows * self.cell_height + self.gap) - self.gap

    def boxes(self, room: Rect, measures: Measures) -> tuple[Box, ...]:
        """The boxes in `room`: each in the middle of its share of the height, so that maps of one filter line up."""
        pixel, size = measures.pixel, self.rows * self.columns
        share = room.height / self.per_line if self.kind is Kind.MAPS else self.height / self.per_line
        top = room.y if self.kind is Kind.MAPS else room.y + (room.height - self.height) / 2
        left = room.x + (room.width - self.width) / 2
        boxes = []
        for box in range(self.number if self.kind is not Kind.STRIP else self.lines):
            line, place = divmod(box, self.per_line) if self.kind is not Kind.STRIP else (box, 0)
            rows = min(self.rows, self.number - box * self.rows) if self.kind is Kind.STRIP else self.rows
            x = left + line * (self.columns * self.cell_width + self.gap)
            y = top + place * share + (share + self.above - self.rows * self.cell_height) / 2
            rect = Rect(_snap(x, pixel), _snap(y, pixel), self.columns * self.cell_width, rows * self.cell_height)
            boxes.append(Box(rect, rows, self.columns, box * size))
        return tuple(boxes)


@dataclass(frozen=True, eq=False)
class _Room:
    """What is to be arranged, and the room for it: `width` x `body`."""

    network: Network
    width: float
    body: float
    measures: Measures

    @cached_property
    def lists(self) -> tuple[Plan | None, ...]:
        """The plan of each stage that is a list or the votes, which is the same at every scale; None for maps."""
        return tuple(
            None
            if len(shape) == 3
            else _bars(shape[0], self.body, self.measures)
            if gives_votes(self.network, stage)
            else _strip(shape[0], self.body, self.measures)
            for stage, shape in enumerate(self.network.shapes)
        )

    @property
    def tallest_picture(self) -> float:
        """The side of the largest picture that the height holds."""
        maps = self.network.input_shape[0]
        return max((self.body * 0.85 - (maps - 1) * self.measures.least_map_gap) / maps, 1.0)

    @property
    def picture_side(self) -> float:
        """The side of the picture among so many stages."""
        return min(self.width * min(max(1.2 / len(self.network.shapes), 0.1), 1.0), self.tallest_picture)

    @cached_property
    def most_cells(self) -> int:
        """Along the side of the largest map."""
        return max((max(shape[1:]) for shape in self.network.shapes[1:] if len(shape) == 3), default=1)


def best_plans(network: Network, width: float, body: float, measures: Measures) -> list[Plan]:
    """The arrangement with the largest maps, more of them side by side only where it pays; else the narrowest."""
    room = _Room(network, width, body, measures)
    most = max((shape[0] for shape in network.shapes if len(shape) == 3), default=1)
    enough = next((index for index, per_line in enumerate(MAPS_PER_LINE) if per_line >= most), len(MAPS_PER_LINE) - 1)
    tried = MAPS_PER_LINE[: enough + 1]
    found = [(*_largest(room, per_line), per_line) for per_line in tried]
    fitting = [each for each in found if _least_width(each[1], measures) <= width]
    if not fitting:
        narrowest = min(found, key=lambda each: _least_width(each[1], measures))
        return _readable(room, *narrowest) if measures.large_cell else narrowest[1]
    best = fitting[0]
    for each in fitting[1:]:
        if each[0] > best[0] * WORTH:
            best = each
    return _fuller(room, *best)


def _fuller(room: _Room, unit: float, plans: list[Plan], per_line: int) -> list[Plan]:
    """`plans` with a larger picture and larger small maps, where only height holds the largest maps back."""
    picture, measures = room.picture_side, room.measures
    comfortable = measures._replace(gap=max(measures.gap, measures.comfortable_gap))
    for share in (1.0, 0.75, 0.5, 0.25):
        slower = SLOWER * share
        larger = min(picture * (1 + LARGER_PICTURE * share), max(room.tallest_picture, picture))
        grown = _plans(room, unit * room.most_cells**slower, larger, per_line, GROWTH - slower)
        if _fits(grown, room.width - measures.wired_gap / 2, room.body, comfortable):
            return grown
    return plans


def _readable(room: _Room, unit: float, plans: list[Plan], per_line: int) -> list[Plan]:
    """`plans` with cells that suit large text, as far as the height has room; unchanged where they stay too small."""
    most, measures = room.most_cells, room.measures

    def made(unit: float) -> list[Plan]:
        picture = min(unit * most ** (GROWTH - 1) * max(room.network.input_shape[1:]), room.tallest_picture)
        made = _plans(room, unit, picture, per_line)
        # Columns stand close together, so that names have no room beside their maps.
        return [
            plan._replace(above=measures.name if plan.number > 1 else 0.0) if plan.kind is Kind.MAPS else plan
            for plan in made
        ]

    largest = measures.large_cell * most ** (1 - GROWTH)
    unit = _halved(min(unit, largest), largest, lambda unit: _fits(made(unit), math.inf, room.body, measures))
    grown = made(unit)
    smallest = min(plan.cell_width for plan in grown if plan.kind is Kind.MAPS)
    return grown if smallest >= measures.large_cell / 3 else plans


def _largest(room: _Room, per_line: int) -> tuple[float, list[Plan]]:
    """The greatest scale at which everything fits, by halving; in more width where even the least does not fit."""
    picture, width, measures = room.picture_side, room.width, room.measures
    low, high = SMALLEST_UNIT, max(0.92 * picture / room.most_cells**GROWTH, SMALLEST_UNIT)
    # One gap more, for the wires.
    narrowest = _least_width(_plans(room, low, picture, per_line), measures) + measures.gap
    if narrowest > width:
        # Before anything scrolls, the picture gives way: it stands in the drawing panel too.
        smaller = picture + width - narrowest
        picture = smaller if smaller >= picture * LEAST_PICTURE else picture
        width = max(width, _least_width(_plans(room, low, picture, per_line), measures))

    def fits(unit: float) -> bool:
        return _fits(_plans(room, unit, picture, per_line), width, room.body, measures)

    unit = _halved(low, high, fits)
    return unit, _plans(room, unit, picture, per_line)


def _halved(low: float, high: float, fits: Callable[[float], bool]) -> float:
    """The greatest scale between `low`, which is taken to fit, and `high`."""
    if fits(high):
        return high
    for _ in range(12 if low < high else 0):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _fits(plans: list[Plan], width: float, body: float, measures: Measures) -> bool:
    return _least_width(plans, measures) <= width and all(plan.height <= body for plan in plans)


def _least_width(plans: list[Plan], measures: Measures) -> float:
    """The least width of the whole."""
    taken = sum(max(plan.width, least) for plan, least in zip(plans, measures.least, strict=True))
    return taken + measures.gap * (len(plans) - 1)


def _plans(room: _Room, unit: float, picture: float, per_line: int, growth: float = GROWTH) -> list[Plan]:
    """Every stage at the scale `unit`, beside a picture of that side."""
    return [
        plan or _maps(shape, unit * max(shape[1:]) ** growth if stage else picture, room.measures, per_line)
        for stage, (shape, plan) in enumerate(zip(room.network.shapes, room.lists, strict=True))
    ]


def _maps(shape: Shape, side: float, measures: Measures, per_line: int) -> Plan:
    count, rows, columns = shape
    cell = _even(min(side / max(rows, columns), LARGEST_CELL), measures.pixel)
    lines = math.ceil(count / per_line)
    gap = max(measures.least_map_gap, _snap(APART * rows * cell, measures.pixel))
    above = measures.name if lines > 1 else 0.0
    return Plan(Kind.MAPS, count, rows, columns, cell, cell, lines, math.ceil(count / lines), gap, above)


def _strip(count: int, body: float, measures: Measures) -> Plan:
    lines = min(max(1, math.ceil(count * 3 / body)), 4)
    rows = math.ceil(count / lines)
    lines = math.ceil(count / rows)
    height = _even(min(body / rows, max(measures.strip_cell, body / 14)), measures.pixel)
    width = _snap(measures.strip / min(lines, 3), measures.pixel)
    return Plan(Kind.STRIP, count, rows, 1, width, height, lines, 1, measures.least_map_gap if lines > 1 else 0)


def _bars(count: int, body: float, measures: Measures) -> Plan:
    height = _even(min(body / count, max(measures.bar, body / 6)), measures.pixel)
    return Plan(Kind.BARS, count, 1, 1, measures.bars, height, 1, count, 0)


def _even(cell: float, pixel: float) -> float:
    return math.floor(cell / pixel + 1e-9) * pixel if cell >= EVEN_CELL else cell


def _snap(value: float, pixel: float) -> float:
    # Not by round(), which takes every other half down: boxes below one another would overlap.
    return math.floor(value / pixel + 0.5) * pixel
