"""Lessons read from TOML: every scene exact, every fault with its line, and the rest all the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cnnviz.model.files.document_file import encode
from cnnviz.model.lessons.conditions import Answered, FilterIs, Peaks, Wins, Within
from cnnviz.model.lessons.lesson import Lesson
from cnnviz.model.lessons.reading import lesson_of, read_lesson
from cnnviz.model.networks import lecture_document
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.view import Panel, Probe

EXAMPLE = Path(__file__).parent / "lesson.toml"


def lesson(scenes: str) -> Lesson:
    return lesson_of(f'title = "A lesson"\n{scenes}', "a.toml")


def test_the_example_is_without_fault_and_exact() -> None:
    read = read_lesson(EXAMPLE)
    assert read.faults == ()
    assert (read.title, read.about, read.path) == ("Two letters", "What a filter finds in an X.", EXAMPLE)
    match, task, own = read.scenes
    assert encode(match.document) == encode(lecture_document())
    assert match.text.startswith("The **diagonal**")
    assert match.view.pinned == Probe(1, (0, 1, 1))
    assert match.view.hidden == {Panel.VOTES, Panel.LEARNING, Panel.FILTERS}
    assert match.view.predicts
    assert match.view.concealed == {2, 3, 4}
    assert task.view.player == Playhead(Span.MAP, 1, 0, 4 * 49, fine=True, speed=2.0)
    assert task.task is not None
    answered, wins, within, peaks, filter_is = task.task.conditions
    assert answered == Answered(("5/9", "0.55"))
    assert wins == Wins("X", 0.1)
    assert within == Within(Probe(6, (0,)), low=0.5)
    assert peaks == Peaks(1, 0, 1.0, 1.0)
    assert isinstance(filter_is, FilterIs)
    assert filter_is.of_filter == 2
    assert own.document.network.shapes == ((1, 5, 5), (2, 5, 5), (50,), (2,))
    assert own.document.filter_names == ("Mine", "Cross")
    assert own.document.network.classes == ("plus", "none")
    assert own.document.picture.tolist() == np.where(np.eye(5) > 0, 1.0, 0.0).tolist()
