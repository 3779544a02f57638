"""Which weights of a layer still fit, and where they go in the layer that takes its place."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from types import EllipsisType

import numpy as np

from cnnviz.engine.arrays import Array, Shape
from cnnviz.engine.layers import Conv2d, Layer, Linear
from cnnviz.model.architecture.blueprints import blueprint_of
from cnnviz.model.rewiring import in_order, spread

Weighted = Conv2d | Linear


@dataclass(frozen=True, eq=False)
class Stream:
    """The maps, or values, that go from one layer to the next.

    names: whose each of them is, so that its wires are found again. cells: rows and columns of each map, also where
        they have been flattened; 1 and 1 for a value.
    """

    names: tuple[Hashable, ...]
    cells: tuple[int, int]

    def through(self, layer: Layer, shape: Shape, names: Sequence[Hashable]) -> Stream:
        """What comes out of `layer`, with `shape`; `names` are those of its filters or neurons if it has any."""
        cells = (shape[1], shape[2]) if len(shape) == 3 else self.cells
        if isinstance(layer, Linear):
            cells = (1, 1)
        return Stream(tuple(names) if isinstance(layer, Weighted) else self.names, cells)


@dataclass(frozen=True, eq=False)
class Kept:
    """A layer of the new network.

    count: how many of its filters or neurons are the old ones, which are the first; 0 where all are newly drawn.
    notes: what was done to those, in a few words each.
    """

    layer: Layer
    count: int
    notes: tuple[str, ...] = ()


def kept_weights(old: Weighted, drawn: Weighted, before: Stream, now: Stream) -> Kept:
    """`drawn` with every weight of `old` that still fits in its place; `old` itself where nothing differs.

    `before` came into the one, `now` comes into the other. Wires go with their map; where none of the maps is known but
    the number of wires is right, they stay as they are.
    """
    order = _order(before, now, is_dense=isinstance(old, Linear))
    if order is None:
        return Kept(drawn, 0)
    weight = in_order(old.weight.reshape(len(old.weight), len(before.names), *_sides(old, before)), order)
    notes = [] if order == list(range(len(before.names))) else _rewired(before, order)
    if isinstance(old, Linear):
        if now.cells != before.cells:
            weight = spread(weight, *now.cells)
            notes.append(f"the wires of each map now go to its {_by(now.cells)} cells")
    elif old.weight.shape[2:] != drawn.weight.shape[2:]:
        weight = _centred(weight, drawn.weight.shape[2:])
        notes.append(_resized(old.weight.shape[2:], drawn.weight.shape[2:]))
    count = min(len(old.weight), len(drawn.weight))
    notes += _counted(old, drawn, count)
    if not notes and blueprint_of(old) == blueprint_of(drawn):
        return Kept(old, count)
    return Kept(_filled(old, drawn, weight, count), count, tuple(notes))


def _order(before: Stream, now: Stream, *, is_dense: bool) -> list[int | None] | None:
    """For each map coming in now, the place that it had before; None where nothing fits."""
    places = {name: index for index, name in enumerate(before.names)}
    order = [places.get(name) for name in now.names]
    if any(place is not None for place in order):
        return order
    fits = len(order) == len(before.names) and (not is_dense or now.cells == before.cells)
    return list(range(len(order))) if fits else None


def _sides(layer: Weighted, stream: Stream) -> tuple[int, ...]:
    """Rows and columns of the weights for one map."""
    return layer.weight.shape[2:] if isinstance(layer, Conv2d) else stream.cells


def _centred(weight: Array, size: tuple[int, ...]) -> Array:
    """Kernels ``(..., rows, columns)`` in the middle of larger ones of zeros, or the middle of them."""
    centred = np.zeros((*weight.shape[:2], *size))
    common = [min(new, old) for new, old in zip(size, weight.shape[2:], strict=True)]
    centred[_middle(size, common)] = weight[_middle(weight.shape[2:], common)]
    return centred


def _middle(sides: Sequence[int], common: Sequence[int]) -> tuple[EllipsisType | slice, ...]:
    """The cells in the middle of `sides`, as many as `common` says."""
    first = [(side - inner) // 2 for side, inner in zip(sides, common, strict=True)]
    return (..., *(slice(start, start + inner) for start, inner in zip(first, common, strict=True)))


def _filled(old: Weighted, drawn: Weighted, weight: Array, count: int) -> Weighted:
    """`drawn` with the first `count` of its filters or neurons those of `weight`."""
    filled = drawn.weight.copy()
    filled[:count] = weight[:count].reshape(count, *filled.shape[1:])
    bias = drawn.bias
    if bias is not None and old.bias is not None:
        bias = np.concatenate((old.bias[:count], bias[count:]))
    if np.array_equal(filled, old.weight):
        # The very same array where it holds the same numbers, so that nothing is shown anew.
        filled = old.weight
    return replace(drawn, weight=filled, bias=bias)


def _counted(old: Weighted, drawn: Weighted, count: int) -> list[str]:
    what = "filter" if isinstance(old, Conv2d) else "neuron"
    new, gone = len(drawn.weight) - count, len(old.weight) - count
    notes = []
    if new:
        notes.append(f"{new} {what}{'s are' if new > 1 else ' is'} newly drawn")
    if gone:
        notes.append(f"{gone} {what}{'s are' if gone > 1 else ' is'} gone")
    if old.bias is not None and drawn.bias is None and old.bias.any():
        notes.append("the biases are gone")
    return notes


def _rewired(before: Stream, order: Sequence[int | None]) -> list[str]:
    notes = []
    if None in order:
        notes.append("the wires to what is new start at 0")
    if len({place for place in order if place is not None}) < len(before.names):
        notes.append("the wires to what is gone went with it")
    return notes


def _resized(old: tuple[int, ...], new: tuple[int, ...]) -> str:
    if all(side >= other for side, other in zip(new, old, strict=True)):
        return f"its filters stand in the middle of {_by(new)}, with zeros around"
    return f"the middle of its filters is left, {_by(new)}"


def _by(sides: Sequence[int]) -> str:
    return "x".join(map(str, sides))
