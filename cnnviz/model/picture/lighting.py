"""The light on a photographed sheet, which is brighter by the window than in the shadow of a hand."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array

#: What is smaller, in pixels, is no photograph.
_LEAST_SIDE = 48
#: So many samples along the longer side say how light goes over the sheet.
_SAMPLES = 32
#: How often the surface is laid anew.
_ROUNDS = 8
#: Light that changes by less, between 0 black and 1 white, is taken for even.
_UNEVEN = 0.1
#: How far the sheet may stray from smooth light, as a share of the light's range; areas that were drawn stray farther.
_ASTRAY = 0.2
#: Darker than this nothing is told from noise.
_DARKEST = 0.03


def light_on(lightness: Array) -> Array | None:
    """How bright the sheet itself is at every pixel, ``(height, width)``; None where light is even, or none is found.

    A smooth surface, of second degree, through all that is neither ink nor dirt: what is far from the surface is left
    out, and the surface laid anew, until it lies on the sheet. It begins with the shade at the edge of the image.

    Args:
        lightness: ``(height, width)``, 0 black to 1 white.
    """
    edge = edge_of(lightness)
    if min(lightness.shape) < _LEAST_SIDE or np.ptp(np.quantile(edge, (0.1, 0.9))) < _UNEVEN / 2:
        # A scan or a drawing: most images are.
        return None
    step = -(-max(lightness.shape) // _SAMPLES)
    y, x = (np.linspace(-1.0, 1.0, size) for size in lightness.shape)
    values = lightness[::step, ::step]
    down, across = np.meshgrid(y[::step], x[::step], indexing="ij")
    terms = np.stack([np.ones_like(values), across, across**2, down, down**2, across * down], axis=-1)
    surface = np.full(values.shape, np.median(edge))
    for _ in range(_ROUNDS):
        away = np.abs(values - surface)
        near = away <= max(2.5 * float(np.median(away)), 1 / 64)
        weights = np.linalg.lstsq(terms[near], values[near], rcond=None)[0]
        surface = terms @ weights
    changes, astray = float(np.ptp(surface)), float(np.std((values - surface)[near]))
    if changes < _UNEVEN or astray > _ASTRAY * changes or surface.min() < _DARKEST:
        return None
    whole, by_x, by_x2, by_y, by_y2, by_both = weights
    light: Array = (whole + by_x * x + by_x2 * x**2) + (by_y * y + by_y2 * y**2)[:, None] + by_both * y[:, None] * x
    return light


def edge_of(values: Array) -> Array:
    """The outermost rows and columns, one after the other."""
    return np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])
