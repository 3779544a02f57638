"""What every layer is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Protocol, Self

import numpy as np

from cnnviz.engine.arrays import Array, Mask, Shape, describe_shape, frozen


class ShapeError(ValueError):
    """A layer, or a sequence of them, cannot take what comes in. The message is one sentence for a person."""


class Layer(ABC):
    """One step of a network: a frozen value with its parameters in it.

    Arrays carry the image axis last: ``(maps, rows, columns, images)`` or ``(values, images)``. Shapes never do.
    """

    #: The name in the field's terms and in the window's.
    title: str = ""

    @abstractmethod
    def output_shape(self, shape: Shape) -> Shape:
        """The shape that comes out when `shape` goes in.

        Raises:
            ShapeError: `shape` does not fit; the message says what came in and what is needed.
        """

    @abstractmethod
    def forward(self, inputs: Array) -> Array:
        """The layer's values for `inputs`, image axis last."""

    @abstractmethod
    def input_gradient(self, inputs: Array, outputs: Array, output_gradient: Array) -> Array:
        """How an error changes with what comes in, given how it changes with what comes out.

        Args:
            inputs: what came in, image axis last.
            outputs: what `forward` made of it.
            output_gradient: shaped as `outputs`; what is returned may share memory with it.

        Returns:
            Shaped as `inputs`.
        """

    def parameter_gradients(self, inputs: Array, output_gradient: Array) -> dict[str, Array]:
        """How the error changes with each of `parameters`: the sum over the images."""
        return {}

    @abstractmethod
    def sources(self, shape: Shape, mask: Mask) -> Mask:
        """Which of the values coming in (`shape`) the marked values coming out depend on."""

    @abstractmethod
    def reached(self, shape: Shape, mask: Mask) -> Mask:
        """Which values coming out depend on the marked values coming in (`mask` has `shape`)."""

    @property
    def parameters(self) -> dict[str, Array]:
        """The layer's trainable arrays by name; empty for a layer that has none."""
        return {}

    def with_parameters(self, parameters: Mapping[str, Array]) -> Self:
        """This layer with other numbers in some of `parameters`; itself where they are the very same arrays.

        Raises:
            ValueError: numbers of another shape, or not finite; the message is one sentence for a person.
        """
        mine = self.parameters
        new = {name: frozen(values) for name, values in parameters.items() if values is not mine[name]}
        for name, values in new.items():
            if values.shape != mine[name].shape:
                raise ValueError(f"{self.title}: the {name} is {mine[name].shape}, not {values.shape}.")
            if not np.isfinite(values).all():
                raise ValueError(f"{self.title}: every number must be finite; NaN and infinity are not allowed.")
        return self.with_checked(new) if new else self

    def with_checked(self, parameters: Mapping[str, Array]) -> Self:
        """`with_parameters` for read-only, finite arrays of the right shapes: training does this at every step."""
        layer = object.__new__(type(self))
        layer.__dict__.update(self.__dict__)
        layer.__dict__.update(parameters)
        return layer

    @property
    def parameter_count(self) -> int:
        """How many numbers the layer has to learn."""
        return sum(values.size for values in self.parameters.values())


def need_maps(layer: Layer, shape: Shape) -> tuple[int, int, int]:
    """`shape` as (maps, rows, columns).

    Raises:
        ShapeError: a list of values came in.
    """
    if len(shape) != 3:
        raise ShapeError(f"{layer.title} needs maps, but gets a list of {describe_shape(shape)}")
    return shape[0], shape[1], shape[2]


def need_values(layer: Layer, shape: Shape) -> int:
    """`shape` as a number of values.

    Raises:
        ShapeError: maps came in.
    """
    if len(shape) != 1:
        raise ShapeError(
            f"{layer.title} needs a list of values, but gets {describe_shape(shape)}; put Flatten before it"
        )
    return shape[0]


class Weighted(Protocol):
    """A layer with parameters, before they are checked."""

    title: str

    @property
    def weight(self) -> Array: ...

    @property
    def bias(self) -> Array | None: ...


def weight_and_bias(layer: Weighted, axes: tuple[str, ...]) -> tuple[Array, Array | None]:
    """The layer's parameters, read-only.

    Args:
        layer: whose `weight` and `bias` to take; one bias for each value along the weight's first axis.
        axes: what the weight's axes are called.

    Raises:
        ValueError: they are of the wrong shape or not finite; the message is one sentence for a person.
    """
    weight = frozen(layer.weight)
    if weight.ndim != len(axes) or 0 in weight.shape:
        raise ValueError(f"{layer.title}: the weight needs {len(axes)} axes with something in each: {', '.join(axes)}.")
    bias = None if layer.bias is None else frozen(layer.bias)
    if bias is not None and bias.shape != weight.shape[:1]:
        raise ValueError(f"{layer.title}: {weight.shape[0]} {axes[0]} need {weight.shape[0]} biases, not {bias.size}.")
    if not (np.isfinite(weight).all() and (bias is None or np.isfinite(bias).all())):
        raise ValueError(f"{layer.title}: every number must be finite; NaN and infinity are not allowed.")
    return weight, bias
