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
    """`lightness` ``(height, width)``, 0 black to 1 white, as a picture of `grid`: that of its ink.

    Args:
        lightness: of any size.
        grid: rows and columns of the picture.
        coding: its numbers.
        centre: as for `picture_from_ink`; without it an image of the grid's size already is taken number by number.
    """
    if not centre and lightness.shape == grid:
        return _coded(1.0 - lightness if np.median(edge_of(lightness)) >= 0.5 else lightness, coding)
    return picture_from_ink(ink_in(lightness), grid, coding, centre=centre)


def ink_in(lightness: Array) -> Array:
    """The share of ink, 0 to 1, at every pixel of an image ``(height, width)``, 0 black to 1 white.

    What the edge of the image shows is paper; ink is what differs most from it, dark on light or light on dark. Of a
    photograph the light is taken away first. In an image of one shade there is none.
    """
    paper, dust = float(np.median(edge_of(lightness))), 0.0
    if (light := light_on(lightness)) is not None:
        lightness, paper = lightness / light, 1.0
        dust = _GRAIN * float(np.median(np.abs(lightness - paper)))
    darkest, lightest = paper - lightness.min(), lightness.max() - paper
    strongest = max(darkest, lightest)
    if strongest < 1 / 64:
        return np.zeros(lightness.shape)
    ink: Array = np.clip((paper - lightness if darkest >= lightest else lightness - paper) / strongest, 0.0, 1.0)
    ink[ink < max(_DUST, dust / strongest)] = 0.0
    return ink


def picture_from_ink(ink: Array, grid: tuple[int, int], coding: Coding, *, centre: bool = True) -> Array:
    """Shares of ink ``(height, width)`` as a picture of `grid`, blank where there are none.

    The usual cell of a line, the median of those with at least half as much ink as the darkest, becomes full ink, so
    that thin lines are not averaged away.

    Args:
        ink: of any size, 0 to 1.
        grid: rows and columns of the picture.
        coding: its numbers.
        centre: the ink goes to the middle and is scaled to fill; otherwise all of it lies on the grid as it is.
    """
    return _coded(_inked(ink, grid, centre=centre), coding) if ink.any() else np.full(grid, coding.paper)


def centred_on_ink(picture: Array, coding: Coding, grid: tuple[int, int] | None = None) -> Array:
    """A drawing as it would come from an image file: its ink centred and scaled on `grid`, and full where it is usual.

    On its own grid where None. A picture without ink is blank.
    """
    size = grid or (int(picture.shape[0]), int(picture.shape[1]))
    ink = np.clip((picture - coding.paper) / (coding.ink - coding.paper), 0.0, 1.0)
    return picture_from_ink(ink, size, coding)


def _inked(ink: Array, grid: tuple[int, int], *, centre: bool) -> Array:
    """The shares of ink on `grid`; the usual cell of a line is full."""
    cells = centre_and_fill(ink, Coding.UNIT, grid) if centre else fit_to_grid(ink, grid, Coding.UNIT)
    usual = float(np.median(cells[cells >= cells.max() / 2]))
    shares: Array = np.minimum(cells / usual, 1.0).round(12) if usual else cells
    return shares


def _coded(shares: Array, coding: Coding) -> Array:
    return coding.paper + shares * (coding.ink - coding.paper)
