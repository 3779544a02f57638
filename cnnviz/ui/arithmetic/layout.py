"""Where the parts of a working stand, as large as they fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetricsF

from cnnviz.ui.arithmetic.parts import Part
from cnnviz.ui.arithmetic.pens import Pens


@dataclass(frozen=True)
class Step:
    """One move of the sum: what it is called, and rows of parts standing below one another in columns.

    A step of one row stands in the middle beside those of several. One that is not there yet keeps its room.
    """

    heading: str
    rows: tuple[tuple[Part, ...], ...]
    is_there: bool = True


#: From left to right; steps in one of them stand below one another.
Columns = tuple[tuple[Step, ...], ...]


@dataclass(frozen=True)
class Layout:
    """Every part with its place, the headings with theirs, and the size of it all.

    cell: the side in pixels of one cell of a grid.
    """

    parts: tuple[tuple[Part, QRect], ...] = ()
    headings: tuple[tuple[str, QRect], ...] = ()
    size: QSize = field(default_factory=QSize)
    cell: int = 0


def lay_out(steps: tuple[Step, ...], pens: Pens, room: QSize) -> Layout:
    """The steps side by side, as large as `room` allows but never too small to read.

    Where that is too wide, those that conclude a list stand below one another.
    """
    smallest, largest = pens.body + pens.look.length(6), pens.look.length(120)
    columns: Columns = tuple((step,) for step in steps)
    low, high = smallest, smallest
    if not _fits(columns, pens, smallest, room) and _placed(columns, pens, smallest, room).size.width() > room.width():
        columns = _stacked(steps)
    if _fits(columns, pens, smallest, room):
        high = largest
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(columns, pens, middle, room):
            low = middle
        else:
            high = middle - 1
    return _placed(columns, pens, low, room)


def _stacked(steps: tuple[Step, ...]) -> Columns:
    lists = tuple((step,) for step in steps if len(step.rows) > 1)
    others = tuple(step for step in steps if len(step.rows) == 1)
    return (*lists, others) if lists and others else tuple((step,) for step in steps)


def _fits(columns: Columns, pens: Pens, cell: int, room: QSize) -> bool:
    # The height is known at once where there are many rows; most workings that are too large are too high.
    rows = max(len(step.rows) for column in columns for step in column)
    if _heading_height(pens) + rows * (cell // 2) > room.height():
        return False
    size = _placed(columns, pens, cell, room).size
    return size.width() <= room.width() and size.height() <= room.height()


def _placed(columns: Columns, pens: Pens, cell: int, room: QSize) -> Layout:
    # Large figures side by side would be read as one number.
    gap, space = max(pens.look.length(18), round(0.6 * cell)), pens.look.length(6)
    top = _heading_height(pens)
    measures = QFontMetricsF(pens.heading)
    sizes = [[[[part.size(pens, cell) for part in row] for row in step.rows] for step in column] for column in columns]
    heights, row_space = _row_heights([step for column in sizes for step in column], pens, cell)
    needs = [max(top + _height(step[0]) for step in column) for column in sizes]
    stacks = [len(column) * need for column, need in zip(columns, needs, strict=True)]
    bottom = max(top + sum(heights) + row_space * (len(heights) - 1), *stacks)
    parts: list[tuple[Part, QRect]] = []
    headings: list[tuple[str, QRect]] = []
    x = 0
    for column, column_sizes, need in zip(columns, sizes, needs, strict=True):
        # What stands beside many rows must be seen without scrolling.
        tall = max(min(bottom, room.height()) // len(column), need)
        y, right = 0, x
        for step, measured in zip(column, column_sizes, strict=True):
            own = heights if len(step.rows) == len(heights) else [tall - top]
            widths = [max(row[at][0] for row in measured if at < len(row)) for at in range(len(measured[0]))]
            wide = max(sum(widths) + space * (len(widths) - 1), round(measures.horizontalAdvance(step.heading)) + 2)
            if step.is_there:
                headings.append((step.heading, QRect(x, y, wide, top)))
                parts += _rows(step, measured, QPoint(x, y + top), own, widths, row_space, space)
            y, right = y + tall, max(right, x + wide)
        x = right + gap
    return Layout(tuple(parts), tuple(headings), QSize(x - gap, bottom), cell)


def _rows(
    step: Step,
    sizes: list[list[tuple[int, int]]],
    corner: QPoint,
    heights: list[int],
    widths: list[int],
    row_space: int,
    space: int,
) -> Iterator[tuple[Part, QRect]]:
    """Each part of `step` with its place, from the corner at the top left on."""
    y = corner.y()
    for row, row_sizes, row_height in zip(step.rows, sizes, heights, strict=True):
        x = corner.x()
        for part, (_, height), width in zip(row, row_sizes, widths, strict=True):
            yield part, QRect(x, y + (row_height - height) // 2, width, height)
            x += width + space
        y += row_height + row_space


def _row_heights(sizes: list[list[list[tuple[int, int]]]], pens: Pens, cell: int) -> tuple[list[int], int]:
    """How high each row is, and the space between two: grids stand apart, lines of text close together."""
    rows = max(map(len, sizes))
    full = [step for step in sizes if len(step) == rows]
    heights = [max(_height(step[index]) for step in full) for index in range(rows)]
    return heights, pens.look.length(7 if max(heights) > cell + 1 else 2)


def _height(row: list[tuple[int, int]]) -> int:
    return max(height for _, height in row)


def _heading_height(pens: Pens) -> int:
    return round(QFontMetricsF(pens.heading).height()) + pens.look.length(4)
