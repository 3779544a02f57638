"""What does not fit in a plan: at which layer, why, and what would fit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cnnviz.engine.arrays import Shape, describe_shape
from cnnviz.engine.layers import Flatten, ReLU, Softmax
from cnnviz.engine.layers.conv import LARGEST_PADDING
from cnnviz.engine.network import Network
from cnnviz.model.architecture.blueprints import (
    Blueprint,
    Convolution,
    Dense,
    Fixed,
    Pooling,
    blank_layer,
    knobs,
    parameter_count,
)
from cnnviz.model.architecture.formulas import room_formula
from cnnviz.model.architecture.plan import Plan, insert, move, remove, shapes_of, titles, turn
from cnnviz.model.document import LARGEST_WORKLOAD, workload
from cnnviz.model.refused import Refused

#: How many numbers a network made here has to learn at most: 8 MB of them in every undo step.
MOST_PARAMETERS = 2**20


@dataclass(frozen=True, eq=False)
class Remedy:
    """A way out in a few words, and the plan that it leads to."""

    title: str
    plan: Plan


@dataclass(frozen=True, eq=False)
class Problem:
    """Why a plan cannot be built.

    index: the layer where it fails; -1 where there are no layers at all.
    """

    index: int
    sentence: str
    remedies: tuple[Remedy, ...] = ()


def problem_of(plan: Plan) -> Problem | None:
    """What does not fit, the first such layer; None where everything fits."""
    shapes = shapes_of(plan)
    if len(shapes) <= len(plan.places):
        return _misfit(plan, len(shapes) - 1, shapes[-1])
    return _wrong_end(plan, shapes[-1]) or _too_large(plan, shapes)


def blank_network(plan: Plan) -> Network:
    """The network of a plan that fits, with all its numbers 0."""
    shapes = shapes_of(plan)
    layers = (blank_layer(place.blueprint, shape) for place, shape in zip(plan.places, shapes, strict=False))
    return Network(plan.input_shape, tuple(layers), plan.classes)


def _misfit(plan: Plan, index: int, shape: Shape) -> Problem:
    """A layer that does not take what comes in."""
    blueprint, title = plan.places[index].blueprint, titles(plan)[index]
    match blueprint:
        case Dense():
            return _wants_list(plan, index, title, shape)
        case Fixed(layer=layer) if layer is Softmax:
            return _wants_list(plan, index, title, shape)
        case Convolution() if len(shape) == 3:
            return _filters_too_large(plan, index, blueprint, shape)
        case Pooling() if len(shape) == 3:
            return _window_too_large(plan, index, blueprint, shape)
    return _wants_maps(plan, index, title, shape)


def _wants_list(plan: Plan, index: int, title: str, shape: Shape) -> Problem:
    sentence = f"{title} needs one list of values, but gets {describe_shape(shape)}."
    return Problem(index, sentence, _inserted("Put Flatten before it", plan, index, Fixed(Flatten)))


def _wants_maps(plan: Plan, index: int, title: str, shape: Shape) -> Problem:
    sentence = f"{title} needs maps, but gets one list of {describe_shape(shape)}."
    remedies = [Remedy("Remove it", remove(plan, index))]
    before = [place.blueprint for place in plan.places[:index]]
    if Fixed(Flatten) in before and plan.places[index].blueprint != Fixed(Flatten):
        remedies.insert(0, Remedy("Move it before Flatten", move(plan, index, before.index(Fixed(Flatten)))))
    return Problem(index, sentence, tuple(remedies))


def _filters_too_large(plan: Plan, index: int, blueprint: Convolution, shape: Shape) -> Problem:
    padding = blueprint.padding
    window, side = max(zip(blueprint.size, shape[1:], strict=True), key=lambda pair: pair[0] - pair[1])
    sentence = (
        f"Filters of {_by(blueprint.size)} do not fit on maps of {_by(shape[1:])}: "
        f"{room_formula(side, window, padding)} is below 0."
    )
    largest = min(shape[1:]) + 2 * padding
    wider = padding + math.ceil((window - side - 2 * padding) / 2)
    remedies = [_turned(f"Size {largest}x{largest}", plan, index, "size", largest)]
    if wider <= LARGEST_PADDING:
        remedies.append(_turned(f"Padding {wider}", plan, index, "padding", wider))
    return Problem(index, sentence, tuple(remedies))


def _window_too_large(plan: Plan, index: int, blueprint: Pooling, shape: Shape) -> Problem:
    window, side = blueprint.window, min(shape[1:])
    sentence = (
        f"A window of {window}x{window} does not fit on maps of {_by(shape[1:])}: "
        f"{room_formula(side, window)} is below 0."
    )
    smaller = _turned(f"Window {side}x{side}", plan, index, "window", side)
    return Problem(index, sentence, (smaller, _turned("Partial windows", plan, index, "partial", 1)))


def _wrong_end(plan: Plan, shape: Shape) -> Problem | None:
    """The last layer has to give one value for each class."""
    count, last = len(plan.classes), len(plan.places) - 1
    if not count or shape == (count,):
        return None
    classes = f"{count} class{'' if count == 1 else 'es'} ({', '.join(plan.classes)})"
    votes = (Dense(count),) if len(shape) == 1 else (Fixed(Flatten), Dense(count))
    more = _inserted(f"Add {' and '.join(_named(layer) for layer in votes)}", plan, last + 1, *votes)
    while last >= 0 and plan.places[last].blueprint in (Fixed(ReLU), Fixed(Softmax)):
        last -= 1
    sentence = f"The network ends with {describe_shape(shape)}, but there must be one value for each of {classes}."
    if last >= 0 and isinstance(plan.places[last].blueprint, Dense):
        return Problem(last, sentence, (_turned(_neurons(count), plan, last, "neurons", count), *more))
    return Problem(len(plan.places) - 1, sentence, more)


def _too_large(plan: Plan, shapes: tuple[Shape, ...]) -> Problem | None:
    """A network that could not be kept in every undo step, or computed while a hand moves."""
    counts = [parameter_count(place.blueprint, shape) for place, shape in zip(plan.places, shapes, strict=False)]
    if sum(counts) > MOST_PARAMETERS:
        sentence = f"That is {sum(counts):,} parameters, more than {MOST_PARAMETERS:,}: make this layer smaller."
        return Problem(counts.index(max(counts)), sentence)
    network = blank_network(plan)
    if workload(network) > LARGEST_WORKLOAD:
        sentence = "From here on it is too slow to follow a hand: use fewer or smaller maps, or pool before."
        return Problem(_where_too_slow(network), sentence)
    return None


def _where_too_slow(network: Network) -> int:
    """The layer with which the work of all before it becomes too much."""
    lengths = range(1, len(network.layers) + 1)
    short = (Network(network.input_shape, network.layers[:length]) for length in lengths)
    return next(index for index, network in enumerate(short) if workload(network) > LARGEST_WORKLOAD)


def _inserted(title: str, plan: Plan, at: int, *blueprints: Blueprint) -> tuple[Remedy, ...]:
    try:
        return (Remedy(title, insert(plan, at, blueprints)),)
    except Refused:
        return ()


def _turned(title: str, plan: Plan, index: int, field: str, value: int) -> Remedy:
    knob = next(knob for knob in knobs(plan.places[index].blueprint) if knob.field == field)
    return Remedy(title, turn(plan, index, knob, value))


def _by(sides: tuple[int, ...]) -> str:
    return "x".join(map(str, sides))


def _named(blueprint: Blueprint) -> str:
    return f"Dense with {_neurons(blueprint.neurons)}" if isinstance(blueprint, Dense) else blueprint.title


def _neurons(count: int) -> str:
    return f"{count} neuron{'' if count == 1 else 's'}"
