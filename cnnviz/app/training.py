"""What a hand can ask of training, and what becomes of a run when the work changes under it."""

from __future__ import annotations

import math
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store

if TYPE_CHECKING:
    from cnnviz.model.run import Order, Run


class Amount(Enum):
    """How far training goes before it waits for the hand again."""

    SAMPLE = "one picture"
    BATCH = "one batch"
    EPOCH = "one epoch"
    RUN = "run"


class Training(QObject):
    """Starts, stops and turns back training.

    A run goes on where it stopped as long as the network is the one it left. A network that a hand has changed is
    trained from what it is now; one that was undone, rewound or built otherwise is trained from the start.
    """

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        store.changed.connect(self._on_store_changed)

    def go(self, amount: Amount, *, by_nudging: bool = False) -> None:
        """Train so much further."""
        self._store.train(next_order(self._store.state, amount, by_nudging=by_nudging))

    @Slot()
    def pause(self) -> None:
        """Stop where the run is, to go on from there later."""
        order = self._store.state.order
        if order is not None:
            self._store.train(replace(order, until=-1))

    @Slot()
    def rewind(self) -> None:
        """Go back to the run's first weights; an undo step of its own."""
        run = self._store.state.run
        if run is not None:
            self._store.rewind(run)

    def go_to(self, step: int) -> None:
        """Show the network as it was after `step`."""
        run = self._store.state.run
        if run is not None:
            self._store.go_back(run.at(step))

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        if new.order is None or new.document.network is old.document.network:
            return
        if new.run is None or new.document.network is not new.run.network:
            self._store.train(None)
            self._store.tell("Training has paused, for the network was changed by hand; it can go on from there.")


def next_order(state: State, amount: Amount, *, by_nudging: bool = False) -> Order:
    """What to order so that training goes `amount` further."""
    from cnnviz.model.material import practice_of
    from cnnviz.model.practice import with_settings
    from cnnviz.model.run import Order

    document, run = state.document, state.run
    practice = practice_of(document)
    if amount is Amount.SAMPLE:
        practice = with_settings(practice, batch_size=1)
    is_continued = run is not None and _continues(run, state)
    before = run.back_to_position() if run is not None and is_continued else None
    step, epochs = (before.step, before.epochs) if before else (0, 0)
    order = Order(
        object(),
        document.network,
        practice,
        document.samples,
        document.grid,
        document.coding,
        step + 1 if amount in (Amount.SAMPLE, Amount.BATCH) else math.inf,
        epochs + 1 if amount is Amount.EPOCH else math.inf,
        state.view.pace,
        before,
        by_nudging,
    )
    if run is not None and before is run and run.done is None and _is_same(run.order, order):
        return replace(order, token=run.order.token)
    return order


def _continues(run: Run, state: State) -> bool:
    """Whether training from the present network goes on with `run`."""
    network = state.document.network
    if network is run.origin or network.input_shape != run.first.input_shape:
        return False
    shapes = [[values.shape for values in layer.parameters.values()] for layer in network.layers]
    return shapes == [[values.shape for values in layer.parameters.values()] for layer in run.first.layers]


def _is_same(one: Order, other: Order) -> bool:
    """Whether both ask for the same steps."""
    return (
        one.practice == other.practice
        and one.own is other.own
        and (one.grid, one.coding, one.by_nudging) == (other.grid, other.coding, other.by_nudging)
    )
