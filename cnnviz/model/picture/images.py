"""An image from outside as a picture on the sheet."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding
from cnnviz.model.picture.lighting import edge_of, light_on
from cnnviz.model.picture.transforms import centre_and_fill, fit_to_grid

#: Fainter than this share of the darkest ink is dust, paper grain or the traces of compression.
_DUST = 0.08
#: A photograph's paper strays from its shade; what is so many times as far from it as half of the paper is ink.
_GRAIN = 8.0


def picture_from_image(lightness: Array, grid: tuple[int, int], coding: Coding, *, centre: bool = True) -> Array:
    """`lightness` ``(height, width)``, 0 black to 1 white, as a picture of `grid`.

    What the edge of the image shows is paper; ink is what differs most from it, dark on light or light on dark. The
    usual cell of a line, the median of those with at least half as much ink as the darkest, becomes full ink, so that
    thin lines are not averaged away. An image of one shade is blank. Of a photograph the light is taken away first.

    Args:
        lightness: of any size.
        grid: rows and columns of the picture.
        coding: its numbers.
        centre: the ink goes to the middle and is scaled to fill; otherwise the whole image lies on the grid, and one of
            that size already is taken number by number.
    """
    paper, dust = float(np.median(edge_of(lightness))), 0.0
    if not centre and lightness.shape == grid:
        return _coded(1.0 - lightness if paper >= 0.5 else lightness, coding)
    if (light := light_on(lightness)) is not None:
        lightness, paper = lightness / light, 1.0
        dust = _GRAIN * float(np.median(np.abs(lightness - paper)))
    darkest, lightest = paper - lightness.min(), lightness.max() - paper
    strongest = max(darkest, lightest)
    if strongest < 1 / 64:
        return np.full(grid, coding.paper)
    ink = np.clip((paper - lightness if darkest >= lightest else lightness - paper) / strongest, 0.0, 1.0)
    ink[ink < max(_DUST, dust / strongest)] = 0.0
    return _coded(_inked(ink, grid, centre=centre), coding)


def centred_on_ink(picture: Array, coding: Coding, grid: tuple[int, int] | None = None) -> Array:
    """A drawing as it would come from an image file: its ink centred and scaled on `grid`, and full where it is usual.

    On its own grid where None. A picture without ink is blank.
    """
    size = grid or (int(picture.shape[0]), int(picture.shape[1]))
    ink = np.clip((picture - coding.paper) / (coding.ink - coding.paper), 0.0, 1.0)
    return _coded(_inked(ink, size, centre=True), coding) if ink.any() else np.full(size, coding.paper)


def _inked(ink: Array, grid: tuple[int, int], *, centre: bool) -> Array:
    """The shares of ink on `grid`; the usual cell of a line is full."""
    cells = centre_and_fill(ink, Coding.UNIT, grid) if centre else fit_to_grid(ink, grid, Coding.UNIT)
    usual = float(np.median(cells[cells >= cells.max() / 2]))
    shares: Array = np.minimum(cells / usual, 1.0).round(12) if usual else cells
    return shares


def _coded(shares: Array, coding: Coding) -> Array:
    return coding.paper + shares * (coding.ink - coding.paper)
