"""In which order the values of a network come about, and by which small steps each of them does."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import accumulate

import numpy as np

from cnnviz.engine.arrays import Cell, Mask, Shape
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Linear, MaxPool2d, ReLU, Softmax
from cnnviz.engine.network import Network

#: The wires of a vote light up one by one; of more than these, several at a time.
MOST_LIGHTS = 12


class Span(Enum):
    """How much is played."""

    WAY = "the whole way"
    STAGE = "one stage"
    MAP = "one map"


class Phase(Enum):
    """A small step on the way to one value."""

    LINE_UP = "line up"
    MULTIPLY = "multiply"
    ADD = "add"
    DIVIDE = "divide"
    ADD_BIAS = "add the bias"
    CUT = "cut below 0"
    TAKE = "take the largest"
    MOVE = "move"
    LIGHT = "light a vote"
    POWER = "raise e to it"


@dataclass(frozen=True)
class Moment:
    """What has just happened.

    stage, cell: the value that comes about.
    phase: the small step that was taken; part: which of `parts` steps of that kind, from 0.
    kinds: how many kinds of small steps have been taken for the value, with this one.
    lands: whether the value is there with it.
    """

    stage: int
    cell: Cell
    phase: Phase
    part: int
    parts: int
    kinds: int
    lands: bool


@dataclass(frozen=True)
class Section:
    """The values of one stage, or of one map of it, in reading order.

    shape: of the stage; first, count: which of its values, counted in reading order.
    phases: the small steps of each, with which part of its kind it is, and of how many.
    """

    stage: int
    shape: Shape
    first: int
    count: int
    phases: tuple[tuple[Phase, int, int], ...]

    @property
    def length(self) -> int:
        return self.count * len(self.phases)

    def cell(self, index: int) -> Cell:
        """The cell of the value `index`, counted from the section's first."""
        return tuple(int(at) for at in np.unravel_index(self.first + index, self.shape))


