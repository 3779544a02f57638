"""Where a number comes from: its sum in real numbers, and its way back to the pixels and on to the votes."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple, overload

import numpy as np

from cnnviz.engine.arrays import Array, Cell, Mask, Shape, Table
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Linear, MaxPool2d, Pool2d, ReLU, Softmax
from cnnviz.engine.network import Network, Trace


class Operation(Enum):
    """What makes one value out of its terms."""

    PIXEL = "pixel"
    CONVOLVE = "convolve"
    RELU = "relu"
    MAX = "max"
    MEAN = "mean"
    COPY = "copy"
    VOTE = "vote"
    SOFTMAX = "softmax"


class Term(NamedTuple):
    """One thing that goes into a value.

    source: the cell of the stage before, or None for a zero of the padding.
    value: what stands in that cell.
    weight: what it is multiplied by; None where nothing is multiplied.
    amount: what the term brings: the product; exp(value - largest value) for softmax; the value itself otherwise.
    """

    source: Cell | None
    value: float
    weight: float | None
    amount: float


@dataclass(frozen=True, eq=False)
class Wires(Sequence[Term]):
    """The terms of a vote, each made only when it is asked for: there can be thousands, of which few are shown.

    sources: which values of the stage before they are; values, weights: one each, all ``(terms,)``.
    """

    sources: Table
    values: Array
    weights: Array

    @cached_property
    def amounts(self) -> Array:
        """What each brings, ``(terms,)``."""
        return self.values * self.weights

    def taken(self, which: Table | Mask | slice) -> Wires:
        """Those that `which` picks, in its order."""
        return Wires(self.sources[which], self.values[which], self.weights[which])

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> Term: ...
    @overload
    def __getitem__(self, index: slice) -> Wires: ...
    def __getitem__(self, index: int | slice) -> Term | Wires:
        if isinstance(index, slice):
            return self.taken(index)
        weight = float(self.weights[index])
        return Term((int(self.sources[index]),), float(self.values[index]), weight, float(self.amounts[index]))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Wires):
            return NotImplemented
        pairs = ((self.sources, other.sources), (self.values, other.values), (self.weights, other.weights))
        return all(np.array_equal(one, another) for one, another in pairs)

    def __hash__(self) -> int:
        return hash((self.values.tobytes(), self.weights.tobytes()))


@dataclass(frozen=True)
class Explanation:
    """The arithmetic behind one value.

    terms: in reading order: map by map, row by row.
    divisor: what the sum is divided by: the pixels of a filter, the values of a mean, the sum of powers; else None.
    bias: what is added at the end, or None.
    winner: the index in `terms` of the value that max pooling kept, or None.
    total: the value, computed from the terms alone.
    value: the value as the forward pass computed it; equal to `total` up to the order of addition.
    window: (maps, rows, columns) of the patch that the terms form; None where they form no patch.
    """

    stage: int
    cell: Cell
    operation: Operation
    terms: Sequence[Term]
    total: float
    value: float
    divisor: float | None = None
    bias: float | None = None
    winner: int | None = None
    window: Shape | None = None


def explain(trace: Trace, stage: int, cell: Cell) -> Explanation:
    """The arithmetic behind the value at `cell` of `stage`, for a trace of one picture.

    Raises:
        IndexError: there is no such stage or cell.
        ValueError: the trace is one of many pictures.
    """
    check_cell(trace.network, stage, cell)
    if trace.picture.shape != trace.network.input_shape:
        raise ValueError("An explanation is about one picture, but the trace holds many.")
    value = float(trace.stages[stage][cell])
    if stage == 0:
        return Explanation(stage, cell, Operation.PIXEL, (), value, value)
    layer, before = trace.network.layers[stage - 1], trace.stages[stage - 1]
    match layer:
        case Conv2d():
            return _convolve(layer, before, stage, cell, value)
        case Pool2d():
            return _pool(layer, before, stage, cell, value)
        case ReLU():
            source = float(before[cell])
            return Explanation(stage, cell, Operation.RELU, (_plain(cell, source),), max(0.0, source), value)
        case Flatten():
            place = tuple(int(i) for i in np.unravel_index(cell[0], before.shape))
            source = float(before[place])
            return Explanation(stage, cell, Operation.COPY, (_plain(place, source),), source, value)
        case Linear():
            return _vote(layer, before, stage, cell, value)
        case Softmax():
            return _softmax(before, stage, cell, value)
    raise NotImplementedError(f"{type(layer).__name__} has no explanation yet.")


def check_cell(network: Network, stage: int, cell: Cell) -> None:
    """Make sure that `cell` of `stage` is there.

    Raises:
        IndexError: it is not.
    """
    if not has_cell(network, stage, cell):
        raise IndexError(f"The network has no cell {cell} in stage {stage}.")


def has_cell(network: Network, stage: int, cell: Cell) -> bool:
    """Whether `network` has a value at `cell` of `stage`."""
    if not 0 <= stage < len(network.shapes):
        return False
    shape = network.shapes[stage]
    return len(cell) == len(shape) and all(0 <= index < size for index, size in zip(cell, shape, strict=True))


def receptive_field(network: Network, stage: int, cell: Cell) -> tuple[Mask, ...]:
    """For each stage from the picture up to `stage`, which of its values the value at `cell` depends on.

    Returns masks of ``network.shapes[: stage + 1]``; the last marks `cell` alone.
    """
    masks = [_single(network, stage, cell)]
    for index in range(stage - 1, -1, -1):
        masks.append(network.layers[index].sources(network.shapes[index], masks[-1]))
    return tuple(reversed(masks))


def reach(network: Network, stage: int, cell: Cell) -> tuple[Mask, ...]:
    """For each stage from `stage` to the votes, which of its values depend on the value at `cell`.

    Returns masks of ``network.shapes[stage:]``; the first marks `cell` alone.
    """
    masks = [_single(network, stage, cell)]
    for index in range(stage, len(network.layers)):
        masks.append(network.layers[index].reached(network.shapes[index], masks[-1]))
    return tuple(masks)


def _single(network: Network, stage: int, cell: Cell) -> Mask:
    check_cell(network, stage, cell)
    mask = np.zeros(network.shapes[stage], dtype=np.bool_)
    mask[cell] = True
    return mask


def _plain(source: Cell, value: float) -> Term:
    return Term(source, value, None, value)


def _products(sources: Iterable[Cell | None], values: list[float], weights: list[float]) -> tuple[Term, ...]:
    return tuple(map(Term, sources, values, weights, map(operator.mul, values, weights)))


def _convolve(layer: Conv2d, before: Array, stage: int, cell: Cell, value: float) -> Explanation:
    maps = before.shape[0]
    pixels = layer.places(before.shape).pixels(cell[1], cell[2])
    sources = [None if pixel is None else (of_map, *pixel) for of_map in range(maps) for pixel in pixels]
    values = [0.0 if source is None else float(before[source]) for source in sources]
    terms = _products(sources, values, layer.kernel_in_place(cell[0]).ravel().tolist())
    total = sum(term.amount for term in terms) / layer.divisor
    bias = None if layer.bias is None else float(layer.bias[cell[0]])
    return Explanation(
        stage,
        cell,
        Operation.CONVOLVE,
        terms,
        total + (bias or 0.0),
        value,
        divisor=float(layer.divisor) if layer.divide_by_pixels else None,
        bias=bias,
        window=(maps, *layer.kernel_size),
    )


def _pool(layer: Pool2d, before: Array, stage: int, cell: Cell, value: float) -> Explanation:
    pixels = layer.places(before.shape).pixels(cell[1], cell[2])
    sources = [(cell[0], *pixel) for pixel in pixels if pixel is not None]
    terms = tuple(_plain(source, float(before[source])) for source in sources)
    amounts = [term.amount for term in terms]
    height = len({source[1] for source in sources})
    window = (1, height, len(sources) // height)
    match layer:
        case MaxPool2d():
            best = max(amounts)
            winner = amounts.index(best)
            return Explanation(stage, cell, Operation.MAX, terms, best, value, winner=winner, window=window)
        case AvgPool2d():
            count = float(len(amounts))
            mean = sum(amounts) / count
            return Explanation(stage, cell, Operation.MEAN, terms, mean, value, divisor=count, window=window)
    raise NotImplementedError(f"{type(layer).__name__} has no explanation yet.")


def _vote(layer: Linear, before: Array, stage: int, cell: Cell, value: float) -> Explanation:
    terms = Wires(np.arange(len(before)), before, layer.weight[cell[0]])
    bias = None if layer.bias is None else float(layer.bias[cell[0]])
    total = float(sum(terms.amounts.tolist())) + (bias or 0.0)
    return Explanation(stage, cell, Operation.VOTE, terms, total, value, bias=bias)


def _softmax(before: Array, stage: int, cell: Cell, value: float) -> Explanation:
    powers = np.exp(before - before.max())
    terms = tuple(
        Term((index,), seen, None, power)
        for index, (seen, power) in enumerate(zip(before.tolist(), powers.tolist(), strict=True))
    )
    divisor = sum(term.amount for term in terms)
    total = terms[cell[0]].amount / divisor
    return Explanation(stage, cell, Operation.SOFTMAX, terms, total, value, divisor=divisor, winner=None)
