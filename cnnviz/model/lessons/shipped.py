"""The lessons that cnnviz ships."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cnnviz.model import resources
from cnnviz.model.lessons.table import meant, shortened
from cnnviz.model.refused import Refused

_FIRST_SCENE = re.compile(r"^\s*\[\[\s*scene\s*\]\]", re.MULTILINE)


@dataclass(frozen=True)
class ShippedLesson:
    """A lesson by its file, title and one sentence; it is read when it is opened."""

    path: Path
    title: str
    about: str


@cache
def shipped_lessons() -> tuple[ShippedLesson, ...]:
    """All of them, in the order of their files' names."""
    return tuple(_glance(path) for path in sorted(resources.path("lessons").glob("*.toml")))


def find_lesson(name: str) -> Path:
    """The file of the shipped lesson of that title, file name, or number from 1.

    Raises:
        Refused: there is none.
    """
    lessons = shipped_lessons()
    key = name.strip().casefold()
    for number, lesson in enumerate(lessons, start=1):
        if key in {str(number), *(each.casefold() for each in _names(lesson))}:
            return lesson.path
    known = (each for lesson in lessons for each in _names(lesson))
    close = meant(name, known) if key else meant(name, (lesson.title for lesson in lessons))
    raise Refused(f"There is no lesson called “{shortened(name)}”{close}")


def _names(lesson: ShippedLesson) -> Iterator[str]:
    yield lesson.title
    yield lesson.path.stem


def _glance(path: Path) -> ShippedLesson:
    """A lesson's title and sentence from what stands before its first scene."""
    text = path.read_text(encoding="utf-8")
    found = _FIRST_SCENE.search(text)
    values = tomllib.loads(text[: found.start()] if found else text)
    return ShippedLesson(path, str(values.get("title", path.stem)), str(values.get("about", "")))
