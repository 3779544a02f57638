"""Which panels can be drawn as figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.model.refused import Refused
from cnnviz.model.sight import Sight
from cnnviz.ui.figures.arithmetic import arithmetic_figure
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.figures.grids import filters_figure, picture_figure
from cnnviz.ui.figures.votes import votes_figure
from cnnviz.ui.figures.way import way_figure
from cnnviz.ui.theme import Look


@dataclass(frozen=True)
class Drawable:
    """A panel that can be drawn.

    name: for a program. title: for a person. draw: makes the figure; None where there is nothing to show.
    missing: what to say then.
    """

    name: str
    title: str
    draw: Callable[[Sight, Look], Figure | None]
    missing: str = ""


DRAWABLES = (
    Drawable("stages", "The whole way, from the picture to the votes", way_figure),
    Drawable("picture", "The picture", picture_figure),
    Drawable("filters", "The filters", filters_figure, "The network has no filters to draw."),
    Drawable(
        "arithmetic",
        "The sum of the value that is pinned",
        arithmetic_figure,
        "There is no sum to draw: ask for a value that is not hidden.",
    ),
    Drawable("votes", "The votes", votes_figure, "The network names no classes, so it has no votes to draw."),
)


def draw(name: str, sight: Sight, look: Look) -> Figure:
    """The panel `name` of `sight`.

    Raises:
        Refused: there is nothing of it to show.
    """
    figure = figure_of(name, sight, look)
    if figure is None:
        raise Refused(next(each.missing for each in DRAWABLES if each.name == name))
    return figure


def figure_of(name: str, sight: Sight, look: Look) -> Figure | None:
    """The panel `name` of `sight`; None where there is nothing of it to show."""
    return next(each for each in DRAWABLES if each.name == name).draw(sight, look)
