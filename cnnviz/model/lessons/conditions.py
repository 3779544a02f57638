"""When a task is solved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Trace
from cnnviz.model.document import Document
from cnnviz.model.guess import matches
from cnnviz.model.view import Probe

#: Numbers on the screen have two decimals: what is nearer than this cannot be told apart there.
NEARLY = 0.005


@dataclass(frozen=True, eq=False)
class Situation:
    """What a condition looks at.

    document, trace: the work, and what its network computed last; the trace may be one change behind.
    answer: what was typed.
    accuracy: the best that the last training run came to on its test samples, 0 to 1; None without a run.
    """

    document: Document
    trace: Trace
    answer: str = ""
    accuracy: float | None = None


class Condition(Protocol):
    """Something that holds or does not."""

    def is_met(self, situation: Situation) -> bool:
        """Whether it holds."""


@dataclass(frozen=True)
class Answered:
    """What was typed is one of these answers: a number written in any way (5/9, .55, 0.56), or a word."""

    answers: tuple[str, ...]

    def is_met(self, situation: Situation) -> bool:
        return any(matches(situation.answer, answer) for answer in self.answers)


@dataclass(frozen=True)
class Wins:
    """The network votes for this class, with at least this lead over the next."""

    name: str
    lead: float = 0.0

    def is_met(self, situation: Situation) -> bool:
        trace = situation.trace
        names, votes = trace.network.classes, trace.votes
        if self.name not in names or situation.document.is_blank or len(votes) < 2:
            return False
        at = names.index(self.name)
        return float(votes[at] - np.delete(votes, at).max()) > max(self.lead - 1e-9, 0.0)


@dataclass(frozen=True)
class Within:
    """A value lies between two bounds, both included."""

    probe: Probe
    low: float = -np.inf
    high: float = np.inf

    def is_met(self, situation: Situation) -> bool:
        stages = situation.trace.stages
        if self.probe.stage >= len(stages):
            return False
        values, cell = stages[self.probe.stage], self.probe.cell
        if len(cell) != values.ndim or any(at >= size for at, size in zip(cell, values.shape, strict=True)):
            return False
        return self.low - 1e-9 <= float(values[cell]) <= self.high + 1e-9


@dataclass(frozen=True)
class Peaks:
    """The largest value of a map lies between two bounds, both included."""

    stage: int
    of_map: int
    low: float = -np.inf
    high: float = np.inf

    def is_met(self, situation: Situation) -> bool:
        stages = situation.trace.stages
        if self.stage >= len(stages) or self.of_map >= len(stages[self.stage]):
            return False
        return self.low - 1e-9 <= float(np.max(stages[self.stage][self.of_map])) <= self.high + 1e-9


@dataclass(frozen=True, eq=False)
class FilterIs:
    """A filter of the first convolution has these numbers, ``(rows, columns)``, up to two decimals.

    of_filter: its index; None where any filter will do.
    """

    numbers: Array
    of_filter: int | None = None

    def is_met(self, situation: Situation) -> bool:
        layer = next((layer for layer in situation.document.network.layers if isinstance(layer, Conv2d)), None)
        if layer is None or layer.weight.shape[2:] != self.numbers.shape:
            return False
        weights = layer.weight if self.of_filter is None else layer.weight[self.of_filter : self.of_filter + 1]
        return bool((np.abs(weights[:, 0] - self.numbers) < NEARLY).all(axis=(1, 2)).any())


@dataclass(frozen=True)
class Accurate:
    """The last training run came to at least this accuracy on its test samples."""

    least: float

    def is_met(self, situation: Situation) -> bool:
        return situation.accuracy is not None and situation.accuracy >= self.least - 1e-9


def is_solved(conditions: tuple[Condition, ...], situation: Situation) -> bool:
    """Whether all `conditions` hold; of none, none can."""
    return bool(conditions) and all(condition.is_met(situation) for condition in conditions)
