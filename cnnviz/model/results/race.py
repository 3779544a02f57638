"""Two ways to learn side by side: backpropagation, and the slides' own, which nudges one weight after the other."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network
from cnnviz.engine.training import (
    Done,
    Evaluation,
    Progress,
    Samples,
    TrainingSettings,
    evaluate,
    initial_network,
    train,
    train_by_nudging,
)
from cnnviz.engine.training.weights import weights_of

#: The error is measured after each step at first, and then whenever there are this many times as many steps.
_NEXT_MEASURE = 1.04
#: Computing alone counts: no step is slower because the window paints meanwhile. Windows counts that too coarsely.
CLOCK = time.perf_counter if sys.platform == "win32" else time.thread_time
#: A runner with less error than this has arrived.
ARRIVED = 0.01


@dataclass(frozen=True, eq=False)
class Lane:
    """How far one way to learn has come.

    steps: how many it took. seconds: of its own computing. pictures: how many it has looked at.
    error, accuracy: of all training samples; the accuracy a share, 0 to 1.
    curve: ``(3, points)``: seconds, pictures and error along the way.
    done: why it stopped by itself, or None. has_arrived: whether its error is as good as none.
    """

    steps: int
    seconds: float
    pictures: int
    error: float
    accuracy: float
    curve: Array
    done: Done | None
    has_arrived: bool

    def against(self, *, by_pictures: bool) -> tuple[Array, Array]:
        """The error along the way, against pictures or else against milliseconds."""
        seconds, pictures, errors = self.curve
        return pictures if by_pictures else 1000.0 * seconds, errors


@dataclass(frozen=True, eq=False)
class Standing:
    """A race as it is now. weights: how many the network has that may change."""

    backpropagation: Lane
    nudging: Lane
    weights: int

    @property
    def lanes(self) -> tuple[Lane, Lane]:
        return self.backpropagation, self.nudging


class Race:
    """Both begin with the same weights and have the same time: the one that had less takes the next step.

    Args:
        network: as the training would begin with it, before its initialisation.
        samples: what both learn from.
        settings: of the training; its rules to stop play no part.
        clock: seconds that only ever grow.

    Raises:
        ValueError: network, samples and settings do not fit; one sentence for a person.
    """

    def __init__(
        self,
        network: Network,
        samples: Samples,
        settings: TrainingSettings,
        clock: Callable[[], float] = CLOCK,
    ) -> None:
        samples = samples.fitted_to(network)
        settings = replace(settings, epochs=None, target_accuracy=None, patience=None)
        first = initial_network(network, settings)
        start = evaluate(first, samples, settings.loss)
        self._weights = len(list(weights_of(network, settings.frozen_layers, settings.frozen_filters).cells()))

        def measure(network: Network) -> Evaluation:
            return evaluate(network, samples, settings.loss)

        # What the first step of all sets up is nobody's to wait for.
        for way in (train, train_by_nudging):
            next(way(network, samples, None, settings))
        batch = min(settings.batch_size, len(samples))
        ways = (
            (train(network, samples, None, settings), batch),
            (train_by_nudging(network, samples, None, settings), 2 * len(samples)),
        )
        self._runners = tuple(_Runner(way, seen, start, measure, clock) for way, seen in ways)

    @property
    def is_over(self) -> bool:
        """Whether both have arrived or cannot go on."""
        return not self._under_way

    @property
    def seconds(self) -> float:
        """How much time each has had, of those that still run."""
        return min((runner.seconds for runner in self._under_way), default=0.0)

    def step(self) -> None:
        """One step of the runner that had less time; of the first, where both had the same."""
        min(self._under_way, key=lambda runner: runner.seconds).step()

    def standing(self) -> Standing:
        """The race as it is now."""
        backpropagation, nudging = (runner.lane() for runner in self._runners)
        return Standing(backpropagation, nudging, self._weights)

    @property
    def _under_way(self) -> list[_Runner]:
        return [runner for runner in self._runners if runner.runs]


class _Runner:
    """One way to learn, with its own watch."""

    def __init__(
        self,
        way: Iterator[Progress],
        seen: int,
        start: Evaluation,
        measure: Callable[[Network], Evaluation],
        clock: Callable[[], float],
    ) -> None:
        self._way, self._seen, self._measure, self._clock = way, seen, measure, clock
        self._steps, self.seconds = 0, 0.0
        self._done: Done | None = None
        self._next_measure = 1
        self._measured = start
        self._points = [(0.0, 0, start.loss)]

    @property
    def runs(self) -> bool:
        return self._done is None and not self._has_arrived

    @property
    def _has_arrived(self) -> bool:
        return self._measured.loss < ARRIVED

    def step(self) -> None:
        """Take one step; the watch runs for the step alone, not for measuring what came of it."""
        begun = self._clock()
        progress = next(self._way)
        self.seconds += self._clock() - begun
        self._steps += 1
        self._done = progress.done
        if self._steps >= self._next_measure or self._done is not None:
            self._next_measure = max(self._steps + 1, round(self._steps * _NEXT_MEASURE))
            self._measured = self._measure(progress.network)
            self._points.append((self.seconds, self._steps * self._seen, self._measured.loss))

    def lane(self) -> Lane:
        return Lane(
            self._steps,
            self.seconds,
            self._steps * self._seen,
            self._measured.loss,
            self._measured.accuracy,
            np.array(self._points).T,
            self._done,
            self._has_arrived,
        )
