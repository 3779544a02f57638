"""Where the parts of a working stand, as large as they fit."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QSize
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
    """The steps side by side, as large as `room` allows but never too small to read."""
    smallest, largest = pens.body + pens.look.length(6), pens.look.length(120)
    low, high = smallest, smallest
    if _fits(steps, pens, smallest, room):
        high = largest
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(steps, pens, middle, room):
            low = middle
        else:
            high = middle - 1
    return _placed(steps, pens, low, room)


def _fits(steps: tuple[Step, ...], pens: Pens, cell: int, room: QSize) -> bool:
    # The height is known at once where there are many rows; most workings that are too large are too high.
    if _heading_height(pens) + max(len(step.rows) for step in steps) * (cell // 2) > room.height():
        return False
    size = _placed(steps, pens, cell, room).size
    return size.width() <= room.width() and size.height() <= room.height()


def _placed(steps: tuple[Step, ...], pens: Pens, cell: int, room: QSize) -> Layout:
    # Large figures side by side would be read as one number.
    gap, space = max(pens.look.length(18), round(0.6 * cell)), pens.look.length(6)
    top = _heading_height(pens)
    measures = QFontMetricsF(pens.heading)
    sizes = [[[part.size(pens, cell) for part in row] for row in step.rows] for step in steps]
    heights, row_space = _row_heights(sizes, pens, cell)
    bottom = max(top + sum(heights) + row_space * (len(heights) - 1), *(top + _height(step[0]) for step in sizes))
    parts, headings, x = [], [], 0
    for step, measured in zip(steps, sizes, strict=True):
        # What stands beside many rows must be seen without scrolling.
        own = heights if len(step.rows) == len(heights) else [min(bottom, max(room.height(), top)) - top]
        widths = [max(row[column][0] for row in measured if column < len(row)) for column in range(len(measured[0]))]
        y = top
        for row, row_sizes, row_height in zip(step.rows, measured, own, strict=True):
            left = x
            for part, (_, height), width in zip(row, row_sizes, widths, strict=True):
                if step.is_there:
                    parts.append((part, QRect(left, y + (row_height - height) // 2, width, height)))
                left += width + space
            y += row_height + row_space
        wide = max(sum(widths) + space * (len(widths) - 1), round(measures.horizontalAdvance(step.heading)) + 2)
        if step.is_there:
            headings.append((step.heading, QRect(x, 0, wide, top)))
        x += wide + gap
    return Layout(tuple(parts), tuple(headings), QSize(x - gap, bottom), cell)


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
