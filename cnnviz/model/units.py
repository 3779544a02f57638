"""Small numbers in the cells of a stage: counted in thousandths, millionths and so on, so that they can be read."""

from __future__ import annotations

import math
from functools import lru_cache, partial
from typing import NamedTuple

from cnnviz.model.numbers import SUPERSCRIPTS, NumberStyle, NumberWriter, format_near, format_number, without_zero


class Unit(NamedTuple):
    """What a written number is counted in, as words ("in thousandths", or none), and how many of it make 1."""

    words: str
    per_one: float


#: What is smaller is as good as 0 in whatever unit.
_LEAST = 1e-300
ONES = Unit("", 1.0)
_NAMED = (ONES, Unit("in thousandths", 1e3), Unit("in millionths", 1e6), Unit("in billionths", 1e9))


def unit_for(largest: float) -> Unit:
    """The largest unit in which a value as large as `largest` shows two digits."""
    if largest < _LEAST:
        return ONES
    named = (unit for unit in _NAMED if largest * unit.per_one >= 0.1)
    return next(named, None) or _power(3 * math.ceil((-1 - math.log10(largest)) / 3))


def _power(zeros: int) -> Unit:
    return Unit("in 10" + f"{-zeros}".translate(SUPERSCRIPTS), 10.0**zeros)


def writer_in(unit: Unit, largest: float, style: NumberStyle) -> NumberWriter:
    """What writes numbers up to `largest` in `unit`: two digits of the largest, so that each fits into its cell."""
    decimals = 2 if unit is ONES else _decimals(largest * unit.per_one, style)
    return _writer(unit, decimals, style)


def _decimals(scaled: float, style: NumberStyle) -> int:
    """How many leave two digits of `scaled`; rounded to one, 9.96 would be 10.0."""
    for decimals, end in ((2, 1.0), (1, 10.0)):
        if float(format_number(scaled, style, decimals=decimals)) < end:
            return decimals
    return 0


@lru_cache(maxsize=32)
def _writer(unit: Unit, decimals: int, style: NumberStyle) -> NumberWriter:
    return partial(_write, per_one=unit.per_one, decimals=decimals, style=style)


def _write(value: float, per_one: float, decimals: int, style: NumberStyle) -> str:
    return without_zero(format_near(value * per_one, style, decimals=decimals))
