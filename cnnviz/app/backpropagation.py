"""The gradients that the window shows, computed in a thread of their own while they are shown."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.worker import Failure, Worker, answering
from cnnviz.engine.network import Trace

if TYPE_CHECKING:
    from cnnviz.engine.training import Gradients, Loss

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Wanted:
    """How does `loss` change with every value of `trace`? The right answer is class `target`."""

    trace: Trace
    target: int | None
    loss: Loss


@dataclass(frozen=True)
class Unsaid:
    """Nobody says what the right answer is."""


class Backpropagation(QObject):
    """Asks for the gradients of every trace that comes while the window shows gradients."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._worker = Worker(answering(_backpropagated), self)
        self._worker.answered.connect(self._on_worker_answered)
        store.changed.connect(self._on_store_changed)

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._worker.stop()

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        if not new.view.gradients or new.trace is None or _asked(old) == _asked(new):
            return
        from cnnviz.model.material import practice_of

        self._worker.ask(Wanted(new.trace, new.view.target, practice_of(new.document).settings.loss))

    @Slot(object)
    def _on_worker_answered(self, answer: Gradients | Unsaid | Failure) -> None:
        if isinstance(answer, Failure):
            self._store.look(gradients=False)
            self._store.tell(answer.text, is_problem=True)
        elif isinstance(answer, Unsaid):
            self._say_nothing()
        else:
            self._store.receive_gradients(answer)

    def _say_nothing(self) -> None:
        """Show values again, until there is something to go back from."""
        from cnnviz.model.errors.sheet import UNSAID

        self._store.receive_gradients(None)
        if self._store.state.view.gradients:
            self._store.tell(f"No gradients yet. {UNSAID}")


def _asked(state: State) -> tuple[object, ...]:
    return state.view.gradients, state.trace, state.view.target, state.document.practice


def _backpropagated(wanted: Wanted) -> Gradients | Unsaid | Failure:
    from cnnviz.engine.training import gradients
    from cnnviz.model.errors.sheet import right_class

    try:
        # Numbers that grow out of bounds are shown as such; they need no warning on a console that nobody reads.
        with np.errstate(all="ignore"):
            target = right_class(wanted.trace, wanted.target)
            return Unsaid() if target is None else gradients(wanted.trace, target, wanted.loss)
    except ValueError as error:
        return Failure(str(error))
    except Exception:
        # The thread lives on whatever a layer does; the person reads a sentence, the log has the rest.
        log.exception("The gradients could not be computed.")
        return Failure("The gradients could not be computed; the details are in the log.")
