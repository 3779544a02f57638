"""The slides' own way to learn: nudge a weight up and down, see how the error changes, keep what helps."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from cnnviz.engine.arrays import Array, Cell
from cnnviz.engine.layers import Layer
from cnnviz.engine.network import Network
from cnnviz.engine.training.evaluation import CHUNK, evaluate, share_right
from cnnviz.engine.training.loss import Loss
from cnnviz.engine.training.progress import Progress
from cnnviz.engine.training.run import initial_network
from cnnviz.engine.training.samples import Samples, fitted_to
from cnnviz.engine.training.settings import TrainingSettings
from cnnviz.engine.training.stopping import diverged, end_of_epoch, scores
from cnnviz.engine.training.weights import weights_of

#: The mean error and the accuracy of some samples with this layer in place of the network's own.
_ErrorOf = Callable[[Layer], tuple[float, float]]


def nudge_curve(
    network: Network, samples: Samples, loss: Loss, layer: int, name: str, index: Cell, values: npt.ArrayLike
) -> Array:
    """The mean error of `samples` for each of `values` in place of one weight.

    Args:
        network: with the weight at its present value.
        samples: one or more.
        loss: the error.
        layer: the index in ``network.layers``.
        name: of the parameter: "weight" or "bias".
        index: of the weight within it.
        values: ``(values,)``: what to try.

    Raises:
        ValueError: samples that do not fit, or a value that is not finite.
        IndexError: no such weight.
    """
    samples = samples.fitted_to(network)
    if not 0 <= layer < len(network.layers) or name not in network.layers[layer].parameters:
        raise IndexError(f"There is no {name} in layer {layer}.")
    present = network.layers[layer].parameters[name]
    if len(index) != present.ndim or not all(0 <= at < size for at, size in zip(index, present.shape, strict=True)):
        raise IndexError(f"There is no weight {index} in a {name} of {present.shape}.")
    tried = np.asarray(values, dtype=np.float64)
    if not np.isfinite(tried).all():
        raise ValueError(
            f"{network.layers[layer].title}: every number must be finite; NaN and infinity are not allowed."
        )
    # A layer's sums grow in proportion to each of its weights: two of them tell all others.
    with np.errstate(all="ignore"):
        before = network.forward(samples.pictures).stages[layer]
        sums, sums_at_1 = (_with_weight(network.layers[layer], name, index, at).forward(before) for at in (0.0, 1.0))
        at_once = max(1, CHUNK // len(samples))
        parts = [tried[first : first + at_once] for first in range(0, len(tried), at_once)]
        rest = network.layers[layer + 1 : loss.stage(network)]
        return np.array(
            [error for part in parts for error in _errors(sums, sums_at_1 - sums, part, rest, samples, loss)]
        )


def _with_weight(layer: Layer, name: str, index: Cell, value: float) -> Layer:
    numbers = layer.parameters[name].copy()
    numbers[index] = value
    return layer.with_parameters({name: numbers})


def _errors(
    sums: Array, growth: Array, values: Array, rest: tuple[Layer, ...], samples: Samples, loss: Loss
) -> Iterator[float]:
    """The mean error for each of some values of a weight: `sums` are its layer's at 0, `growth` is what 1 adds."""
    stage = (sums[..., None, :] + growth[..., None, :] * values[:, None]).reshape(*sums.shape[:-1], -1)
    for layer in rest:
        stage = layer.forward(stage)
    for first in range(0, stage.shape[-1], len(samples)):
        yield loss.value(stage[..., first : first + len(samples)], samples.labels)


def train_by_nudging(
    network: Network, training: Samples, test: Samples | None, settings: TrainingSettings
) -> Iterator[Progress]:
    """Each ``next()`` nudges one weight by the learning rate up and down and keeps what lessens the training error.

    An epoch visits every weight once. After one in which nothing helped, the nudge is halved. The optimiser, the batch
    size and the weight decay play no part.

    Raises:
        ValueError: at once, where samples, network and settings do not fit; the message is one sentence for a person.
    """
    samples = fitted_to(network, training, test)
    return _run(initial_network(network, settings), *samples, settings)


def _run(network: Network, training: Samples, test: Samples | None, settings: TrainingSettings) -> Iterator[Progress]:
    cells = list(weights_of(network, settings.frozen_layers, settings.frozen_filters).cells())
    nudge, steps, losses = settings.learning_rate, itertools.count(1), list[float]()
    start = evaluate(network, training, settings.loss)
    loss, accuracy = start.loss, start.accuracy
    for epoch in itertools.count(1):
        first = network
        for index, of_layer in itertools.groupby(cells, key=itemgetter(0)):
            error_of = _error_from(network, index, training, settings.loss)
            for cell in of_layer:
                layer, new_loss, new_accuracy = _best(error_of, network.layers[index], cell, nudge, loss, accuracy)
                if layer is not network.layers[index]:
                    network = network.with_layers((*network.layers[:index], layer, *network.layers[index + 1 :]))
                ends_epoch = cell is cells[-1]
                result, done = None, diverged(settings, loss, start.loss)
                if ends_epoch and done is None:
                    result, done = end_of_epoch(settings, epoch, network, training, test, losses)
                yield Progress(next(steps), epoch, network, loss, accuracy, ends_epoch, *scores(result, test), done)
                if done is not None:
                    return
                loss, accuracy = new_loss, new_accuracy
        if network is first:
            nudge /= 2.0


def _best(
    error_of: _ErrorOf, layer: Layer, cell: tuple[int, str, Cell], nudge: float, loss: float, accuracy: float
) -> tuple[Layer, float, float]:
    """The layer with one weight nudged up or down if that helps, else the same layer; with its error and accuracy."""
    _, name, at = cell
    best = layer, loss, accuracy
    for change in (nudge, -nudge):
        numbers = layer.parameters[name].copy()
        numbers[at] += change
        if math.isfinite(numbers[at]):
            numbers.setflags(write=False)
            nudged = layer.with_checked({name: numbers})
            error, share = error_of(nudged)
            best = (nudged, error, share) if error < best[1] else best
    return best


def _error_from(network: Network, index: int, samples: Samples, loss: Loss) -> _ErrorOf:
    """The error as a function of the layer at `index`; the stages before it are computed once."""
    with np.errstate(all="ignore"):
        before = network.forward(samples.pictures).stages[index]
    last = loss.stage(network)

    def error(layer: Layer) -> tuple[float, float]:
        stages = [before]
        with np.errstate(all="ignore"):
            for one in (layer, *network.layers[index + 1 :]):
                stages.append(one.forward(stages[-1]))
            return loss.value(stages[last - index], samples.labels), share_right(stages[-1], samples.labels)

    return error
