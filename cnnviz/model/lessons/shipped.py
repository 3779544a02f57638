"""The lessons that cnnviz ships."""

from __future__ import annotations

import re
import tomllib
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
    """The file of the shipped lesson meant by its number from 1, its title, its file's name, or a part of either.

    Raises:
        Refused: there is none, or more than one.
    """
    lessons = shipped_lessons()
    key = name.strip().casefold()
    names = [(each.title.casefold(), each.path.stem.casefold()) for each in lessons]
    exact = [each for each, known in enumerate(names, start=1) if key in (str(each), *known)]
    parts = [each for each, known in enumerate(names, start=1) if key and any(key in one for one in known)]
    found = exact or parts
    if len(found) == 1:
        return lessons[found[0] - 1].path
    titles = [lesson.title for lesson in lessons]
    if found:
        raise Refused(f"“{shortened(name)}” may be any of {', '.join(titles[each - 1] for each in found)}.")
    raise Refused(f"There is no lesson called “{shortened(name)}”{meant(name, titles)}")


def _glance(path: Path) -> ShippedLesson:
    """A lesson's title and sentence from what stands before its first scene."""
    text = path.read_text(encoding="utf-8")
    found = _FIRST_SCENE.search(text)
    values = tomllib.loads(text[: found.start()] if found else text)
    return ShippedLesson(path, str(values.get("title", path.stem)), str(values.get("about", "")))
