"""Something to learn: small X and O drawings, shifted and noisy."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.training import Samples
from cnnviz.model.networks import LECTURE_X

_O = (
    ".........",
    "...###...",
    "..#...#..",
    ".#.....#.",
    ".#.....#.",
    ".#.....#.",
    "..#...#..",
    "...###...",
    ".........",
)


def crosses_and_rings(count: int, seed: int = 0) -> Samples:
    """`count` pictures of 9x9 in -1 and 1, X and O in turn, shifted by up to a cell, 2 % of the cells flipped."""
    random = np.random.default_rng(seed)
    drawings = [np.array([[1.0 if sign == "#" else -1.0 for sign in row] for row in rows]) for rows in (LECTURE_X, _O)]
    pictures = np.empty((1, 9, 9, count))
    for image in range(count):
        shift = tuple(random.integers(-1, 2, 2).tolist())
        flipped = np.where(random.random((9, 9)) < 0.02, -1.0, 1.0)
        pictures[0, ..., image] = np.roll(drawings[image % 2], shift, (0, 1)) * flipped
    return Samples(pictures, np.arange(count) % 2, ("X", "O"))
