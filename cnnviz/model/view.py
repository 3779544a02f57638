"""What a person looks at and works with: neither saved with the work nor undone."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from cnnviz.engine.arrays import Cell
from cnnviz.engine.explain import has_cell
from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.model.document import first_convolution

if TYPE_CHECKING:
    from cnnviz.model.player.playhead import Playhead


class Tool(Enum):
    """What the hand does on the canvas."""

    PEN = "pen"
    ERASER = "eraser"
    LINE = "line"
    FILL = "fill"
    VALUE = "value"


class ColorScheme(Enum):
    """Which theme: the system's, or one chosen; for a projector in a bright room, and for paper."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    GREY = "grey"


class Panel(Enum):
    """The parts of the window that can be put away."""

    DRAWING = "drawing"
    FILTERS = "filters"
    STAGES = "stages"
    ARITHMETIC = "arithmetic"
    VOTES = "votes"
    LEARNING = "learning"
    LESSON = "lesson"


@dataclass(frozen=True)
class Probe:
    """One value asked about: the cell of a stage (0 is the picture)."""

    stage: int
    cell: Cell


@dataclass(frozen=True)
class Weight:
    """One number that a network learns: the layer's index in the network, the parameter's name, the place in it."""

    layer: int
    name: str
    index: Cell


@dataclass(frozen=True)
class View:
    """Everything the window shows that is not the work itself.

    tool, pen_weight (1 to 3 cells), soft_edges: how the canvas draws.
    pinned: the probe that was clicked and stays; hovered: the one under the pointer.
    layer: the index in the network's layers of the convolution whose filters are edited.
    lit_filter: the filter under the pointer, in the bank or by its map.
    lit_class: the class under the pointer in the votes.
    target: the class that is the right answer for the picture; None until a person says so.
    weight: the one to nudge; None until a person chooses one.
    of_samples: whether its error is that of all samples, or that of the picture alone.
    gradients: whether the stages show how the error changes with each value, in place of the values.
    centres: whether pictures are centred and scaled to their ink before the network is judged by them.
    zoom: of the stages, 1.0 fits the window.
    hidden: the panels put away. usual: those that were before the lesson, and will be after it; None without one.
    pace: how many training steps a second are taken at most.
    player: where the step player stands; None while it is put away. played: the value that it has come to.
    predicts: whether the value asked about is hidden until it is revealed. revealed: the one that was.
    concealed: the stages whose values a lesson hides.
    solved: the scenes of the lesson whose tasks were solved. answer: what was typed for the task in sight.
    moves: whether what changes its place is seen to move there.
    presenting: whether the window fills the screen, for a class. presented: the panels that are shown then, and
        presented_text: the text size in percent.
    halo: whether a ring goes round the pointer meanwhile. marker: the colour, counted from 0, that is drawn in over the
        window; None while nothing is drawn.
    spotlight: whether all but the probe and what belongs to it is dim. blank: whether the class sees nothing at all.
    notes: whether the lecturer's own window is open.
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
    target: int | None = None
    weight: Weight | None = None
    of_samples: bool = False
    gradients: bool = False
    centres: bool = True
    zoom: float = 1.0
    hidden: frozenset[Panel] = frozenset({Panel.LEARNING, Panel.LESSON})
    usual: frozenset[Panel] | None = None
    color_scheme: ColorScheme = ColorScheme.SYSTEM
    text_scale: int = 100
    pace: float = math.inf
    player: Playhead | None = None
    played: Probe | None = None
    predicts: bool = False
    revealed: Probe | None = None
    concealed: frozenset[int] = frozenset()
    solved: frozenset[int] = frozenset()
    answer: str = ""
    moves: bool = True
    presenting: bool = False
    presented: frozenset[Panel] = frozenset({Panel.STAGES, Panel.ARITHMETIC, Panel.VOTES})
    presented_text: int = 200
    halo: bool = True
    marker: int | None = None
    spotlight: bool = False
    blank: bool = False
    notes: bool = False

    @property
    def asked(self) -> Probe | None:
        """The value asked about: what was pinned, else what the step player has come to."""
        return self.pinned or self.played

    @property
    def probe(self) -> Probe | None:
        """The value explained: the one asked about, else what the pointer is on."""
        return self.asked or self.hovered

    @property
    def after_lesson(self) -> View:
        """This view without what a lesson's scene has put away, hidden or left to be predicted."""
        hidden = (self.hidden if self.usual is None else self.usual) | {Panel.LESSON}
        shown = View().presented
        return self.with_(hidden=hidden, usual=None, presented=shown, concealed=frozenset(), predicts=False)

    def with_(self, **changes: Any) -> View:
        """This view with some fields changed; itself where nothing changes."""
        assert changes.keys() <= self.__dataclass_fields__.keys(), changes.keys() - self.__dataclass_fields__.keys()
        if all(getattr(self, name) == value for name, value in changes.items()):
            return self
        return replace(self, **changes)


def fit(view: View, network: Network) -> View:
    """`view` without what `network` does not have; itself where everything fits.

    A probe whose cell is gone is let go, and so are a weight, a lit filter or class, and a right answer; the layer that
    is edited falls back to the first convolution, or to 0 where there is none. The step player keeps its place as far
    as there is one.
    """
    layers = network.layers
    is_convolution = view.layer < len(layers) and isinstance(layers[view.layer], Conv2d)
    index = view.layer if is_convolution else first_convolution(network) or 0
    layer = layers[index] if layers else None
    filters = layer.filters if isinstance(layer, Conv2d) else 0
    player, played = (None, None) if view.player is None else _playing(view.player, network)
    return view.with_(
        pinned=_probe_within(network, view.pinned),
        hovered=_probe_within(network, view.hovered),
        layer=index,
        lit_filter=_below(view.lit_filter, filters),
        lit_class=_below(view.lit_class, len(network.classes)),
        target=_below(view.target, len(network.classes)),
        weight=_weight_within(network, view.weight),
        player=player,
        played=played,
        revealed=_probe_within(network, view.revealed),
    )


def _playing(player: Playhead, network: Network) -> tuple[Playhead | None, Probe | None]:
    # Only who plays waits for what playing needs.
    from cnnviz.model.player.playhead import fitted

    ready = fitted(player, network)
    moment = None if ready is None else ready.moment(network)
    return ready, None if moment is None else Probe(moment.stage, moment.cell)


def _probe_within(network: Network, probe: Probe | None) -> Probe | None:
    return probe if probe is not None and has_cell(network, probe.stage, probe.cell) else None


def _weight_within(network: Network, weight: Weight | None) -> Weight | None:
    if weight is None or weight.layer >= len(network.layers):
        return None
    values = network.layers[weight.layer].parameters.get(weight.name)
    if values is None or len(weight.index) != values.ndim:
        return None
    return weight if all(at < size for at, size in zip(weight.index, values.shape, strict=True)) else None


def _below(index: int | None, count: int) -> int | None:
    return index if index is not None and 0 <= index < count else None
