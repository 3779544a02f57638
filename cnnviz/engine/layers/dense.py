"""The layers after the maps: ReLU, flattening, votes, softmax."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cnnviz.engine.arrays import Array, Mask, Shape, describe_shape, frozen
from cnnviz.engine.layers.base import Layer, ShapeError, need_maps, need_values, weight_and_bias

#: Of so many values, the zeros beside them are kept; of more, only those beside one map.
_MOST_KEPT = 100_000


@dataclass(frozen=True, eq=False)
class ReLU(Layer):
    """Everything negative becomes zero. Takes maps or values."""

    title = "ReLU"

    def output_shape(self, shape: Shape) -> Shape:
        return shape

    def forward(self, inputs: Array) -> Array:
        # With a number in place of an array NumPy compares one value at a time, not several.
        return np.maximum(inputs, _zeros(inputs.shape if inputs.size <= _MOST_KEPT else inputs.shape[1:]))

    def input_gradient(self, inputs: Array, outputs: Array, output_gradient: Array) -> Array:
        """At 0 the slope is 0."""
        return output_gradient * (outputs > 0.0)

    def sources(self, shape: Shape, mask: Mask) -> Mask:
        return mask

    def reached(self, shape: Shape, mask: Mask) -> Mask:
        return mask


@lru_cache(maxsize=8)
def _zeros(shape: tuple[int, ...]) -> Array:
    return frozen(np.zeros(shape))


@dataclass(frozen=True, eq=False)
class Flatten(Layer):
    """Maps become one list, map by map, row by row."""

    title = "Flatten"

    def output_shape(self, shape: Shape) -> Shape:
        maps, rows, columns = need_maps(self, shape)
        return (maps * rows * columns,)

    def forward(self, inputs: Array) -> Array:
        maps, rows, columns, images = inputs.shape
        return inputs.reshape(maps * rows * columns, images)

    def input_gradient(self, inputs: Array, outputs: Array, output_gradient: Array) -> Array:
        return output_gradient.reshape(inputs.shape)

    def sources(self, shape: Shape, mask: Mask) -> Mask:
        return mask.reshape(shape)

    def reached(self, shape: Shape, mask: Mask) -> Mask:
        return mask.ravel()


@dataclass(frozen=True, eq=False)
class Linear(Layer):
    """Every value gets a vote: a weighted sum for each value coming out.

    weight: ``(values coming out, values coming in)``.
    bias: ``(values coming out,)`` or None.

    Raises:
        ValueError: parameters of the wrong shape or not finite.
    """

    weight: Array
    bias: Array | None = None

    title = "Votes"

    def __post_init__(self) -> None:
        weight, bias = weight_and_bias(self, ("votes", "values"))
        object.__setattr__(self, "weight", weight)
        object.__setattr__(self, "bias", bias)

    @property
    def parameters(self) -> dict[str, Array]:
        return {"weight": self.weight} if self.bias is None else {"weight": self.weight, "bias": self.bias}

    def output_shape(self, shape: Shape) -> Shape:
        values = need_values(self, shape)
        if values != self.weight.shape[1]:
            raise ShapeError(f"{self.title} needs {describe_shape(self.weight.shape[1:])}, but gets {values}")
        return (int(self.weight.shape[0]),)

    def forward(self, inputs: Array) -> Array:
        sums: Array = self.weight.dot(inputs)
        if self.bias is not None:
            sums += self.bias[:, None]
        return sums

    def input_gradient(self, inputs: Array, outputs: Array, output_gradient: Array) -> Array:
        gradient: Array = self.weight.T.dot(output_gradient)
        return gradient

    def parameter_gradients(self, inputs: Array, output_gradient: Array) -> dict[str, Array]:
        weight = output_gradient.dot(inputs.T)
        return {"weight": weight} if self.bias is None else {"weight": weight, "bias": output_gradient.sum(axis=1)}

    def sources(self, shape: Shape, mask: Mask) -> Mask:
        """A weight of zero is no wire: the value behind it is not a source."""
        found: Mask = (self.weight[mask] != 0.0).any(axis=0)
        return found

    def reached(self, shape: Shape, mask: Mask) -> Mask:
        found: Mask = (self.weight[:, mask] != 0.0).any(axis=1)
        return found


@dataclass(frozen=True, eq=False)
class Softmax(Layer):
    """Votes become shares between 0 and 1 that add up to 1: exp(v) over the sum of all exp(v)."""

    title = "Softmax"

    def output_shape(self, shape: Shape) -> Shape:
        return (need_values(self, shape),)

    def forward(self, inputs: Array) -> Array:
        # Taking the largest vote away first changes no share and keeps exp from overflowing.
        powers = np.exp(inputs - inputs.max(axis=0))
        result: Array = powers / powers.sum(axis=0)
        return result

    def input_gradient(self, inputs: Array, outputs: Array, output_gradient: Array) -> Array:
        """A share grows with its own vote and shrinks with all others."""
        mean = (outputs * output_gradient).sum(axis=0)
        gradient: Array = outputs * (output_gradient - mean)
        return gradient

    def sources(self, shape: Shape, mask: Mask) -> Mask:
        return np.full(shape, mask.any())

    def reached(self, shape: Shape, mask: Mask) -> Mask:
        return np.full(shape, mask.any())
