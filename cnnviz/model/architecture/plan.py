"""Layers in order, planned: every edit makes a new plan, and the same one where nothing changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cnnviz.engine.arrays import Shape
from cnnviz.engine.layers import Flatten, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.architecture.blueprints import (
    Blueprint,
    Convolution,
    Dense,
    Fixed,
    Knob,
    Pooling,
    blueprint_of,
    output_shape,
    takes,
    turned,
)
from cnnviz.model.document import Document
from cnnviz.model.refused import Refused

MOST_LAYERS = 24

BLOCK: tuple[Blueprint, ...] = (Convolution(), Fixed(ReLU), Pooling())


@dataclass(frozen=True)
class Place:
    """A layer of a plan, and the layer of the plan's base whose weights it keeps where they fit; None for a new one."""

    blueprint: Blueprint
    origin: int | None = None


@dataclass(frozen=True, eq=False)
class Plan:
    """Layers in order, without their numbers; they need not fit one another.

    input_shape, classes: of the network to be.
    base: the network that the weights come from; names: of the filters of its first convolution; is_example: whether it
        is not the person's own.
    """

    input_shape: Shape
    classes: tuple[str, ...]
    places: tuple[Place, ...]
    base: Network
    names: tuple[str, ...] = ()
    is_example: bool = False


def plan_of(document: Document) -> Plan:
    """The layers of a document as they stand."""
    network = document.network
    places = tuple(Place(blueprint_of(layer), index) for index, layer in enumerate(network.layers))
    return Plan(network.input_shape, network.classes, places, network, document.filter_names)


def shapes_of(plan: Plan) -> tuple[Shape, ...]:
    """The shape of the picture and of every layer's output, up to the first layer that does not fit."""
    shapes = [plan.input_shape]
    for place in plan.places:
        if not takes(place.blueprint, shapes[-1]):
            break
        shapes.append(output_shape(place.blueprint, shapes[-1]))
    return tuple(shapes)


def turn(plan: Plan, index: int, knob: Knob, value: int) -> Plan:
    """One knob of a layer is set."""
    place = plan.places[index]
    blueprint = turned(place.blueprint, knob, value)
    if blueprint is place.blueprint:
        return plan
    return _with(plan, (*plan.places[:index], replace(place, blueprint=blueprint), *plan.places[index + 1 :]))


def add(plan: Plan, blueprints: tuple[Blueprint, ...], after: int | None = None) -> Plan:
    """New layers one after another: behind layer `after` where they can stand there, else where they can.

    Raises:
        Refused: there would be more than `MOST_LAYERS`.
    """
    return insert(plan, place_for(plan, blueprints[0], after), blueprints)


def insert(plan: Plan, at: int, blueprints: tuple[Blueprint, ...]) -> Plan:
    """New layers one after another, the first of them as layer number `at`.

    Raises:
        Refused: there would be more than `MOST_LAYERS`.
    """
    return _with(plan, (*plan.places[:at], *map(Place, blueprints), *plan.places[at:]))


def place_for(plan: Plan, blueprint: Blueprint, after: int | None) -> int:
    """Where a new layer goes: behind `after` if it takes what comes there, else the last such place before the votes.

    The last dense layer gives the votes, so that another one never goes behind it.
    """
    fitting = [index for index, shape in enumerate(shapes_of(plan)) if takes(blueprint, shape)]
    votes = last_dense(plan)
    if votes is not None and isinstance(blueprint, Dense):
        fitting = [index for index in fitting if index <= votes]
    if after is not None and after + 1 in fitting:
        return after + 1
    before = [index for index in fitting if votes is None or index <= votes]
    return max(before or fitting, default=len(plan.places))


def remove(plan: Plan, index: int) -> Plan:
    """One layer less."""
    return _with(plan, (*plan.places[:index], *plan.places[index + 1 :]))


def move(plan: Plan, index: int, to: int) -> Plan:
    """A layer takes the place `to`."""
    to = max(0, min(to, len(plan.places) - 1))
    if to == index:
        return plan
    places = list(plan.places)
    places.insert(to, places.pop(index))
    return _with(plan, tuple(places))


def duplicate(plan: Plan, index: int) -> Plan:
    """A layer twice, one behind the other.

    Raises:
        Refused: there would be more than `MOST_LAYERS`.
    """
    return _twice(plan, range(index, index + 1))


def duplicate_block(plan: Plan, index: int) -> Plan:
    """The block of a layer twice, one behind the other.

    Raises:
        Refused: there would be more than `MOST_LAYERS`.
    """
    return _twice(plan, block_of(plan, index))


def block_of(plan: Plan, index: int) -> range:
    """The layers that belong together with one: a convolution, or a dense layer, with what follows up to the next."""
    starts = [
        number
        for number, place in enumerate(plan.places)
        if isinstance(place.blueprint, Convolution | Dense) or place.blueprint in (Fixed(Flatten), Fixed(Softmax))
    ]
    first = max((start for start in starts if start <= index), default=0)
    last = min((start for start in starts if start > index), default=len(plan.places))
    return range(first, last)


def last_dense(plan: Plan) -> int | None:
    """The index of the dense layer that gives the votes, or None."""
    found = (index for index, place in enumerate(plan.places) if isinstance(place.blueprint, Dense))
    return max(found, default=None)


def titles(plan: Plan) -> tuple[str, ...]:
    """What each layer is called: "Convolution 2" where there are several, and "Votes" for the last dense one."""
    votes = last_dense(plan) if plan.classes else None
    names = [
        "Votes" if index == votes else "Dense" if isinstance(place.blueprint, Dense) else place.blueprint.title
        for index, place in enumerate(plan.places)
    ]
    return tuple(
        f"{name} {names[: index + 1].count(name)}"
        if names.count(name) > 1 and isinstance(plan.places[index].blueprint, Convolution | Dense)
        else name
        for index, name in enumerate(names)
    )


def _twice(plan: Plan, block: range) -> Plan:
    return _with(plan, (*plan.places[: block.stop], *plan.places[block.start :]))


def _with(plan: Plan, places: tuple[Place, ...]) -> Plan:
    if len(places) > max(MOST_LAYERS, len(plan.places)):
        raise Refused(f"A network can have at most {MOST_LAYERS} layers here: remove one first.")
    return replace(plan, places=places)
