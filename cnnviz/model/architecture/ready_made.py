"""Architectures to begin with, each for the picture and the classes that a document has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from cnnviz.engine.layers import Flatten, ReLU, Softmax
from cnnviz.model.architecture.blueprints import Blueprint, Convolution, Dense, Fixed, Pooling
from cnnviz.model.architecture.plan import Place, Plan, last_dense, plan_of
from cnnviz.model.document import Document
from cnnviz.model.networks import lecture_document, smiley_document

_RELU, _FLATTEN, _SOFTMAX = Fixed(ReLU), Fixed(Flatten), Fixed(Softmax)


@dataclass(frozen=True)
class ReadyMade:
    """An architecture by its name, and how it is planned for a document."""

    title: str
    tip: str
    plan: Callable[[Document], Plan]


def _toy(document: Document) -> Plan:
    return _as_in(lecture_document(), document)


def _smiley(document: Document) -> Plan:
    return _as_in(smiley_document(), document)


def _as_in(example: Document, document: Document) -> Plan:
    """The layers of `example` with its filters; its votes where the classes are the same."""
    plan = replace(
        plan_of(example), input_shape=document.network.input_shape, classes=document.network.classes, is_example=True
    )
    votes = last_dense(plan)
    if votes is None or plan.classes == example.network.classes:
        return plan
    places = list(plan.places)
    places[votes] = Place(Dense(_votes(document), bias=False))
    return replace(plan, places=tuple(places))


def _deep_stack(document: Document) -> Plan:
    keeping_size = Convolution(4, padding=1)
    more = replace(keeping_size, filters=8)
    pool = Pooling()
    return _new(
        document,
        *(keeping_size, _RELU, keeping_size, _RELU, pool, more, _RELU, pool),
        *(_FLATTEN, Dense(8), Dense(_votes(document))),
    )


def _dense(document: Document) -> Plan:
    return _new(document, _FLATTEN, Dense(16), _RELU, Dense(_votes(document)), _SOFTMAX)


def _lenet(document: Document) -> Plan:
    pool = Pooling(mean=True)
    return _new(
        document,
        *(Convolution(6, (5, 5), padding=2), _RELU, pool, Convolution(8, (5, 5)), _RELU, pool),
        *(_FLATTEN, Dense(32), _RELU, Dense(_votes(document)), _SOFTMAX),
    )


def _new(document: Document, *blueprints: Blueprint) -> Plan:
    network = document.network
    return Plan(network.input_shape, network.classes, tuple(map(Place, blueprints)), network)


def _votes(document: Document) -> int:
    return len(document.network.classes) or 2


READY_MADE = (
    ReadyMade("The lecture's toy", "One convolution with the three features, ReLU, pooling twice, votes", _toy),
    ReadyMade("The lecture's deep stack", "Three convolutions with ReLU, pooling twice, two dense layers", _deep_stack),
    ReadyMade("The smiley's four steps", "Two detectors, ReLU, pooling, votes", _smiley),
    ReadyMade("Dense network", "No convolution: every pixel is wired to 16 neurons, and those to the votes", _dense),
    ReadyMade("Small LeNet", "Made for 28x28: two convolutions of 5x5 with mean pooling, two dense layers", _lenet),
)
