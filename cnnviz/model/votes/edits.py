"""Edits of the votes: who is wired to what, how strongly, and what the classes are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Linear
from cnnviz.engine.network import Network
from cnnviz.model.document import Document
from cnnviz.model.refused import Refused

LONGEST_NAME = 10
#: A wire is thick where its weight is more than this share of the largest one of its class.
THICK = 0.5


def voting_layer(network: Network) -> int | None:
    """The index in `network.layers` of the last layer of votes, or None."""
    found = (index for index in range(len(network.layers) - 1, -1, -1) if isinstance(network.layers[index], Linear))
    return next(found, None)


def voting_table(network: Network) -> Array | None:
    """The weights of the last layer of votes ``(classes, values)``, its biases as one more column; None without one."""
    index = voting_layer(network)
    return None if index is None else _table(_linear(network, index))


def with_voting_block(document: Document, row: int, column: int, block: Array) -> Document:
    """`document` with `block` ``(rows, columns)`` in its voting table from `row` and `column` on.

    Raises:
        Refused: there are no votes, or the block does not fit.
    """
    index = _required_layer(document)
    table = _table(_linear(document.network, index)).copy()
    rows, columns = block.shape
    if row + rows > table.shape[0] or column + columns > table.shape[1]:
        raise Refused("The block is larger than the table of weights: paste fewer cells, or start further up or left.")
    table[row : row + rows, column : column + columns] = block
    return _with_table(document, index, table)


def with_vote(document: Document, row: int, column: int, value: float) -> Document:
    """`document` with one number of its voting table changed."""
    return with_voting_block(document, row, column, np.array([[value]]))


def with_even_votes(document: Document) -> Document:
    """`document` with each vote the mean of its thickly wired values, as in the lecture: n wires of 1/n, no others.

    Raises:
        Refused: there are no votes, or a class has no wire of a positive weight.
    """
    index = _required_layer(document)
    weight = _linear(document.network, index).weight
    largest = weight.max(axis=1)
    for row, strongest in enumerate(largest.tolist()):
        if strongest <= 0:
            name = document.network.classes[row] if row < len(document.network.classes) else f"Vote {row + 1}"
            raise Refused(f"{name} has no wire of a positive weight: give it at least one first.")
    thick = weight > THICK * largest[:, None]
    table = _table(_linear(document.network, index)).copy()
    table[:, : weight.shape[1]] = thick / thick.sum(axis=1, keepdims=True)
    return _with_table(document, index, table)


def without_votes(document: Document) -> Document:
    """`document` with every voting weight 0: no wires.

    Raises:
        Refused: there are no votes.
    """
    index = _required_layer(document)
    return _with_table(document, index, np.zeros_like(_table(_linear(document.network, index))))


def with_class_name(document: Document, index: int, name: str) -> Document:
    """`document` with a class called `name`, less the space around it.

    Raises:
        Refused: the name is empty, too long, or that of another class.
    """
    name = " ".join(name.split())
    classes = document.network.classes
    if name == classes[index]:
        return document
    name = checked_name(name, classes)
    old = document.network
    network = Network(old.input_shape, old.layers, (*classes[:index], name, *classes[index + 1 :]))
    return replace(document, network=network)


def checked_name(name: str, classes: Sequence[str]) -> str:
    """`name`, less the space around it, for one more class beside `classes`.

    Raises:
        Refused: it is empty, too long, or that of another class.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"A class needs a name of 1 to {LONGEST_NAME} letters.")
    if name in classes:
        raise Refused(f"There is a class {name} already: choose another name.")
    return name


def _linear(network: Network, index: int) -> Linear:
    layer = network.layers[index]
    assert isinstance(layer, Linear)
    return layer


def _required_layer(document: Document) -> int:
    index = voting_layer(document.network)
    if index is None:
        raise Refused("This network has no layer of votes, so there are no weights to change.")
    return index


def _table(layer: Linear) -> Array:
    return layer.weight if layer.bias is None else np.concatenate((layer.weight, layer.bias[:, None]), axis=1)


def _with_table(document: Document, index: int, table: Array) -> Document:
    network = document.network
    layer = _linear(network, index)
    if np.array_equal(_table(layer), table):
        return document
    values = layer.weight.shape[1]
    changed = Linear(table[:, :values], None if layer.bias is None else table[:, values])
    layers = (*network.layers[:index], changed, *network.layers[index + 1 :])
    return replace(document, network=Network(network.input_shape, layers, network.classes))
