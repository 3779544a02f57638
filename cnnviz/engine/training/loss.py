"""The error of an answer: right answer against actual answer, for one picture or for many."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache

import numpy as np

from cnnviz.engine.arrays import Array, Cell, Table
from cnnviz.engine.explain import Term
from cnnviz.engine.layers import Softmax
from cnnviz.engine.network import Network, Trace


@dataclass(frozen=True, eq=False)
class ErrorTable:
    """The slides' table for one picture: a row for each class, and the total.

    right: ``(classes,)``: the right answer, 1 for the picture's class and 0 for the others.
    actual: ``(classes,)``: what the network says; for cross-entropy the shares that softmax makes of the votes.
    errors: ``(classes,)``: |right - actual|.
    terms: ``(classes,)``: what each class brings to the loss.
    total: the sum of the errors.
    loss: the sum of the terms: what training makes small.
    """

    right: Array
    actual: Array
    errors: Array
    terms: Array
    total: float
    loss: float


@dataclass(frozen=True)
class Loss(ABC):
    """A measure of error. Votes are ``(classes, images)``, targets ``(images,)``: the index of each right class.

    Values and gradients are of the mean over the images.
    """

    title = ""

    def stage(self, network: Network) -> int:
        """The stage whose values the loss is of: the last, unless the loss has its own softmax."""
        return len(network.layers)

    @abstractmethod
    def measured(self, votes: Array, targets: Table) -> tuple[float, Array]:
        """The mean error, and how it changes with each vote: ``(classes, images)``."""

    def value(self, votes: Array, targets: Table) -> float:
        """The mean error."""
        return self.measured(votes, targets)[0]

    def gradient_of_shares(self, shares: Array, targets: Table) -> Array:
        """How the mean error changes with each share, where a softmax after `stage` made them of the votes.

        Raises:
            NotImplementedError: the loss has no softmax of its own.
        """
        raise NotImplementedError(f"{self.title} has no softmax of its own.")

    @abstractmethod
    def terms(self, trace: Trace, stage: int, target: int, cell: Cell) -> tuple[Term, ...]:
        """What adds up to the gradient at `cell` of `stage` (that of the loss, or one after) for one picture."""

    @abstractmethod
    def table(self, votes: Array, target: int) -> ErrorTable:
        """The error of one picture, class by class; votes ``(classes,)``."""


@dataclass(frozen=True)
class SquaredError(Loss):
    """The sum over the classes of (right - actual) squared."""

    title = "Squared error"

    def measured(self, votes: Array, targets: Table) -> tuple[float, Array]:
        differences: Array = votes - right_answers(votes, targets)
        return float(np.vdot(differences, differences)) / len(targets), differences * (2.0 / len(targets))

    def terms(self, trace: Trace, stage: int, target: int, cell: Cell) -> tuple[Term, ...]:
        return _difference(2.0, float(trace.stages[stage][cell]), target, cell)

    def table(self, votes: Array, target: int) -> ErrorTable:
        right = right_answers(votes[:, None], np.array([target]))[:, 0]
        errors = np.abs(right - votes)
        return _table(right, votes, errors, errors * errors)


@dataclass(frozen=True)
class CrossEntropy(Loss):
    """Minus the logarithm of the right class's share, the shares being the softmax of the votes.

    Of a network that ends in Softmax it takes the votes before it, so that no share is rounded to 0 first.
    """

    title = "Cross-entropy"

    def stage(self, network: Network) -> int:
        last = len(network.layers)
        return last - 1 if last and isinstance(network.layers[-1], Softmax) else last

    def measured(self, votes: Array, targets: Table) -> tuple[float, Array]:
        right = right_answers(votes, targets)
        # The logarithms of the shares, by log-sum-exp, so that no share is rounded to 0. Taking the largest vote away
        # first changes nothing and keeps the last digits of large votes.
        logarithms: Array = votes - np.maximum.reduce(votes)
        logarithms -= np.logaddexp.reduce(logarithms)
        gradient = np.exp(logarithms)
        gradient -= right
        gradient /= float(len(targets))
        return (0.0 - float(np.vdot(right, logarithms))) / len(targets), gradient

    def terms(self, trace: Trace, stage: int, target: int, cell: Cell) -> tuple[Term, ...]:
        if stage == self.stage(trace.network):
            return _difference(1.0, float(Softmax().forward(trace.stages[stage])[cell]), target, cell)
        right = float(cell[0] == target)
        slope = float(self.gradient_of_shares(trace.stages[stage][:, None], np.array([cell[0]]))[cell[0], 0])
        return (Term(None, right, slope, right * slope),)

    def gradient_of_shares(self, shares: Array, targets: Table) -> Array:
        # A share that was rounded to 0 is taken as the smallest number instead, so that its gradient is finite.
        smallest = np.finfo(np.float64).tiny
        gradient: Array = right_answers(shares, targets) / (np.maximum(shares, smallest) * -len(targets))
        return gradient

    def table(self, votes: Array, target: int) -> ErrorTable:
        right = right_answers(votes[:, None], np.array([target]))[:, 0]
        shares = Softmax().forward(votes)
        terms = np.where(right == 1.0, self.value(votes[:, None], np.array([target])), 0.0)
        return _table(right, shares, np.abs(right - shares), terms)


def _difference(slope: float, actual: float, target: int, cell: Cell) -> tuple[Term, ...]:
    """The actual answer less the right one, times `slope`."""
    right = float(cell[0] == target)
    return Term(cell, actual, slope, actual * slope), Term(None, right, -slope, -right * slope)


def right_answers(votes: Array, targets: Table) -> Array:
    """``(classes, images)``: 1 where a picture's class is, else 0."""
    return _answers(len(votes)).take(targets, axis=1)


@cache
def _answers(classes: int) -> Array:
    """``(classes, classes)``: in each column the right answer of one class."""
    answers = np.eye(classes)
    answers.setflags(write=False)
    return answers


def _table(right: Array, actual: Array, errors: Array, terms: Array) -> ErrorTable:
    for values in (right, errors, terms):
        values.setflags(write=False)
    return ErrorTable(right, actual, errors, terms, float(errors.sum()), float(terms.sum()))
