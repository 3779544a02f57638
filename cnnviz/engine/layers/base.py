"""What every layer is."""

from __future__ import annotations

from abc import ABC, abstractmethod

from cnnviz.engine.arrays import Array, Mask, Shape


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
    def sources(self, shape: Shape, mask: Mask) -> Mask:
        """Which of the values coming in (`shape`) the marked values coming out depend on."""

    @abstractmethod
    def reached(self, shape: Shape, mask: Mask) -> Mask:
        """Which values coming out depend on the marked values coming in (`mask` has `shape`)."""

    @property
    def parameters(self) -> dict[str, Array]:
        """The layer's trainable arrays by name; empty for a layer that has none."""
        return {}

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
        raise ShapeError(f"{layer.title} needs maps, but a list of {shape[0]} values comes in")
    return shape[0], shape[1], shape[2]


def need_values(layer: Layer, shape: Shape) -> int:
    """`shape` as a number of values.

    Raises:
        ShapeError: maps came in.
    """
    if len(shape) != 1:
        raise ShapeError(f"{layer.title} needs a list of values, but {shape[0]} maps come in; put Flatten before it")
    return shape[0]
