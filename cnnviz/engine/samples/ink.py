"""Strokes as ink on cells."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array, Mask

#: Cells of all pictures that are worked on at once: few enough to stay in the processor's cache.
_AT_ONCE = 2**15


def cover(points: Array, shown: Mask, widths: Array, grid: tuple[int, int]) -> Array:
    """The share of each cell that the strokes cover, ``(pictures, rows, columns)``, 0 to 1.

    Exact for a line along the rows or columns, close for the others: a cell is taken as a strip across the line.

    Args:
        points: ``(pictures, strokes, points, 2)``: x and y in cells from the upper left corner.
        shown: ``(pictures, strokes, points - 1)``: which pieces left ink.
        widths: ``(pictures,)``: the width of the lines in cells.
        grid: rows and columns.
    """
    count, many = len(points), shown.shape[1] * shown.shape[2]
    starts = points[:, :, :-1].reshape(count, many, 2)
    ends = points[:, :, 1:].reshape(count, many, 2)
    pieces = shown.reshape(count, many)
    covered = np.empty((count, grid[0] * grid[1]))
    step = max(1, _AT_ONCE // covered.shape[1])
    for first in range(0, count, step):
        some = slice(first, first + step)
        nearest = _squared_distance(starts[some], ends[some], pieces[some], grid)
        width = widths[some, None]
        covered[some] = np.clip(np.minimum(width, width / 2 + 0.5 - np.sqrt(nearest)), 0.0, 1.0)
    return covered.reshape(count, *grid)


def _squared_distance(starts: Array, ends: Array, shown: Mask, grid: tuple[int, int]) -> Array:
    """``(pictures, cells)``: from each cell's middle to the nearest piece of a stroke."""
    y, x = (middles.ravel() + 0.5 for middles in np.indices(grid))
    nearest = np.full((len(starts), x.size), np.inf)
    for piece in range(starts.shape[1]):
        (x0, y0), (x1, y1) = starts[:, piece].T[..., None], ends[:, piece].T[..., None]
        right, down = x1 - x0, y1 - y0
        length = np.maximum(right * right + down * down, 1e-12)
        from_x, from_y = x - x0, y - y0
        along = np.clip((from_x * right + from_y * down) / length, 0.0, 1.0)
        from_x -= along * right
        from_y -= along * down
        distance = from_x * from_x + from_y * from_y
        distance[~shown[:, piece]] = np.inf
        np.minimum(nearest, distance, out=nearest)
    return nearest
