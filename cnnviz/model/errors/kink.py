"""Where the error's curve has a corner: values are exactly equal there, and another one counts to either side."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from cnnviz.engine.layers import MaxPool2d
from cnnviz.engine.training import Gradients, gradients
from cnnviz.model.errors.weights import network_with, value_of
from cnnviz.model.view import Weight

#: How far beside a weight its slopes are taken, as a share of it: farther than sums are rounded, and no farther.
ASIDE = 1e-9
#: Slopes that differ by less than this share of them are those of a smooth curve.
LEAST = 0.01


@dataclass(frozen=True)
class Kink:
    """How steep the error is just beside a weight at which it has a corner; backpropagation has one slope to tell.

    left, right: with a little less of the weight, and with a little more.
    is_tie: because values in a window of max pooling are largest alike; else one is exactly 0 before ReLU.
    """

    left: float
    right: float
    is_tie: bool

    @property
    def reason(self) -> str:
        """Why, and what backpropagation does: the end of a sentence."""
        if self.is_tie:
            return "max pooling has a tie, and the gradient goes to the first"
        return "a value before ReLU is exactly 0, and its gradient is 0"

    @property
    def remark(self) -> str:
        """The same where there is less room, behind a gradient."""
        return "from the first of a tie in max pooling" if self.is_tie else "as 0 before ReLU counts as less"


def kink_at(found: Gradients, weight: Weight) -> Kink | None:
    """The corner at `weight`, where the error of one picture has one."""
    with np.errstate(all="ignore"):  # A network that has grown out of bounds has no slopes.
        left, right = (_aside(found, weight, side) for side in (-ASIDE, ASIDE))
    before, after = (float(each.layers[weight.layer][weight.name][weight.index]) for each in (left, right))
    if not (math.isfinite(before) and math.isfinite(after)):
        return None
    if math.isclose(before, after, rel_tol=LEAST, abs_tol=ASIDE):
        return None
    return Kink(before, after, _goes_elsewhere(left, right))


def _aside(found: Gradients, weight: Weight, side: float) -> Gradients:
    network = found.trace.network
    value = value_of(network, weight)
    beside = network_with(network, weight, value + side * max(abs(value), 1.0))
    return gradients(beside.forward(found.trace.picture), found.targets, found.loss)


def _goes_elsewhere(one: Gradients, other: Gradients) -> bool:
    """Whether max pooling sends its gradients to other values: to those that are the largest now."""
    layers = one.trace.network.layers
    poolings = (stage for stage, layer in enumerate(layers) if isinstance(layer, MaxPool2d))
    return any(not np.array_equal(one.stages[stage] != 0.0, other.stages[stage] != 0.0) for stage in poolings)
