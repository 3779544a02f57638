"""The layers that a scene lists: a network of its own, with the weights of another where they fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from cnnviz.engine.layers import AvgPool2d, Flatten, Linear, MaxPool2d, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.architecture.blueprints import Blueprint, Convolution, Dense, Fixed, Pooling, blueprint_of, knobs
from cnnviz.model.architecture.building import build
from cnnviz.model.architecture.plan import MOST_LAYERS, Place, Plan
from cnnviz.model.document import MOST_CLASSES, Document
from cnnviz.model.lessons.kernels import filter_of, with_filters
from cnnviz.model.lessons.table import Table, among, flag, matrix, texts, whole
from cnnviz.model.refused import Refused

_VOTES = "Votes"
_KINDS: Mapping[str, Blueprint] = {
    Convolution.title: Convolution(bias=False),
    MaxPool2d.title: Pooling(),
    AvgPool2d.title: Pooling(mean=True),
    ReLU.title: Fixed(ReLU),
    Flatten.title: Fixed(Flatten),
    Softmax.title: Fixed(Softmax),
    Dense.title: Dense(bias=False),
    _VOTES: Dense(bias=False),
}


def network_of(table: Table, document: Document, named: Mapping[str, Callable[[], Document]]) -> Document:
    """`document` with the network of a table: ``layers``, ``classes``, and ``like``, which has the weights to keep.

    A listed layer keeps the knobs and weights of the next one of its kind in ``like``, or in the document's network,
    as far as they fit; other weights are drawn by lot, always the same.

    Raises:
        Refused: the layers do not fit, or one of them is not known.
    """
    table.only("like", "layers", "classes")
    origin = among(table.values["like"], named, "network")() if "like" in table else document
    classes = texts(table.values["classes"]) if "classes" in table else origin.network.classes
    if len(classes) > MOST_CLASSES or len(set(classes)) < len(classes):
        raise Refused(f"a network has at most {MOST_CLASSES} classes, each with a name of its own.")
    listed = _listed(table, origin.network)
    places = _places(listed, origin.network, len(classes))
    built = build(Plan(document.network.input_shape, classes, places, origin.network, origin.filter_names))
    network = _with_weights(built.network, listed)
    return _with_kernels(replace(document, network=network, filter_names=built.filter_names), listed)


def _listed(table: Table, network: Network) -> list[Table]:
    """A table for each layer; those of `network` where none are listed."""
    value = table.values.get("layers", [blueprint_of(layer).title for layer in network.layers])
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_LAYERS:
        raise Refused(f'here a list of 1 to {MOST_LAYERS} layers belongs: write ["Convolution", "ReLU"].')
    places = ((*table.place, "layers", index) for index in range(len(value)))
    entries = (entry if isinstance(entry, Mapping) else {"layer": entry} for entry in value)
    return [Table(entry, table.lines, place, table.faults) for entry, place in zip(entries, places, strict=True)]


def _places(listed: list[Table], network: Network, classes: int) -> tuple[Place, ...]:
    left = {index: blueprint_of(layer) for index, layer in enumerate(network.layers)}
    places = []
    for table in listed:
        name, kind = _kind(table)
        origin = next((index for index, each in left.items() if each.title == kind.title), None)
        blueprint = kind if origin is None else left.pop(origin)
        if name == _VOTES and isinstance(blueprint, Dense):
            blueprint = replace(blueprint, neurons=classes or blueprint.neurons)
        places.append(Place(_turned(table, blueprint), origin))
    return tuple(places)


def _kind(table: Table) -> tuple[str, Blueprint]:
    if "layer" not in table:
        raise Refused('a layer needs its kind: write layer = "Convolution", or another.')
    kind = among(table.values["layer"], _KINDS, "layer")
    return str(table.values["layer"]).strip().capitalize(), kind


def _turned(table: Table, blueprint: Blueprint) -> Blueprint:
    """`blueprint` with the knobs that the table sets."""
    changes: dict[str, Any] = {}
    more = {Convolution: ("divide",), Dense: ("weights",)}.get(type(blueprint), ())
    known = {knob.field: knob for knob in knobs(blueprint) if knob.field != "mean"}
    table.only("layer", *known, *more)
    for name, knob in known.items():
        if name == "filters" and isinstance(table.values.get(name), list):
            kernels = [filter_of(entry).kernel for entry in table.values[name]]
            changes["filters"] = len(kernels)
            changes["size"] = tuple(max(kernel.shape[axis] for kernel in kernels) for axis in (0, 1))
        elif name in table:
            value = table.values[name]
            setting = flag(value) if knob.is_switch else whole(knob.least, knob.most)(value)
            changes[name] = (setting, setting) if name == "size" else setting
    if "divide" in more and "divide" in table:
        changes["divide"] = flag(table.values["divide"])
    return replace(blueprint, **changes) if changes else blueprint


def _with_weights(network: Network, listed: list[Table]) -> Network:
    """`network` with the weights that are written out for its dense layers."""
    layers = list(network.layers)
    for index, table in enumerate(listed):
        layer = layers[index]
        if "weights" in table and isinstance(layer, Linear):
            weight = matrix(table.values["weights"])
            if weight.shape != layer.weight.shape:
                rows, columns = layer.weight.shape
                raise Refused(f"here {rows} rows of {columns} weights belong: one row for each value that comes out.")
            layers[index] = replace(layer, weight=weight)
    return Network(network.input_shape, tuple(layers), network.classes)


def _with_kernels(document: Document, listed: list[Table]) -> Document:
    """`document` with the filters that are named for its first convolution."""
    tables = [table for table in listed if isinstance(table.values.get("filters"), list)]
    convolutions = [table for table in listed if _kind(table)[1].title == Convolution.title]
    if any(table is not convolutions[0] for table in tables):
        raise Refused("only the filters of the first convolution can be named: give the others as a number.")
    return with_filters(document, [filter_of(entry) for entry in tables[0].values["filters"]]) if tables else document
