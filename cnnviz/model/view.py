"""What a person looks at and works with: neither saved with the work nor undone."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any

from cnnviz.engine.arrays import Cell


class Tool(Enum):
    """What the hand does on the canvas."""

    PEN = "pen"
    ERASER = "eraser"
    LINE = "line"
    FILL = "fill"
    VALUE = "value"


class ColorScheme(Enum):
    """Which theme: the system's, or one chosen."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Panel(Enum):
    """The parts of the window that can be put away."""

    DRAWING = "drawing"
    FILTERS = "filters"
    STAGES = "stages"
    ARITHMETIC = "arithmetic"
    VOTES = "votes"


@dataclass(frozen=True)
class Probe:
    """One value asked about: the cell of a stage (0 is the picture)."""

    stage: int
    cell: Cell


@dataclass(frozen=True)
class View:
    """Everything the window shows that is not the work itself.

    tool, pen_weight (1 to 3 cells), soft_edges: how the canvas draws.
    pinned: the probe that was clicked and stays; hovered: the one under the pointer.
    layer: the index in the network's layers of the convolution whose filters are edited.
    lit_filter: the filter under the pointer, in the bank or by its map.
    lit_class: the class under the pointer in the votes.
    zoom: of the stages, 1.0 fits the window.
    hidden: the panels put away.
    color_scheme, text_scale: how the window looks; text in percent, 80 to 300.
    """

    tool: Tool = Tool.PEN
    pen_weight: int = 1
    soft_edges: bool = False
    pinned: Probe | None = None
    hovered: Probe | None = None
    layer: int = 0
    lit_filter: int | None = None
    lit_class: int | None = None
    zoom: float = 1.0
    hidden: frozenset[Panel] = frozenset()
    color_scheme: ColorScheme = ColorScheme.SYSTEM
    text_scale: int = 100

    @property
    def probe(self) -> Probe | None:
        """The value explained: what was pinned, else what the pointer is on."""
        return self.pinned or self.hovered

    def with_(self, **changes: Any) -> View:
        """This view with some fields changed; itself where nothing changes."""
        known = {f.name for f in fields(self)}
        assert changes.keys() <= known, changes.keys() - known
        view = replace(self, **changes)
        return self if view == self else view
