"""Where the parts of a working stand, as large as they fit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize

from cnnviz.ui.arithmetic.parts import Part
from cnnviz.ui.arithmetic.pens import Pens
from cnnviz.ui.arithmetic.ruler import Ruler


@dataclass(frozen=True)
class Step:
    """One move of the sum: what it is called, and rows of parts standing below one another in columns.

    A step of one row stands in the middle beside those of several. One that is not there yet keeps its room. Those that
    conclude may stand below one another, and below a single other; more others may where each has one row.
    """

    heading: str
    rows: tuple[tuple[Part, ...], ...]
    concludes: bool = False
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


def lay_out(steps: tuple[Step, ...], pens: Pens, room: QSize, bar: int = 0) -> Layout:
    """The steps side by side, as large as `room` allows but never too small to read.

    Where that does not fit, those that conclude stand below one another, as few as need be; then the others do, or all
    stand below a list; then cells are as small as their numbers allow. What fits in no way scrolls down only, if it
    can, has as little as can be out of sight, and the usual cells, or the largest that are not too wide.

    bar: how wide the scroll bar is that takes its room from what is too high.
    """
    ruler = Ruler(pens)
    plans = [_Plan(columns, ruler) for columns in _arrangements(steps)]
    usual, largest = pens.body + pens.look.length(6), pens.look.length(120)
    least = round(pens.metrics(pens.smallest).height()) + 1
    for smallest in (usual, least):
        for plan in plans:
            if plan.fits(smallest, room):
                return plan.placed(plan.largest(smallest, largest, room), room)
    seen = QSize(room.width() - bar, room.height())
    best = min(plans, key=lambda plan: (not plan.is_narrow(least, seen), plan.excess(usual, seen)))
    return best.placed(best.widest(least, usual, seen), room)


def _arrangements(steps: tuple[Step, ...]) -> Iterator[Columns]:
    """All side by side; with two, three and more of those that conclude below one another; with the others, and all."""
    others = tuple((step,) for step in steps if not step.concludes)
    figures = tuple(step for step in steps if step.concludes)
    for most in range(1, max(len(figures), 1) + 1):
        yield (*others, *(figures[first : first + most] for first in range(0, len(figures), most)))
    if len(others) > 1 and all(len(step.rows) == 1 for step in steps):
        yield tuple(step for (step,) in others), figures
        yield (steps,)
    elif len(others) == 1 and figures:
        # A list, and below it what is made of it.
        yield (steps,)


class _Rows(NamedTuple):
    """How high everything is.

    heights: of each row of those steps that have the most rows; space: between two rows.
    needs: of each column, what its steps take at least; bottom: of it all.
    """

    heights: list[int]
    space: int
    needs: list[list[int]]
    bottom: int


class _Plan:
    """Steps in columns, in cells of any size."""

    def __init__(self, columns: Columns, ruler: Ruler) -> None:
        self._columns = columns
        self._ruler = ruler
        self._pens = pens = ruler.pens
        self._most = max(len(step.rows) for column in columns for step in column)
        self._top = round(pens.heading_metrics.height()) + pens.look.length(4)
        self._space = pens.look.length(6)

    def fits(self, cell: int, room: QSize) -> bool:
        return self._is_low(cell, room) and self.is_narrow(cell, room)

    def is_narrow(self, cell: int, room: QSize) -> bool:
        return self._width(cell) <= room.width()

    def largest(self, low: int, high: int, room: QSize) -> int:
        """The largest cell from `low`, which fits, to `high`. Texts are measured only where the height allows."""
        high = _last(low, high, lambda cell: self._is_low(cell, room))
        return _last(low, high, lambda cell: self.is_narrow(cell, room))

    def widest(self, low: int, high: int, room: QSize) -> int:
        """The largest cell from `low` to `high` that is not too wide; `high` where even `low` is."""
        return _last(low, high, lambda cell: self.is_narrow(cell, room)) if self.is_narrow(low, room) else high

    def excess(self, cell: int, room: QSize) -> int:
        """How many pixels are out of sight."""
        return max(0, self._width(cell) - room.width()) + max(0, self._rows(cell).bottom - room.height())

    def placed(self, cell: int, room: QSize) -> Layout:
        """Every part in its place."""
        heights, row_space, needs, bottom = self._rows(cell)
        parts: list[tuple[Part, QRect]] = []
        headings: list[tuple[str, QRect]] = []
        x = 0
        for column, talls in zip(self._columns, needs, strict=True):
            # What stands beside many rows must be seen without scrolling.
            spare = max(0, (min(bottom, room.height()) - sum(talls)) // len(column))
            y, right = 0, x
            for step, need in zip(column, talls, strict=True):
                tall = need + spare
                own = heights if self._is_full(step, column) else self._own_heights(step, cell, tall)
                wide, widths = self._step_width(step, cell)
                if step.is_there:
                    headings.append((step.heading, QRect(x, y, wide, self._top)))
                    parts += self._in_rows(step, cell, QPoint(x, y + self._top), own, widths, row_space)
                y, right = y + tall, max(right, x + wide)
            x = right + self._gap(cell)
        return Layout(tuple(parts), tuple(headings), QSize(x - self._gap(cell), bottom), cell)

    def _own_heights(self, step: Step, cell: int, tall: int) -> list[int]:
        """The heights of the rows of a step that does not stand in those of all; a single row has all of `tall`."""
        if len(step.rows) == 1:
            return [tall - self._top]
        return [max(part.height(self._pens, cell) for part in row) for row in step.rows]

    def _in_rows(
        self, step: Step, cell: int, corner: QPoint, heights: list[int], widths: list[int], row_space: int
    ) -> Iterator[tuple[Part, QRect]]:
        """Each part of `step` with its place, from the corner at the top left on."""
        y = corner.y()
        for row, row_height in zip(step.rows, heights, strict=True):
            x = corner.x()
            for part, width in zip(row, widths, strict=True):
                height = part.height(self._pens, cell)
                yield part, QRect(x, y + (row_height - height) // 2, width, height)
                x += width + self._space
            y += row_height + row_space

    def _is_low(self, cell: int, room: QSize) -> bool:
        # Known at once where there are many rows; most workings that are too large are too high.
        if self._top + self._most * (cell // 2) > room.height():
            return False
        return self._rows(cell).bottom <= room.height()

    def _rows(self, cell: int) -> _Rows:
        pens, top = self._pens, self._top
        tall = [
            [[max(part.height(pens, cell) for part in row) for row in step.rows] for step in column]
            for column in self._columns
        ]
        full = [column[0] for column, steps in zip(tall, self._columns, strict=True) if self._is_full(steps[0], steps)]
        # None is full where all stand below one another.
        heights = [max(rows) for rows in zip(*full, strict=True)] or [0]
        # Grids stand apart, lines of text close together.
        space = pens.look.length(7 if max(heights) > cell + 1 else 2)
        needs = [[top + sum(rows) + space * (len(rows) - 1) for rows in column] for column in tall]
        return _Rows(heights, space, needs, max(top + sum(heights) + space * (len(heights) - 1), *map(sum, needs)))

    def _is_full(self, step: Step, column: tuple[Step, ...]) -> bool:
        """Whether it has as many rows as there are, and so stands in them."""
        return len(column) == 1 and len(step.rows) == self._most

    def _width(self, cell: int) -> int:
        wide = sum(max(self._step_width(step, cell)[0] for step in column) for column in self._columns)
        return wide + (len(self._columns) - 1) * self._gap(cell)

    def _step_width(self, step: Step, cell: int) -> tuple[int, list[int]]:
        """How wide a step is, and each column of its parts."""
        measured = [[part.width(self._ruler, cell) for part in row] for row in step.rows]
        widths = [max(row[at] for row in measured if at < len(row)) for at in range(len(measured[0]))]
        heading = round(self._ruler.heading_width(step.heading)) + 2
        return max(sum(widths) + self._space * (len(widths) - 1), heading), widths

    def _gap(self, cell: int) -> int:
        # Large figures side by side would be read as one number.
        return max(self._pens.look.length(18), round(0.6 * cell))


def _last(low: int, high: int, fits: Callable[[int], bool]) -> int:
    """The last cell from `low` to `high` that fits; `low` does."""
    if fits(high):
        return high
    return low + bisect_left(range(low + 1, high), True, key=lambda cell: not fits(cell))