@dataclass(frozen=True, eq=False)
class Script:
    """Everything that is played, one moment after another; position 0 is before the first.

    sections: in the order in which they are played.
    """

    network: Network
    sections: tuple[Section, ...]

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(accumulate(section.length for section in self.sections))

    @property
    def length(self) -> int:
        """How many moments there are: the last position."""
        return self._ends[-1] if self.sections else 0

    def moment(self, position: int) -> Moment | None:
        """What happens last before `position`; None at the start.

        Raises:
            IndexError: `position` is not from 0 to `length`.
        """
        if not 0 <= position <= self.length:
            raise IndexError(f"There is no position {position} among {self.length}.")
        if position == 0:
            return None
        section, before = self._section(position)
        index, step = divmod(position - before - 1, len(section.phases))
        phase, part, parts = section.phases[step]
        kinds = len({kind for kind, _, _ in section.phases[: step + 1]})
        return Moment(section.stage, section.cell(index), phase, part, parts, kinds, step == len(section.phases) - 1)

    def hidden(self, position: int) -> tuple[Mask | None, ...]:
        """For each stage, which of its values are not there yet at `position`; None where all are."""
        masks: list[Mask | None] = [None] * len(self.network.shapes)
        if position >= self.length:
            return tuple(masks)
        section, before = self._section(position + 1)
        done = (position - before) // len(section.phases)
        mask = np.zeros(math.prod(section.shape), dtype=np.bool_)
        mask[section.first + done : section.first + section.count] = True
        masks[section.stage] = mask.reshape(section.shape)
        for stage in range(section.stage + 1, len(masks)):
            masks[stage] = np.ones(self.network.shapes[stage], dtype=np.bool_)
        return tuple(masks)

    def next_stop(self, position: int, *, fine: bool) -> int:
        """Where one step from `position` comes to: the next moment if `fine`, else the next value that lands."""
        if fine or position >= self.length:
            return min(position + 1, self.length)
        section, before = self._section(position + 1)
        steps = len(section.phases)
        return before + ((position - before) // steps + 1) * steps

    def previous_stop(self, position: int, *, fine: bool) -> int:
        """Where one step back from `position` comes to."""
        if fine or position <= 0:
            return max(position - 1, 0)
        section, before = self._section(position)
        steps = len(section.phases)
        return before + (position - before - 1) // steps * steps

    def landing(self, stage: int, cell: Cell) -> int | None:
        """The position at which the value at `cell` of `stage` lands; None where it is not played."""
        for section, end in zip(self.sections, self._ends, strict=True):
            if section.stage == stage:
                index = int(np.ravel_multi_index(cell, section.shape)) - section.first
                if 0 <= index < section.count:
                    return end - section.length + (index + 1) * len(section.phases)
        return None

    @cached_property
    def values(self) -> int:
        """How many values come about."""
        return sum(section.count for section in self.sections)

    def landed(self, position: int) -> int:
        """How many values have landed at `position`."""
        if position <= 0:
            return 0
        section, before = self._section(position)
        earlier = sum(each.count for each in self.sections[: self.sections.index(section)])
        return earlier + (position - before) // len(section.phases)

    def after(self, values: int) -> int:
        """The position at which so many values have landed."""
        for section, end in zip(self.sections, self._ends, strict=True):
            if values <= section.count:
                return end - section.length + values * len(section.phases)
            values -= section.count
        return self.length

    def _section(self, position: int) -> tuple[Section, int]:
        """The section in which the moment before `position` lies, and the position at which it begins."""
        at = next(index for index, end in enumerate(self._ends) if position <= end)
        return self.sections[at], self._ends[at] - self.sections[at].length


@lru_cache(maxsize=4)
def script_of(network: Network, span: Span, stage: int, of_map: int) -> Script:
    """What is played of `network`: everything, one stage, or one map of a stage (one value of a list).

    Raises:
        IndexError: there is no such stage after the picture, or no such map.
    """
    if span is Span.WAY:
        return Script(network, tuple(_section(network, stage, None) for stage in range(1, len(network.shapes))))
    if not 1 <= stage < len(network.shapes) or not 0 <= of_map < network.shapes[stage][0]:
        raise IndexError(f"The network has no map {of_map} in stage {stage}.")
    return Script(network, (_section(network, stage, of_map if span is Span.MAP else None),))


def _section(network: Network, stage: int, of_map: int | None) -> Section:
    shape = network.shapes[stage]
    count = math.prod(shape[1:]) if of_map is not None else math.prod(shape)
    first = (of_map or 0) * math.prod(shape[1:])
    return Section(stage, shape, first, count, _phases(network, stage))


def _phases(network: Network, stage: int) -> tuple[tuple[Phase, int, int], ...]:
    match network.layers[stage - 1]:
        case Conv2d() as layer:
            divided = (Phase.DIVIDE,) if layer.divide_by_pixels else ()
            biased = () if layer.bias is None else (Phase.ADD_BIAS,)
            return _once(Phase.LINE_UP, Phase.MULTIPLY, Phase.ADD, *divided, *biased)
        case ReLU():
            return _once(Phase.LINE_UP, Phase.CUT)
        case MaxPool2d():
            return _once(Phase.LINE_UP, Phase.TAKE)
        case AvgPool2d():
            return _once(Phase.LINE_UP, Phase.ADD, Phase.DIVIDE)
        case Flatten():
            return _once(Phase.MOVE)
        case Linear() as layer:
            lights = min(network.shapes[stage - 1][0], MOST_LIGHTS)
            biased = () if layer.bias is None else (Phase.ADD_BIAS,)
            return (*((Phase.LIGHT, part, lights) for part in range(lights)), *_once(Phase.ADD, *biased))
        case Softmax():
            return _once(Phase.POWER, Phase.DIVIDE)
    raise NotImplementedError(f"{type(network.layers[stage - 1]).__name__} cannot be played yet.")


def _once(*phases: Phase) -> tuple[tuple[Phase, int, int], ...]:
    return tuple((phase, 0, 1) for phase in phases)
