"""What a hand does to filters: each edit makes a new Document, and the same one where nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from typing import TypeVar

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.model.document import Document, first_convolution
from cnnviz.model.filters.presets import FilterPreset, kernel_for
from cnnviz.model.refused import Refused
from cnnviz.model.rewiring import rearrange_filters

_T = TypeVar("_T")

MOST_FILTERS = 16
LONGEST_NAME = 40


class Operation(Enum):
    """What can be done to a whole filter at once."""

    ROTATE = "Rotate by 90°"
    FLIP_ACROSS = "Flip left to right"
    FLIP_DOWN = "Flip top to bottom"
    TRANSPOSE = "Transpose"
    NEGATE = "Negate"
    NORMALISE = "Normalise"
    CLEAR = "Clear"
    RANDOM = "Random"


def convolution(network: Network, layer: int) -> Conv2d:
    """The convolution that is layer number `layer`.

    Raises:
        Refused: there is none.
    """
    found = network.layers[layer] if 0 <= layer < len(network.layers) else None
    if not isinstance(found, Conv2d):
        raise Refused("This network has no filters there: add a convolution layer first.")
    return found


def filter_name(document: Document, layer: int, index: int) -> str:
    """What a filter is called: its name, or "Filter 2"."""
    named = layer == first_convolution(document.network) and index < len(document.filter_names)
    return (named and document.filter_names[index]) or f"Filter {index + 1}"


def set_weight(
    document: Document, layer: int, filter_index: int, map_index: int, row: int, column: int, value: float
) -> Document:
    """One number of a filter becomes `value`.

    Raises:
        Refused: it is not finite.
    """
    return set_block(document, layer, filter_index, map_index, row, column, np.array([[value]]))


def set_block(
    document: Document, layer: int, filter_index: int, map_index: int, row: int, column: int, block: Array
) -> Document:
    """A block of numbers ``(rows, columns)`` is laid into a filter, its first one at `row`, `column`; it fits.

    Raises:
        Refused: it is not finite.
    """
    kernel = convolution(document.network, layer).weight[filter_index].copy()
    kernel[map_index, row : row + block.shape[0], column : column + block.shape[1]] = block
    return set_kernel(document, layer, filter_index, kernel)


def set_kernel(document: Document, layer: int, filter_index: int, kernel: Array) -> Document:
    """A filter's numbers become `kernel` ``(maps, rows, columns)``.

    Raises:
        Refused: it is not of the filter's size, or not finite.
    """
    present = convolution(document.network, layer)
    if kernel.shape != present.weight.shape[1:]:
        raise Refused("That block of numbers does not have the filter's size.")
    if not np.isfinite(kernel).all():
        raise Refused("A filter holds finite numbers only.")
    if np.array_equal(kernel, present.weight[filter_index]):
        return document
    weight = present.weight.copy()
    weight[filter_index] = kernel
    return _with_convolution(document, layer, replace(present, weight=weight))


def set_bias(document: Document, layer: int, filter_index: int, value: float) -> Document:
    """A filter's bias becomes `value`; a layer without biases gets them, the others 0."""
    present = convolution(document.network, layer)
    bias = np.zeros(present.filters) if present.bias is None else present.bias.copy()
    if bias[filter_index] == value:
        return document
    bias[filter_index] = value
    return _with_convolution(document, layer, replace(present, bias=bias))


def set_divide(document: Document, layer: int, divide: bool) -> Document:
    """Whether each sum is divided by the number of pixels in the feature, as in the lecture."""
    present = convolution(document.network, layer)
    if present.divide_by_pixels is divide:
        return document
    return _with_convolution(document, layer, replace(present, divide_by_pixels=divide))


def operate(
    document: Document, layer: int, filter_index: int, operation: Operation, rng: np.random.Generator
) -> Document:
    """A filter after `operation`, on each of its maps alike; `rng` serves the random one.

    Raises:
        Refused: the filter is not square and would not keep its size.
    """
    kernel = convolution(document.network, layer).weight[filter_index]
    if operation is Operation.RANDOM:
        # Whole tenths, so that the numbers can be read and reckoned with.
        return become(document, layer, filter_index, rng.integers(-10, 11, kernel.shape) / 10)
    if operation is Operation.CLEAR:
        return become(document, layer, filter_index, np.zeros_like(kernel))
    changed = _OPERATIONS[operation](kernel)
    if changed.shape != kernel.shape:
        raise Refused("Only a square filter can be rotated or transposed: this one has unequal sides.")
    return set_kernel(document, layer, filter_index, changed)


def _normalised(kernel: Array) -> Array:
    """Divided so that the sizes of its numbers add up to 1; a filter of zeros stays."""
    total = float(np.abs(kernel).sum())
    return kernel if total == 0.0 or abs(total - 1.0) < 1e-12 else kernel / total


