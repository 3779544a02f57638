"""Plans of layers: a knob set, a plan applied, a layer taken out."""

from __future__ import annotations

from cnnviz.engine.layers import Conv2d, Flatten, Linear, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.architecture.blueprints import Blueprint, Convolution, Dense, Fixed, Pooling, knobs
from cnnviz.model.architecture.building import build, with_built
from cnnviz.model.architecture.plan import Plan, turn
from cnnviz.model.document import Document

KINDS: tuple[Blueprint, ...] = (
    Convolution(),
    Pooling(),
    Pooling(mean=True),
    Dense(),
    Fixed(ReLU),
    Fixed(Flatten),
    Fixed(Softmax),
)


def set_knob(plan: Plan, index: int, field: str, value: int) -> Plan:
    return turn(plan, index, next(knob for knob in knobs(plan.places[index].blueprint) if knob.field == field), value)


def applied(plan: Plan, document: Document) -> Document:
    return with_built(document, build(plan))


def conv(network: Network, index: int = 0) -> Conv2d:
    layer = network.layers[index]
    assert isinstance(layer, Conv2d)
    return layer


def votes(network: Network) -> Linear:
    layer = network.layers[-1]
    assert isinstance(layer, Linear)
    return layer
