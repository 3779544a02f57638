"""What of a lesson goes on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cnnviz.model.hand_outs.markdown import to_html
from cnnviz.model.lessons.lesson import Lesson, Scene
from cnnviz.model.sight import Sight, sight_of
from cnnviz.model.tables.contents import votes_table
from cnnviz.model.tables.table import Table
from cnnviz.model.view import Panel, View


@dataclass(frozen=True, eq=False)
class Section:
    """A scene on paper. Texts are HTML.

    sight: what its figures are drawn from. figures: which, as `ui.figures.panels` calls them.
    votes: None where the scene does not show them.
    task, solution: empty where there is none; the solution also where answers are left out.
    """

    title: str
    text: str
    sight: Sight
    figures: tuple[str, ...]
    votes: Table | None
    task: str = ""
    solution: str = ""


def sections_of(lesson: Lesson, *, answers: bool) -> Iterator[Section]:
    """The scenes of `lesson`, one after another; with the answers, nothing is hidden."""
    for number, scene in enumerate(lesson.scenes, start=1):
        yield _section(number, scene, answers=answers)


def _section(number: int, scene: Scene, *, answers: bool) -> Section:
    sight = sight_of(scene.document, _view(scene), reveals=answers)
    shown = frozenset(Panel) - scene.view.hidden
    has_votes = Panel.VOTES in shown and bool(sight.trace.network.classes) and not scene.document.is_blank
    task = scene.task
    return Section(
        f"{number}. {scene.title}",
        to_html(scene.text),
        sight,
        tuple(_figures(shown, sight)),
        votes_table(sight) if has_votes else None,
        "" if task is None else to_html(task.text),
        "" if task is None or not answers else to_html(task.solution),
    )


def _view(scene: Scene) -> View:
    """What is seen of a scene: paper does not move, so what is played is there, unless a task may ask for it."""
    view, network = scene.view, scene.document.network
    if view.player is None or scene.task is not None:
        return view
    return view.with_(player=view.player.moved(network, view.player.script(network).length))


def _figures(shown: frozenset[Panel], sight: Sight) -> Iterator[str]:
    # The whole way begins with the picture.
    if Panel.DRAWING in shown and Panel.STAGES not in shown:
        yield "picture"
    if Panel.FILTERS in shown:
        yield "filters"
    if Panel.STAGES in shown:
        yield "stages"
    if Panel.ARITHMETIC in shown and sight.account is not None:
        yield "arithmetic"
