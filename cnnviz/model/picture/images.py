"""An image from outside as a picture on the sheet."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding
from cnnviz.model.picture.transforms import centre_and_fill

#: Fainter than this share of the darkest ink is dust, paper grain or the traces of compression.
_DUST = 0.08


def picture_from_image(lightness: Array, grid: tuple[int, int], coding: Coding) -> Array:
    """`lightness` ``(height, width)``, 0 black to 1 white, as a picture of `grid`, centred and scaled to the ink.

    What the edge of the image shows is paper; ink is what differs most from it, dark on light or light on dark. The
    usual cell of a line, the median of those with at least half as much ink as the darkest, becomes full ink, so that
    thin lines are not averaged away. An image of one shade is blank.
    """
    paper = float(np.median(_edge(lightness)))
    dark, light = paper - lightness.min(), lightness.max() - paper
    strongest = max(dark, light)
    if strongest < 1 / 64:
        return np.full(grid, coding.paper)
    ink = np.clip((paper - lightness if dark >= light else lightness - paper) / strongest, 0.0, 1.0)
    ink[ink < _DUST] = 0.0
    cells = centre_and_fill(ink, Coding.UNIT, grid)
    usual = float(np.median(cells[cells >= cells.max() / 2]))
    shares: Array = np.minimum(cells / usual, 1.0).round(12)
    return coding.paper + shares * (coding.ink - coding.paper)


def _edge(values: Array) -> Array:
    return np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])
