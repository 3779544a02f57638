"""Training in the worker's thread, a slice at a time."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cnnviz.app.curves import GrowingCurves
from cnnviz.app.worker import Failure, Question, Slice, computed
from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network, Trace
from cnnviz.engine.training import (
    Done,
    Initialisation,
    TrainingSettings,
    initial_network,
    train,
    train_by_nudging,
)
from cnnviz.engine.training.weights import weights_of
from cnnviz.model.material import Material, material_of
from cnnviz.model.run import Order, Run, Snapshot

log = logging.getLogger(__name__)

#: Seconds of training before the thread looks for a newer question; and from one report to the next.
_SLICE, _REPORT = 0.004, 1 / 30
#: Seconds of rest after each report: the window paints it meanwhile, and a thread that computes would hold it up.
_BREATH = 0.012
#: Seconds of rest after a question: those of a hand that draws come faster, and training stands back until it is still.
_STILL = 0.03
#: Seconds that a step which came late may be made up for by those after it.
_LATE = 0.05
#: Networks kept to go back to, and the bytes of their numbers; where there is more, every other network goes.
MOST_SNAPSHOTS = 400
MOST_HELD = 128_000_000
_FEWEST = 10


@dataclass(frozen=True, eq=False)
class Learned:
    """What training by `order` has come to, with the trace of the question's picture through the network of now."""

    order: Order
    run: Run
    trace: Trace


class Learner:
    """Answers questions and carries out the order that comes with them. Lives in one thread.

    It remembers the run of the last order, so that the next one goes on where that was.
    """

    def __init__(self) -> None:
        self._course: _Course | None = None
        self._taught: tuple[object, Material] | None = None

    def respond(self, question: Question) -> Iterator[Slice]:
        """The answer to `question`, and then further ones until its order is met."""
        order = question.order
        # An order outlives its work by a moment, until whoever trains has heard of the new: its network may not fit.
        if order is None or order.grid != question.picture.shape:
            yield Slice(computed(question))
            return
        try:
            yield from self._carried_out(order, question.picture)
        except ValueError as error:
            yield Slice(Failure(str(error), order))
        except Exception:
            # The thread lives on whatever a layer does; the person reads a sentence, the log has the rest.
            log.exception("Training failed.")
            yield Slice(Failure("Training could not go on; the details are in the log.", order))

    def _carried_out(self, order: Order, picture: Array) -> Iterator[Slice]:
        course = self._course_of(order)
        course.follow(order)
        yield Slice(_learned(course, order, picture), _STILL)
        while not course.has_met(order):
            rest = course.go_on(order)
            due = course.due(order)
            if due > 0:
                yield Slice(None, min(rest, due))
            else:
                yield Slice(_learned(course, order, picture), max(rest, _BREATH))

    def _course_of(self, order: Order) -> _Course:
        if self._course is None or self._course.token is not order.token:
            self._course = None
            self._course = _Course(order, self._material(order))
        return self._course

    def _material(self, order: Order) -> Material:
        practice = order.practice
        asked = (practice.generated, practice.dials, practice.uses_own, practice.augments, practice.settings.seed)
        wanted = (asked, id(order.own), order.grid, order.coding)
        if self._taught is None or self._taught[0] != wanted:
            self._taught = wanted, material_of(practice, order.own, order.grid, order.coding)
        return self._taught[1]


def _learned(course: _Course, order: Order, picture: Array) -> Learned | Failure:
    run = course.told(order)
    trace = computed(Question(run.network, picture))
    return Failure(trace.text, order) if isinstance(trace, Failure) else Learned(order, run, trace)


