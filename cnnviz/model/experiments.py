"""What a lecturer asks of learning, each answered by networks that are trained side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cnnviz.engine.arrays import Table
from cnnviz.engine.layers import Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.engine.samples import CLASSES, DEFAULT, HARD, draw_samples
from cnnviz.engine.training import Initialisation, Samples, TrainingSettings, initial_network, train
from cnnviz.model.conclusions import Accuracies, of_corners, of_filters, of_shuffling
from cnnviz.model.document import Coding, Document
from cnnviz.model.networks import lecture_network

#: Pictures to train on, and as many to test on.
_PICTURES = 400
_FIGURE = (9, 9)
#: The large sheet, and where a figure's upper left corner lies in one of its corners and in the other.
_SHEET, _NEAR, _FAR = 19, 1, 9


@dataclass(frozen=True, eq=False)
class Contestant:
    """A network that is trained, and what it is tested on.

    tests: by what the pictures are; never those that it is trained on.
    """

    name: str
    network: Network
    settings: TrainingSettings
    training: Samples
    tests: tuple[tuple[str, Samples], ...]


@dataclass(frozen=True, eq=False)
class Standing:
    """How a contestant does.

    share: how much of its training is over, 0 to 1.
    accuracies: for each of its tests, 0 to 1; None before the first epoch is over.
    network: as it is by now.
    """

    contestant: Contestant
    share: float
    accuracies: tuple[float, ...] | None
    network: Network


@dataclass(frozen=True, eq=False)
class Experiment:
    """A question, and the networks that answer it.

    conclusion: says what the outcome teaches, as far as its numbers bear that out.
    contestants: makes them, from a seed.
    """

    title: str
    question: str
    conclusion: Callable[[Accuracies, int], str]
    contestants: Callable[[int], tuple[Contestant, ...]]


def run(contestants: tuple[Contestant, ...]) -> Iterator[tuple[Standing, ...]]:
    """Train all of them; each ``next()`` is one epoch of one of them, by turns."""
    standings = [Standing(each, 0.0, None, each.network) for each in contestants]
    races = [_epochs(each) for each in contestants]
    racing = list(range(len(contestants)))
    while racing:
        for index in list(racing):
            standing = next(races[index], None)
            if standing is None:
                racing.remove(index)
                continue
            standings[index] = standing
            yield tuple(standings)


def concluded(experiment: Experiment, standings: tuple[Standing, ...]) -> str:
    """What is to be read after `experiment`, once all of `standings` are over."""
    return experiment.conclusion(tuple(standing.accuracies or () for standing in standings), _PICTURES)


def adopted(document: Document, standing: Standing) -> Document:
    """`document` with a trained network in it, and the first picture that it is tested on."""
    picture = standing.contestant.tests[0][1].pictures[0, ..., 0]
    return replace(document, picture=picture, network=standing.network, coding=Coding.SIGNED, filter_names=())


def _epochs(contestant: Contestant) -> Iterator[Standing]:
    settings = contestant.settings
    for progress in train(contestant.network, contestant.training, None, settings):
        if progress.ends_epoch:
            network = progress.network
            accuracies = tuple(_share_right(network, test) for _, test in contestant.tests)
            yield Standing(contestant, progress.epoch / (settings.epochs or 1), accuracies, network)


def _share_right(network: Network, samples: Samples) -> float:
    votes = network.forward(samples.pictures).votes
    return float((votes.argmax(axis=0) == samples.labels).mean())


def _settings(seed: int, epochs: int = 30, **changes: Any) -> TrainingSettings:
    settings = TrainingSettings(initialisation=Initialisation.HE, seed=seed, epochs=epochs)
    return replace(settings, **changes)


def _network(grid: tuple[int, int], *body: Layer) -> Network:
    """A network that ends in votes for X and O; its weights are still to be drawn."""
    values = Network((1, *grid), body).shapes[-1][0]
    return Network((1, *grid), (*body, _dense(values, len(CLASSES))), CLASSES)


def _convolution(filters: int, side: int) -> Conv2d:
    return Conv2d(np.zeros((filters, 1, side, side)), bias=np.zeros(filters))


def _dense(values: int, neurons: int) -> Linear:
    return Linear(np.zeros((neurons, values)), np.zeros(neurons))


def _corners(seed: int) -> tuple[Contestant, ...]:
    random = np.random.default_rng([seed, 3])
    grid = (_SHEET, _SHEET)
    training, near, far = (_in_corner(random, place) for place in (_NEAR, _NEAR, _FAR))
    tests = (("The same corner", near), ("The other corner", far))
    # The convolution looks everywhere with the same filters and keeps the best match of each. Both have about as many
    # numbers to learn: 26 x 26 + 2 x 27 = 730, and 2 x 362 = 724.
    convolution = _network(grid, _convolution(26, 5), ReLU(), MaxPool2d(_SHEET, _SHEET), Flatten())
    dense = _network(grid, Flatten())
    return tuple(
        Contestant(f"{name} ({_parameters(network)} numbers)", network, _settings(seed, epochs=10), training, tests)
        for name, network in (("Convolution", convolution), ("Dense", dense))
    )


def _in_corner(random: np.random.Generator, place: int) -> Samples:
    samples = draw_samples(_PICTURES, _FIGURE, DEFAULT, random)
    sheets = np.full((1, _SHEET, _SHEET, _PICTURES), Coding.SIGNED.paper)
    sheets[:, place : place + _FIGURE[0], place : place + _FIGURE[1]] = samples.pictures
    return replace(samples, pictures=sheets)


def _frozen(seed: int) -> tuple[Contestant, ...]:
    training, test = _hard(seed)
    features = lecture_network().layers[0]
    slides = _network(_FIGURE, features, ReLU(), MaxPool2d(), Flatten())
    drawn = initial_network(slides, _settings(seed))
    kept = _settings(seed, frozen_layers=frozenset({0}))
    learned = _settings(seed)
    tests = (("Hard pictures", test),)
    return (
        Contestant("The slides' three filters, kept", slides, kept, training, tests),
        Contestant("Three random filters, kept", drawn, kept, training, tests),
        Contestant("Three filters that learn", slides, learned, training, tests),
    )


def _shuffled(seed: int) -> tuple[Contestant, ...]:
    training, test = _hard(seed)
    order = np.random.default_rng([seed, 4]).permutation(_FIGURE[1])
    grids = (
        ("as they are", training, test),
        ("columns shuffled", _with_columns(training, order), _with_columns(test, order)),
    )
    convolution = _network(_FIGURE, _convolution(26, 5), ReLU(), MaxPool2d(*_FIGURE), Flatten())
    dense = _network(_FIGURE, Flatten(), _dense(81, 9), ReLU())
    return tuple(
        Contestant(f"{name}, {how}", network, _settings(seed), trained, (("Hard pictures", tested),))
        for name, network in (("Convolution", convolution), ("Dense", dense))
        for how, trained, tested in grids
    )


def _hard(seed: int) -> tuple[Samples, Samples]:
    random = np.random.default_rng([seed, 5])
    return draw_samples(_PICTURES, _FIGURE, HARD, random), draw_samples(_PICTURES, _FIGURE, HARD, random)


def _with_columns(samples: Samples, order: Table) -> Samples:
    return replace(samples, pictures=samples.pictures[:, :, order])


def _parameters(network: Network) -> int:
    return sum(values.size for layer in network.layers for values in layer.parameters.values())


EXPERIMENTS = (
    Experiment(
        "Convolution against dense",
        "Both learn X and O in the upper left corner of the sheet. Who knows them in the lower right?",
        of_corners,
        _corners,
    ),
    Experiment(
        "Where filters come from",
        "The same network three times: with the slides' filters, with random ones, and with filters that learn.",
        of_filters,
        _frozen,
    ),
    Experiment(
        "Shuffled columns",
        "If the columns of every picture are shuffled in the same way, who still learns?",
        of_shuffling,
        _shuffled,
    ),
)
