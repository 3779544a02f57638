"""What a hand does to a picture: pen, eraser, straight lines, filling, one exact value.

Places are ``(row, column)`` in cells from the upper left corner: the centre of the first cell is ``(0.5, 0.5)``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding

Place = tuple[float, float]


@dataclass(frozen=True)
class Brush:
    """What touches the paper.

    weight: 1 to 3 cells wide.
    soft: cells at the edge take as much ink as the brush covers of them.
    erases: it leaves paper instead of ink.
    """

    weight: int = 1
    soft: bool = False
    erases: bool = False


def draw_segment(picture: Array, start: Place, end: Place, brush: Brush, coding: Coding) -> Array:
    """`picture` with a straight stroke from `start` to `end`, which may lie outside.

    Drawing the same again changes nothing: a pen never makes a cell lighter, an eraser never darker.
    """
    size = (int(picture.shape[0]), int(picture.shape[1]))
    cover = (_soft_cover if brush.soft else _hard_cover)(size, start, end, brush.weight)
    whole = coding.ink - coding.paper
    if brush.erases:
        drawn = np.minimum(picture, coding.ink - cover * whole)
    else:
        drawn = np.maximum(picture, coding.paper + cover * whole)
    # A typed number may lie beyond paper and ink: only what the brush covers wholly is set without regard to it.
    drawn = np.where(cover > 0.0, drawn, picture)
    return np.where(cover == 1.0, coding.paper if brush.erases else coding.ink, drawn)


def fill(picture: Array, cell: tuple[int, int], value: float) -> Array:
    """`picture` with the cells around `cell` that hold its number, side by side, set to `value`."""
    rows, columns = picture.shape
    alike = (picture == picture[cell]).tolist()
    filled = np.array(picture)
    waiting = [cell]
    alike[cell[0]][cell[1]] = False
    while waiting:
        row, column = waiting.pop()
        filled[row, column] = value
        for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if 0 <= r < rows and 0 <= c < columns and alike[r][c]:
                alike[r][c] = False
                waiting.append((r, c))
    return filled


def set_cell(picture: Array, cell: tuple[int, int], value: float) -> Array:
    """`picture` with one cell set exactly."""
    changed = np.array(picture)
    changed[cell] = value
    return changed


def _hard_cover(size: tuple[int, int], start: Place, end: Place, weight: int) -> Array:
    """1 where a square of `weight` cells passes, moved from cell to cell without a gap."""
    cover = np.zeros(size)
    corners = np.floor(np.array([start, end]) - weight / 2 + 0.5)
    count = int(np.abs(corners[1] - corners[0]).max()) + 1
    places = np.rint(np.linspace(corners[0], corners[1], count)).astype(np.intp)
    for row in range(weight):
        for column in range(weight):
            rows, columns = places[:, 0] + row, places[:, 1] + column
            inside = (rows >= 0) & (rows < size[0]) & (columns >= 0) & (columns < size[1])
            cover[rows[inside], columns[inside]] = 1.0
    return cover


def _soft_cover(size: tuple[int, int], start: Place, end: Place, weight: int) -> Array:
    """How much of each cell a round brush covers, by the distance of the cell's centre from the stroke."""
    down, right = end[0] - start[0], end[1] - start[1]
    rows = np.arange(size[0])[:, None] + 0.5 - start[0]
    columns = np.arange(size[1])[None, :] + 0.5 - start[1]
    length = down * down + right * right
    along = np.clip((rows * down + columns * right) / length, 0.0, 1.0) if length else 0.0
    distance = np.hypot(rows - along * down, columns - along * right)
    cover: Array = np.clip(weight / 2 + 0.5 - distance, 0.0, 1.0)
    return cover
