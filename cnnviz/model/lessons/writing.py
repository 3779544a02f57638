"""Lessons as TOML: a scene that was read and is still the same stays as it was typed, any other is captured whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Document
from cnnviz.model.files.document_file import DOCUMENT, encode, reason_of, write_atomically
from cnnviz.model.lessons.as_typed import retyped
from cnnviz.model.lessons.lesson import Lesson, Scene
from cnnviz.model.lessons.material import Beside
from cnnviz.model.lessons.reading import scene_of
from cnnviz.model.lessons.sight import view_values
from cnnviz.model.lessons.table import Table
from cnnviz.model.lessons.tasks import task_values
from cnnviz.model.refused import Refused

_HEAD = ("title", "text", "notes")


def write_lesson(lesson: Lesson, path: Path, read_grey: Callable[[Path], Array] | None = None) -> None:
    """Write `lesson` to `path`; whatever happens, `path` holds either the old lesson or the new, whole.

    Raises:
        Refused: it cannot be written; what `path` held is still there.
    """
    try:
        write_atomically(text_of(lesson, Beside(path.parent, read_grey)), path)
    except OSError as error:
        raise Refused(f"“{path.name}” cannot be saved: {reason_of(error)}") from error


def text_of(lesson: Lesson, beside: Beside | None = None) -> str:
    """`lesson` as TOML that needs no other files than those `beside` it."""
    values: dict[str, Any] = {"title": lesson.title}
    if lesson.about:
        values["about"] = lesson.about
    before, pieces = None, [retyped(lesson.typed, values)]
    for scene in lesson.scenes:
        pieces.append(retyped(scene.typed, {"scene": [_values(scene, before, beside or Beside())]}))
        before = scene.document
    return "".join(pieces).rstrip() + "\n"


def _values(scene: Scene, before: Document | None, beside: Beside) -> dict[str, Any]:
    source = scene.source or {}
    told = {"title": scene.title, "text": scene.text, "notes": scene.notes}
    values: dict[str, Any] = {name: text for name, text in told.items() if text or name in source}
    if source and _still_says(source, scene, before, beside):
        values.update({name: value for name, value in source.items() if name not in (*_HEAD, "task")})
    else:
        values.update(_captured(scene))
    if "task" in source:
        values["task"] = source["task"]
    elif scene.task is not None:
        values["task"] = task_values(scene.task, scene.document.network)
    return values


def _captured(scene: Scene) -> dict[str, Any]:
    """The whole state of a scene."""
    tab = {} if scene.tab is None else {"tab": scene.tab}
    document = encode(replace(scene.document, lesson=None))
    return {**view_values(scene.view, scene.document.network), **tab, "document": document}


def _still_says(source: Mapping[str, Any], scene: Scene, before: Document | None, beside: Beside) -> bool:
    """Whether the settings in `source` still make the scene, after what is the scene before by now."""
    read = scene_of(Table(source, {}), scene.title, before, beside)
    is_sight = (read.looks, read.tab) == (scene.looks, scene.tab)
    # Compared as they are written, without taking the time to lay thousands of numbers out.
    return is_sight and DOCUMENT.write(read.document) == DOCUMENT.write(scene.document)
