"""An explanation written out in full: as plain text, and as LaTeX."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cnnviz.engine.explain import Explanation, Operation, Term, Wires
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.sums.expression import (
    LATEX,
    ROUNDING,
    Expression,
    Largest,
    Number,
    Numbers,
    Power,
    Product,
    Quotient,
    Sum,
    Writer,
)

#: Votes up to here are raised as a textbook does; larger ones after taking the largest away, as the engine does.
PLAIN_POWERS = 30.0


def as_text(explanation: Explanation, style: NumberStyle | None = None) -> str:
    """The whole sum on one line: ``(1 × 1 + …) / 9 = (1 + …) / 9 = 5 / 9 = 0.55…``.

    Numbers are cut to two decimals as `style` says, and marked where something is lost: "0.55…" goes on, "≈ 0.56" is
    rounded. Without a style every digit is there.
    """
    return Writer(style).chain(sides(explanation))


def as_latex(explanation: Explanation, style: NumberStyle | None = None) -> str:
    """As `as_text`, for LaTeX's mathematics mode."""
    return Writer(style, LATEX).chain(sides(explanation))


def sides(explanation: Explanation) -> tuple[Expression, ...]:
    """The steps of the sum, each equal to the next; the last is the value that the network computed."""
    terms = explanation.terms
    match explanation.operation:
        case Operation.CONVOLVE:
            multiplied = _multiplied(terms, explanation)
        case Operation.VOTE if found := wires(explanation):
            multiplied = _multiplied(found, explanation)
        case _:
            return short_sides(explanation)
    return (multiplied, *short_sides(explanation))


def short_sides(explanation: Explanation) -> tuple[Expression, ...]:
    """The `sides` from where the products are known."""
    steps: list[Expression] = []
    for step in _steps(explanation):
        # A step that is one number is the value itself, but for the order of addition.
        if not isinstance(step, Number) and step not in steps:
            steps.append(step)
    return (*steps, Number(explanation.value))


def wires(explanation: Explanation) -> Wires:
    """A vote's terms whose weight is not 0, by what they bring: the strongest first."""
    assert isinstance(explanation.terms, Wires)
    wired = explanation.terms.taken(explanation.terms.weights != 0.0)
    return wired.taken(np.argsort(-np.abs(wired.amounts), kind="stable"))


def powers(explanation: Explanation) -> tuple[Power, ...]:
    """What softmax makes of each vote: e to the vote, or to the vote less the largest where votes are large."""
    votes = [term.value for term in explanation.terms]
    if max(map(abs, votes)) <= PLAIN_POWERS:
        return tuple(Power(Number(vote)) for vote in votes)
    return tuple(Power(Sum((Number(vote), Number(-max(votes))))) for vote in votes)


def raised(power: Power) -> float:
    """The number that one of the `powers` is."""
    exponent = power.exponent
    terms = exponent.terms if isinstance(exponent, Sum) else (exponent,)
    return math.exp(sum(term.value for term in terms if isinstance(term, Number)))


def _steps(explanation: Explanation) -> tuple[Expression, ...]:
    terms = explanation.terms
    match explanation.operation:
        case Operation.PIXEL | Operation.COPY:
            return ()
        case Operation.RELU:
            return (Largest((Number(0.0), *(Number(term.value) for term in terms))),)
        case Operation.MAX:
            return (Largest(tuple(Number(term.value) for term in terms)),)
        case Operation.MEAN | Operation.CONVOLVE:
            return _totalled(Numbers([term.amount for term in terms]), explanation)
        case Operation.VOTE:
            return _voted(wires(explanation), explanation)
        case Operation.SOFTMAX:
            exponentials = powers(explanation)
            numbers = [raised(power) for power in exponentials]
            own = explanation.cell[0]
            return (
                Quotient(exponentials[own], Sum(exponentials)),
                Quotient(Number(numbers[own]), Number(sum(numbers))),
            )


def _multiplied(terms: Sequence[Term], explanation: Explanation) -> Expression:
    return _finished(tuple(Product(Number(term.value), Number(term.weight or 0.0)) for term in terms), explanation)


def _voted(wired: Wires, explanation: Explanation) -> tuple[Expression, ...]:
    count = len(wired)
    if count < 2 or explanation.bias is not None or not np.allclose(wired.weights * count, 1.0, ROUNDING, 0.0):
        return _totalled(Numbers(wired.amounts.tolist()), explanation)
    # As the lecture says it: the vote is the mean of its strongly wired values.
    return _totalled(Numbers(wired.values.tolist()), replace(explanation, divisor=float(count)))


def _totalled(numbers: Numbers, explanation: Explanation) -> tuple[Expression, ...]:
    total = Number(float(sum(numbers.values)))
    return (_finished(numbers, explanation), _finished((total,), explanation))


def _finished(terms: Sequence[Expression], explanation: Explanation) -> Expression:
    """The sum of `terms`, divided, and with the bias added, as the explanation says."""
    if explanation.divisor is not None:
        terms = (Quotient(_sum(terms), Number(explanation.divisor)),)
    if explanation.bias is not None:
        terms = (*terms, Number(explanation.bias))
    return _sum(terms)


def _sum(terms: Sequence[Expression]) -> Expression:
    return Sum(terms) if len(terms) > 1 else terms[0] if terms else Number(0.0)
