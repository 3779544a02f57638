"""Which pixel of a pooling window is its largest, for all windows at once.

Pixels and places are counted in reading order, map after map; each is a row of values, one for each image. Taking rows
by their numbers is several times as fast as walking over every other pixel of a map.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.windows import Windows

#: How many seats of a window come after one.
Rank = npt.NDArray[np.unsignedinteger]


@dataclass(frozen=True, eq=False)
class Seats:
    """Where the pixels of maps stand in the windows: each window has one seat for each of its pixels.

    pixels: ``(seats, places)``: the pixel on each seat. Beyond the far edge it is the window's first, which changes no
        maximum.
    ranks: ``(seats, 1, 1)``: of each seat; the last has 0.
    place: ``(pixels,)``: where the pixel has a seat; any place where it has none.
    rank: ``(pixels, 1)``: of that seat; one more than there are where it has none.

    `place` and `rank` are for windows that do not overlap.
    """

    pixels: Table
    ranks: Rank
    place: Table
    rank: Rank

    def seen(self, inputs: Array) -> Array:
        """``(seats, places, images)``: what stands on them."""
        return inputs.reshape(self.place.size, -1).take(self.pixels, 0)

    def winners(self, seen: Array, outputs: Array) -> Rank:
        """``(places, images)``: the rank of the first of a window's largest values."""
        largest = (seen == outputs.reshape(seen.shape[1:])).view(np.uint8)
        winners: Rank = np.maximum.reduce(largest * self.ranks)
        return winners

    def handed_on(self, winners: Rank, output_gradient: Array) -> Array:
        """``(pixels, images)``: the gradient of each window, all of it to its winner."""
        gradient: Array = output_gradient.reshape(winners.shape).take(self.place, 0)
        gradient *= winners.take(self.place, 0) == self.rank
        return gradient


@lru_cache(maxsize=32)
def seats_of(where: Windows, maps: int, blocks: tuple[int, ...] = ()) -> Seats:
    """The seats of `maps` maps; for windows without padding.

    They come in reading order; or in that of larger and larger squares, whose sides are `blocks`.
    """
    size = where.rows.size * where.columns.size
    first = np.arange(maps)[:, None, None] * size
    rows, columns = where.rows.lines, where.columns.lines
    pairs = itertools.product(range(len(rows)), range(len(columns)))
    order = sorted(pairs, key=lambda pair: [(pair[0] // side, pair[1] // side) for side in (*blocks[::-1], 1)])
    pixels = np.array([(first + rows[y][:, None] * where.columns.size + columns[x]).ravel() for y, x in order])
    small = np.min_scalar_type(len(pixels))
    ranks = np.arange(len(pixels), dtype=small)[::-1]
    place, rank = np.zeros(maps * size, dtype=np.intp), np.full(maps * size, len(pixels), dtype=small)
    # Backwards, so that a window's first pixel has its own seat and none of those beyond the edge.
    for seat in reversed(range(len(pixels))):
        place[pixels[seat]], rank[pixels[seat]] = np.arange(pixels.shape[1]), ranks[seat]
    return Seats(pixels, ranks[:, None, None], place, rank[:, None])
