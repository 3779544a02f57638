"""The numbers that a network learns, in grids small enough to look at: a filter, a class's votes, the biases."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Shape, Table
from cnnviz.engine.layers import Conv2d, Flatten, Layer, Linear
from cnnviz.engine.network import Network
from cnnviz.model.document import first_convolution
from cnnviz.model.view import Weight
from cnnviz.model.words import gives_votes

#: A list that was never a map is shown in pieces of as many numbers, in lines of half of that.
PIECE = 16


@dataclass(frozen=True, eq=False)
class WeightBlock:
    """A grid of numbers of one parameter.

    title: what it is called: "Filter 2 (Cross)", "Votes for X, map 3", "Biases".
    layer, name: whose numbers; shape: of the whole parameter.
    places: ``(rows, columns)``: which number of the flattened parameter stands in each cell.
    """

    title: str
    layer: int
    name: str
    shape: Shape
    places: Table

    def weight(self, row: int, column: int) -> Weight:
        """The number in a cell."""
        index = np.unravel_index(int(self.places[row, column]), self.shape)
        return Weight(self.layer, self.name, tuple(int(at) for at in index))

    def cell(self, weight: Weight) -> tuple[int, int] | None:
        """The row and column of a number, or None where it stands in another grid."""
        if (weight.layer, weight.name) != (self.layer, self.name):
            return None
        found = np.argwhere(self.places == int(np.ravel_multi_index(weight.index, self.shape)))
        return (int(found[0, 0]), int(found[0, 1])) if len(found) else None


def weight_blocks(network: Network, filter_names: tuple[str, ...] = ()) -> tuple[WeightBlock, ...]:
    """Every number of `network`, each in one grid, in the order of the layers.

    filter_names: those of the first convolution.
    """
    return tuple(block for index in range(len(network.layers)) for block in _of_layer(network, index, filter_names))


def _of_layer(network: Network, index: int, filter_names: tuple[str, ...]) -> Iterator[WeightBlock]:
    layer = network.layers[index]
    named = _titles(network, index, filter_names)
    for name, values in layer.parameters.items():
        places = np.arange(values.size).reshape(values.shape)
        if name == "bias":
            for part, piece in _pieces(places):
                yield WeightBlock(_joined(_prefix(network, index), "biases", part), index, name, values.shape, piece)
        else:
            for title, of_one in zip(named, _by_map(network, index, places), strict=True):
                for part, piece in of_one:
                    yield WeightBlock(_joined(title, part), index, name, values.shape, piece)


def _by_map(network: Network, index: int, places: Table) -> Iterator[list[tuple[str, Table]]]:
    """For each filter or vote its grids, each with what is added to its title."""
    layer = network.layers[index]
    maps = places.shape[1:] if isinstance(layer, Conv2d) else _flattened(network, index)
    for of_one in places:
        if maps is None:
            yield list(_pieces(of_one))
        else:
            grids = of_one.reshape(maps)
            yield [(f"map {number}" if len(grids) > 1 else "", grid) for number, grid in enumerate(grids, start=1)]


def _flattened(network: Network, index: int) -> Shape | None:
    """The shape of the maps that layer `index` reads as a list; None where it reads what was a list before."""
    before = network.layers[index - 1] if index else None
    shape = network.shapes[index - 1] if index else ()
    return shape if isinstance(before, Flatten) and len(shape) == 3 else None


def _pieces(places: Table) -> Iterator[tuple[str, Table]]:
    for start in range(0, len(places), PIECE):
        piece = places[start : start + PIECE]
        part = f"{start + 1} to {start + len(piece)}" if len(places) > PIECE else ""
        yield part, piece.reshape(2, -1) if len(piece) == PIECE else piece[None]


def _titles(network: Network, index: int, filter_names: tuple[str, ...]) -> list[str]:
    layer = network.layers[index]
    prefix = _prefix(network, index)
    if isinstance(layer, Conv2d):
        names = filter_names if index == first_convolution(network) else ()
        known = [*names, *[""] * layer.filters][: layer.filters]
        return [
            _joined(prefix, f"filter {number} ({name})" if name not in {"", f"Filter {number}"} else f"filter {number}")
            for number, name in enumerate(known, start=1)
        ]
    if not isinstance(layer, Linear):
        return []
    if gives_votes(network, index + 1):
        return [f"Votes for {name}" for name in network.classes]
    return [_joined(prefix, f"value {number + 1}") for number in range(math.prod(network.shapes[index + 1]))]


def _prefix(network: Network, index: int) -> str:
    """Which of several layers of one kind it is: "Convolution 2"; empty where there is one."""
    layer = network.layers[index]
    alike = [number for number, other in enumerate(network.layers) if type(other) is type(layer)]
    title = _kind(network, index, layer)
    return f"{title} {alike.index(index) + 1}" if len(alike) > 1 else title if isinstance(layer, Linear) else ""


def _kind(network: Network, index: int, layer: Layer) -> str:
    if isinstance(layer, Linear):
        return "Votes" if gives_votes(network, index + 1) else "Hidden values"
    return layer.title


def _joined(*parts: str) -> str:
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]
