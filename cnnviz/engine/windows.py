"""The places that a sliding window takes, and which pixels it covers there.

A window is a rectangle, so everything about it splits into its rows and its columns: one `Side` each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from cnnviz.engine.arrays import Array, Mask, Shape, Table, frozen

_View = tuple[slice, slice, slice]


def places(size: int, window: int, stride: int, padding: int = 0, *, partial: bool = False) -> int:
    """How many places a window takes along one side of `size` pixels; 0 where it does not fit.

    Whole windows: ``(size - window + 2 * padding) // stride + 1``. With `partial`, a last window that hangs over the
    far edge counts too (the quotient is rounded up), unless it starts outside the picture; and a window larger than
    the picture has one place.
    """
    room = size - window + 2 * padding
    if not partial:
        return room // stride + 1 if room >= 0 else 0
    count = max(-(-room // stride), 0) + 1
    return count - 1 if (count - 1) * stride >= size + padding else count


@dataclass(frozen=True, eq=False)
class Side:
    """A window walking along one side of a picture.

    size: of the side, in pixels. window: its own length. stride: how far it moves. padding: before and after.
    count: how many places it takes.
    """

    size: int
    window: int
    stride: int
    padding: int
    count: int

    def covered(self, place: int) -> range:
        """The positions under the window; those below 0 or from `size` on are outside the picture."""
        start = place * self.stride - self.padding
        return range(start, start + self.window)

    @cached_property
    def cover(self) -> Array:
        """``[place, position]``: 1 where the window covers the position, else 0. Positions of the picture only."""
        start = np.arange(self.count)[:, None] * self.stride - self.padding
        position = np.arange(self.size)[None, :]
        return frozen((start <= position) & (position < start + self.window))

    @cached_property
    def slices(self) -> tuple[tuple[slice, slice], ...]:
        """For each pixel of the window that is ever inside: its positions, and the places where it has them.

        Only for windows without padding.
        """
        insides = (len(range(pixel, self.size, self.stride)[: self.count]) for pixel in range(self.window))
        return tuple(
            (slice(pixel, pixel + (count - 1) * self.stride + 1, self.stride), slice(count))
            for pixel, count in enumerate(insides)
            if count
        )

    @cached_property
    def lines(self) -> tuple[Table, ...]:
        """For each pixel of the window that is ever inside, the position it is on at every place.

        Beyond the far edge it is the window's own first position instead, which changes no maximum.
        Only for windows without padding.
        """
        start = np.arange(self.count, dtype=np.intp) * self.stride
        pixels = range(min(self.window, self.size))
        return tuple(np.where(start + pixel < self.size, start + pixel, start) for pixel in pixels)


@dataclass(frozen=True, eq=False)
class Windows:
    """Every place that a window takes on maps of ``rows.size`` x ``columns.size`` pixels."""

    rows: Side
    columns: Side

    def pixels(self, row: int, column: int) -> list[tuple[int, int] | None]:
        """The (row, column) of each pixel under the window at one place, in reading order; None outside the picture."""
        inside_rows, inside_columns = range(self.rows.size), range(self.columns.size)
        return [
            (y, x) if y in inside_rows and x in inside_columns else None
            for y in self.rows.covered(row)
            for x in self.columns.covered(column)
        ]

    def sources(self, places: Mask) -> Mask:
        """The pixels that marked places cover: ``(..., rows, columns)`` of the picture from those of the places."""
        pixels: Mask = self.rows.cover.T @ places @ self.columns.cover > 0
        return pixels

    def reached(self, pixels: Mask) -> Mask:
        """The places that cover a marked pixel: the way back of `sources`."""
        places: Mask = self.rows.cover @ pixels @ self.columns.cover.T > 0
        return places

    @cached_property
    def views(self) -> tuple[tuple[_View, _View], ...]:
        """For each pixel of the window, in reading order: which pixels of all maps it is, and at which places.

        The first indexes ``(maps, rows, columns, ...)`` of the picture, the second that of the places; padding is none.
        """
        rows, columns = self.rows.slices, self.columns.slices
        everything = slice(None)
        return tuple(
            ((everything, row, column), (everything, row_places, column_places))
            for row, row_places in rows
            for column, column_places in columns
        )

    @cached_property
    def pixel_counts(self) -> Array:
        """``(rows, columns)`` of the places: how many pixels of the picture the window covers there."""
        return frozen(np.outer(self.rows.cover.sum(axis=1), self.columns.cover.sum(axis=1)))


@lru_cache(maxsize=256)
def windows(shape: Shape, window: tuple[int, int], stride: int, padding: int = 0, partial: bool = False) -> Windows:
    """The places of a `window` (rows, columns) walking with `stride` over maps of `shape` (maps, rows, columns)."""
    rows, columns = (
        Side(size, length, stride, padding, places(size, length, stride, padding, partial=partial))
        for size, length in zip(shape[1:], window, strict=True)
    )
    return Windows(rows, columns)
