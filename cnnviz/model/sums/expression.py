"""Sums as values, written as plain text or as LaTeX."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, overload

from cnnviz.model.numbers import NumberStyle, decimals_for, format_exact, format_number, format_power

#: Two decimals hold a value that differs from them by no more than this share: a rounding error.
ROUNDING = 1e-9
#: What is smaller is what adding up in another order leaves of numbers as large as 1: it means 0.
DUST = 1e-15


class Number(NamedTuple):
    """A value."""

    value: float


@dataclass(frozen=True)
class Numbers(Sequence[Number]):
    """Values to add, each made a Number only when it is written: a vote may add up thousands."""

    values: list[float]

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> Number: ...
    @overload
    def __getitem__(self, index: slice) -> Numbers: ...
    def __getitem__(self, index: int | slice) -> Number | Numbers:
        return Numbers(self.values[index]) if isinstance(index, slice) else Number(self.values[index])


@dataclass(frozen=True)
class Sum:
    """Everything added; at least one term."""

    terms: Sequence[Expression]


class Product(NamedTuple):
    """Two values multiplied."""

    left: Number
    right: Number


@dataclass(frozen=True)
class Quotient:
    """`top` divided by `bottom`."""

    top: Expression
    bottom: Expression


@dataclass(frozen=True)
class Largest:
    """The largest of some values."""

    values: tuple[Number, ...]


@dataclass(frozen=True)
class Power:
    """e to the power of `exponent`."""

    exponent: Expression


@dataclass(frozen=True)
class Difference:
    """`right` taken away from `left`."""

    left: Number
    right: Product


Expression = Number | Sum | Difference | Product | Quotient | Largest | Power


@dataclass(frozen=True)
class Notation:
    """The signs a sum is written with; ``{0}`` and ``{1}`` stand for what comes first and second.

    goes_on: after a number whose further decimals were cut off. left_out: in place of the middle of a long sum.
    """

    times: str
    minus: str
    about: str
    goes_on: str
    left_out: str
    infinity: str
    group: str
    quotient: str
    quotient_needs_groups: bool
    largest: str
    power: str


TEXT = Notation(
    times="×",
    minus="−",
    about="≈",
    goes_on="…",
    left_out="…",
    infinity="∞",
    group="({0})",
    quotient="{0} / {1}",
    quotient_needs_groups=True,
    largest="max({0})",
    power="exp({0})",
)
LATEX = Notation(
    times=r"\cdot",
    minus="-",
    about=r"\approx",
    goes_on=r"\ldots",
    left_out=r"\dots",
    infinity=r"\infty",
    group=r"\left({0}\right)",
    quotient=r"\frac{{{0}}}{{{1}}}",
    quotient_needs_groups=False,
    largest=r"\max\left({0}\right)",
    power=r"e^{{{0}}}",
)


@dataclass(frozen=True)
class Writer:
    """Writes sums.

    style: how numbers are cut to two decimals; None for every digit.
    longest: of more terms than this, the middle is left out; None for all. At least 2.
    decimals: how many are written at least of a value that has more.
    has_powers: a value of which they show no digit is written with a power of ten, as plain text.
    """

    style: NumberStyle | None = None
    notation: Notation = TEXT
    longest: int | None = None
    decimals: int = 2
    has_powers: bool = False

    def chain(self, sides: Sequence[Expression]) -> str:
        """``a = b = c``; where numbers were rounded, ``a ≈ b``."""
        text = self.write(sides[0])
        for before, after in pairwise(sides):
            text += f" {self.relation(before, after)} {self.write(after)}"
        return text

    def write(self, expression: Expression) -> str:
        """One expression."""
        match expression:
            case Number(value):
                return self.number(value)
            case Difference(left, right):
                return f"{self.number(left.value)} {self.notation.minus} {self.write(right)}"
            case Product(left, right):
                return f"{self._factor(left)} {self.notation.times} {self._factor(right)}"
            case Quotient(top, bottom):
                return self.notation.quotient.format(self._part(top), self._part(bottom))
            case Largest(values):
                return self.notation.largest.format(", ".join(self.write(value) for value in values))
            case Power(exponent):
                return self.notation.power.format(self.write(exponent))
            case Sum(terms):
                return self._sum(terms)

    def number(self, value: float) -> str:
        """A value with two decimals, a small one with more; where decimals were cut off, marked by an ellipsis."""
        if math.isinf(value):
            return ("-" if value < 0 else "") + self.notation.infinity
        if self.style is None:
            # A zero that was multiplied by a negative number is still nothing but zero.
            return format_exact(value + 0.0)
        if is_exact(value, self.decimals):
            text = format_exact(round(value, self.decimals) + 0.0)
            return f"{value:.{self.decimals}f}".rstrip("0") if "e-" in text else text
        text = format_number(value, self.style, decimals=max(self.decimals, decimals_for(value)))
        if self.has_powers and not text.strip("-0."):
            return format_power(value)
        return text + self.notation.goes_on if self.style is NumberStyle.TRUNCATED else text

    def relation(self, before: Expression, after: Expression) -> str:
        """The sign between two sides: "≈" where numbers were rounded, else "="."""
        # An ellipsis says by itself that decimals follow; a rounded number needs the sign. The largest of some values
        # is printed just as it is among them.
        if self.style is not NumberStyle.ROUNDED or isinstance(before, Largest):
            return "="
        exact = all(is_exact(value, self.decimals) for side in (before, after) for value in values_in(side))
        return "=" if exact else self.notation.about

    def _part(self, expression: Expression) -> str:
        text = self.write(expression)
        grouped = self.notation.quotient_needs_groups and isinstance(expression, Sum)
        return self.notation.group.format(text) if grouped else text

    def _factor(self, number: Number) -> str:
        text = self.number(number.value)
        return self.notation.group.format(text) if text.startswith("-") else text

    def _sum(self, terms: Sequence[Expression]) -> str:
        cut = self.longest is not None and len(terms) > self.longest
        shown = terms[: (self.longest or 0) - 1] if cut else terms
        text = self.write(shown[0]) + "".join(map(self._added, shown[1:]))
        return f"{text} + {self.notation.left_out}{self._added(terms[-1])}" if cut else text

    def _added(self, term: Expression) -> str:
        if isinstance(term, Number) and term.value < 0:
            return f" {self.notation.minus} {self.number(-term.value)}"
        return f" + {self.write(term)}"


def is_exact(value: float, decimals: int = 2) -> bool:
    """Whether so many decimals are the whole value."""
    return not math.isfinite(value) or math.isclose(value, round(value, decimals), rel_tol=ROUNDING, abs_tol=DUST)


def values_in(expression: Expression) -> Iterator[float]:
    """Every number written in `expression`."""
    match expression:
        case Number(value):
            yield value
        case Difference(left, right):
            yield left.value
            yield from values_in(right)
        case Product(left, right):
            yield from (left.value, right.value)
        case Quotient(top, bottom):
            yield from values_in(top)
            yield from values_in(bottom)
        case Power(exponent):
            yield from values_in(exponent)
        case Sum(parts) | Largest(parts):
            for part in parts:
                yield from values_in(part)
