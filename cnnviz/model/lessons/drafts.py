"""When a task is to be solved, as a lecturer says it in the window: one choice, and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cnnviz.engine.layers import Conv2d
from cnnviz.model.document import Document, first_convolution
from cnnviz.model.guess import number_in
from cnnviz.model.lessons.conditions import Accurate, Answered, Condition, FilterIs, Wins, Within
from cnnviz.model.lessons.lesson import Task
from cnnviz.model.refused import Refused
from cnnviz.model.view import Probe


class Goal(Enum):
    """What has to come about. OTHER is what only the lesson's file can say; it is kept as it is."""

    ANSWER = "an answer is typed"
    WINS = "a class wins"
    VALUE = "the pinned value is at least"
    FILTER = "a filter is as it is now"
    ACCURACY = "training gets right at least"
    OTHER = "as in the file"

    @property
    def wanted(self) -> str:
        """What is to be typed for it; empty where nothing is."""
        return _WANTED.get(self, "")


_WANTED = {
    Goal.ANSWER: "The answer, such as 5/9; .55",
    Goal.WINS: "The class, such as X",
    Goal.VALUE: "The least value, such as 0.5",
    Goal.FILTER: "Which filter, such as 1",
    Goal.ACCURACY: "The share, such as 90 %",
}


@dataclass(frozen=True)
class Draft:
    """A goal and what was typed for it: answers, a class, a number, a filter's number from 1, or a percentage."""

    goal: Goal
    typed: str = ""


def draft_of(task: Task) -> Draft:
    """How a task's conditions are said in the window."""
    match task.conditions:
        case (Answered(answers=answers),):
            return Draft(Goal.ANSWER, "; ".join(answers))
        case (Wins(name=name, lead=0.0),):
            return Draft(Goal.WINS, name)
        case (Within(low=low, high=high),) if high == float("inf"):
            return Draft(Goal.VALUE, f"{low:g}")
        case (FilterIs(of_filter=index),) if index is not None:
            return Draft(Goal.FILTER, str(index + 1))
        case (Accurate(least=least),):
            return Draft(Goal.ACCURACY, f"{100 * least:.10g} %")
    return Draft(Goal.OTHER)


def condition_of(draft: Draft, document: Document, pinned: Probe | None) -> Condition:
    """The condition that a draft means, of the work as it is now.

    Raises:
        Refused: what was typed does not say it; one sentence for a person.
    """
    typed = draft.typed.strip()
    match draft.goal:
        case Goal.ANSWER:
            return _answered(typed)
        case Goal.WINS:
            return _wins(typed, document)
        case Goal.VALUE:
            return _value(typed, pinned)
        case Goal.FILTER:
            return _filter(typed, document)
        case Goal.ACCURACY:
            return _accurate(typed)
    raise Refused("Choose when the task is solved.")


def _answered(typed: str) -> Answered:
    answers = tuple(each.strip() for each in typed.split(";") if each.strip())
    if not answers:
        raise Refused("Type the right answer; several are separated by a semicolon.")
    return Answered(answers)


def _wins(typed: str, document: Document) -> Wins:
    if typed not in document.network.classes:
        raise Refused(f"Type the class that has to win: {' or '.join(document.network.classes) or 'none here'}.")
    return Wins(typed)


def _value(typed: str, pinned: Probe | None) -> Within:
    least = number_in(typed)
    if least is None or pinned is None:
        raise Refused("Click the value in the stages, and type the least number it has to come to.")
    return Within(pinned, low=least)


def _accurate(typed: str) -> Accurate:
    percent = number_in(typed.replace("%", ""))
    if percent is None or not 0 < percent <= 100:
        raise Refused("Type a share from 1 % to 100 %.")
    return Accurate(percent / 100)


def _filter(typed: str, document: Document) -> FilterIs:
    index = first_convolution(document.network)
    layer = None if index is None else document.network.layers[index]
    number = number_in(typed)
    if not isinstance(layer, Conv2d) or number is None or number not in range(1, layer.filters + 1):
        count = layer.filters if isinstance(layer, Conv2d) else 0
        raise Refused(
            f"Type which filter, from 1 to {count}, has to become what it is now." if count else "No filters."
        )
    return FilterIs(layer.weight[int(number) - 1, 0], int(number) - 1)
