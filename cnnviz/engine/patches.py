"""The patches under a sliding window, written out as a matrix with one column per place.

A convolution is then one matrix product, all filters and all images at once. A large picture goes in bands of rows, so
that the patches (nine times as many values as pixels, for a 3x3 filter) never leave the processor's cache.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.windows import places

#: How many values the patches of one band hold: 1 MB.
BAND = 1 << 17


@dataclass(frozen=True, eq=False)
class Band:
    """The patches of some rows of places.

    shape, strides: of a view ``(maps, window rows, window columns, rows, columns, images)`` of the pixels, in which
        every patch stands by itself although neighbours share pixels.
    offset: where in the pixels the view begins, in bytes.
    matrix_shape: of the patches written out: ``(maps * window pixels, rows * columns * images)``.
    columns: which columns of the whole matrix these are.
    """

    shape: tuple[int, ...]
    strides: tuple[int, ...]
    offset: int
    matrix_shape: tuple[int, int]
    columns: slice

    def of(self, pixels: Array) -> Array:
        """The patches of contiguous `pixels`, written out as a matrix."""
        view: Array = np.ndarray(self.shape, np.float64, pixels, self.offset, self.strides)
        return view.reshape(self.matrix_shape)


@dataclass(frozen=True, eq=False)
class Patches:
    """All patches of pixels of one shape, in bands: `shape` is ``(rows, columns, images)`` of the places."""

    shape: tuple[int, int, int]
    bands: tuple[Band, ...]

    def weighed(self, kernels: Array, pixels: Array) -> Array:
        """The sums of products of every kernel with every patch.

        Args:
            kernels: ``(kernels, maps * window pixels)``.
            pixels: ``(maps, rows, columns, images)``, contiguous.

        Returns:
            ``(kernels, rows * columns * images)``.
        """
        if len(self.bands) == 1:
            sums: Array = kernels.dot(self.bands[0].of(pixels))
            return sums
        sums = np.empty((kernels.shape[0], math.prod(self.shape)))
        for band in self.bands:
            np.matmul(kernels, band.of(pixels), out=sums[:, band.columns])
        return sums

    def gathered(self, amounts: Array, pixels: Array) -> Array:
        """The sum of all patches, each weighed by the amount at its place: the gradient of the kernels.

        Args:
            amounts: ``(kernels, rows * columns * images)``.
            pixels: ``(maps, rows, columns, images)``, contiguous.

        Returns:
            ``(kernels, maps * window pixels)``.
        """
        first, *others = self.bands
        sums: Array = amounts[:, first.columns].dot(first.of(pixels).T)
        for band in others:
            sums += amounts[:, band.columns].dot(band.of(pixels).T)
        return sums


@lru_cache(maxsize=256)
def patches_of(pixels_shape: tuple[int, ...], window: tuple[int, int], stride: int) -> Patches:
    """The patches under a `window` (rows, columns) on contiguous pixels ``(maps, rows, columns, images)``."""
    maps, pixel_rows, pixel_columns, images = pixels_shape
    rows = places(pixel_rows, window[0], stride)
    columns = places(pixel_columns, window[1], stride)
    width = columns * images
    per_image = np.dtype(np.float64).itemsize
    per_column = per_image * images
    per_row = per_column * pixel_columns
    strides = (per_row * pixel_rows, per_row, per_column, per_row * stride, per_column * stride, per_image)
    length = maps * window[0] * window[1]
    step = max(BAND // max(length * width, 1), 1)
    bands = []
    for first in range(0, rows, step):
        last = min(first + step, rows)
        view = (maps, *window, last - first, columns, images)
        columns_of_band = slice(first * width, last * width)
        offset = first * stride * per_row
        bands.append(Band(view, strides, offset, (length, (last - first) * width), columns_of_band))
    return Patches((rows, columns, images), tuple(bands))
