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
from cnnviz.engine.network import Trace
from cnnviz.engine.training import (
    Done,
    Initialisation,
    initial_network,
    train,
    train_by_nudging,
)
from cnnviz.model.material import Material, material_of
from cnnviz.model.run import Order, Run, Snapshot

log = logging.getLogger(__name__)

#: Seconds of training before the thread looks for a newer question; and from one report to the next.
_SLICE, _REPORT = 0.004, 1 / 30
#: Networks kept to go back to; where there are more, every other one goes.
MOST_SNAPSHOTS = 400


@dataclass(frozen=True, eq=False)
class Learned:
    """What training has come to, with the trace of the question's picture through the network as it is now."""

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
        if order is None:
            yield Slice(computed(question))
            return
        try:
            course = self._course_of(order)
        except ValueError as error:
            yield Slice(Failure(str(error)))
            return
        yield Slice(_learned(course, question.picture))
        reported = time.monotonic()
        while not course.has_met(order):
            rest = course.go_on(order)
            now = time.monotonic()
            if now - reported >= _REPORT or course.has_met(order):
                reported = now
                yield Slice(_learned(course, question.picture), rest)
            else:
                yield Slice(None, rest)

    def _course_of(self, order: Order) -> _Course:
        if self._course is None or self._course.token is not order.token:
            self._course = None
            self._course = _Course(order, self._material(order))
        return self._course

    def _material(self, order: Order) -> Material:
        practice = order.practice
        asked = (practice.generated, practice.dials, practice.uses_own, practice.settings.seed)
        wanted = (asked, id(order.own), order.grid, order.coding)
        if self._taught is None or self._taught[0] != wanted:
            self._taught = wanted, material_of(practice, order.own, order.grid, order.coding)
        return self._taught[1]


def _learned(course: _Course, picture: Array) -> Learned | Failure:
    trace = computed(Question(course.network, picture))
    return trace if isinstance(trace, Failure) else Learned(course.run(), trace)


class _Course:
    """A run on its way."""

    def __init__(self, order: Order, material: Material) -> None:
        settings, before = order.practice.settings, order.before
        if before is not None:
            # What was learned is kept, and the pictures come in an order of their own.
            settings = replace(settings, initialisation=Initialisation.PRESENT, seed=settings.seed + before.step)
        self.token = order.token
        self._material = material
        way = train_by_nudging if order.by_nudging else train
        self._progress = way(order.network, material.training, material.test, settings)
        self._snapshots = list(before.snapshots) if before else [Snapshot(0, initial_network(order.network, settings))]
        self.network = order.network if before else self._snapshots[0].network
        self._order, self._origin = order, before.origin if before else order.network
        self._step, self._epochs = (before.step, before.epochs) if before else (0, 0)
        self._last_step = settings.epochs and self._step + settings.epochs * _steps_per_epoch(order, material)
        self._curves = GrowingCurves(before.curves if before else None)
        self._every = 1
        self._done: Done | None = None
        self._next_at, self._clock = 0.0, _Clock()

    def has_met(self, order: Order) -> bool:
        return self._done is not None or order.is_met(self._step, self._epochs)

    def go_on(self, order: Order) -> float:
        """Take steps for a slice of time, no faster than `order` says; the seconds to rest until the next."""
        end = time.monotonic() + _SLICE
        while not self.has_met(order):
            now = time.monotonic()
            if now < self._next_at:
                return self._next_at - now
            self._take_step()
            if math.isfinite(order.pace):
                self._next_at = max(self._next_at, now - 1.0 / order.pace) + 1.0 / order.pace
            if now >= end:
                break
        return 0.0

    def _take_step(self) -> None:
        progress = next(self._progress)
        self._step += 1
        self._clock.tick(self._step)
        self._epochs += progress.ends_epoch
        self.network, self._done = progress.network, progress.done
        self._curves.append(self._step, progress)
        if self._step % self._every == 0:
            self._snapshots.append(Snapshot(self._step, self.network))
        if len(self._snapshots) > MOST_SNAPSHOTS:
            self._every *= 2
            self._snapshots = self._snapshots[:1] + [s for s in self._snapshots[1:] if s.step % self._every == 0]

    def run(self) -> Run:
        """The run as it is now."""
        snapshots = tuple(self._snapshots)
        if snapshots[-1].step != self._step:
            snapshots = (*snapshots, Snapshot(self._step, self.network))
        return Run(
            self._order,
            self._origin,
            self._material,
            snapshots,
            self._step,
            self._step,
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

    def tick(self, step: int) -> None:
        now = time.monotonic()
        if self._since is None:
            self._since = now, step
        elif now - self._since[0] >= 0.5:
            self.rate = (step - self._since[1]) / (now - self._since[0])
            self._since = now, step


def _steps_per_epoch(order: Order, material: Material) -> int:
    if order.by_nudging:
        return sum(values.size for layer in order.network.layers for values in layer.parameters.values())
    return -(-len(material.training) // order.practice.settings.batch_size)
