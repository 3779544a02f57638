"""Samples from the generator, as they lie on the sheet or centred on their ink."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cnnviz.engine.samples import Dials, draw_samples, flip_pixels
from cnnviz.engine.training.samples import Samples
from cnnviz.model.document import LARGEST_GRID, Coding
from cnnviz.model.picture.images import centred_on_ink
from cnnviz.model.samples.sets import each, joined

#: How much finer than the picture an image is drawn.
_FINER = 3


def generate(
    count: int, grid: tuple[int, int], dials: Dials, random: np.random.Generator, coding: Coding, *, centre: bool
) -> Samples:
    """`count` pictures of X and O.

    Centred, half of them were drawn on the sheet itself and half on a finer one, as an image file is; noise comes last.
    """
    if not centre:
        return draw_samples(count, grid, dials, random, coding.paper, coding.ink)
    clean = replace(dials, noise=0.0)
    fine = min(LARGEST_GRID, _FINER * max(grid))
    halves = [
        each(
            draw_samples(number, sheet, clean, random, coding.paper, coding.ink),
            lambda picture: centred_on_ink(picture, coding, grid),
        )
        for number, sheet in ((count - count // 2, grid), (count // 2, (fine, fine)))
        if number
    ]
    samples = joined(halves) if halves else draw_samples(0, grid, clean, random)
    return replace(samples, pictures=flip_pixels(samples.pictures, dials.noise, coding.paper, coding.ink, random))


def generate_both(
    count: int, grid: tuple[int, int], dials: Dials, random: np.random.Generator, coding: Coding
) -> Samples:
    """`count` pictures, half of them as they lie and half centred: for a network that is to read both."""
    halves = ((count - count // 2, False), (count // 2, True))
    return joined([generate(number, grid, dials, random, coding, centre=centre) for number, centre in halves])
