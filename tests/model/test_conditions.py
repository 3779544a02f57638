"""When a task is solved, whatever has become of the network that it was written for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.engine.layers import Conv2d, Flatten, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.document import Document
from cnnviz.model.lessons.conditions import (
    Accurate,
    Answered,
    Condition,
    FilterIs,
    Peaks,
    Situation,
    Wins,
    Within,
    is_solved,
)
from cnnviz.model.networks import blank_document, lecture_document
from cnnviz.model.view import Probe

DIAGONAL = np.where(np.eye(3), 1.0, -1.0)


def situation(document: Document, answer: str = "", accuracy: float | None = None) -> Situation:
    return Situation(document, document.network.forward(document.picture[None]), answer, accuracy)


def with_layers(*layers: Conv2d | ReLU | Flatten) -> Document:
    return Document(lecture_document().picture, Network((1, 9, 9), layers))


LECTURE = situation(lecture_document())
BLANK = situation(replace(lecture_document(), picture=blank_document().picture))
SHORT = situation(with_layers(ReLU()))
FLAT = situation(with_layers(Flatten()))


@pytest.mark.parametrize(
    ("condition", "there", "is_met"),
    [
        (Answered(("5/9", "ring")), situation(lecture_document(), ".55"), True),
        (Answered(("5/9", "ring")), situation(lecture_document(), " RING "), True),
        (Answered(("5/9", "ring")), situation(lecture_document(), "a ring"), False),
        (Answered(("5/9", "ring")), situation(lecture_document(), ".57"), False),
        (Answered(("5/9", "ring")), LECTURE, False),
        (Wins("X"), LECTURE, True),
        (Wins("X", 4 / 9), LECTURE, True),
        (Wins("X", 0.45), LECTURE, False),
        (Wins("O"), LECTURE, False),
        (Wins("Z"), LECTURE, False),
        (Wins("X"), BLANK, False),
        (Wins("X"), SHORT, False),
        (Within(Probe(1, (0, 3, 3)), 5 / 9, 5 / 9), LECTURE, True),
        (Within(Probe(1, (0, 3, 3)), 0.56), LECTURE, False),
        (Within(Probe(1, (0, 3, 3)), high=0.55), LECTURE, False),
        (Within(Probe(1, (0, 3, 7))), LECTURE, False),
        (Within(Probe(2, (0, 3, 3))), SHORT, False),
        (Within(Probe(1, (0, 3, 3))), FLAT, False),
        (Peaks(1, 0, 1.0, 1.0), LECTURE, True),
        (Peaks(1, 0, 1.01), LECTURE, False),
        (Peaks(1, 0, high=0.99), LECTURE, False),
        (Peaks(1, 3), LECTURE, False),
        (Peaks(2, 0), SHORT, False),
        (FilterIs(DIAGONAL), LECTURE, True),
        (FilterIs(DIAGONAL, 0), LECTURE, True),
        (FilterIs(DIAGONAL, 1), LECTURE, False),
        (FilterIs(DIAGONAL, 3), LECTURE, False),
        (FilterIs(DIAGONAL + 0.01), LECTURE, False),
        (FilterIs(np.eye(2)), LECTURE, False),
        (FilterIs(DIAGONAL), SHORT, False),
        (Accurate(0.9), situation(lecture_document(), accuracy=0.9), True),
        (Accurate(0.9), situation(lecture_document(), accuracy=0.89), False),
        (Accurate(0.0), LECTURE, False),
    ],
)
def test_a_condition_holds_exactly_where_it_says(condition: Condition, there: Situation, is_met: bool) -> None:
    assert condition.is_met(there) is is_met


def test_a_task_is_solved_when_all_its_conditions_hold() -> None:
    assert is_solved((Wins("X"), Peaks(1, 0, 1.0)), LECTURE)
    assert not is_solved((Wins("X"), Wins("O")), LECTURE)
    assert not is_solved((), LECTURE)
