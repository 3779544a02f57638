"""Lessons from TOML: what is wrong in one scene is told with its line, and the rest is read all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Document
from cnnviz.model.files.document_file import read_text, reason_of
from cnnviz.model.lessons.as_typed import pieces_of
from cnnviz.model.lessons.lesson import Lesson, Scene
from cnnviz.model.lessons.lines import key_lines
from cnnviz.model.lessons.material import MATERIAL, Beside, document_of
from cnnviz.model.lessons.mending import Mended, mended, parsed
from cnnviz.model.lessons.sight import SIGHT, tab_of, view_of
from cnnviz.model.lessons.table import Fault, Table, text
from cnnviz.model.lessons.tasks import task_of
from cnnviz.model.refused import Refused

#: Characters; far beyond any lesson that a class would sit through.
LARGEST_LESSON = 16 * 2**20
MOST_SCENES = 1000


def read_lesson(path: Path, read_grey: Callable[[Path], Array] | None = None) -> Lesson:
    """The lesson in the file at `path`, whose other files lie beside it; `read_grey` reads images among them.

    Raises:
        Refused: it cannot be read, is no TOML, or has no scenes.
    """
    try:
        lesson = lesson_of(read_text(path), path.name, Beside(path.parent, read_grey))
    except OSError as error:
        raise Refused(f"“{path.name}” cannot be opened: {reason_of(error)}") from error
    except Refused as refused:
        sentence = str(refused)
        prefix = f"“{path.name}” cannot be opened: "
        raise Refused(sentence if sentence.startswith(prefix) else prefix + sentence) from refused
    return replace(lesson, path=path)


def lesson_of(content: str, name: str, beside: Beside | None = None) -> Lesson:
    """The lesson in a text; `name` is the file's, for a lesson that has no title.

    Raises:
        Refused: it is no TOML, or has no scenes.
    """
    found = _read(content, name)
    table = Table(found.values, found.lines)
    table.only("title", "about", "scene")
    title = _title(table, Path(name).stem, "the lesson")
    about = table.get("about", text, "")
    tables = table.tables("scene")[:MOST_SCENES]
    head, *typed = pieces_of(content, found.lines, len(tables))
    scenes: list[Scene] = []
    for index, each in enumerate(tables):
        before = scenes[-1].document if scenes else None
        scene = scene_of(each, f"Scene {index + 1}", before, beside or Beside())
        problem = str(found.faults.get(index, scene.problem))
        scenes.append(replace(scene, problem=problem, typed=typed[index]))
    if not scenes:
        raise _refused(name, "it has no scenes: a scene begins with [[scene]].")
    faults = sorted((*table.faults, *found.faults.values()), key=_line)
    return Lesson(title, tuple(scenes), about, faults=tuple(faults), typed=head)


def _read(content: str, name: str) -> Mended:
    if len(content) > LARGEST_LESSON:
        raise _refused(name, f"it is larger than {LARGEST_LESSON // 2**20} MB, too large for a lesson.")
    try:
        return Mended(parsed(content), key_lines(content), {})
    except Refused as refused:
        found = mended(content)
        if found is None:
            raise _refused(name, str(refused)) from refused
        return found


def scene_of(table: Table, title: str, before: Document | None, beside: Beside) -> Scene:
    """The scene of a table, as far as it is without fault; `before` is what the scene before begins with."""
    known = len(table.faults)
    table.only("title", "text", "notes", "tab", "task", *MATERIAL, *SIGHT)
    document = document_of(table, before, beside)
    network = document.network
    view = view_of(table, network)
    scene = Scene(
        _title(table, title, "this scene"),
        table.get("text", text, ""),
        document,
        view,
        table.within("task", lambda inner: task_of(inner, network), None),
        table.get("notes", text, ""),
        tab_of(table, view),
        source=table.values,
    )
    faults = sorted(table.faults[known:], key=_line)
    return replace(scene, problem="\n".join(map(str, faults)))


def _line(fault: Fault) -> int:
    return fault.line


def _title(table: Table, otherwise: str, whose: str) -> str:
    if "title" not in table:
        table.note(f'{whose} has no title: write title = "...".')
    return " ".join(table.get("title", text, otherwise).split()) or otherwise


def _refused(name: str, reason: str) -> Refused:
    return Refused(f"“{name}” cannot be opened: {reason}")
