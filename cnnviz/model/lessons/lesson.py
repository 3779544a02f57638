"""What a lesson is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnnviz.model.view import Panel, View

if TYPE_CHECKING:
    from cnnviz.model.document import Document
    from cnnviz.model.lessons.conditions import Condition
    from cnnviz.model.lessons.table import Fault

#: What a scene says of the view; the rest is how a person likes to work, and stays as it is.
SCENE_FIELDS = (
    "pinned",
    "layer",
    "target",
    "weight",
    "of_samples",
    "gradients",
    "zoom",
    "hidden",
    "player",
    "predicts",
    "concealed",
    "spotlight",
)


@dataclass(frozen=True)
class Task:
    """Something to do in a scene.

    text: Markdown. conditions: all must hold for it to be solved.
    solution: Markdown, for the lecturer and for hand-outs with answers.
    """

    text: str
    conditions: tuple[Condition, ...]
    solution: str = ""


@dataclass(frozen=True, eq=False)
class Scene:
    """One sight of the window, with what is told of it.

    text, notes: Markdown; the notes are for the lecturer alone.
    document: what the scene begins with, in no lesson. view: of which `SCENE_FIELDS` are taken.
    tab: which tab of the learning panel is shown, by its title; None leaves it.
    problem: what is wrong with it, where it was refused and only its title and text could be kept; else empty.
    source: its table in the file that it was read from, to be written as it was; None where there is none.
    typed: its text in that file, with comments; empty where there is none.
    """

    title: str
    text: str
    document: Document
    view: View
    task: Task | None = None
    notes: str = ""
    tab: str | None = None
    problem: str = ""
    source: Mapping[str, Any] | None = None
    typed: str = ""

    @property
    def looks(self) -> dict[str, Any]:
        """The fields of View to show the scene with; what a person pointed at or typed before is gone."""
        kept = {name: getattr(self.view, name) for name in SCENE_FIELDS}
        presented = frozenset(Panel) - self.view.hidden
        return {
            **kept,
            "presented": presented,
            "hovered": None,
            "lit_filter": None,
            "lit_class": None,
            "revealed": None,
            "answer": "",
        }


@dataclass(frozen=True, eq=False)
class Lesson:
    """An ordered story.

    scenes: at least one. about: one sentence, for those who choose among lessons.
    path: the file it was read from; None for one that no file holds yet.
    faults: what was wrong in it, in the order of its lines.
    typed: what stands above the first scene in that file, with comments.
    """

    title: str
    scenes: tuple[Scene, ...]
    about: str = ""
    path: Path | None = None
    faults: tuple[Fault, ...] = ()
    typed: str = ""

    @property
    def trouble(self) -> str:
        """What is wrong in it, in one sentence; empty where nothing is."""
        if not self.faults:
            return ""
        name = f"“{self.title if self.path is None else self.path.name}”"
        more = "" if len(self.faults) == 1 else f" ({len(self.faults)} faults; this is the first)"
        return f"{name}, {self.faults[0]}{more}"


@dataclass(frozen=True, eq=False)
class Place:
    """A scene of a lesson, as its index."""

    lesson: Lesson
    index: int

    @property
    def scene(self) -> Scene:
        return self.lesson.scenes[self.index]


def begun(place: Place) -> Document:
    """The work as the scene at `place` begins it."""
    return replace(place.scene.document, lesson=place)


def has_strayed(document: Document) -> bool:
    """Whether a picture or network is on the screen that the scene of its lesson does not begin with."""
    if document.lesson is None:
        return False
    written = document.lesson.scene.document
    return written.picture is not document.picture or written.network is not document.network
