"""Convolution: a filter visits every place of the picture and says how well it matches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np

from cnnviz.engine.arrays import Array, Mask, Shape, describe_shape
from cnnviz.engine.layers.base import Layer, ShapeError, need_maps, weight_and_bias
from cnnviz.engine.patches import Patches, layout_of
from cnnviz.engine.windows import Windows, windows

LARGEST_KERNEL = 7
LARGEST_PADDING = 7


@dataclass(frozen=True, eq=False)
class Conv2d(Layer):
    """Filters sliding over maps.

    weight: ``(filters, maps coming in, kernel rows, kernel columns)``, kernels 1x1 to 7x7.
    bias: ``(filters,)`` or None.
    stride, padding: in pixels; padding (0 to 7) is zeros on all four sides.
    divide_by_pixels: the lecture's "divide by the number of pixels in the feature", after the sum, so that a
        perfect match is exactly 1.
    true_convolution: turn the kernel by 180 degrees, as mathematics does; the lecture (and the field) does not.

    Raises:
        ValueError: parameters of the wrong shape or not finite, or a kernel, stride or padding out of range.
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
        weight, bias = weight_and_bias(self, ("filters", "maps", "rows", "columns"))
        if max(weight.shape[2:]) > LARGEST_KERNEL:
            raise ValueError(f"A filter is at most {LARGEST_KERNEL}x{LARGEST_KERNEL}.")
        if self.stride < 1 or not 0 <= self.padding <= LARGEST_PADDING:
            raise ValueError(f"A convolution's stride is at least 1 and its padding 0 to {LARGEST_PADDING}.")
        object.__setattr__(self, "weight", weight)
        object.__setattr__(self, "bias", bias)
        object.__setattr__(self, "_kernel", self._laid_out(weight))

    def _laid_out(self, weight: Array) -> Array:
        """Each filter as one row, turned where `true_convolution` says so."""
        kernel = weight[:, :, ::-1, ::-1] if self.true_convolution else weight
        row = kernel.reshape(weight.shape[0], -1)
        row.setflags(write=False)
        return row

    def with_checked(self, parameters: Mapping[str, Array]) -> Self:
        layer = super().with_checked(parameters)
        layer.__dict__["_kernel"] = layer._laid_out(layer.weight)
        return layer

    @cached_property
    def filters(self) -> int:
        return int(self.weight.shape[0])

    @cached_property
    def kernel_size(self) -> tuple[int, int]:
        return int(self.weight.shape[2]), int(self.weight.shape[3])

    @cached_property
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
        """Where the filter stands on maps of `shape`."""
        return windows(shape, self.kernel_size, self.stride, self.padding)

    def output_shape(self, shape: Shape) -> Shape:
        maps, rows, columns = need_maps(self, shape)
        if maps != self.weight.shape[1]:
            needed = describe_shape((self.weight.shape[1], rows, columns))
            raise ShapeError(f"{self.title} needs {needed} for its filters, but gets {describe_shape(shape)}")
        where = self.places(shape)
        if where.rows.count < 1 or where.columns.count < 1:
            kernel_rows, kernel_columns = self.kernel_size
            padded = f" (with padding {self.padding})" if self.padding else ""
            raise ShapeError(
                f"{self.title} needs maps of at least {kernel_rows}x{kernel_columns}, the size of its filters, "
                f"but gets {rows}x{columns}{padded}"
            )
        return (self.filters, where.rows.count, where.columns.count)

    def patches(self, inputs: Array) -> Patches:
        """What the filters see of `inputs`, image axis last, place by place."""
        pixels = self._pixels(inputs)
        return layout_of(pixels.shape, self.kernel_size, self.stride).of(pixels)

    def forward(self, inputs: Array) -> Array:
        return self.over(self.patches(inputs))

    def over(self, patches: Patches) -> Array:
        """The layer's values for `patches` of what comes in."""
        sums = patches.weighed(self._kernel)
        if self.divide_by_pixels:
            sums /= float(self._kernel.shape[1])
        if self.bias is not None:
            sums += self.bias[:, None]
        return sums.reshape(self.filters, *patches.layout.shape)

    def input_gradient(self, inputs: Array, outputs: Array, output_gradient: Array) -> Array:
        """The gradient of the sums, spread out as the places lie, under the same filters turned by 180 degrees."""
        maps, rows, columns, images = inputs.shape
        edge, (height, width) = self.padding, self.kernel_size
        size = rows + 2 * edge, columns + 2 * edge
        spread = np.zeros((self.filters, size[0] + height - 1, size[1] + width - 1, images))
        down = slice(height - 1, height - 1 + self.stride * outputs.shape[1], self.stride)
        right = slice(width - 1, width - 1 + self.stride * outputs.shape[2], self.stride)
        spread[:, down, right] = output_gradient
        turned = self._kernel.reshape(self.filters, maps, -1)[:, :, ::-1].swapaxes(0, 1).reshape(maps, -1)
        gradient = layout_of(spread.shape, self.kernel_size, 1).of(spread).weighed(turned / self.divisor)
        return gradient.reshape(maps, *size, images)[:, edge : edge + rows, edge : edge + columns]

    def parameter_gradients(self, inputs: Array, output_gradient: Array) -> dict[str, Array]:
        return self.gradients_over(self.patches(inputs), output_gradient)

    def gradients_over(self, patches: Patches, output_gradient: Array) -> dict[str, Array]:
        """`parameter_gradients` for `patches` of what came in."""
        gradient = output_gradient.reshape(self.filters, -1)
        kernel = patches.gathered(gradient)
        kernel /= float(self.divisor)
        weight = kernel.reshape(self.weight.shape)
        if self.true_convolution:
            weight = weight[:, :, ::-1, ::-1]
        return {"weight": weight} if self.bias is None else {"weight": weight, "bias": gradient.sum(axis=1)}

    def _pixels(self, inputs: Array) -> Array:
        """What the filters see: the maps with their padding, contiguous."""
        if not self.padding:
            return np.ascontiguousarray(inputs, dtype=np.float64)
        maps, rows, columns, images = inputs.shape
        edge = self.padding
        padded = np.zeros((maps, rows + 2 * edge, columns + 2 * edge, images))
        padded[:, edge:-edge, edge:-edge] = inputs
        return padded

    def sources(self, shape: Shape, mask: Mask) -> Mask:
        of_a_map = self.places(shape).sources(np.logical_or.reduce(mask))
        return np.repeat(of_a_map[None], shape[0], axis=0)

    def reached(self, shape: Shape, mask: Mask) -> Mask:
        of_a_map = self.places(shape).reached(np.logical_or.reduce(mask))
        return np.repeat(of_a_map[None], self.filters, axis=0)
