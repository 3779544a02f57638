"""A picture turned, scaled and moved on its sheet."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array

#: A cell is averaged over this many samples each way.
_SAMPLES = 8


def placed(
    picture: Array, paper: float, degrees: float = 0.0, factor: float = 1.0, shift: tuple[float, float] = (0.0, 0.0)
) -> Array:
    """`picture` ``(rows, columns)`` turned counter-clockwise and scaled about its middle, then moved.

    Each new cell is the mean of the area it covers; what comes from beyond the edge is `paper`.

    Args:
        picture: any numbers.
        paper: the number of an empty cell.
        degrees: counter-clockwise.
        factor: above 1 larger, below 1 smaller; above 0.
        shift: cells down and right.
    """
    rows, columns = picture.shape
    cos, sin = np.cos(np.radians(degrees)) / factor, np.sin(np.radians(degrees)) / factor
    down = ((np.arange(rows * _SAMPLES) + 0.5) / _SAMPLES - rows / 2 - shift[0])[:, None]
    right = ((np.arange(columns * _SAMPLES) + 0.5) / _SAMPLES - columns / 2 - shift[1])[None, :]
    row = np.floor(down * cos + right * sin + rows / 2).astype(np.intp)
    column = np.floor(right * cos - down * sin + columns / 2).astype(np.intp)
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    fine = np.where(inside, picture[row.clip(0, rows - 1), column.clip(0, columns - 1)], paper)
    blocks = fine.reshape(rows, _SAMPLES, columns, _SAMPLES)
    # Averaging differences keeps a cell whose samples all agree exactly as it was.
    first = blocks[:, :1, :, :1]
    averaged: Array = first[:, 0, :, 0] + (blocks - first).mean(axis=(1, 3))
    return averaged
