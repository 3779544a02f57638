"""Samples from the generator, as they lie on the sheet or centred on their ink."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.samples import Dials, draw_samples, flip_pixels
from cnnviz.engine.training.samples import Samples
from cnnviz.model.document import LARGEST_GRID, Coding
from cnnviz.model.picture.images import centred_on_ink
from cnnviz.model.picture.transforms import centre_and_fill
from cnnviz.model.samples.sets import each, joined

#: How much finer than the picture an image is drawn.
_FINER = 3


def generate(
    count: int, grid: tuple[int, int], dials: Dials, random: np.random.Generator, coding: Coding, *, centre: bool
) -> Samples:
    """`count` pictures of X and O.

    Centred, they come as pictures do: drawn on the sheet and centred there, as the window's button does it; from a file
    with drawings of this size; from an image file, which is finer. Noise comes last.
    """
    if not centre:
        return draw_samples(count, grid, dials, random, coding.paper, coding.ink)
    clean = replace(dials, noise=0.0)
    fine = min(LARGEST_GRID, _FINER * max(grid))
    ways: tuple[tuple[tuple[int, int], Callable[[Array], Array]], ...] = (
        ((fine, fine), lambda picture: centred_on_ink(picture, coding, grid)),
        (grid, lambda picture: centred_on_ink(picture, coding)),
        (grid, lambda picture: centre_and_fill(picture, coding)),
    )
    sets: list[Samples] = []
    share = _even_share(count, len(ways))
    for (sheet, centred), number in zip(ways, (count - 2 * share, share, share), strict=True):
        drawn = draw_samples(number, sheet, clean, random, coding.paper, coding.ink)
        sets.append(each(drawn, grid, centred))
    samples = joined(sets)
    return replace(samples, pictures=flip_pixels(samples.pictures, dials.noise, coding.paper, coding.ink, random))


def generate_both(
    count: int, grid: tuple[int, int], dials: Dials, random: np.random.Generator, coding: Coding
) -> Samples:
    """`count` pictures, half of them as they lie and half centred: for a network that is to read both."""
    centred = _even_share(count, 2)
    halves = ((count - centred, False), (centred, True))
    return joined([generate(number, grid, dials, random, coding, centre=centre) for number, centre in halves])


def _even_share(count: int, parts: int) -> int:
    """One of so many about equal parts, with as many O as X."""
    return count // (2 * parts) * 2
