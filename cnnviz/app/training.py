"""What a hand can ask of training, and what becomes of a run when the work changes under it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store

if TYPE_CHECKING:
    from cnnviz.engine.network import Network
    from cnnviz.model.document import Document
    from cnnviz.model.practice import Practice
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
        self._may_begin: Callable[[], bool] | None = None
        store.changed.connect(self._on_store_changed)

    def set_guard(self, may_begin: Callable[[], bool]) -> None:
        """Ask `may_begin` each time before training: a setting that is being typed is taken first, or refused."""
        self._may_begin = may_begin

    def go(self, amount: Amount) -> None:
        """Train so much further, unless the guard is against it."""
        if self._may_begin is not None and not self._may_begin():
            return
        order = next_order(self._store.state, amount)
        self._store.train(order)
        if order.before is None:
            self._tell_of_first_weights(order.practice)

    def _tell_of_first_weights(self, practice: Practice) -> None:
        """Say what becomes of the present weights: who asks for one step does not expect them all to change."""
        from cnnviz.model.run_words import describe_loss_of_weights

        words = describe_loss_of_weights(practice)
        if words:
            self._store.tell(words)

    @Slot()
    def run_or_pause(self) -> None:
        """Train until a rule ends it; where it trains, pause."""
        if self._store.state.order is None:
            self.go(Amount.RUN)
        else:
            self.pause()

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
        if run is not None and fits(run, self._store.state):
            self._store.rewind(run)

    def go_to(self, step: int) -> None:
        """Show the network as it was after `step`."""
        run = self._store.state.run
        if run is not None and fits(run, self._store.state) and (step != run.position or self._store.state.order):
            self._store.go_back(run.at(step))

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        # Hearing of a change may have made the next, which has an answer of its own.
        if new.order is None or new.order is not self._store.state.order:
            return
        if new.document.network is not old.document.network:
            self._on_network_changed(new)
        elif new.order is old.order and new.order.until == math.inf:
            self._on_terms_changed(old, new)

    def _on_network_changed(self, state: State) -> None:
        run = state.run
        if run is not None and state.document.network is run.network:
            return
        self._store.stop_training()
        if run is not None and state.document.network is run.origin:
            self._store.tell("Training was taken back; Run begins anew.")
        else:
            then = "goes on from there" if continued(state) else "begins anew"
            self._store.tell(f"Training has paused, for the network was changed by hand; Run {then}.")

    def _on_terms_changed(self, old: State, new: State) -> None:
        """Let a run that goes on go on in the way that is wanted now."""
        order = new.order
        assert order is not None
        if _terms(old.document) != _terms(new.document):
            further = next_order(new, Amount.RUN)
            self._store.train(replace(further, until_epoch=order.until_epoch))
        elif old.view.pace != new.view.pace:
            self._store.train(replace(order, pace=new.view.pace))


def next_order(state: State, amount: Amount) -> Order:
    """What to order so that training goes `amount` further."""
    from cnnviz.model.material import practice_of
    from cnnviz.model.practice import with_settings
    from cnnviz.model.run import Order

    document, run = state.document, state.run
    practice = _within(practice_of(document), document.network)
    if amount is Amount.SAMPLE:
        practice = with_settings(practice, batch_size=1)
    before = run.back_to_position() if run is not None and continued(state) else None
    step, epochs = (before.step, before.epochs) if before else (0, 0)
    is_single = amount in (Amount.SAMPLE, Amount.BATCH)
    order = Order(
        object(),
        document.network,
        practice,
        document.samples,
        document.grid,
        document.coding,
        step + 1 if is_single else math.inf,
        epochs + 1 if amount is Amount.EPOCH else math.inf,
        math.inf if is_single else state.view.pace,
        before,
    )
    if run is not None and before is run and run.done is None and _is_same(run.order, order):
        return replace(order, token=run.order.token)
    return order


def fits(run: Run, state: State) -> bool:
    """Whether the networks of `run` can take the place of the present one: those of another grid can not."""
    return run.first.input_shape == state.document.network.input_shape


def continued(state: State) -> bool:
    """Whether training goes on with the last run: the present network came out of it, by hand or not."""
    run, network = state.run, state.document.network
    if run is None:
        return False
    if network is run.shown.network:
        return True
    came_of_it = any(step.gesture is run.origin for step in state.history.past)
    return came_of_it and network is not run.origin and _build(network) == _build(run.first)


def _within(practice: Practice, network: Network) -> Practice:
    """`practice` without the frozen layers and filters that `network` has no more."""
    from cnnviz.model.practice import with_settings

    settings = practice.settings
    sizes = [len(layer.parameters["weight"]) if layer.parameters else 0 for layer in network.layers]
    return with_settings(
        practice,
        frozen_layers=frozenset(index for index in settings.frozen_layers if index < len(sizes)),
        frozen_filters=frozenset((i, at) for i, at in settings.frozen_filters if i < len(sizes) and at < sizes[i]),
    )


def _build(network: Network) -> object:
    """What two networks have in common that differ in their weights only."""
    parameters = [[values.shape for values in layer.parameters.values()] for layer in network.layers]
    return network.shapes, [type(layer) for layer in network.layers], parameters, network.classes


def _terms(document: Document) -> tuple[object, ...]:
    """What of `document` decides how it is trained, besides its network."""
    return document.practice, id(document.samples), document.coding


def _is_same(one: Order, other: Order) -> bool:
    """Whether both ask for the same steps."""
    return (
        one.practice == other.practice and one.own is other.own and (one.grid, one.coding) == (other.grid, other.coding)
    )
