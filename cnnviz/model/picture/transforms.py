"""What can be done to a whole picture. Every function gives a new array ``(rows, columns)`` in the same coding.

What a change brings in from beyond the edge is paper, what it moves out is gone. Numbers between paper and ink stay
between them: grey is averaged by area, never sharpened.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.placing import placed
from cnnviz.model.document import Coding

#: The share of the shorter side that the ink takes when it is centred and scaled to fill.
FILLED = 7 / 9


def clear(picture: Array, coding: Coding) -> Array:
    """An empty sheet."""
    return np.full_like(picture, coding.paper)


def invert(picture: Array, coding: Coding) -> Array:
    """Ink where paper was, and the other way round."""
    return coding.paper + coding.ink - picture


def shift(picture: Array, down: int, right: int, coding: Coding) -> Array:
    """`picture` moved by whole cells."""
    rows, columns = picture.shape
    moved = clear(picture, coding)
    moved[max(down, 0) : rows + min(down, 0), max(right, 0) : columns + min(right, 0)] = picture[
        max(-down, 0) : rows + min(-down, 0), max(-right, 0) : columns + min(-right, 0)
    ]
    return moved


def rotate(picture: Array, degrees: float, coding: Coding) -> Array:
    """`picture` turned about its middle, counter-clockwise."""
    return _tidy(placed(picture, coding.paper, degrees))


def scale(picture: Array, factor: float, coding: Coding) -> Array:
    """`picture` drawn larger or smaller about its middle."""
    rows, columns = picture.shape
    step = 1.0 / factor
    return resample(picture, (rows, columns), ((1 - step) * rows / 2, (1 - step) * columns / 2), step, coding)


@dataclass(frozen=True, eq=False)
class Pose:
    """A picture with how far it has been turned and scaled, so that many small turns blur no more than one.

    source: the picture before the first of them. degrees: counter-clockwise.
    """

    source: Array
    degrees: float = 0.0
    factor: float = 1.0

    def picture(self, coding: Coding) -> Array:
        """The source as it lies now; the source itself where it is back at its start."""
        turned = rotate(self.source, self.degrees, coding) if self.degrees % 360 else self.source
        return scale(turned, self.factor, coding) if abs(self.factor - 1.0) > 1e-9 else turned


def thicken(picture: Array, coding: Coding) -> Array:
    """Every line thicker by a cell on each side: a cell takes the most ink of its four neighbours and itself."""
    rows, columns = picture.shape
    padded = np.pad(picture, 1, constant_values=coding.paper)
    near = [padded[1 + r : 1 + r + rows, 1 + c : 1 + c + columns] for r, c in ((-1, 0), (1, 0), (0, -1), (0, 1))]
    thicker: Array = np.maximum.reduce([picture, *near])
    return thicker


def add_noise(picture: Array, share: float, coding: Coding, random: np.random.Generator) -> Array:
    """`picture` with `share` of its cells (0 to 1, but at least one cell) turned from paper to ink or back."""
    count = max(1, round(share * picture.size))
    cells = random.choice(picture.size, size=count, replace=False)
    noisy = picture.ravel().copy()
    noisy[cells] = coding.paper + coding.ink - noisy[cells]
    return noisy.reshape(picture.shape)


def centre_and_fill(picture: Array, coding: Coding, grid: tuple[int, int] | None = None) -> Array:
    """The ink in the middle of `grid` (the picture's own where None), scaled to `FILLED` of its shorter side.

    The ink is what is at least half as dark as the darkest cell. A picture of one number alone becomes paper
    on another grid, and stays as it is on its own.
    """
    size = grid or (int(picture.shape[0]), int(picture.shape[1]))
    if (picture == picture.flat[0]).all():
        return picture if size == picture.shape else np.full(size, coding.paper)
    top, left, height, width = _ink_box(picture - coding.paper)
    step = max(height, width) / (FILLED * min(size))
    start = (top + height / 2 - step * size[0] / 2, left + width / 2 - step * size[1] / 2)
    return resample(picture, size, start, step, coding)


def fit_to_grid(picture: Array, grid: tuple[int, int], coding: Coding) -> Array:
    """The whole drawing on a sheet of `grid` rows and columns: its shape kept, in the middle, as large as fits."""
    rows, columns = picture.shape
    step = max(rows / grid[0], columns / grid[1])
    start = (rows / 2 - step * grid[0] / 2, columns / 2 - step * grid[1] / 2)
    return resample(picture, grid, start, step, coding)


def resample(picture: Array, grid: tuple[int, int], start: tuple[float, float], step: float, coding: Coding) -> Array:
    """`picture` on another grid: each new cell is the mean of the square that it covers.

    start: where the new grid's upper left corner lies on the picture, in its cells. step: the side of a new cell.
    """
    if grid == picture.shape and step == 1.0 and start == (0.0, 0.0):
        return picture
    down = _overlaps(grid[0], picture.shape[0], start[0], step)
    across = _overlaps(grid[1], picture.shape[1], start[1], step)
    return _tidy(coding.paper + down @ (picture - coding.paper) @ across.T)


def _overlaps(count: int, cells: int, start: float, step: float) -> Array:
    """``(count, cells)``: the share of each new cell that lies on each old one, along one side."""
    low = start + step * np.arange(count)[:, None]
    first = np.arange(cells)[None, :]
    shares: Array = np.clip(np.minimum(low + step, first + 1) - np.maximum(low, first), 0.0, None) / step
    return shares


def _ink_box(ink: Array) -> tuple[int, int, int, int]:
    """Top, left, height and width of what is at least half as dark as the darkest cell; blank gives everything."""
    dark = ink >= ink.max() / 2 if ink.max() > 0 else np.ones(ink.shape, dtype=np.bool_)
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1


def _tidy(picture: Array) -> Array:
    """Without the last bits' dust, so that paper is paper and ink is ink. -0.0 becomes 0.0."""
    return np.round(picture, 12) + 0.0
