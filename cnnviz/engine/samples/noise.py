"""Noise on pictures."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array


def flip_pixels(pictures: Array, share: float, paper: float, ink: float, random: np.random.Generator) -> Array:
    """`pictures`, of any shape, with each pixel turned from paper to ink or back by a chance of `share`, 0 to 1."""
    flipped: Array = np.where(random.random(pictures.shape) < share, paper + ink - pictures, pictures)
    return flipped
