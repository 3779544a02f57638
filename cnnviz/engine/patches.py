"""The patches under a sliding window, written out as a matrix with one column per place.

A convolution is then one matrix product, all filters and all images at once. A large picture goes in bands of rows, so
that the patches (nine times as many values as pixels, for a 3x3 filter) never leave the processor's cache. For its sums
they are not written out: three copies of the pixels, each shifted by one, have them all (`Band.by_rows`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.windows import places

#: How many values the patches of one band hold: 1 MB.
BAND = 1 << 17
#: Up to so many, fetching each by its number costs less than laying a view.
_FEW = 4000


@dataclass(frozen=True, eq=False)
class Band:
    """The patches of some rows of places.

    shape, strides: of a view ``(maps, window rows, window columns, rows, columns, images)`` of the pixels, in which
        every patch stands by itself although neighbours share pixels.
    offset: where in the pixels the view begins, in bytes.
    matrix_shape: of the patches written out: ``(maps * window pixels, rows * columns * images)``.
    columns: which columns of the whole matrix these are.
    table: ``matrix_shape``: the number of the pixel that each value is; None where there are many.
    """

    shape: tuple[int, ...]
    strides: tuple[int, ...]
    offset: int
    matrix_shape: tuple[int, int]
    columns: slice
    table: Table | None = None

    def of(self, pixels: Array) -> Array:
        """The patches of contiguous `pixels`, written out as a matrix."""
        if self.table is not None:
            return pixels.take(self.table)
        view: Array = np.ndarray(self.shape, np.float64, pixels, self.offset, self.strides)
        return view.reshape(self.matrix_shape)

    def by_rows(self, pixels: Array) -> Array:
        """The patches of contiguous `pixels`, row by row of places: ``(rows, window pixels * maps, columns * images)``.

        In a patch, each of the window's rows has all maps after each other. The pixels are copied once for each of the
        window's columns, shifted by it: the patches of a row of places are then some rows of these copies as they lie.
        """
        maps, height, width, rows, columns, images = self.shape
        per_map, per_row, per_column, down, right, per_image = self.strides
        stride = down // per_row
        copied = ((rows - 1) * stride + height, maps, width, columns, images)
        shifted = np.ndarray(copied, np.float64, pixels, self.offset, (per_row, per_map, per_column, right, per_image))
        copies = np.ascontiguousarray(shifted)
        line = copies.strides[2]
        patches = (rows, height * maps * width, columns * images)
        views: Array = np.ndarray(patches, np.float64, copies, 0, (copies.strides[0] * stride, line, per_image))
        return views


@dataclass(frozen=True, eq=False)
class Layout:
    """Where all patches of pixels of one shape lie, in bands: `shape` is ``(rows, columns, images)`` of the places."""

    shape: tuple[int, int, int]
    bands: tuple[Band, ...]

    def of(self, pixels: Array) -> Patches:
        """The patches of `pixels` ``(maps, rows, columns, images)``, contiguous."""
        return Patches(self, pixels, self.bands[0].of(pixels) if len(self.bands) == 1 else None)


class Patches(NamedTuple):
    """The patches of some pixels.

    layout: where they lie.
    pixels: ``(maps, rows, columns, images)``, contiguous.
    matrix: all of them written out, where one band holds them; the bands of others are written out one at a time.
    """

    layout: Layout
    pixels: Array
    matrix: Array | None

    def weighed(self, kernels: Array) -> Array:
        """The sums of products of every kernel with every patch.

        Args:
            kernels: ``(kernels, maps * window pixels)``.

        Returns:
            ``(kernels, rows * columns * images)``.
        """
        if self.matrix is not None:
            sums: Array = kernels.dot(self.matrix)
            return sums
        count, (maps, height, width) = kernels.shape[0], self.layout.bands[0].shape[:3]
        by_rows = kernels.reshape(count, maps, height, width).swapaxes(1, 2).reshape(count, -1)
        sums = np.empty((count, math.prod(self.layout.shape)))
        for band in self.layout.bands:
            rows = sums[:, band.columns].reshape(count, band.shape[3], -1).swapaxes(0, 1)
            np.matmul(by_rows, band.by_rows(self.pixels), out=rows)
        return sums

    def gathered(self, amounts: Array) -> Array:
        """The sum of all patches, each weighed by the amount at its place: the gradient of the kernels.

        Args:
            amounts: ``(kernels, rows * columns * images)``.

        Returns:
            ``(kernels, maps * window pixels)``.
        """
        if self.matrix is not None:
            sums: Array = amounts.dot(self.matrix.T)
            return sums
        first, *others = self.layout.bands
        sums = amounts[:, first.columns].dot(first.of(self.pixels).T)
        for band in others:
            sums += amounts[:, band.columns].dot(band.of(self.pixels).T)
        return sums


@lru_cache(maxsize=256)
def layout_of(pixels_shape: tuple[int, ...], window: tuple[int, int], stride: int) -> Layout:
    """The patches under a `window` (rows, columns) on pixels ``(maps, rows, columns, images)``."""
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
        band = Band(view, strides, offset, (length, (last - first) * width), columns_of_band)
        if math.prod(view) <= _FEW:
            numbers = np.arange(math.prod(pixels_shape), dtype=np.float64)
            band = replace(band, table=band.of(numbers).astype(np.intp))
        bands.append(band)
    return Layout((rows, columns, images), tuple(bands))
