"""Convolution: a filter visits every place of the picture and says how well it matches."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from cnnviz.engine.arrays import Array, Mask, Shape, frozen
from cnnviz.engine.layers.base import Layer, ShapeError, need_maps
from cnnviz.engine.windows import OUTSIDE, Windows, places, windows

LARGEST_KERNEL = 7


@dataclass(frozen=True, eq=False)
class Conv2d(Layer):
    """Filters sliding over maps.

    weight: ``(filters, maps coming in, kernel rows, kernel columns)``, kernels 1x1 to 7x7.
    bias: ``(filters,)`` or None.
    stride, padding: in pixels; padding is zeros on all four sides.
    divide_by_pixels: the lecture's "divide by the number of pixels in the feature", after the sum, so that a
        perfect match is exactly 1.
    true_convolution: turn the kernel by 180 degrees, as mathematics does; the lecture (and the field) does not.

    Raises:
        ValueError: parameters of the wrong shape, or a kernel, stride or padding out of range.
    """

    weight: Array
    bias: Array | None = None
    stride: int = 1
    padding: int = 0
    divide_by_pixels: bool = False
    true_convolution: bool = False
    _kernel: Array = field(init=False, repr=False)

    title = "Convolution"

    def __post_init__(self) -> None:
        weight = frozen(self.weight)
        if weight.ndim != 4 or 0 in weight.shape:
            raise ValueError("A convolution's weight has four axes: filters, maps, rows, columns.")
        if max(weight.shape[2:]) > LARGEST_KERNEL:
            raise ValueError(f"A filter is at most {LARGEST_KERNEL}x{LARGEST_KERNEL}.")
        if self.stride < 1 or self.padding < 0:
            raise ValueError("A convolution's stride is at least 1 and its padding at least 0.")
        object.__setattr__(self, "weight", weight)
        if self.bias is not None:
            bias = frozen(self.bias)
            if bias.shape != (weight.shape[0],):
                raise ValueError(f"{weight.shape[0]} filters need {weight.shape[0]} biases, not {bias.size}.")
            object.__setattr__(self, "bias", bias)
        kernel = weight[:, :, ::-1, ::-1] if self.true_convolution else weight
        object.__setattr__(self, "_kernel", frozen(kernel.reshape(weight.shape[0], -1)))

    @property
    def filters(self) -> int:
        return int(self.weight.shape[0])

    @property
    def kernel_size(self) -> tuple[int, int]:
        return int(self.weight.shape[2]), int(self.weight.shape[3])

    @property
    def divisor(self) -> int:
        """What each sum is divided by: the number of pixels in the feature, or 1."""
        return int(self.weight[0].size) if self.divide_by_pixels else 1

    @property
    def parameters(self) -> dict[str, Array]:
        return {"weight": self.weight} if self.bias is None else {"weight": self.weight, "bias": self.bias}

    def kernel_in_place(self, filter_index: int) -> Array:
        """The filter as it lies on a patch ``(maps, rows, columns)``: turned where `true_convolution` says so."""
        kernel: Array = self._kernel[filter_index].reshape(self.weight.shape[1:])
        return kernel

    def places(self, shape: Shape) -> Windows:
        """The table of the filter's places on maps of `shape`."""
        return windows(shape[1], shape[2], self.kernel_size, self.stride, self.padding)

    def output_shape(self, shape: Shape) -> Shape:
        maps, rows, columns = need_maps(self, shape)
        if maps != self.weight.shape[1]:
            raise ShapeError(f"{self.title} has filters for {self.weight.shape[1]} map(s), but {maps} come in")
        kernel_rows, kernel_columns = self.kernel_size
        out_rows = places(rows, kernel_rows, self.stride, self.padding)
        out_columns = places(columns, kernel_columns, self.stride, self.padding)
        if out_rows < 1 or out_columns < 1:
            raise ShapeError(
                f"{self.title} has filters of {kernel_rows}x{kernel_columns}, but the maps coming in are only "
                f"{rows}x{columns}" + (f" (with padding {self.padding})" if self.padding else "")
            )
        return (self.filters, out_rows, out_columns)

    def forward(self, inputs: Array) -> Array:
        maps, rows, columns, images = inputs.shape
        where = self.places((maps, rows, columns))
        pixels = inputs.reshape(maps, rows * columns, images)
        if self.padding:
            zero = np.zeros((maps, 1, images))
            pixels = np.concatenate((pixels, zero), axis=1)
        patches = pixels.take(where.table, axis=1).reshape(self._kernel.shape[1], -1)
        sums = self._kernel @ patches
        if self.divide_by_pixels:
            sums /= self.divisor
        result = sums.reshape(self.filters, where.out_rows, where.out_columns, images)
        if self.bias is not None:
            result += self.bias[:, None, None, None]
        return result

    def sources(self, shape: Shape, mask: Mask) -> Mask:
        table = self.places(shape).table[:, mask.any(axis=0).ravel()]
        found = np.zeros(shape, dtype=np.bool_)
        found.reshape(shape[0], -1)[:, table[table != OUTSIDE]] = True
        return found

    def reached(self, shape: Shape, mask: Mask) -> Mask:
        where = self.places(shape)
        marked = np.append(mask.any(axis=0).ravel(), False)
        hit = marked[where.table].any(axis=0).reshape(where.out_rows, where.out_columns)
        return np.repeat(hit[None], self.filters, axis=0)
