"""A layer without its weights: its kind and its knobs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cnnviz.engine.arrays import Shape
from cnnviz.engine.layers import (
    LARGEST_KERNEL,
    AvgPool2d,
    Conv2d,
    Flatten,
    Layer,
    Linear,
    MaxPool2d,
    Pool2d,
    ReLU,
    Softmax,
)
from cnnviz.engine.layers.conv import LARGEST_PADDING
from cnnviz.engine.windows import windows
from cnnviz.model.filters.edits import MOST_FILTERS

#: The most values that a dense layer made here gives.
MOST_NEURONS = 128
LARGEST_STRIDE = 8
LARGEST_WINDOW = 8


@dataclass(frozen=True)
class Convolution:
    """As `Conv2d`; size: rows and columns of a filter. divide, turned: its two ways to sum."""

    filters: int = 4
    size: tuple[int, int] = (3, 3)
    stride: int = 1
    padding: int = 0
    bias: bool = True
    divide: bool = False
    turned: bool = False

    title = "Convolution"


@dataclass(frozen=True)
class Pooling:
    """As `Pool2d`; mean: whether it keeps the mean of each window rather than the largest."""

    window: int = 2
    stride: int = 2
    partial: bool = True
    mean: bool = False

    @property
    def title(self) -> str:
        return AvgPool2d.title if self.mean else MaxPool2d.title


@dataclass(frozen=True)
class Dense:
    """As `Linear`; neurons: how many values come out."""

    neurons: int = 8
    bias: bool = True

    title = "Dense"


@dataclass(frozen=True)
class Fixed:
    """A layer without knobs: ReLU, Flatten or Softmax."""

    layer: type[ReLU | Flatten | Softmax]

    @property
    def title(self) -> str:
        return self.layer.title


Blueprint = Convolution | Pooling | Dense | Fixed


@dataclass(frozen=True)
class Knob:
    """One thing about a layer that a person sets: the blueprint's field, and what the window calls it.

    least, most: the range of a number; both 0 for a switch.
    """

    field: str
    title: str
    tip: str
    least: int = 0
    most: int = 0

    @property
    def is_switch(self) -> bool:
        return self.most == 0


_BIAS = Knob("bias", "Bias", "A number added to every sum, one for each filter or neuron")
_STRIDE = Knob("stride", "Stride", "How many pixels the window moves on", 1, LARGEST_STRIDE)
_KNOBS: dict[type[Blueprint], tuple[Knob, ...]] = {
    Convolution: (
        Knob("filters", "Filters", "How many filters, and so how many maps come out", 1, MOST_FILTERS),
        Knob("size", "Size", "Rows and columns of every filter", 1, LARGEST_KERNEL),
        _STRIDE,
        Knob("padding", "Padding", "How many rows of zeros are put around the maps", 0, LARGEST_PADDING),
        _BIAS,
    ),
    Pooling: (
        Knob("window", "Window", "Rows and columns of the window", 1, LARGEST_WINDOW),
        _STRIDE,
        Knob("mean", "Mean", "Keep the mean of each window instead of the largest"),
        Knob("partial", "Partial windows", "Count a last window that hangs over the far edge, as in the lecture"),
    ),
    Dense: (Knob("neurons", "Neurons", "How many values come out", 1, MOST_NEURONS), _BIAS),
    Fixed: (),
}


def knobs(blueprint: Blueprint) -> tuple[Knob, ...]:
    """What a person can set about a layer, in order."""
    return _KNOBS[type(blueprint)]


def knob_value(blueprint: Blueprint, knob: Knob) -> int:
    """What a knob stands at: a number, or 1 for a switch that is on; of a filter's size the rows."""
    value = getattr(blueprint, knob.field)
    return value[0] if isinstance(value, tuple) else int(value)


def turned(blueprint: Blueprint, knob: Knob, value: int) -> Blueprint:
    """`blueprint` with one knob at `value`, within its range; itself where that changes nothing."""
    if value == knob_value(blueprint, knob):
        return blueprint
    setting: object = bool(value) if knob.is_switch else min(max(value, knob.least), knob.most)
    changes: dict[str, Any] = {knob.field: (setting, setting) if knob.field == "size" else setting}
    return replace(blueprint, **changes)


def blueprint_of(layer: Layer) -> Blueprint:
    """A layer as it stands, without its numbers.

    Raises:
        TypeError: there is no such layer to plan with.
    """
    match layer:
        case Conv2d():
            return Convolution(
                layer.filters,
                layer.kernel_size,
                layer.stride,
                layer.padding,
                layer.bias is not None,
                layer.divide_by_pixels,
                layer.true_convolution,
            )
        case Pool2d():
            return Pooling(layer.window, layer.stride, layer.partial_windows, isinstance(layer, AvgPool2d))
        case Linear():
            return Dense(layer.weight.shape[0], layer.bias is not None)
        case ReLU() | Flatten() | Softmax():
            return Fixed(type(layer))
    raise TypeError(f"There is no blueprint for {layer.title}.")


def blank_layer(blueprint: Blueprint, shape: Shape) -> Layer:
    """The layer with all its numbers 0, for `shape` coming in, which fits."""
    match blueprint:
        case Convolution():
            return Conv2d(
                np.zeros((blueprint.filters, shape[0], *blueprint.size)),
                np.zeros(blueprint.filters) if blueprint.bias else None,
                blueprint.stride,
                blueprint.padding,
                blueprint.divide,
                blueprint.turned,
            )
        case Pooling():
            kind = AvgPool2d if blueprint.mean else MaxPool2d
            return kind(blueprint.window, blueprint.stride, blueprint.partial)
        case Dense():
            bias = np.zeros(blueprint.neurons) if blueprint.bias else None
            return Linear(np.zeros((blueprint.neurons, shape[0])), bias)
        case Fixed():
            return blueprint.layer()


def takes(blueprint: Blueprint, shape: Shape) -> bool:
    """Whether a layer takes what it is given: maps or a list of values, and maps large enough."""
    is_list = len(shape) == 1
    match blueprint:
        case Convolution() | Pooling():
            return not is_list and min(_places(blueprint, shape)) > 0
        case Dense():
            return is_list
        case Fixed(layer=layer):
            return layer is ReLU or is_list is (layer is Softmax)


def output_shape(blueprint: Blueprint, shape: Shape) -> Shape:
    """What comes out of a layer for a `shape` that it takes."""
    match blueprint:
        case Convolution():
            return (blueprint.filters, *_places(blueprint, shape))
        case Pooling():
            return (shape[0], *_places(blueprint, shape))
        case Dense():
            return (blueprint.neurons,)
        case Fixed(layer=layer):
            return (int(np.prod(shape)),) if layer is Flatten else shape


def parameter_count(blueprint: Blueprint, shape: Shape) -> int:
    """How many numbers a layer has to learn for `shape` coming in."""
    match blueprint:
        case Convolution(filters=filters, size=(rows, columns)):
            return filters * (shape[0] * rows * columns + blueprint.bias)
        case Dense(neurons=neurons):
            return neurons * (shape[0] + blueprint.bias)
    return 0


def _places(blueprint: Convolution | Pooling, shape: Shape) -> tuple[int, int]:
    if isinstance(blueprint, Convolution):
        where = windows(shape, blueprint.size, blueprint.stride, blueprint.padding)
    else:
        where = windows(shape, (blueprint.window,) * 2, blueprint.stride, 0, blueprint.partial)
    return where.rows.count, where.columns.count
