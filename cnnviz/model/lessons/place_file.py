"""A place in a lesson, as the file of a document keeps it: whole, so that it opens without the lesson's own file."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from cnnviz.model.files.codec import Kind, Maybe, Record, Several, Text, Whole
from cnnviz.model.files.json_text import Json
from cnnviz.model.lessons.lesson import Lesson, Place
from cnnviz.model.lessons.reading import MOST_SCENES, lesson_of
from cnnviz.model.lessons.writing import text_of
from cnnviz.model.refused import Refused

_FIELDS: dict[str, Kind] = {
    "scene": Whole(1, MOST_SCENES),
    "path": Maybe(Text()),
    "lines": Several(Text(), most=1_000_000),
}


class PlaceKind:
    """``scene``, counted from 1, ``path`` of the lesson's own file, and the ``lines`` of the lesson as TOML."""

    def write(self, value: Place) -> Json:
        path = value.lesson.path
        lines = _text(value.lesson).split("\n")
        return {"scene": value.index + 1, "path": None if path is None else str(path), "lines": lines}

    def read(self, data: Json, where: str) -> Place:
        place: Place = Record(_place, _FIELDS).read(data, where)
        return place


@lru_cache(maxsize=2)
def _text(lesson: Lesson) -> str:
    """The lesson as TOML; while it is shown, it is written again and again, to be safe."""
    return text_of(lesson)


def _place(scene: int, path: str | None, lines: tuple[str, ...]) -> Place:
    lesson = lesson_of("\n".join(lines), "the lesson" if path is None else Path(path).name)
    if scene > len(lesson.scenes):
        raise Refused(f"the lesson has no scene {scene}.")
    return Place(replace(lesson, path=None if path is None else Path(path)), scene - 1)
