"""A block of cells, from one corner to the opposite one."""

from __future__ import annotations

from typing import NamedTuple


class Block(NamedTuple):
    """The cells between two corners, as row and column, both of them included.

    start: where it began. end: as far as it was drawn, in any direction.
    """

    start: tuple[int, int]
    end: tuple[int, int]

    @property
    def first(self) -> tuple[int, int]:
        """The upper left cell."""
        return min(self.start[0], self.end[0]), min(self.start[1], self.end[1])

    @property
    def last(self) -> tuple[int, int]:
        """The lower right cell."""
        return max(self.start[0], self.end[0]), max(self.start[1], self.end[1])

    @property
    def slices(self) -> tuple[slice, slice]:
        """What cuts the block out of an array ``(rows, columns)``."""
        (top, left), (bottom, right) = self.first, self.last
        return slice(top, bottom + 1), slice(left, right + 1)

    @property
    def is_one_cell(self) -> bool:
        return self.start == self.end

    def cells(self) -> list[tuple[int, int]]:
        """Every cell, row by row."""
        (top, left), (bottom, right) = self.first, self.last
        return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]

    def __str__(self) -> str:
        (top, left), (bottom, right) = self.first, self.last
        return f"rows {top + 1} to {bottom + 1}, columns {left + 1} to {right + 1}"
