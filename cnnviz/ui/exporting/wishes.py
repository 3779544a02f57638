"""What a person may wish for."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.model.player.playhead import Playhead
from cnnviz.model.view import ColorScheme


@dataclass(frozen=True)
class FigureWish:
    """A panel as a figure. panel: as `ui.figures.panels` calls it. scale: of a .png."""

    panel: str
    ending: str
    theme: ColorScheme
    scale: int


@dataclass(frozen=True)
class NumbersWish:
    """Numbers as text.

    what: "votes", "sum", "filters", "stage", "curves" or "confusion"; part: one map or filter of it, or None for all.
    """

    what: str
    ending: str
    exact: bool
    stage: int = 0
    part: int | None = None


@dataclass(frozen=True)
class FilmWish:
    """What a playhead plays, as a film."""

    playhead: Playhead
    ending: str
    theme: ColorScheme
    scale: int


@dataclass(frozen=True)
class LessonWish:
    """The lesson, to be handed out."""

    ending: str
    answers: bool


Wish = FigureWish | NumbersWish | FilmWish | LessonWish


@dataclass(frozen=True)
class Offers:
    """What there is to export.

    stages: the name of each, and how many maps it has, 0 for a list. filters: the name of each.
    playhead: what a film plays unless another is chosen; None where there is nothing to play.
    lesson: its title; empty where none is open.
    """

    stages: tuple[tuple[str, int], ...]
    filters: tuple[str, ...]
    playhead: Playhead | None
    lesson: str = ""
