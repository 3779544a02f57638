"""Joins the votes to the state."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network
from cnnviz.model.document import Document
from cnnviz.model.view import Probe, Weight
from cnnviz.model.votes.ballot import ballot_of, strongest_wires
from cnnviz.model.votes.edits import (
    voting_layer,
    voting_table,
    with_even_votes,
    with_vote,
    with_voting_block,
    without_votes,
)
from cnnviz.ui.votes import Votes


class VotesBinding(QObject):
    """Shows the votes of the trace and the weights of the document, and turns what a hand did to them into edits."""

    def __init__(self, store: Store, widget: Votes) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        widget.class_entered.connect(self._on_class_entered)
        widget.class_left.connect(self._on_class_left)
        widget.class_clicked.connect(self._on_class_clicked)
        widget.weights_made.connect(self._on_weights_made)

    @Slot()
    def _on_weights_made(self) -> None:
        weights = self._widget.weights
        assert weights is not None
        weights.weight_chosen.connect(self._on_weight_chosen)
        weights.weight_edited.connect(self._on_weight_edited)
        weights.block_pasted.connect(self._on_block_pasted)
        weights.refused.connect(self._on_refused)
        weights.class_renamed.connect(self._on_class_renamed)
        weights.evened_out.connect(self._on_evened_out)
        weights.cleared.connect(self._on_cleared)
        self._show_network(self._store.state.document)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        style = new.document.settings.numbers
        restyled = old is None or old.document.settings.numbers is not style
        traced = restyled or old is None or old.trace is not new.trace or old.hidden is not new.hidden
        lit = new.view.lit_class
        if traced and new.trace is not None:
            self._widget.show_ballot(ballot_of(new.trace, style, new.hidden[-1]))
        if traced or (old is not None and old.view.lit_class != lit):
            self._widget.set_lit(lit)
            self._widget.show_wires(_wires(new))
        if restyled or old is None or old.document.network is not new.document.network:
            self._show_network(new.document)

    def _show_network(self, document: Document) -> None:
        table = voting_table(document.network)
        limit = 1.0 if table is None else float(np.abs(table).max()) or 1.0
        if self._widget.weights is not None:
            self._widget.weights.show_names(document.network.classes)
        self._widget.show_weights(table, _value_count(document.network), limit, document.settings.numbers)

    @Slot(int)
    def _on_class_entered(self, index: int) -> None:
        self._store.look(lit_class=index)

    @Slot()
    def _on_class_left(self) -> None:
        self._store.look(lit_class=None)

    @Slot(int)
    def _on_class_clicked(self, index: int) -> None:
        state = self._store.state
        probe = Probe(len(state.document.network.layers), (index,))
        self._store.look(pinned=None if state.view.pinned == probe else probe)

    @Slot(int, int)
    def _on_weight_chosen(self, row: int, column: int) -> None:
        network = self._store.state.document.network
        index = voting_layer(network)
        if index is not None:
            is_bias = column >= _value_count(network)
            self._store.look(
                weight=Weight(index, "bias", (row,)) if is_bias else Weight(index, "weight", (row, column))
            )

    @Slot(int, int, float, object)
    def _on_weight_edited(self, row: int, column: int, value: float, gesture: object) -> None:
        name = _name_of(self._store.state.document.network, row, column)
        self._store.edit(name, lambda document: with_vote(document, row, column, value), gesture)

    @Slot(int, int, object)
    def _on_block_pasted(self, row: int, column: int, block: Array) -> None:
        self._store.edit("Paste voting weights", lambda document: with_voting_block(document, row, column, block))

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._store.tell(sentence, is_problem=True)

    @Slot(int, str)
    def _on_class_renamed(self, index: int, name: str) -> None:
        # Samples load what training needs: that is time before the window is there.
        from cnnviz.model.samples.classes import with_voted_class_renamed

        old = self._store.state.document.network.classes[index]
        self._store.edit(f"Rename class {old}", lambda document: with_voted_class_renamed(document, index, name))

    @Slot()
    def _on_evened_out(self) -> None:
        self._store.edit("Even out the votes", with_even_votes)

    @Slot()
    def _on_cleared(self) -> None:
        self._store.edit("Clear the votes' wires", without_votes)


def _wires(state: State) -> tuple[str, ...] | None:
    lit, trace = state.view.lit_class, state.trace
    if lit is None or trace is None or lit >= len(trace.network.classes):
        return None
    layer = voting_layer(trace.network)
    if layer is not None and state.hidden[layer] is not None:
        return None
    return strongest_wires(trace, lit, state.document.settings.numbers)


def _value_count(network: Network) -> int:
    index = voting_layer(network)
    return 0 if index is None else int(network.shapes[index][0])


def _name_of(network: Network, row: int, column: int) -> str:
    """The undo step of one weight: "Change the vote of X from value 5"."""
    name = network.classes[row] if row < len(network.classes) else f"value {row + 1}"
    if column >= _value_count(network):
        return f"Change the bias of {name}"
    return f"Change the vote of {name} from value {column + 1}"
