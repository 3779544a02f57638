"""Curves that grow by one step after the other, and can be handed on at any time without being copied."""

from __future__ import annotations

import math

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.training import Progress
from cnnviz.model.run import NO_CURVES, Curves


class GrowingCurves:
    """The curves of a run that goes on, after those of `before`."""

    def __init__(self, before: Curves | None = None) -> None:
        known = before or NO_CURVES
        self._trained = _Rows(known.steps, known.losses, known.accuracies)
        self._tested = _Rows(known.test_steps, known.test_losses, known.test_accuracies)

    def append(self, step: int, progress: Progress) -> None:
        """Put down what step number `step` came to."""
        self._trained.append(step, progress.loss, progress.accuracy)
        if progress.ends_epoch:
            tested = (progress.test_loss, progress.test_accuracy)
            self._tested.append(step, *(math.nan if score is None else score for score in tested))

    def now(self) -> Curves:
        """The curves so far; what comes later does not change them."""
        return Curves(*self._trained.now(), *self._tested.now())


class _Rows:
    """Rows of equal length, with room for more: what is written beyond the end of a view leaves the view as it was."""

    def __init__(self, *rows: Array) -> None:
        self._count = len(rows[0])
        self._room = np.empty((len(rows), max(256, 2 * self._count)))
        self._room[:, : self._count] = rows

    def append(self, *values: float) -> None:
        if self._count == self._room.shape[1]:
            self._room = np.concatenate([self._room, np.empty_like(self._room)], axis=1)
        self._room[:, self._count] = values
        self._count += 1

    def now(self) -> tuple[Array, ...]:
        view = self._room[:, : self._count]
        view.setflags(write=False)
        return tuple(view)
