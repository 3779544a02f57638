"""The rules that join the state and the worker."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.worker import Failure, Question, Worker
from cnnviz.engine.network import Trace


class Session(QObject):
    """Asks the worker whenever picture or network changed, and hands its answers to the store."""

    def __init__(self, store: Store, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._worker = worker
        store.changed.connect(self._on_store_changed)
        worker.answered.connect(self._on_worker_answered)

    def start(self) -> None:
        self._worker.start()
        self._ask(self._store.state)

    def stop(self) -> None:
        self._worker.stop()

    def _ask(self, state: State) -> None:
        self._worker.ask(Question(state.document.network, state.document.picture))

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        if new.document.picture is not old.document.picture or new.document.network is not old.document.network:
            self._ask(new)

    @Slot(object)
    def _on_worker_answered(self, answer: Trace | Failure) -> None:
        if isinstance(answer, Failure):
            self._store.tell(answer.text, is_problem=True)
        else:
            self._store.receive(answer)
