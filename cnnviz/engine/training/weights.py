"""The numbers that a run may change, as one long list, so that a step is a few operations and not a few per layer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

import numpy as np

from cnnviz.engine.arrays import Array, Cell, Mask, Shape
from cnnviz.engine.network import Network


@dataclass(frozen=True)
class Parameter:
    """One parameter of one layer, and where it stands in the list."""

    layer: int
    name: str
    shape: Shape
    span: slice


@dataclass(frozen=True, eq=False)
class Weights:
    """Which parameters of a network are free to change.

    parameters: of the layers that are not frozen, in order.
    size: how many numbers they are.
    free: ``(size,)``: False for the numbers of frozen filters; None where all are free.
    """

    parameters: tuple[Parameter, ...]
    size: int
    free: Mask | None

    @cached_property
    def lowest_layer(self) -> int:
        """The index of the first layer that may change: backpropagation need not go further down."""
        return self.parameters[0].layer

    @cached_property
    def layers(self) -> frozenset[int]:
        """The indices of the layers that may change."""
        return frozenset(one.layer for one in self.parameters)

    def read(self, network: Network) -> Array:
        """``(size,)``: the numbers of `network`."""
        return self.listed({one.layer: network.layers[one.layer].parameters for one in self.parameters})

    def listed(self, by_layer: Mapping[int, Mapping[str, Array]]) -> Array:
        """``(size,)``: what belongs to each number, such as its gradient, from each layer's arrays by name."""
        return np.concatenate([by_layer[one.layer][one.name].ravel() for one in self.parameters])

    def written(self, network: Network, numbers: Array) -> Network:
        """`network` with these finite numbers; layers that are frozen stay the same objects. Freezes `numbers`."""
        numbers.setflags(write=False)
        layers = list(network.layers)
        for index, group in self._by_layer:
            arrays = {one.name: numbers[one.span].reshape(one.shape) for one in group}
            layers[index] = layers[index].with_checked(arrays)
        return network.with_layers(tuple(layers))

    def cells(self) -> Iterator[tuple[int, str, Cell]]:
        """(layer, name, index within the parameter) of every number that may change."""
        for one in self.parameters:
            free = np.True_ if self.free is None else self.free[one.span].reshape(one.shape)
            for cell in np.argwhere(np.broadcast_to(free, one.shape)).tolist():
                yield one.layer, one.name, tuple(cell)

    @cached_property
    def _by_layer(self) -> tuple[tuple[int, tuple[Parameter, ...]], ...]:
        groups = itertools.groupby(self.parameters, key=attrgetter("layer"))
        return tuple((index, tuple(group)) for index, group in groups)


def weights_of(network: Network, frozen_layers: frozenset[int], frozen_filters: frozenset[tuple[int, int]]) -> Weights:
    """The numbers of `network` that are not frozen.

    Raises:
        ValueError: there is no such layer or filter, or nothing is left; the message is one sentence for a person.
    """
    _check_frozen(network, frozen_layers, frozen_filters)
    parameters: list[Parameter] = []
    size = 0
    for index, layer in enumerate(network.layers):
        for name, values in ({} if index in frozen_layers else layer.parameters).items():
            parameters.append(Parameter(index, name, values.shape, slice(size, size + values.size)))
            size += values.size
    free = np.ones(size, dtype=np.bool_)
    for one in parameters:
        for layer_index, filter_index in frozen_filters:
            if layer_index == one.layer:
                free[one.span].reshape(one.shape)[filter_index] = False
    if not free.any():
        raise ValueError("Every weight is frozen, so there is nothing to learn; unfreeze a layer.")
    return Weights(tuple(parameters), size, None if free.all() else free)


def _check_frozen(network: Network, frozen_layers: frozenset[int], frozen_filters: frozenset[tuple[int, int]]) -> None:
    count = len(network.layers)
    for index in (*frozen_layers, *(index for index, _ in frozen_filters)):
        if not 0 <= index < count:
            raise ValueError(f"There is no layer {index + 1} to freeze; the network has {count}.")
    for index, filter_index in frozen_filters:
        parameters = network.layers[index].parameters
        if not parameters or not 0 <= filter_index < len(parameters["weight"]):
            raise ValueError(f"Layer {index + 1} has no filter {filter_index + 1} to freeze.")
