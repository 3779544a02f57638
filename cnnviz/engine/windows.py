"""Which pixels a sliding window covers, as one cached table of pixel indices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cnnviz.engine.arrays import Table

#: The index that stands for "no pixel here": padding, or beyond the edge of the picture.
OUTSIDE = -1


@dataclass(frozen=True, eq=False)
class Windows:
    """Every place a window takes on a grid of `rows` x `columns` pixels.

    `table[j, p]` is the flat index (row-major) of the pixel under cell `j` of the window at
    place `p`, or `OUTSIDE`. `out_rows` x `out_columns` places, counted row-major.
    """

    table: Table
    out_rows: int
    out_columns: int


def places(size: int, window: int, stride: int, padding: int = 0, *, partial: bool = False) -> int:
    """How many places a window takes along one side of `size` pixels; 0 where it does not fit.

    Whole windows: ``(size - window + 2 * padding) // stride + 1``. With `partial`, a last window that hangs over the
    far edge counts too, unless it starts outside the picture.
    """
    room = size - window + 2 * padding
    if not partial:
        return room // stride + 1 if room >= 0 else 0
    count = max(-(-room // stride), 0) + 1
    return count - 1 if (count - 1) * stride >= size + padding else count


@lru_cache(maxsize=64)
def windows(
    rows: int,
    columns: int,
    window: tuple[int, int],
    stride: int,
    padding: int = 0,
    *,
    partial: bool = False,
) -> Windows:
    """The table of a `window` (rows, columns) walking over a grid with `stride`."""
    out_rows = places(rows, window[0], stride, padding, partial=partial)
    out_columns = places(columns, window[1], stride, padding, partial=partial)
    row = _line(out_rows, window[0], stride, padding)[:, None, :, None]
    column = _line(out_columns, window[1], stride, padding)[None, :, None, :]
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    table = np.where(inside, row * columns + column, OUTSIDE).reshape(window[0] * window[1], out_rows * out_columns)
    table = np.ascontiguousarray(table, dtype=np.intp)
    table.setflags(write=False)
    return Windows(table, out_rows, out_columns)


def _line(count: int, window: int, stride: int, padding: int) -> Table:
    """Pixel positions along one side: ``[window cell, place]``."""
    return np.arange(window)[:, None] + np.arange(count)[None, :] * stride - padding
