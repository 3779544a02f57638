"""`cnnviz lesson NAME|FILE`: a lesson in the window, or what is wrong in it."""

from __future__ import annotations

from pathlib import Path

from cnnviz.cli.parser import Parser, whole_number
from cnnviz.model.refused import Refused

_DESCRIPTION = "Open a lesson, a shipped one by its name or number or one of your own by its file."
_EPILOG = """Without a name, the shipped lessons are listed.

examples:
  cnnviz lesson 1
  cnnviz lesson "Four steps with a smiley" --scene 4
  cnnviz lesson mine.toml --check"""


def run_lesson(arguments: list[str]) -> int:
    """Open a lesson, check one, or list those that are shipped; the exit code."""
    parser = Parser("cnnviz lesson", _DESCRIPTION, _EPILOG)
    parser.add_argument("lesson", metavar="NAME|FILE", nargs="?", help="a shipped lesson, or a lesson's file (.toml)")
    parser.add_argument("--scene", metavar="N", type=whole_number(1, 1000), help="begin with this scene; 1 without it")
    parser.add_argument("--check", action="store_true", help="say what is wrong in it, and where; exit code 2 if so")
    parser.add_argument("--list", action="store_true", help="list the shipped lessons")
    given = parser.parse_args(arguments)
    if given.lesson is None and (given.check or given.scene):
        parser.error("which lesson? name one, or its file")
    if given.lesson is None or given.list:
        return _list()
    path = _path(given.lesson)
    if given.check:
        return _check(path)
    from cnnviz.cli.window import open_window

    return open_window(path, (given.scene or 1) - 1)


def _path(name: str) -> Path:
    """The file meant: one of that name, or that of a shipped lesson.

    Raises:
        Refused: there is neither.
    """
    from cnnviz.cli.inputs import is_lesson
    from cnnviz.model.lessons.shipped import find_lesson

    path = Path(name)
    if is_lesson(path):
        return path
    if path.suffix and path.exists():
        raise Refused(f"“{name}” is no lesson: choose a lesson's file (.toml), or the name or number of a shipped one.")
    return find_lesson(name)


def _list() -> int:
    from cnnviz.model.lessons.shipped import shipped_lessons

    for number, lesson in enumerate(shipped_lessons(), start=1):
        print(f"{number}  {lesson.title}\n   {lesson.about}")
    return 0


def _check(path: Path) -> int:
    from cnnviz.cli.inputs import open_lesson
    from cnnviz.model.numbers import counted

    lesson = open_lesson(path)
    for fault in lesson.faults:
        print(f"{path}:{fault.line}: {fault.sentence}")
    if not lesson.faults:
        tasks = sum(scene.task is not None for scene in lesson.scenes)
        print(f"{path}: {counted(len(lesson.scenes), 'scene')}, {counted(tasks, 'task')}, no fault")
    return 2 if lesson.faults else 0
