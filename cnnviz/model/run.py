"""A training run as the window shows it: where it is, how it came there, and what was asked of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network
from cnnviz.engine.training import Done
from cnnviz.model.document import Coding, Document, OwnSamples, first_convolution
from cnnviz.model.material import Material
from cnnviz.model.practice import Practice


@dataclass(frozen=True, eq=False)
class Curves:
    """Loss and accuracy over a run; read-only.

    steps, losses, accuracies: ``(steps,)``: of each step's batch. Accuracies are shares, 0 to 1.
    test_steps, test_losses, test_accuracies: ``(epochs,)``: of the test samples, after these steps, which end an epoch;
        NaN where there are no test samples.
    """

    steps: Array
    losses: Array
    accuracies: Array
    test_steps: Array
    test_losses: Array
    test_accuracies: Array

    def until(self, step: int) -> Curves:
        """The curves up to and with `step`."""
        known, tested = (int(np.searchsorted(at, step, side="right")) for at in (self.steps, self.test_steps))
        trained = (part[:known] for part in (self.steps, self.losses, self.accuracies))
        return Curves(*trained, *(part[:tested] for part in (self.test_steps, self.test_losses, self.test_accuracies)))


NO_CURVES = Curves(*(np.empty(0) for _ in range(6)))


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The network as it was after `step`; step 0 is before the first."""

    step: int
    network: Network


@dataclass(frozen=True, eq=False)
class Run:
    """A run after some of its steps.

    order: what it follows, without the run before it.
    origin: the network before the run, and before its initialisation.
    material: the pictures it learns from and is judged by.
    snapshots: networks along the way, the earliest first: the initial one, and at the end that of `step`.
    step: how many steps were taken.
    position: which of the snapshots' steps the window shows; `step` unless a person went back.
    epochs: how many epochs are over.
    last_step: the step at which the run ends by itself, where its rules tell.
    rate: steps a second, lately; 0 where nothing is known yet.
    done: why it is over, or None.
    """

    order: Order
    origin: Network
    material: Material
    snapshots: tuple[Snapshot, ...]
    step: int
    position: int
    epochs: int
    last_step: int | None
    rate: float
    curves: Curves
    done: Done | None = None

    @property
    def network(self) -> Network:
        """The network after the last step."""
        return self.snapshots[-1].network

    @property
    def first(self) -> Network:
        """The network that the run began with."""
        return self.snapshots[0].network

    @property
    def shown(self) -> Snapshot:
        """What the window shows: the last snapshot at or before the position."""
        return next(snapshot for snapshot in reversed(self.snapshots) if snapshot.step <= self.position)

    @property
    def seconds_left(self) -> float | None:
        """How long it still takes, where that can be told."""
        if self.last_step is None or not self.rate or self.done is not None:
            return None
        return (self.last_step - self.step) / self.rate

    def at(self, step: int) -> Run:
        """The run with the window on the last snapshot at or before `step`."""
        reached = replace(self, position=max(step, 0))
        return replace(self, position=reached.shown.step)

    def back_to_position(self) -> Run:
        """The run as if it had gone no further than what the window shows; itself where it has not."""
        if self.position == self.step:
            return self
        kept = tuple(snapshot for snapshot in self.snapshots if snapshot.step <= self.position)
        curves = self.curves.until(self.position)
        return replace(
            self, snapshots=kept, step=self.position, epochs=len(curves.test_steps), curves=curves, done=None
        )

    def begun(self, document: Document) -> Document:
        """`document`, until now with the network that the run began from, with its last one.

        A filter that was drawn anew is no longer called what it was.
        """
        names, index = document.filter_names, first_convolution(self.first)
        if index is not None:
            before, first = (network.layers[index].parameters["weight"] for network in (self.origin, self.first))
            names = tuple(name if (before[at] == first[at]).all() else "" for at, name in enumerate(names))
        return replace(document, network=self.network, filter_names=names)

    def parted(self) -> Run:
        """The run without what the worker may have learned since: what goes on from here begins at its last network."""
        return replace(self, order=replace(self.order, token=object()))


@dataclass(frozen=True, eq=False)
class Order:
    """What the worker is to have done; whole, so that a newer one takes the place of an older.

    token: who ordered; an order with the token of the one before goes on with its run.
    network: what a new run begins with, before its initialisation.
    practice, own, grid, coding: what it learns from, and how.
    until, until_epoch: take steps up to this one, and no further than to the end of this many epochs; infinity for as
        many as the rules say.
    pace: steps a second at most; infinity for as fast as it goes.
    before: the run that a new one continues; its weights are kept then.
    """

    token: object
    network: Network
    practice: Practice
    own: OwnSamples | None
    grid: tuple[int, int]
    coding: Coding
    until: float = math.inf
    until_epoch: float = math.inf
    pace: float = math.inf
    before: Run | None = None

    def is_met(self, step: int, epochs: int) -> bool:
        """Whether a run after `step` steps and so many whole epochs has come as far as this asks."""
        return step >= self.until or epochs >= self.until_epoch
