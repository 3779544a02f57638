"""Data augmentation: a believable new picture from one that is there."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.placing import placed
from cnnviz.engine.samples.dials import Dials
from cnnviz.engine.samples.noise import flip_pixels


def become(picture: Array, dials: Dials, random: np.random.Generator, paper: float = -1.0, ink: float = 1.0) -> Array:
    """What `picture` ``(rows, columns)`` becomes under the dials: moved, scaled, turned, thicker or thinner, noisy.

    Jitter does nothing, for a picture has no strokes to bend; with all other dials at 0 it is the same picture.
    """
    degrees, size, down, right, weight = (float(number) for number in random.uniform(-1.0, 1.0, 5))
    reach = dials.translation * min(picture.shape)
    if dials.rotation or dials.scaling or reach:
        picture = placed(
            picture, paper, dials.rotation * degrees, 1.0 + dials.scaling * size, (reach * down, reach * right)
        )
    return flip_pixels(_weighted(picture, dials.weight * weight, paper, ink), dials.noise, paper, ink, random)


def _weighted(picture: Array, weight: float, paper: float, ink: float) -> Array:
    """Lines thicker by up to a cell on each side for a weight of 1 and more, thinner below 0 but never gone."""
    share = min(abs(weight), 1.0)
    if not share:
        return picture
    shares = (picture - paper) / (ink - paper)
    thick = _of_neighbours(np.maximum, shares)
    core = _of_neighbours(np.minimum, shares)
    # Where nothing is left of a line nearby, it was thin: it stays.
    thin = np.where(_of_neighbours(np.maximum, core) > 0.0, core, shares)
    return paper + (shares + share * ((thick if weight > 0 else thin) - shares)) * (ink - paper)


def _of_neighbours(choose: np.ufunc, shares: Array) -> Array:
    """The most or least of each cell and its four neighbours; beyond the edge the cells repeat."""
    padded = np.pad(shares, 1, mode="edge")
    rows = choose(choose(padded[:-2, 1:-1], padded[2:, 1:-1]), shares)
    chosen: Array = choose(choose(padded[1:-1, :-2], padded[1:-1, 2:]), rows)
    return chosen
