"""What the page shows of a step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import NumberStyle, NumberWriter, decimals_of_two_digits, format_short
from cnnviz.model.sums.expression import DUST
from cnnviz.model.units import ONES, unit_for, writer_in


@dataclass(frozen=True, eq=False)
class StepNumbers:
    """One grid of weights before and after a step.

    old, gradient, new: ``(rows, columns)``.
    chosen: the row and column that is written out.
    rate: the learning rate, as it is written.
    sums: the step of the chosen number, written out; sources: where its gradient comes from; the longest way first.
    errors: the error before and after, the longest way to say it first.
    can_take: whether the step leads anywhere.
    """

    old: Array
    gradient: Array
    new: Array
    chosen: tuple[int, int]
    rate: str
    sums: tuple[str, ...]
    sources: tuple[str, ...]
    errors: tuple[str, ...]
    style: NumberStyle
    can_take: bool

    @property
    def change(self) -> Array:
        """``(rows, columns)``: what is added to the old numbers."""
        change: Array = self.new - self.old
        return change


def small_writers(values: Array, style: NumberStyle) -> tuple[str, tuple[NumberWriter, ...]]:
    """What `values` are counted in, as words or none, and what writes them: a grid of small ones has one notation."""
    largest = largest_of(values)
    unit = unit_for(largest if largest >= DUST else 0.0)
    return unit.words, writers(2, style) if unit is ONES else (writer_in(unit, largest, style),)


@lru_cache(maxsize=16)
def writers(decimals: int, style: NumberStyle) -> tuple[NumberWriter, ...]:
    """What writes numbers, with fewer and fewer decimals; the same ones each time."""
    return tuple(partial(format_short, style=style, decimals=each, whole=True) for each in range(decimals, -1, -1))


def decimals_of(values: Array) -> int:
    """How many decimals show two digits of the largest of `values`, 2 to 6."""
    largest = largest_of(values)
    return min(max(2, decimals_of_two_digits(largest)), 6) if largest else 2


def largest_of(*several: Array) -> float:
    """The largest absolute value that is finite, or 0."""
    return max(float(np.abs(values[np.isfinite(values)]).max(initial=0.0)) for values in several)
