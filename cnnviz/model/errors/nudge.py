"""The error against one weight: a curve, and where on it the weight stands."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Layer
from cnnviz.engine.network import Network
from cnnviz.engine.training import Gradients, Loss, Samples, gradients, nudge_curve
from cnnviz.model.errors.kink import Kink, kink_at
from cnnviz.model.errors.weights import network_with, value_of
from cnnviz.model.numbers import MOST_DECIMALS, NumberStyle, decimals_of_two_digits, format_number
from cnnviz.model.view import Weight

#: So many points make a curve; they are computed from coarse to fine, at least so many at a time.
POINTS, AT_ONCE = 65, 8
#: So many pictures go through the network at once, so that many thousands take little memory.
PICTURES = 256
#: Seconds from one report of an unfinished curve to the next.
REPORT = 0.05


@dataclass(frozen=True, eq=False)
class Nudging:
    """What there is to ask: how does the mean error of `samples` change with one weight?

    limit: the curve goes from minus this to plus this.

    Raises:
        ValueError: the samples do not fit the network; the message is one sentence for a person.
    """

    network: Network
    samples: Samples
    loss: Loss
    weight: Weight
    limit: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "samples", self.samples.fitted_to(self.network))

    def has_curve_of(self, other: Nudging) -> bool:
        """Whether the two differ at most in the present value of the weight."""
        return (
            self.samples is other.samples
            and (self.loss, self.weight, self.limit) == (other.loss, other.weight, other.limit)
            and _is_same_but_for(self.network, other.network, self.weight)
        )


@dataclass(frozen=True, eq=False)
class Nudge:
    """The mean error against one weight.

    values, errors: ``(points,)``: the curve, as far as it is known, from left to right.
    value, error, slope: where the weight stands, and how the error changes with it there.
    limit: the curve goes from minus this to plus this.
    pictures: how many the error is the mean of.
    kink: the corner that the curve of one picture has there, if any.
    """

    values: Array
    errors: Array
    value: float
    error: float
    slope: float
    limit: float
    pictures: int
    kink: Kink | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no point is missing."""
        return len(self.values) == POINTS


class Nudger:
    """Computes nudges, and remembers the points of the last curve: dragging a weight changes none of them."""

    def __init__(self) -> None:
        self._last: Nudging | None = None
        self._known: dict[float, float] = {}
        self._parts: list[Samples] = []

    def knows_curve(self, asked: Nudging) -> bool:
        """Whether the curve is that of the last question, so that only the weight's place on it is to be found."""
        return self._last is not None and asked.has_curve_of(self._last)

    def answers(self, asked: Nudging) -> Iterator[Nudge | None]:
        """Better and better answers; None where there is none to show yet, so that one may leave off there."""
        if not self.knows_curve(asked):
            self._last, self._known = asked, {}
            self._parts = _parts(asked.samples)
        error = slope = 0.0
        kink = None
        for part in self._parts:
            found = _gradients(asked, part)
            share = len(part) / len(asked.samples)
            error, slope = error + share * found.error, slope + share * _slope(found, asked.weight)
            if len(asked.samples) == 1:
                kink = kink_at(found, asked.weight)
            yield None
        reported = time.monotonic()
        missing = [value for value in curve_values(asked.limit) if value not in self._known]
        at_once = max(AT_ONCE, PICTURES // len(asked.samples))
        for first in range(0, len(missing), at_once):
            values = missing[first : first + at_once]
            errors = np.zeros(len(values))
            for part in self._parts:
                errors += _curve(asked, part, values) * (len(part) / len(asked.samples))
                yield None
            self._known.update(zip(values, errors.tolist(), strict=True))
            if time.monotonic() - reported >= REPORT:
                reported = time.monotonic()
                yield self._nudge(asked, error, slope, kink)
        yield self._nudge(asked, error, slope, kink)

    def _nudge(self, asked: Nudging, error: float, slope: float, kink: Kink | None) -> Nudge:
        values, errors = np.array(sorted(self._known.items())).T
        value = value_of(asked.network, asked.weight)
        return Nudge(values, errors, value, error, slope, asked.limit, len(asked.samples), kink)


def curve_values(limit: float) -> list[float]:
    """Where the curve is computed: from coarse to fine, evenly from -limit to limit."""
    steps = POINTS - 1
    order, gap = [0, steps], steps // 2
    while gap:
        order += range(gap, steps, 2 * gap)
        gap //= 2
    return [limit * (2 * step / steps - 1) for step in order]


def reach(value: float) -> float:
    """How far to both sides of 0 a weight is nudged: a round number, at least twice as far as it stands."""
    wanted = max(2 * abs(value), 1.0)
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= wanted)