def _most_snapshots(network: Network) -> int:
    size = sum(numbers.nbytes for layer in network.layers for numbers in layer.parameters.values())
    return min(max(MOST_HELD // max(size, 1), _FEWEST), MOST_SNAPSHOTS)


class _Course:
    """A run on its way."""

    def __init__(self, order: Order, material: Material) -> None:
        before = order.before
        settings = _continued(order.practice.settings, before) if before else order.practice.settings
        self.token = order.token
        self.network = initial_network(order.network, settings)
        self.step, self._epochs = (before.step, before.epochs) if before else (0, 0)
        self._material = material
        way = train_by_nudging if order.practice.by_nudging else train
        self._progress = way(order.network, material.training, material.test, settings)
        earlier = before.snapshots if before else ()
        self._most = _most_snapshots(self.network)
        self._snapshots = [*(s for s in earlier if s.step < self.step), Snapshot(self.step, self.network)]
        # A run that holds the one before it, and so on, would hold them all.
        self._order, self._origin = replace(order, before=None), before.origin if before else order.network
        self._last_step = settings.epochs and self.step + settings.epochs * _steps_per_epoch(order, material)
        self._curves = GrowingCurves(before.curves if before else None)
        self._every = 1
        self._done: Done | None = None
        self._followed: Order | None = None
        self._told: Run | None = None
        self._told_at = -math.inf
        self._next_at, self._clock = 0.0, _Clock()

    def has_met(self, order: Order) -> bool:
        return self._done is not None or order.is_met(self.step, self._epochs)

    def follow(self, order: Order) -> None:
        """Go at the pace of `order` from now on, if it is a new one."""
        if order is not self._followed:
            self._followed, self._told = order, None
            self._next_at = min(self._next_at, time.monotonic() + 1.0 / order.pace)
            self._clock.restart()

    def go_on(self, order: Order) -> float:
        """Take steps for a slice of time, no faster than `order` says; the seconds to rest until the next."""
        end = time.monotonic() + _SLICE
        while not self.has_met(order):
            now = time.monotonic()
            if now < self._next_at:
                return self._next_at - now
            self._take_step()
            if math.isfinite(order.pace):
                self._next_at = max(self._next_at, now - _LATE) + 1.0 / order.pace
            if now >= end:
                break
        return 0.0

    def _take_step(self) -> None:
        progress = next(self._progress)
        self.step += 1
        self._clock.tick(self.step)
        self._epochs += progress.ends_epoch
        self.network, self._done = progress.network, progress.done
        self._curves.append(self.step, progress)
        if self.step % self._every == 0:
            self._snapshots.append(Snapshot(self.step, self.network))
        if len(self._snapshots) > self._most:
            self._every *= 2
            self._snapshots = self._snapshots[:1] + [s for s in self._snapshots[1:] if s.step % self._every == 0]

    def due(self, order: Order) -> float:
        """The seconds until there is something new to tell; none is left at the end."""
        if self._told is not None and self._told.step == self.step:
            return math.inf
        return 0.0 if self.has_met(order) else self._told_at + _REPORT - time.monotonic()

    def told(self, order: Order) -> Run:
        """The run as it is now; for a moment as it was told last.

        So a hand that draws meanwhile has what its picture changes painted anew, and the filters no more often than
        without it.
        """
        if self._told is None or self.due(order) <= 0:
            self._told, self._told_at = self._run(), time.monotonic()
        return self._told

    def _run(self) -> Run:
        snapshots = tuple(self._snapshots)
        if snapshots[-1].step != self.step:
            snapshots = (*snapshots, Snapshot(self.step, self.network))
        return Run(
            self._order,
            self._origin,
            self._material,
            snapshots,
            self.step,
            self.step,
            self._epochs,
            self._last_step,
            self._clock.rate,
            self._curves.now(),
            self._done,
        )


class _Clock:
    """How many steps a second, over about the last second."""

    def __init__(self) -> None:
        self.rate = 0.0
        self._since: tuple[float, int] | None = None

    def restart(self) -> None:
        """Measure anew: there was a rest, or the pace is another."""
        self._since = None

    def tick(self, step: int) -> None:
        now = time.monotonic()
        if self._since is None:
            self._since = now, step
        elif now - self._since[0] >= 0.5:
            self.rate = (step - self._since[1]) / (now - self._since[0])
            self._since = now, step


def _continued(settings: TrainingSettings, before: Run) -> TrainingSettings:
    """The settings of a course that goes on where `before` stopped.

    What was learned is kept, the pictures come in an order of their own, and the epochs that are over count, unless
    they were all that was asked for.
    """
    epochs = settings.epochs
    if epochs is not None and before.done is None:
        epochs = max(epochs - before.epochs, 1)
    return replace(settings, initialisation=Initialisation.PRESENT, seed=settings.seed + before.step, epochs=epochs)


def _steps_per_epoch(order: Order, material: Material) -> int:
    settings = order.practice.settings
    if order.practice.by_nudging:
        return sum(1 for _ in weights_of(order.network, settings.frozen_layers, settings.frozen_filters).cells())
    return -(-len(material.training) // settings.batch_size)
