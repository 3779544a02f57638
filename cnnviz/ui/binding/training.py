"""Joins the page about training to the state."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.training import Amount, Training
from cnnviz.ui.theme import Look
from cnnviz.ui.training import TrainingPage

_AMOUNTS = {"sample": Amount.SAMPLE, "batch": Amount.BATCH, "epoch": Amount.EPOCH, "run": Amount.RUN}


class TrainingBinding(QObject):
    """Turns the page's buttons into orders, and a run into what the page shows."""

    def __init__(self, store: Store, training: Training, widget: TrainingPage) -> None:
        super().__init__(widget)
        self._store = store
        self._training = training
        self._widget = widget
        widget.transport.asked.connect(self._on_asked)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        if old is None or old.order is not new.order:
            self._widget.transport.set_running(is_running=new.order is not None)
        if old is None or old.run is not new.run:
            run = new.run
            self._widget.transport.set_where("" if run is None else f"step {run.step}, epoch {run.epochs}")

    def set_look(self, look: Look) -> None:
        """Draw the page in another theme or text size."""
        self._widget.set_look(look)

    def stop(self) -> None:
        """Nothing runs behind the page."""

    @Slot(str)
    def _on_asked(self, what: str) -> None:
        match what:
            case "pause":
                self._training.pause()
            case "rewind":
                self._training.rewind()
            case _:
                self._training.go(_AMOUNTS[what])
