"""How later layers follow when filters come, go or change places, and when the picture changes its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cnnviz.engine.arrays import Array, describe_shape
from cnnviz.engine.layers import Conv2d, Flatten, Layer, Linear, ShapeError
from cnnviz.engine.network import Network
from cnnviz.model.refused import Refused


def rearrange_filters(network: Network, layer: int, convolution: Conv2d, order: Sequence[int | None]) -> Network:
    """`network` with `convolution` as its layer number `layer`, and its readers wired to the filters' new places.

    order: for each filter of `convolution` the place it had before, or None for a new one. A new filter's wires start
        at 0; a filter that appears twice shares its wires equally, so that the votes stay what they were.
    """
    layers = list(network.layers)
    layers[layer] = convolution
    reader = _reader(network, layer)
    if reader is not None:
        layers[reader] = _reordered(network, reader, order)
    return replace(network, layers=tuple(layers))


def _reader(network: Network, layer: int) -> int | None:
    """The first layer after `layer` with a weight for each map or value that comes in."""
    later = range(layer + 1, len(network.layers))
    return next((index for index in later if isinstance(network.layers[index], Conv2d | Linear)), None)


def _reordered(network: Network, reader: int, order: Sequence[int | None]) -> Layer:
    layer = network.layers[reader]
    if isinstance(layer, Conv2d):
        return replace(layer, weight=in_order(layer.weight, order))
    assert isinstance(layer, Linear)
    by_map = _by_map(network, reader, layer)
    return replace(layer, weight=in_order(by_map, order).reshape(by_map.shape[0], -1))


def _by_map(network: Network, reader: int, layer: Linear) -> Array:
    """A linear layer's weight as ``(values coming out, maps, rows, columns)`` of the maps that were flattened."""
    flatten = max(index for index in range(reader) if isinstance(network.layers[index], Flatten))
    return layer.weight.reshape(layer.weight.shape[0], *network.shapes[flatten])


def in_order(weight: Array, order: Sequence[int | None]) -> Array:
    """`weight` with its second axis in `order`: zeros for None, equal shares for what appears more than once."""
    shared = np.zeros((weight.shape[0], len(order), *weight.shape[2:]))
    for place, old in enumerate(order):
        if old is not None:
            shared[:, place] = weight[:, old] / list(order).count(old)
    return shared


def fit_network_to_grid(network: Network, rows: int, columns: int) -> Network:
    """`network` for pictures of another size; itself where the size is the same.

    Each map's wires are spread over the map's new cells, or drawn together where it shrinks, by the nearest cell; what
    they add up to stays.

    Raises:
        Refused: a layer cannot work on so small a picture.
    """
    shape = (network.input_shape[0], rows, columns)
    if shape == network.input_shape:
        return network
    try:
        return Network(shape, _layers_for(network, shape), network.classes)
    except ShapeError as problem:
        reason = str(problem).rstrip(".")
        raise Refused(f"The network cannot take a picture of {rows}x{columns}: {reason}.") from None


def _layers_for(network: Network, shape: tuple[int, ...]) -> tuple[Layer, ...]:
    layers: list[Layer] = []
    maps = shape
    for index, layer in enumerate(network.layers):
        fitted = layer
        if isinstance(layer, Flatten):
            maps = shape
        elif isinstance(layer, Linear) and layer.weight.shape[1] != shape[0]:
            by_map = spread(_by_map(network, index, layer), maps[1], maps[2])
            fitted = replace(layer, weight=by_map.reshape(layer.weight.shape[0], -1))
        layers.append(fitted)
        shape = fitted.output_shape(shape)
    return tuple(layers)


def spread(by_map: Array, rows: int, columns: int) -> Array:
    """Weights ``(values coming out, maps, rows, columns)`` for maps of another size: each map's add up to the same."""
    fitted: Array = _nearest(by_map.shape[2], rows) @ by_map @ _nearest(by_map.shape[3], columns).T
    return fitted


def _nearest(old: int, new: int) -> Array:
    """How `old` weights in a row become `new` ones ``(new, old)``; each column adds up to 1, so nothing is lost."""
    shares = np.zeros((new, old))
    if new >= old:
        shares[np.arange(new), ((np.arange(new) + 0.5) * old / new).astype(np.intp)] = 1.0
    else:
        shares[((np.arange(old) + 0.5) * new / old).astype(np.intp), np.arange(old)] = 1.0
    whole: Array = shares / shares.sum(axis=0)
    return whole


def describe_rewiring(old: Network, new: Network) -> str:
    """What was done to the layers that read the filters, in one sentence; empty where nothing was."""
    for before, after in zip(old.layers, new.layers, strict=False):
        if isinstance(before, Conv2d) and isinstance(after, Conv2d) and before.weight.shape[1] != after.weight.shape[1]:
            return _describe_maps(before, after)
        if isinstance(before, Linear) and isinstance(after, Linear) and before.weight.shape[1] != after.weight.shape[1]:
            return _describe_values(old, new, before, after)
    return ""


def _describe_maps(before: Conv2d, after: Conv2d) -> str:
    sentence = f"The next convolution now reads {after.weight.shape[1]} maps instead of {before.weight.shape[1]}"
    if after.divisor != before.divisor:
        sentence += f" and divides by {after.divisor} instead of {before.divisor}"
    return f"{sentence}; {_describe_wires(before.weight, after.weight)}."


def _describe_values(old: Network, new: Network, before: Linear, after: Linear) -> str:
    sentence = f"The votes now read {describe_shape(after.weight.shape[1:])} instead of {before.weight.shape[1]}"
    if old.input_shape != new.input_shape:
        return f"{sentence}; each map's wires were spread over its new cells and still add up to the same."
    return f"{sentence}; {_describe_wires(before.weight, after.weight)}."


def _describe_wires(before: Array, after: Array) -> str:
    count = after.shape[1] - before.shape[1]
    if count < 0:
        return f"the removed filter's {_wires(-count)} went with it"
    kept, added = after[:, : before.shape[1]], after[:, before.shape[1] :]
    if not added.any() and np.array_equal(kept, before):
        return f"the new filter's {_wires(count)} {'starts' if count == 1 else 'start'} at 0"
    return "the filter and its copy share its wires half and half, so the votes stay as they were"


def _wires(count: int) -> str:
    return "wire" if count == 1 else f"{count} wires"
