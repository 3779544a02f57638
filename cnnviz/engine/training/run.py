"""A training run: a generator, so that whoever asks for the next step decides whether there is one."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.network import Network
from cnnviz.engine.training.evaluation import share_right
from cnnviz.engine.training.initialisation import initialise
from cnnviz.engine.training.loss import Loss
from cnnviz.engine.training.optimisers import OptimiserState
from cnnviz.engine.training.progress import Progress
from cnnviz.engine.training.samples import Samples, fitted_to
from cnnviz.engine.training.settings import TrainingSettings
from cnnviz.engine.training.shortcut import Step, shortcut
from cnnviz.engine.training.stopping import diverged, end_of_epoch, scores
from cnnviz.engine.training.weights import Weights, weights_of


def initial_network(network: Network, settings: TrainingSettings) -> Network:
    """The network as the run begins with it: what rewinding returns to. What is frozen is as it was.

    Raises:
        ValueError: a frozen layer or filter that is not there, or nothing left to learn.
    """
    weights = weights_of(network, settings.frozen_layers, settings.frozen_filters)
    begun = initialise(network, settings.initialisation, np.random.default_rng([settings.seed, 0]))
    if begun is network:
        return network
    numbers = weights.read(begun)
    if weights.free is not None:
        numbers = np.where(weights.free, numbers, weights.read(network))
    return weights.written(network, numbers)


def train(network: Network, training: Samples, test: Samples | None, settings: TrainingSettings) -> Iterator[Progress]:
    """Gradient descent on `training`: each ``next()`` is one batch. It ends when a rule of `settings` says so.

    Raises:
        ValueError: at once, where samples, network and settings do not fit; the message is one sentence for a person.
    """
    samples = fitted_to(network, training, test)
    return _run(initial_network(network, settings), *samples, settings)


def _run(network: Network, training: Samples, test: Samples | None, settings: TrainingSettings) -> Iterator[Progress]:
    weights = weights_of(network, settings.frozen_layers, settings.frozen_filters)
    numbers = weights.read(network)
    way = shortcut(network, settings.loss.stage(network))
    state = settings.optimiser.start(numbers)
    random = np.random.default_rng([settings.seed, 1])
    first_loss: float | None = None
    losses: list[float] = []
    for step, (epoch, which, ends_epoch) in enumerate(_batches(len(training), settings, random), start=1):
        batch = training.pictures.take(which, axis=-1)
        with np.errstate(all="ignore"):
            loss, accuracy, gradient = _measured(network, way, weights, batch, training.labels[which], settings.loss)
            stepped, state = _stepped(weights, numbers, gradient, state, settings)
        first_loss = loss if first_loss is None else first_loss
        result, done = None, diverged(settings, math.nan if stepped is None else loss, first_loss)
        if stepped is not None:
            numbers = stepped
            network = weights.written(network, numbers)
        if ends_epoch and done is None:
            result, done = end_of_epoch(settings, epoch, network, training, test, losses)
        yield Progress(step, epoch, network, loss, accuracy, ends_epoch, *scores(result, test), done)
        if done is not None:
            return


def _measured(
    network: Network, way: tuple[Step, ...], weights: Weights, pictures: Array, targets: Table, loss: Loss
) -> tuple[float, float, Array]:
    """The error, the accuracy and the gradient of `weights` for a batch, without the trace that nobody asks for."""
    layers, values = network.layers, pictures
    memories = []
    for step in way:
        values, memory = step.forward(layers, values)
        memories.append(memory)
    error, after = loss.measured(values, targets)
    found = {}
    for step, memory in zip(reversed(way), reversed(memories), strict=True):
        if step.index in weights.layers:
            found[step.index] = step.parameter_gradients(layers, memory, after)
            if step.index == weights.lowest_layer:
                break
        after = step.input_gradient(layers, memory, after)
    return error, share_right(values, targets), weights.listed(found)


def _stepped(
    weights: Weights, numbers: Array, gradient: Array, state: OptimiserState, settings: TrainingSettings
) -> tuple[Array | None, OptimiserState]:
    """The numbers after a step, those that are frozen as they were; None where one would not be finite."""
    if settings.weight_decay:
        gradient = gradient + settings.weight_decay * numbers
    change, state = settings.optimiser.change(gradient, state, settings.learning_rate)
    stepped = numbers + (change if weights.free is None else np.where(weights.free, change, 0.0))
    # A sum is not finite if one of its terms is not: cheaper than asking each.
    return (stepped if math.isfinite(np.add.reduce(stepped)) else None), state


def _batches(count: int, settings: TrainingSettings, random: np.random.Generator) -> Iterator[tuple[int, Table, bool]]:
    """(epoch, indices of the batch's samples, whether it ends the epoch), in a new order each epoch, for ever."""
    for epoch in itertools.count(1):
        order = random.permutation(count)
        for start in range(0, count, settings.batch_size):
            stop = start + settings.batch_size
            yield epoch, order[start:stop], stop >= count
