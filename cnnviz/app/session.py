"""The rules that join the state and the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.worker import Failure, Question, Slice, Worker, answering, computed
from cnnviz.engine.network import Trace

if TYPE_CHECKING:
    from cnnviz.app.learner import Learned, Learner


class Session(QObject):
    """Asks the worker whenever picture or network changed, and hands its answers to the store."""

    def __init__(self, store: Store, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._worker = worker
        store.changed.connect(self._on_store_changed)
        worker.answered.connect(self._on_worker_answered)

    def start(self) -> None:
        self._ask(self._store.state)

    def stop(self) -> None:
        self._worker.stop()

    def _ask(self, state: State) -> None:
        self._worker.ask(Question(state.document.network, state.document.picture, state.order))

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        picture, network = new.document.picture, new.document.network
        is_asked = picture is not old.document.picture or (
            # What was learned has brought its trace with it.
            (new.order is not old.order or network is not old.document.network) and new.trace is old.trace
        )
        if is_asked:
            self._ask(new)

    @Slot(object)
    def _on_worker_answered(self, answer: Trace | Failure | Learned) -> None:
        if isinstance(answer, Failure):
            if answer.order is self._store.state.order:
                self._store.stop_training()
            self._store.tell(answer.text, is_problem=True)
        elif isinstance(answer, Trace):
            self._store.receive(answer)
        else:
            self._store.learn(answer.order, answer.run, answer.trace)


def responder() -> Callable[[Question], Iterator[Slice]]:
    """The worker's work: traces, and training once there is an order for it."""
    learner: Learner | None = None

    def respond(question: Question) -> Iterator[Slice]:
        nonlocal learner
        if question.order is not None and learner is None:
            # All that training needs is loaded for the first order: it is time before the window is there.
            from cnnviz.app.learner import Learner

            learner = Learner()
        return answer_trace(question) if learner is None else learner.respond(question)

    return respond


answer_trace = answering(computed)
