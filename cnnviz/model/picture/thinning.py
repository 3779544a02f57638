"""Thinner lines that stay whole."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array, Mask
from cnnviz.model.document import Coding

#: The eight neighbours in order round a cell, from the one above, clockwise.
_ROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
_SIDES = ((-1, 0), (1, 0), (0, -1), (0, 1))


def thin(picture: Array, coding: Coding) -> Array:
    """Every line thinner by a cell on each side, down to one cell; nothing breaks and nothing vanishes.

    Each side's border cells are taken away one by one, unless that would break a line or shorten its end. A cell less
    than half inked becomes paper.
    """
    ink = np.pad(picture > (coding.paper + coding.ink) / 2, 1)
    if not ink.any():
        return picture
    for down, right in _SIDES:
        border = ink & ~np.roll(ink, (-down, -right), axis=(0, 1))
        for row, column in np.argwhere(border).tolist():
            if _is_spare(ink, row, column):
                ink[row, column] = False
    return np.where(ink[1:-1, 1:-1], picture, coding.paper)


def _is_spare(ink: Mask, row: int, column: int) -> bool:
    """Whether the cell's neighbours hold together without it, and it is not the end of a line."""
    near = [bool(ink[row + r, column + c]) for r, c in _ROUND]
    if sum(near) < 2:
        return False
    # The groups of inked neighbours, where a corner joins its two sides: one group means that nothing breaks.
    groups = sum(not near[side] and (near[(side + 1) % 8] or near[(side + 2) % 8]) for side in range(0, 8, 2))
    return groups == 1