_OPERATIONS: dict[Operation, Callable[[Array], Array]] = {
    Operation.ROTATE: lambda kernel: np.rot90(kernel, -1, axes=(1, 2)),
    Operation.FLIP_ACROSS: lambda kernel: kernel[:, :, ::-1],
    Operation.FLIP_DOWN: lambda kernel: kernel[:, ::-1],
    Operation.TRANSPOSE: lambda kernel: kernel.transpose(0, 2, 1),
    # Taken from zero, so that no zero gets a sign.
    Operation.NEGATE: lambda kernel: 0.0 - kernel,
    Operation.NORMALISE: _normalised,
}


def rename_filter(document: Document, layer: int, filter_index: int, name: str) -> Document:
    """A filter of the first convolution gets a name; an empty one takes it away.

    Raises:
        Refused: the name is too long, or the filter is of a later convolution.
    """
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise Refused(f"A filter's name has at most {LONGEST_NAME} letters: shorten it.")
    if layer != first_convolution(document.network):
        raise Refused("Only the filters of the first convolution have names.")
    if document.filter_names[filter_index] == name:
        return document
    return replace(document, filter_names=_put(document.filter_names, filter_index, name))


def add_filter(document: Document, layer: int) -> Document:
    """A filter more, the last, of zeros. Nothing is wired to it yet.

    Raises:
        Refused: there are `MOST_FILTERS` already.
    """
    return _rearranged(document, layer, (*range(convolution(document.network, layer).filters), None))


def become(document: Document, layer: int, filter_index: int, kernel: Array, name: str = "") -> Document:
    """A filter becomes `kernel` ``(maps, rows, columns)``, in numbers and in name: the old one would be wrong for it.

    Raises:
        Refused: the numbers are not of the filter's size, or not finite, or the name is too long.
    """
    changed = set_kernel(document, layer, filter_index, kernel)
    if layer != first_convolution(document.network):
        return changed
    return rename_filter(changed, layer, filter_index, name)


def apply_preset(document: Document, layer: int, filter_index: int, preset: FilterPreset) -> Document:
    """A filter becomes `preset`, in numbers and in name.

    Raises:
        Refused: the filter is too small for it.
    """
    present = convolution(document.network, layer)
    kernel = kernel_for(preset, present.weight.shape[1], present.kernel_size)
    return become(document, layer, filter_index, kernel, preset.name)


def add_preset(document: Document, layer: int, preset: FilterPreset) -> Document:
    """A filter more, the last: `preset`, in numbers and in name. Nothing is wired to it yet.

    Raises:
        Refused: the layer's filters are too small for it, or there are `MOST_FILTERS` already.
    """
    added = add_filter(document, layer)
    return apply_preset(added, layer, convolution(added.network, layer).filters - 1, preset)


def duplicate_filter(document: Document, layer: int, filter_index: int) -> Document:
    """A filter twice, side by side; the two share its wires, so the votes stay what they were.

    Raises:
        Refused: there are `MOST_FILTERS` already.
    """
    count = convolution(document.network, layer).filters
    return _rearranged(document, layer, (*range(filter_index + 1), *range(filter_index, count)))


def remove_filter(document: Document, layer: int, filter_index: int) -> Document:
    """One filter less, and its wires with it.

    Raises:
        Refused: it is the only one.
    """
    count = convolution(document.network, layer).filters
    return _rearranged(document, layer, [index for index in range(count) if index != filter_index])


def move_filter(document: Document, layer: int, filter_index: int, to: int) -> Document:
    """A filter takes the place `to`, and its wires go with it: the votes stay what they were."""
    count = convolution(document.network, layer).filters
    to = max(0, min(to, count - 1))
    if to == filter_index:
        return document
    order = [index for index in range(count) if index != filter_index]
    order.insert(to, filter_index)
    return _rearranged(document, layer, order)


def _rearranged(document: Document, layer: int, order: Sequence[int | None]) -> Document:
    """The filters in another `order`, None for a new one of zeros."""
    if not order:
        raise Refused("A convolution needs at least one filter: clear it instead.")
    if len(order) > MOST_FILTERS:
        raise Refused(f"There can be at most {MOST_FILTERS} filters: remove one first.")
    present = convolution(document.network, layer)
    empty = np.zeros(present.weight.shape[1:])
    weight = np.stack([empty if old is None else present.weight[old] for old in order])
    bias = present.bias
    if bias is not None:
        bias = np.array([0.0 if old is None else bias[old] for old in order])
    network = rearrange_filters(document.network, layer, replace(present, weight=weight, bias=bias), order)
    names = document.filter_names
    if layer == first_convolution(document.network):
        names = tuple("" if old is None else names[old] for old in order)
    return replace(document, network=network, filter_names=names)


def _with_convolution(document: Document, layer: int, changed: Conv2d) -> Document:
    layers = _put(document.network.layers, layer, changed)
    return replace(document, network=replace(document.network, layers=layers))


def _put(values: tuple[_T, ...], index: int, value: _T) -> tuple[_T, ...]:
    return (*values[:index], value, *values[index + 1 :])
