"""What a layout of the stages is made of: rectangles, boxes of cells, and what text and taste ask for."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle in logical pixels."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


class Kind(Enum):
    """How a stage is drawn."""

    MAPS = "maps"
    STRIP = "strip"
    BARS = "bars"


class Measures(NamedTuple):
    """What text and taste ask of a layout, in logical pixels.

    header, footer: the height of what stands above and below the values.
    least: the least width of each stage's column, for its title.
    strip, bars: the width of a strip of values and of the votes' bars; strip_cell, bar: their greatest height.
    gap, widest_gap: the least and the greatest distance of columns; comfortable_gap: what is kept where there is room;
        wired_gap: what wires are given first.
    body: the least height left for the values, before the whole scrolls.
    name: the height of a map's number above it, where maps stand in several columns.
    large_cell: the side up to which cells grow where the whole scrolls anyway; 0 where the text is not large.
    pixel: one device pixel; cells are multiples of it.
    """

    header: int
    footer: int
    least: tuple[int, ...]
    strip: int = 40
    bars: int = 120
    strip_cell: int = 30
    bar: int = 56
    body: int = 200
    margin: int = 6
    gap: int = 22
    comfortable_gap: int = 32
    wired_gap: int = 64
    widest_gap: int = 72
    least_map_gap: int = 4
    name: int = 0
    large_cell: int = 0
    pixel: float = 1.0


class Box(NamedTuple):
    """A block of cells: one map, one line of a strip, or one vote.

    first: the flat index, in the stage's values, of its first cell; the others follow row by row.
    """

    rect: Rect
    rows: int
    columns: int
    first: int

    @property
    def cell_width(self) -> float:
        return self.rect.width / self.columns

    @property
    def cell_height(self) -> float:
        return self.rect.height / self.rows

    def cell_rect(self, index: int) -> Rect:
        """Where the cell of flat index `index` stands."""
        row, column = divmod(index - self.first, self.columns)
        width, height = self.cell_width, self.cell_height
        return Rect(self.rect.x + column * width, self.rect.y + row * height, width, height)