def one_picture(network: Network, picture: Array, target: int) -> Samples:
    """A picture ``(rows, columns)`` and its right answer, as samples."""
    names = network.classes or tuple(str(number) for number in range(1, network.shapes[-1][0] + 1))
    return Samples(picture[None, ..., None], np.array([target]), names)


def describe_slope(nudge: Nudge, style: NumberStyle) -> str:
    """The slope in words: "Slope −0.12: a little more of this weight makes the error smaller."."""
    slope = nudge.slope
    if not math.isfinite(slope):
        return "The error has grown out of bounds, so it has no slope here."
    if nudge.kink is not None:
        left, right = (_written(each, style) for each in (nudge.kink.left, nudge.kink.right))
        return f"Slope {left} to the left, {right} to the right: {nudge.kink.reason}."
    if slope == 0.0:
        return "Slope 0: here this weight does not matter."
    number = _written(slope, style)
    if not float(number.replace("−", "-")):
        return "Slope almost 0: here this weight hardly matters."
    return f"Slope {number}: a little {'more' if slope < 0 else 'less'} of this weight makes the error smaller."


def _written(slope: float, style: NumberStyle) -> str:
    """Two digits, where `MOST_DECIMALS` show them: a slope of 0.061 is told from one of 0.069."""
    needed = decimals_of_two_digits(slope) if slope and math.isfinite(slope) else 2
    decimals = max(needed, 2) if needed <= MOST_DECIMALS else 2
    return format_number(slope, style, decimals=decimals).replace("-", "−")


def _parts(samples: Samples) -> list[Samples]:
    count = len(samples)
    return [samples.take(np.arange(first, min(first + PICTURES, count))) for first in range(0, count, PICTURES)]


def _gradients(asked: Nudging, part: Samples) -> Gradients:
    with np.errstate(all="ignore"):  # A network that has grown out of bounds is shown as such.
        return gradients(asked.network.forward(part.pictures), part.labels, asked.loss)


def _slope(found: Gradients, weight: Weight) -> float:
    return float(found.layers[weight.layer][weight.name][weight.index])


def _curve(asked: Nudging, part: Samples, values: list[float]) -> Array:
    weight = asked.weight
    return nudge_curve(asked.network, part, asked.loss, weight.layer, weight.name, weight.index, values)


def _is_same_but_for(one: Network, other: Network, weight: Weight) -> bool:
    """Whether the two differ at most in one number."""
    if one is other:
        return True
    if len(one.layers) != len(other.layers) or one.input_shape != other.input_shape or one.classes != other.classes:
        return False
    changed = [at for at, layer in enumerate(one.layers) if layer is not other.layers[at]]
    if changed != [weight.layer]:
        return not changed
    return _is_same_layer(*(network_with(each, weight, 0.0).layers[weight.layer] for each in (one, other)))


def _is_same_layer(one: Layer, other: Layer) -> bool:
    """Whether the two have the same numbers and the same settings."""
    mine, theirs = one.parameters, other.parameters
    if type(one) is not type(other) or mine.keys() != theirs.keys():
        return False
    if not all(np.array_equal(mine[name], theirs[name]) for name in mine):
        return False
    return _settings(one) == _settings(other)


def _settings(layer: Layer) -> dict[str, object]:
    """All that is no array: stride, padding and the like."""
    return {name: value for name, value in vars(layer).items() if not isinstance(value, np.ndarray)}
