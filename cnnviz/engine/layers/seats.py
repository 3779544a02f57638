"""Which pixel of a pooling window is its largest, for all windows at once.

Pixels and places are counted in reading order, map after map; each is a row of values, one for each image. Taking rows
by their numbers is several times as fast as walking over every other pixel of a map.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cnnviz.engine.arrays import Array, Mask, Table
from cnnviz.engine.windows import Windows


@dataclass(frozen=True, eq=False)
class Seats:
    """Where the pixels of maps stand in the windows.

    pixels: ``(window pixels, places)``: the pixel that each pixel of the window is on. Beyond the far edge it is the
        window's first, which changes no maximum.
    seat: for each pixel its index in `pixels` laid out as one list, and the list's length where no window covers it.
    place: for each pixel the place of that seat, or any where there is none.

    `seat` and `place` are for windows that do not overlap.
    """

    pixels: Table
    seat: Table
    place: Table

    @property
    def places(self) -> int:
        """How many places there are on all maps together."""
        return int(self.pixels.shape[1])

    def first_largest(self, inputs: Array, outputs: Array) -> Mask:
        """``(seats + 1, images)``: which seat has the first of its window's largest values; the one more has none.

        Where no other seat has it, it is the window's last.
        """
        images = inputs.shape[-1]
        window_pixels, places = self.pixels.shape
        wins = np.zeros((self.pixels.size + 1, images), dtype=np.bool_)
        by_pixel = wins[:-1].reshape(window_pixels, places, images)
        seen = inputs.reshape(self.seat.size, images).take(self.pixels[:-1], 0)
        np.equal(seen, outputs.reshape(places, images), out=by_pixel[:-1])
        is_left = np.ones((places, images), dtype=np.bool_)
        for index in range(window_pixels - 1):
            by_pixel[index] &= is_left
            is_left ^= by_pixel[index]
        by_pixel[-1] = is_left
        return wins


@lru_cache(maxsize=256)
def seats_of(where: Windows, maps: int) -> Seats:
    """The seats of `maps` maps; for windows without padding."""
    first = np.arange(maps)[:, None, None] * (where.rows.size * where.columns.size)
    pairs = itertools.product(where.rows.lines, where.columns.lines)
    pixels = np.array([(first + row[:, None] * where.columns.size + column).ravel() for row, column in pairs])
    seat = np.full(first.size * where.rows.size * where.columns.size, pixels.size)
    # Backwards, so that a window's first pixel has its own seat and none of those beyond the edge.
    for index in reversed(range(len(pixels))):
        seat[pixels[index]] = index * pixels.shape[1] + np.arange(pixels.shape[1])
    return Seats(pixels, seat, seat % pixels.shape[1])
