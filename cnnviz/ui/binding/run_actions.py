"""Joins the menu of training to the state: it can be run and paused whatever is in sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.training import Training, fits
from cnnviz.ui.actions import Actions


class RunActionsBinding(QObject):
    """Turns the actions into what training does, and names them after it."""

    def __init__(self, store: Store, training: Training, actions: Actions) -> None:
        super().__init__(actions)
        self._actions = actions
        actions.run.triggered.connect(training.run_or_pause)
        actions.rewind.triggered.connect(training.rewind)
        store.changed.connect(self._on_store_changed)

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        offered = [(state.order is not None, state.run is not None and fits(state.run, state)) for state in (old, new)]
        if offered[0] != offered[1]:
            is_running, can_rewind = offered[1]
            self._actions.set_training(is_running=is_running, can_rewind=can_rewind)
