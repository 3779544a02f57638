"""The slides' table: right answer, actual answer, error; and the formula of the loss with its numbers filled in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Trace
from cnnviz.engine.training import CrossEntropy, ErrorTable, Loss
from cnnviz.model.numbers import NumberStyle, format_open
from cnnviz.model.sums.expression import Number, Power, Quotient, Sum, Writer, is_exact
from cnnviz.model.votes.verdict import is_blank

#: A formula with more terms than this leaves out those in the middle.
MOST_TERMS = 4
#: Why nothing is said of an error outside of the page that asks for the right answer.
UNSAID = "Draw something, or say under “Error” which answer is right."
OUT_OF_BOUNDS = "The votes have grown out of bounds."


@dataclass(frozen=True)
class ErrorRow:
    """One class, as it is printed."""

    name: str
    right: str
    actual: str
    error: str


@dataclass(frozen=True)
class ErrorSheet:
    """The error of one picture, as it is printed.

    rows: one for each class. total: of the errors.
    target: which class is the right answer.
    formula: what the loss is, in words; numbers: the same with its numbers.
    shares: how softmax made the share of the right class; empty where the loss takes the votes as they are.
    """

    rows: tuple[ErrorRow, ...]
    total: str
    target: int
    formula: str
    numbers: str
    shares: str


def right_class(trace: Trace, chosen: int | None) -> int | None:
    """The index of the right answer: what a person chose, else what the network itself says, of a tie the first.

    None where nobody chose and the picture is blank: the network has nothing to say of it.
    """
    votes = trace.votes
    if chosen is not None and chosen < len(votes):
        return chosen
    return None if is_blank(trace.picture) else int(np.argmax(votes))


def error_sheet(trace: Trace, target: int, loss: Loss, style: NumberStyle) -> ErrorSheet | None:
    """The error of a trace of one picture; None where the network names no classes to be right about."""
    classes = trace.network.classes
    if not classes:
        return None
    votes = trace.stages[loss.stage(trace.network)]
    with np.errstate(all="ignore"):  # Votes that are out of bounds are shown as such.
        table = loss.table(votes, target)
    rows = tuple(
        ErrorRow(name, f"{right:.0f}", format_open(actual, style), format_open(error, style))
        for name, right, actual, error in zip(classes, table.right, table.actual, table.errors, strict=True)
    )
    total = format_open(table.total, style)
    is_shares = isinstance(loss, CrossEntropy)
    formula = "Minus the logarithm of the right class's share" if is_shares else "(right − actual)², all added up"
    if not np.isfinite(votes).all():
        return ErrorSheet(rows, total, target, formula, OUT_OF_BOUNDS, "")
    write = _Formula(Writer(style))
    if is_shares:
        shares = write.share(classes[target], votes, target)
        return ErrorSheet(rows, total, target, formula, write.logarithm(table, target), shares)
    return ErrorSheet(rows, total, target, formula, write.squares(table), "")


@dataclass(frozen=True)
class _Formula:
    """Writes a loss with its numbers."""

    writer: Writer

    def squares(self, table: ErrorTable) -> str:
        terms = [
            f"({right:.0f} − {self._operand(actual)})²"
            for right, actual in zip(table.right.tolist(), table.actual.tolist(), strict=True)
        ]
        return f"{_shortened(terms)} {self._equals(*table.actual.tolist(), table.loss)} {self._number(table.loss)}"

    def logarithm(self, table: ErrorTable, target: int) -> str:
        share = float(table.actual[target])
        return f"−ln {self._number(share)} {self._equals(share, table.loss)} {self._number(table.loss)}"

    def share(self, name: str, votes: Array, target: int) -> str:
        powers = [Power(Number(float(vote))) for vote in votes]
        share = float(CrossEntropy().table(votes, target).actual[target])
        writer = Writer(self.writer.style, longest=MOST_TERMS)
        return f"share of {name} = {writer.chain([Quotient(powers[target], Sum(powers)), Number(share)])}"

    def _operand(self, value: float) -> str:
        text = self._number(value)
        return f"({text})" if text.startswith("-") else text

    def _number(self, value: float) -> str:
        return self.writer.number(value)

    def _equals(self, *values: float) -> str:
        """As the sums have it: an ellipsis says by itself that decimals follow, a rounded number needs the sign."""
        is_rounded = self.writer.style is NumberStyle.ROUNDED and not all(is_exact(value) for value in values)
        return "≈" if is_rounded else "="


def _shortened(terms: list[str]) -> str:
    shown = terms if len(terms) <= MOST_TERMS else [*terms[: MOST_TERMS - 2], "…", terms[-1]]
    return " + ".join(shown)
