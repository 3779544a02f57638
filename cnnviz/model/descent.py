"""One step of gradient descent, with all its numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.network import Network, Trace
from cnnviz.engine.training import SGD, Gradients, Samples, TrainingSettings, gradients
from cnnviz.engine.training.weights import weights_of


@dataclass(frozen=True, eq=False)
class Descent:
    """A step that has not been taken yet.

    gradients: of the network before the step, with its trace, the right answers and the error.
    rate: the learning rate; the step is plain SGD, as the slides do it.
    network: the network after it; the one before where every gradient is 0, None where a number would not be finite.
    error_after: of the same pictures, with `network`.
    """

    gradients: Gradients
    rate: float
    network: Network | None
    error_after: float

    @property
    def before(self) -> Network:
        return self.gradients.trace.network

    @property
    def pictures(self) -> int:
        """How many pictures the error is the mean of."""
        return len(self.gradients.targets)

    def weights(self, layer: int, name: str) -> tuple[Array, Array, Array]:
        """A parameter's numbers, their gradient, and what the step makes of them, shaped alike.

        What the step leaves as it is, because it is frozen or because there is no step, stays the same.
        """
        after = self.before if self.network is None else self.network
        old, new = (network.layers[layer].parameters[name] for network in (self.before, after))
        return old, self.gradients.layers[layer][name], new


def first_batch(samples: Samples, settings: TrainingSettings) -> Samples:
    """The pictures that training with `settings` would take first, in its order."""
    order = np.random.default_rng([settings.seed, 1]).permutation(len(samples))
    return samples.take(order[: settings.batch_size])


def descend(trace: Trace, targets: int | Table, settings: TrainingSettings) -> Descent:
    """The step downhill from `trace`, of one picture or of many.

    Raises:
        ValueError: the network gives no votes, or there is nothing in it to learn; one sentence for a person.
    """
    network, loss = trace.network, settings.loss
    with np.errstate(all="ignore"):
        found = gradients(trace, targets, loss)
        after = _stepped(network, found, settings)
        error_after = math.nan if after is None else _error(after, found)
    return Descent(found, settings.learning_rate, after, error_after)


def _stepped(network: Network, found: Gradients, settings: TrainingSettings) -> Network | None:
    weights = weights_of(network, settings.frozen_layers, settings.frozen_filters)
    numbers = weights.read(network)
    optimiser = SGD()
    gradient = weights.listed(dict(enumerate(found.layers)))
    change, _ = optimiser.change(gradient, optimiser.start(numbers), settings.learning_rate)
    stepped = numbers + (change if weights.free is None else np.where(weights.free, change, 0.0))
    if not np.isfinite(stepped).all():
        return None
    return network if np.array_equal(stepped, numbers) else weights.written(network, stepped)


def _error(network: Network, found: Gradients) -> float:
    trace = network.forward(found.trace.picture)
    votes = trace.stages[found.loss.stage(network)]
    return found.loss.value(votes.reshape(len(votes), -1), found.targets)
