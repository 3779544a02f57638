"""The classes of the person's own samples: added, renamed, removed, and told to the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Linear
from cnnviz.engine.network import Network
from cnnviz.model.document import MOST_CLASSES, Document, OwnSamples
from cnnviz.model.numbers import listed
from cnnviz.model.refused import Refused
from cnnviz.model.samples.own import own_samples
from cnnviz.model.votes.edits import checked_name, voting_layer, with_class_name

FEWEST_CLASSES = 2


def with_class(document: Document, name: str) -> Document:
    """`document` with one more class for samples.

    Raises:
        Refused: there are `MOST_CLASSES`, or it is no name for one.
    """
    own = own_samples(document)
    if len(own.classes) >= MOST_CLASSES:
        raise Refused(f"There are {MOST_CLASSES} classes already: rename or remove one of them.")
    return replace(document, samples=replace(own, classes=(*own.classes, checked_name(name, own.classes))))


def with_class_renamed(document: Document, label: int, name: str) -> Document:
    """`document` with a class of the samples called `name`, by the network too where it knows the class.

    Raises:
        Refused: it is no name for a class.
    """
    own = own_samples(document)
    old = own.classes[label]
    if " ".join(name.split()) == old:
        return document
    new = checked_name(name, own.classes)
    network = document.network.classes
    if old in network and new not in network:
        document = with_class_name(document, network.index(old), new)
    return replace(document, samples=_renamed(own, old, new))


def with_voted_class_renamed(document: Document, index: int, name: str) -> Document:
    """`document` with a class of the network called `name`; samples of the class go with it.

    Raises:
        Refused: it is no name for a class.
    """
    old = document.network.classes[index]
    renamed = with_class_name(document, index, name)
    own, new = renamed.samples, renamed.network.classes[index]
    if renamed is document or own is None or old not in own.classes or new in own.classes:
        return renamed
    return replace(renamed, samples=_renamed(own, old, new))


def without_class(document: Document, label: int) -> Document:
    """`document` without a class and its samples.

    Raises:
        Refused: there would be fewer than `FEWEST_CLASSES`.
    """
    own = own_samples(document)
    if len(own.classes) <= FEWEST_CLASSES:
        raise Refused(f"At least {FEWEST_CLASSES} classes are needed: rename it, or delete its samples.")
    kept = [index for index, its in enumerate(own.labels) if its != label]
    return replace(
        document,
        samples=OwnSamples(
            tuple(own.pictures[index] for index in kept),
            tuple(own.labels[index] - (own.labels[index] > label) for index in kept),
            own.classes[:label] + own.classes[label + 1 :],
            own.coding,
        ),
    )


def unknown_classes(document: Document) -> tuple[str, ...]:
    """The classes of samples that the network has no vote for."""
    own, known = document.samples, document.network.classes
    return () if own is None else tuple(name for name in own.classes if name not in known)


def with_votes_for_samples(document: Document) -> Document:
    """`document` with a vote for each class of the samples, in their order, and for no other.

    A vote that is there keeps its weights; a new one starts with none.

    Raises:
        Refused: the network has no layer of votes.
    """
    classes, network = own_samples(document).classes, document.network
    index = voting_layer(network)
    if index is None or not network.classes:
        raise Refused("This network has no layer of votes: choose another network for your classes.")
    if classes == network.classes:
        return document
    layer = network.layers[index]
    assert isinstance(layer, Linear)
    votes = Linear(
        _rows(layer.weight, network.classes, classes),
        None if layer.bias is None else _rows(layer.bias, network.classes, classes),
    )
    layers = (*network.layers[:index], votes, *network.layers[index + 1 :])
    return replace(document, network=Network(network.input_shape, layers, classes))


def describe_classes(names: Sequence[str]) -> str:
    """Names as a person reads them: “A”, “B” and “C”."""
    return listed([f"“{name}”" for name in names])


def _rows(values: Array, old: Sequence[str], new: Sequence[str]) -> Array:
    """The entries of `values` for the classes `new`, 0 for those that are not among `old`."""
    return np.stack([values[old.index(name)] if name in old else np.zeros(values.shape[1:]) for name in new])


def _renamed(own: OwnSamples, old: str, new: str) -> OwnSamples:
    return replace(own, classes=tuple(new if name == old else name for name in own.classes))
