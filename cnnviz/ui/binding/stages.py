"""Joins the stages to the state."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cnnviz.app.playing import Playing
from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.arrays import Cell, Mask
from cnnviz.engine.explain import has_cell
from cnnviz.engine.network import Network, Trace
from cnnviz.model.concealment import Concealment, is_hidden, to_predict
from cnnviz.model.highlight import Highlight, masks_of, winner_of
from cnnviz.model.view import Probe, View
from cnnviz.model.words import describe_cell, describe_hidden, filter_stage
from cnnviz.ui.stages import Stages
from cnnviz.ui.stages.empty import Hidden
from cnnviz.ui.stages.marks import Marks

if TYPE_CHECKING:
    from cnnviz.model.player.script import Moment

#: In milliseconds; longer would hold up who steps by hand.
LONGEST_WAY = 250


class StagesBinding(QObject):
    """Joins the stages to the state."""

    def __init__(self, store: Store, playing: Playing, widget: Stages) -> None:
        super().__init__(widget)
        self._store = store
        self._playing = playing
        self._widget = widget
        #: Whether the value that is asked about has yet to be brought into sight.
        self._seeks = False
        widget.cell_hovered.connect(self._on_cell_hovered)
        widget.left.connect(self._on_left)
        widget.class_hovered.connect(self._on_class_hovered)
        widget.cell_clicked.connect(self._on_cell_clicked)
        widget.let_go.connect(self._on_let_go)
        widget.probe_moved.connect(self._on_probe_moved)
        widget.zoomed.connect(self._on_zoomed)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        trace, view, document = new.trace, new.view, new.document
        if old is None or document.filter_names is not old.document.filter_names:
            self._widget.set_filter_names(document.filter_names)
        if old is not None and _is_asked_anew(old, new):
            self._seeks = True
        if trace is not None:
            if old is None or _shown(old) != _shown(new):
                gradients = new.shown_gradients
                shown = trace if gradients is None else gradients.trace
                self._widget.set_trace(shown, document.settings, document.coding, gradients)
            is_unveiled = old is None or old.hidden is not new.hidden
            if is_unveiled:
                self._widget.set_hidden(Hidden(new.hidden, to_predict(new.shown_view)))
            # The trace may be of the network before.
            if self._seeks and trace.network.shapes == document.network.shapes:
                self._seeks = False
                if view.asked is not None and view.asked == view.probe:
                    self._widget.bring_into_sight(view.asked)
            if old is None or is_unveiled or _lit(old) != _lit(new):
                self._light(old, new, trace)
        if old is None or view.zoom != old.view.zoom:
            self._widget.set_zoom(view.zoom)

    def _light(self, old: State | None, new: State, trace: Trace) -> None:
        marks, words = _marks(trace, new), _description(trace, new)
        moment = None if old is None else _step_taken(old, new)
        if moment is None or new.view.player is None:
            self._widget.set_marks(marks, words)
            return
        lands = moment.lands and not is_hidden(new.hidden, Probe(moment.stage, moment.cell))
        # It is there before the next step is taken.
        wait = round(min(LONGEST_WAY, 800 / new.view.player.pace))
        self._widget.move_marks(marks, words, wait, lands=lands)

    @Slot(int, object)
    def _on_cell_hovered(self, stage: int, cell: Cell) -> None:
        self._store.look(hovered=Probe(stage, cell), lit_filter=self._filter_of(stage, cell))

    @Slot()
    def _on_left(self) -> None:
        self._store.look(hovered=None, lit_filter=None)

    @Slot(object)
    def _on_class_hovered(self, index: int | None) -> None:
        self._store.look(lit_class=index)

    @Slot(int, object)
    def _on_cell_clicked(self, stage: int, cell: Cell) -> None:
        probe, is_played = Probe(stage, cell), self._playing.head is not None and stage > 0
        if is_played and has_cell(self._store.state.document.network, stage, cell):
            self._playing.go_to_value(stage, cell)
            return
        self._store.look(pinned=None if self._store.state.view.pinned == probe else probe)

    @Slot()
    def _on_let_go(self) -> None:
        under = self._store.state.view.hovered
        self._store.look(pinned=None, lit_filter=None if under is None else self._filter_of(under.stage, under.cell))

    @Slot(int, object)
    def _on_probe_moved(self, stage: int, cell: Cell) -> None:
        self._store.look(pinned=Probe(stage, cell), hovered=None, lit_filter=self._filter_of(stage, cell))

    @Slot(float)
    def _on_zoomed(self, zoom: float) -> None:
        self._store.look(zoom=zoom)

    def _filter_of(self, stage: int, cell: Cell) -> int | None:
        trace = self._store.state.trace
        is_shown = trace is not None and filter_stage(trace.network, stage) == self._store.state.view.layer
        return cell[0] if is_shown else None


def _shown(state: State) -> tuple[object, ...]:
    """All that the values depend on; a trace alone is not shown while gradients are."""
    gradients = state.shown_gradients
    return state.trace if gradients is None else gradients, state.document.settings


def _is_asked_anew(old: State, new: State) -> bool:
    """Whether a player or a scene asks about another value: what a hand points at is in sight already."""
    asked = new.view.asked
    is_other_scene = old.document.lesson is not new.document.lesson
    if is_other_scene and old.document.network is not new.document.network:
        return True
    return asked != old.view.asked and asked not in (None, old.view.hovered)


def _lit(state: State) -> tuple[object, ...]:
    """All that the marks and their description depend on."""
    view, document = state.view, state.document
    lit = (view.hovered, view.pinned, view.lit_filter, view.lit_class, view.layer, view.spotlight)
    return state.trace, state.shown_gradients, document.settings, document.filter_names, lit


def _step_taken(old: State, new: State) -> Moment | None:
    """What has happened by the one step that the player took from `old` to `new`; None where it took none."""
    before, now, network = old.view.player, new.view.player, new.document.network
    if before is None or now is None or old.document.network is not network or not new.view.moves:
        return None
    if new.trace is None or new.trace.network is not network:
        # What is shown is still of the network before.
        return None
    is_step = before.position < now.position == before.stepped(network, 1).position
    is_same = (before.span, before.stage, before.of_map) == (now.span, now.stage, now.of_map)
    return now.moment(network) if is_step and is_same and new.view.pinned is None else None


def _voted(view: View, network: Network) -> float:
    """Which share of the values has voted for the vote that is played."""
    if view.player is None or view.pinned is not None:
        return 1.0
    moment = view.player.moment(network)
    return 1.0 if moment is None else (moment.part + 1) / moment.parts


def _marks(trace: Trace, state: State) -> Marks:
    view = state.view
    return Marks(
        _highlight(trace, view.probe, state.hidden),
        pinned=view.pinned is not None,
        lit_maps=_lit_maps(trace.network, view.layer, view.lit_filter),
        lit_class=view.lit_class,
        spotlight=view.spotlight,
        voted=_voted(view, state.document.network),
    )


def _highlight(trace: Trace, probe: Probe | None, hidden: Concealment) -> Highlight | None:
    # The trace may be of the network before the document's, which had other cells.
    if probe is None or not has_cell(trace.network, probe.stage, probe.cell):
        return None
    # Which value is the largest is not told before the class sees it.
    winner = None if is_hidden(hidden, probe) else winner_of(trace, probe)
    return Highlight(probe, _masks(trace.network, probe), winner)


@lru_cache(maxsize=16)
def _masks(network: Network, probe: Probe) -> tuple[Mask, ...]:
    return masks_of(network, probe)


def _lit_maps(network: Network, layer: int, lit_filter: int | None) -> tuple[tuple[int, int], ...]:
    if lit_filter is None:
        return ()
    stages = (stage for stage, shape in enumerate(network.shapes) if filter_stage(network, stage) == layer)
    return tuple((stage, lit_filter) for stage in stages if lit_filter < network.shapes[stage][0])


def _description(trace: Trace, state: State) -> str:
    probe = state.view.probe
    if probe is None or not has_cell(trace.network, probe.stage, probe.cell):
        return ""
    gradients, document = state.shown_gradients, state.document
    if is_hidden(state.hidden, probe):
        words = describe_hidden(trace.network, probe, document.filter_names)
    elif gradients is None:
        words = describe_cell(trace, probe, document.settings.numbers, document.filter_names)
    else:
        from cnnviz.model.sums.gradient import describe_gradient

        words = describe_gradient(gradients, probe, document.settings.numbers, document.filter_names)
    return f"{words} (pinned)" if state.view.pinned is not None else words
