"""Every number that a network learns, by the names a person knows it by."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.model.document import Document, with_network
from cnnviz.model.filters.edits import filter_name
from cnnviz.model.view import Weight
from cnnviz.model.words import gives_votes


@dataclass(frozen=True)
class Axis:
    """One way to walk among the numbers of a parameter: what it is called, and its places."""

    title: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Parameter:
    """All numbers of one kind in one layer: "Filters", "Voting weights"."""

    layer: int
    name: str
    title: str


def parameters_of(network: Network) -> tuple[Parameter, ...]:
    """What there is to learn, in order; layers of the same kind are numbered."""
    kinds = [_kind(network, index) for index in range(len(network.layers))]
    found = []
    for index, layer in enumerate(network.layers):
        number = f" {kinds[: index + 1].count(kinds[index])}" if kinds.count(kinds[index]) > 1 else ""
        for name in layer.parameters:
            plural = {"Filter": "Filters"}.get(kinds[index], f"{kinds[index]} weights")
            title = plural if name == "weight" else f"{kinds[index]} biases"
            found.append(Parameter(index, name, title + number))
    return tuple(found)


def chosen_weight(network: Network, chosen: Weight | None) -> Weight | None:
    """The weight that a person chose, else the middle of the first filter; None where there is nothing to learn."""
    parameters = parameters_of(network)
    if chosen is not None or not parameters:
        return chosen
    return first_weight(network, parameters[0])


def first_weight(network: Network, parameter: Parameter) -> Weight:
    """The number of `parameter` to begin with: the middle of the first filter, the wire of the first value."""
    shape = network.layers[parameter.layer].parameters[parameter.name].shape
    return Weight(parameter.layer, parameter.name, (0,) * len(shape[:2]) + tuple(side // 2 for side in shape[2:]))


def moved(weight: Weight, axis: int, place: int) -> Weight:
    """The weight at another place along one axis."""
    index = list(weight.index)
    index[axis] = place
    return replace(weight, index=tuple(index))


def axes_of(document: Document, weight: Weight) -> tuple[Axis, ...]:
    """How to walk among the numbers beside `weight`: one axis for each part of its index."""
    network = document.network
    shape = network.layers[weight.layer].parameters[weight.name].shape
    first = tuple(_owner(document, weight.layer, index) for index in range(shape[0]))
    title, *others = _titles(network, weight.layer)
    counted = (_counted(other, size) for other, size in zip(others, shape[1:], strict=False))
    return (Axis(title, first), *counted)


def describe_weight(document: Document, weight: Weight) -> str:
    """Which number: "Diagonal, row 2, column 2", "X from value 5", "bias of X"."""
    owner = _owner(document, weight.layer, weight.index[0])
    if weight.name == "bias":
        return f"bias of {owner}"
    if not isinstance(document.network.layers[weight.layer], Conv2d):
        return f"{owner} from value {weight.index[1] + 1}"
    _, of_map, row, column = weight.index
    maps = document.network.layers[weight.layer].parameters[weight.name].shape[1]
    return f"{owner},{f' map {of_map + 1},' if maps > 1 else ''} row {row + 1}, column {column + 1}"


def value_of(network: Network, weight: Weight) -> float:
    """The weight's present value."""
    return float(network.layers[weight.layer].parameters[weight.name][weight.index])


def with_weight(document: Document, weight: Weight, value: float) -> Document:
    """`document` with one finite number of its network changed; the same object where nothing changes."""
    return with_network(document, network_with(document.network, weight, value))


def network_with(network: Network, weight: Weight, value: float) -> Network:
    """`network` with one number changed, to a finite one; itself where it has that value."""
    layer = network.layers[weight.layer]
    if value_of(network, weight) == value:
        return network
    numbers = layer.parameters[weight.name].copy()
    numbers[weight.index] = value
    changed = layer.with_parameters({weight.name: numbers})
    return network.with_layers((*network.layers[: weight.layer], changed, *network.layers[weight.layer + 1 :]))


def _kind(network: Network, index: int) -> str:
    if isinstance(network.layers[index], Conv2d):
        return "Filter"
    if not network.layers[index].parameters:
        return ""
    return "Voting" if gives_votes(network, index + 1) else "Hidden"


def _owner(document: Document, layer: int, index: int) -> str:
    network = document.network
    if isinstance(network.layers[layer], Conv2d):
        return filter_name(document, layer, index)
    return network.classes[index] if gives_votes(network, layer + 1) else f"hidden value {index + 1}"


def _counted(title: str, size: int) -> Axis:
    return Axis(title, tuple(f"{title.lower()} {number}" for number in range(1, size + 1)))


def _titles(network: Network, layer: int) -> tuple[str, ...]:
    if isinstance(network.layers[layer], Conv2d):
        return "Filter", "Map", "Row", "Column"
    return "Vote" if gives_votes(network, layer + 1) else "Hidden value", "Value"
