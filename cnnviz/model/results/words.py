"""What is said of results."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.model.numbers import format_share
from cnnviz.model.results.answers import Answers
from cnnviz.model.results.cases import CaseCurve
from cnnviz.model.results.race import Lane, Standing


def describe_accuracy(answers: Answers) -> tuple[str, str]:
    """The share that is right, and the counts behind it."""
    share = format_share(answers.right / answers.count, 1)
    return share, f"{_count(answers.right)} of {_count(answers.count)} right"


def describe_gallery(answers: Answers, cell: tuple[int, int] | None) -> str:
    """Which pictures the gallery shows: the mistakes, or those of one cell of the confusion matrix."""
    if cell is None:
        count = len(answers.evaluation.mistakes)
        return f"{_count(count)} mistake{'s' * (count != 1)}" if count else "No mistakes"
    count = int(answers.evaluation.confusion[cell])
    of = f"{_count(count)} picture{'s' * (count != 1)} of {answers.classes[cell[0]]}"
    return f"{of}, answered {answers.classes[cell[1]]}"


def describe_case(curve: CaseCurve, place: int | None) -> str:
    """How many are right at one value of a trickier case, or where it is worst."""
    said = _case(curve, place)
    return f"X and O only: {said[0].lower()}{said[1:]}" if curve.leaves_out else said


def _case(curve: CaseCurve, place: int | None) -> str:
    case, guessed = curve.case, f"guessing gets {_percent(curve.chance)}"
    if place is not None:
        return f"{case.shown[place]:g}{case.suffix}: {_percent(curve.accuracies[place])} right; {guessed}"
    worst = int(np.argmin(curve.accuracies))
    if curve.accuracies[worst] == 1.0:
        return f"All right, up to {case.shown[-1]:g}{case.suffix}; {guessed}"
    least, first = _percent(curve.accuracies[worst]), _percent(curve.accuracies[0])
    at_first, at_worst = (f"{case.shown[place]:g}{case.suffix}" for place in (0, worst))
    then = f"{least} at {at_worst}" if worst else "nowhere fewer"
    return f"{first} right at {at_first}, {then}; {guessed}"


def describe_backpropagation(lane: Lane) -> str:
    """How far backpropagation has come."""
    return f"{_count(lane.steps)} step{'s' * (lane.steps != 1)}, {_scores(lane)}"


def describe_nudging(standing: Standing) -> str:
    """How far nudging has come."""
    lane, weights = standing.nudging, standing.weights
    rounds, visited = divmod(lane.steps, weights)
    if lane.steps and not visited:
        rounds, visited = rounds - 1, weights
    in_round = f"round {_count(rounds + 1)}: " if rounds else ""
    return f"{in_round}{_count(visited)} of {_count(weights)} weights visited, {_scores(lane)}"


def describe_errors(standing: Standing, x: float, *, by_pictures: bool) -> str:
    """The error of both at one place of the lower axis: milliseconds, or pictures."""
    first, second = (_error_at(*lane.against(by_pictures=by_pictures), x) for lane in standing.lanes)
    where = f"{_count(round(x))} pictures" if by_pictures else f"{x:.3g} ms"
    return f"After {where}: error {first} by backpropagation, {second} by nudging"


def describe_error(error: float) -> str:
    """An error in as many digits as are worth reading."""
    return f"{error:.3f}" if error < 0.1 else f"{error:.2f}" if error < 1000 else f"{error:.3g}"


def _scores(lane: Lane) -> str:
    done = "; there" if lane.has_arrived else "; it cannot go on" if lane.done is not None else ""
    return f"error {describe_error(lane.error)}, {_percent(lane.accuracy)} right{done}"


def _error_at(places: Array, errors: Array, x: float) -> str:
    """The last error known at `x`."""
    return describe_error(float(errors[max(0, int(np.searchsorted(places, x, side="right")) - 1)]))


def _percent(share: float) -> str:
    return format_share(share, 1)


def _count(number: int) -> str:
    return f"{number:,}"
