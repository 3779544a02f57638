"""The tasks of a lesson and how they are checked, to and from their tables."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.model.document import first_convolution
from cnnviz.model.lessons.conditions import Accurate, Answered, Condition, FilterIs, Peaks, Wins, Within
from cnnviz.model.lessons.lesson import Task
from cnnviz.model.lessons.names import class_of, map_of, probe_of, probe_values, stage_of, stage_value
from cnnviz.model.lessons.table import Table, matrix, number, text, texts, whole
from cnnviz.model.refused import Refused

#: What is checked, and what else stands beside it.
_CHECKS = {
    "answer": (),
    "wins": ("by",),
    "probe": ("at_least", "at_most"),
    "largest_of": ("at_least", "at_most"),
    "filter": ("numbers",),
    "accuracy": (),
}


def task_of(table: Table, network: Network) -> Task:
    """A scene's task, checked by what `network` has; without conditions where one of them is refused.

    Raises:
        Refused: nothing says what is to be done.
    """
    table.only("text", "solution", "check")
    if "text" not in table:
        raise Refused('the task does not say what is to be done: write text = "...".')
    faults = len(table.faults)
    checks = table.tables("check")
    if not checks and len(table.faults) == faults:
        table.note("nothing says when the task is solved: write check = [{ ... }].")
    conditions = [check.whole(lambda each: _condition(each, network), None) for check in checks]
    is_whole = len(table.faults) == faults
    return Task(
        table.get("text", text, ""),
        tuple(condition for condition in conditions if condition is not None) if is_whole else (),
        table.get("solution", text, ""),
    )


def _condition(table: Table, network: Network) -> Condition:
    names = [name for name in _CHECKS if name in table]
    # A filter with these numbers, whichever it is.
    kind = names[0] if names else "filter" if "numbers" in table else None
    known = {*_CHECKS, *(name for beside in _CHECKS.values() for name in beside)}
    if not names and table.values.keys() - known:
        table.only(*_CHECKS)
        return _never()
    if kind is None or len(names) > 1:
        raise Refused(f"this cannot be checked: name one of {', '.join(_CHECKS)}.")
    table.only(kind, *_CHECKS[kind])
    match kind:
        case "answer":
            return Answered(_answers(table.values[kind]))
        case "wins":
            return Wins(_class_name(network, table.values[kind]), _share(table, "by", 0.0))
        case "probe":
            probe = table.within(kind, lambda inner: probe_of(inner, network), None)
            return _never() if probe is None else Within(probe, *_bounds(table))
        case "largest_of":
            place = table.within(kind, lambda inner: _map(inner, network), None)
            return _never() if place is None else Peaks(*place, *_bounds(table))
        case "filter":
            return _filter(table, network)
    accuracy = number(table.values[kind])
    if not 0 < accuracy <= 1:
        raise Refused("an accuracy lies between 0 and 1.")
    return Accurate(accuracy)


def _never() -> Condition:
    """What stands for a condition whose fault is noted already."""
    return Answered(())


def _answers(value: Any) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    answers = texts([f"{entry:g}" if type(entry) in {int, float} else entry for entry in entries])
    if not answers or not all(answer.strip() for answer in answers):
        raise Refused('an answer is missing: write answer = "5/9".')
    return answers


def _class_name(network: Network, value: Any) -> str:
    return network.classes[class_of(network, value)]


def _share(table: Table, name: str, otherwise: float) -> float:
    return number(table.values[name]) if name in table else otherwise


def _bounds(table: Table) -> tuple[float, float]:
    low, high = _share(table, "at_least", -math.inf), _share(table, "at_most", math.inf)
    if (low, high) == (-math.inf, math.inf):
        raise Refused("without a bound it always holds: write at_least = 1.0, or at_most.")
    if low > high:
        raise Refused("no number is at least the one and at most the other.")
    return low, high


def _map(table: Table, network: Network) -> tuple[int, int]:
    table.only("stage", "map")
    stage = stage_of(network, table.values.get("stage", ""))
    return stage, map_of(network, stage, table.values.get("map", 1))


def _filter(table: Table, network: Network) -> Condition:
    index = first_convolution(network)
    layer = None if index is None else network.layers[index]
    if not isinstance(layer, Conv2d):
        raise Refused("this network has no convolution whose filters could be checked.")
    if "numbers" not in table:
        raise Refused("the filter's numbers are missing: write numbers = [[1, -1], [-1, 1]].")
    numbers = matrix(table.values["numbers"])
    if numbers.shape != layer.kernel_size:
        sizes = ("x".join(map(str, size)) for size in (layer.kernel_size, numbers.shape))
        raise Refused("the filters have {} numbers here, not {}.".format(*sizes))
    which = whole(0, layer.filters)(table.values.get("filter", 0))
    return FilterIs(numbers, which - 1 if which else None)


def task_values(task: Task, network: Network) -> dict[str, Any]:
    """What a lesson writes of a task."""
    values: dict[str, Any] = {"text": task.text}
    if task.solution:
        values["solution"] = task.solution
    return {**values, "check": [_values(condition, network) for condition in task.conditions]}


def _values(condition: Condition, network: Network) -> dict[str, Any]:
    match condition:
        case Answered(answers=answers):
            return {"answer": answers[0] if len(answers) == 1 else [*answers]}
        case Wins(name=name, lead=lead):
            return {"wins": name, **({"by": lead} if lead else {})}
        case Within(probe=probe, low=low, high=high):
            return {"probe": probe_values(network, probe), **_bound_values(low, high)}
        case Peaks(stage=stage, of_map=of_map, low=low, high=high):
            place = {"stage": stage_value(network, stage), "map": of_map + 1}
            return {"largest_of": place, **_bound_values(low, high)}
        case FilterIs(numbers=numbers, of_filter=of_filter):
            which = {} if of_filter is None else {"filter": of_filter + 1}
            return {**which, "numbers": np.asarray(numbers).tolist()}
        case Accurate(least=least):
            return {"accuracy": least}
    raise TypeError(f"A {type(condition).__name__} cannot be written yet.")


def _bound_values(low: float, high: float) -> dict[str, float]:
    bounds = {"at_least": low, "at_most": high}
    return {name: value for name, value in bounds.items() if math.isfinite(value)}
