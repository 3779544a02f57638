"""A shorter way through a network: the same votes and, for every weight, the same gradient, from less work.

A training run goes this way thousands of times. What is shown and explained goes through every layer by itself.
"""

from __future__ import annotations

import itertools
import math
import operator
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.engine.arrays import Array, Shape
from cnnviz.engine.layers import Conv2d, Layer, MaxPool2d, ReLU
from cnnviz.engine.layers.seats import Seats, seats_of
from cnnviz.engine.network import Network

#: What a step keeps of the way there for the way back; it alone knows what that is.
Memory = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Step:
    """A layer of the network as it is.

    index: of the layer, whose numbers change while the way stays.
    """

    index: int

    def forward(self, layers: tuple[Layer, ...], inputs: Array) -> tuple[Array, Memory]:
        """What comes out, and what to keep."""
        outputs = layers[self.index].forward(inputs)
        return outputs, (inputs, outputs)

    def parameter_gradients(
        self, layers: tuple[Layer, ...], memory: Memory, output_gradient: Array
    ) -> dict[str, Array]:
        return layers[self.index].parameter_gradients(memory[0], output_gradient)

    def input_gradient(self, layers: tuple[Layer, ...], memory: Memory, output_gradient: Array) -> Array:
        return layers[self.index].input_gradient(memory[0], memory[1], output_gradient)


class ConvStep(Step):
    """A convolution: its patches are written out once, for the sums and for the gradient of the filters."""

    def forward(self, layers: tuple[Layer, ...], inputs: Array) -> tuple[Array, Memory]:
        layer = layers[self.index]
        assert isinstance(layer, Conv2d)
        patches = layer.patches(inputs)
        outputs = layer.over(patches)
        return outputs, (inputs, outputs, patches)

    def parameter_gradients(
        self, layers: tuple[Layer, ...], memory: Memory, output_gradient: Array
    ) -> dict[str, Array]:
        layer = layers[self.index]
        assert isinstance(layer, Conv2d)
        return layer.gradients_over(memory[2], output_gradient)


@dataclass(frozen=True, eq=False)
class PoolingStep(Step):
    """Max pooling with windows that do not overlap; layers of it in a row as one.

    What stands on the seats is taken out once, for the largest and for whose it was.

    seats: of the windows.
    input_shape, output_shape: of the maps.
    """

    seats: Seats
    input_shape: Shape
    output_shape: Shape

    def forward(self, layers: tuple[Layer, ...], inputs: Array) -> tuple[Array, Memory]:
        seen = self.seats.seen(inputs)
        outputs = np.maximum.reduce(seen).reshape(*self.output_shape, -1)
        return outputs, (seen, outputs)

    def input_gradient(self, layers: tuple[Layer, ...], memory: Memory, output_gradient: Array) -> Array:
        gradient = self.seats.handed_on(self.seats.winners(*memory), output_gradient)
        return gradient.reshape(*self.input_shape, -1)


def shortcut(network: Network, stage: int) -> tuple[Step, ...]:
    """The steps of the shorter way to `stage`, in order.

    The largest value of a window is the same whether negative ones became 0 before or it alone does after, and where
    it is not positive it hands no gradient on: so ReLU waits until max pooling has left fewer values. And the largest
    of the largest is the largest of them all: so max poolings in a row are one with a larger window.
    """
    groups: list[list[int]] = []
    for index, layer in enumerate(network.layers[:stage]):
        place = len(groups)
        if isinstance(layer, MaxPool2d):
            while place and isinstance(network.layers[groups[place - 1][0]], ReLU):
                place -= 1
            if place and _are_one([network.layers[one] for one in groups[place - 1]], layer):
                groups[place - 1].append(index)
                continue
        groups.insert(place, [index])
    return tuple(_step(network, group) for group in groups)


def _are_one(before: list[Layer], pool: MaxPool2d) -> bool:
    """Whether a larger window does what `pool` does after the layers of a step."""
    return pool.stride >= pool.window and all(
        isinstance(one, MaxPool2d) and one.stride == one.window and one.partial_windows == pool.partial_windows
        for one in before
    )


def _step(network: Network, group: list[int]) -> Step:
    """A layer as a step, or max poolings in a row."""
    layer = network.layers[group[0]]
    if isinstance(layer, Conv2d):
        return ConvStep(group[0])
    if not isinstance(layer, MaxPool2d) or layer.stride < layer.window:
        return Step(group[0])
    pools = [pool for index in group if isinstance(pool := network.layers[index], MaxPool2d)]
    windows, strides = [pool.window for pool in pools], [pool.stride for pool in pools]
    one = MaxPool2d(math.prod(windows), math.prod(strides), layer.partial_windows)
    shape = network.shapes[group[0]]
    # Of equal values the one in the first of the small windows is the largest, as if each pooling asked in its turn.
    seats = seats_of(one.places(shape), shape[0], tuple(itertools.accumulate(windows[:-1], operator.mul)))
    return PoolingStep(group[0], seats, shape, one.output_shape(shape))
