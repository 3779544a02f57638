"""The thread that computes, and its mailbox."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network, Trace

if TYPE_CHECKING:
    from cnnviz.model.run import Order

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Question:
    """What would `network` make of `picture` ``(rows, columns)``? With an order, the network that it trains."""

    network: Network
    picture: Array
    order: Order | None = None


@dataclass(frozen=True)
class Failure:
    """The sentence to say when a question could not be answered; with the order that cannot be carried out."""

    text: str
    order: Order | None = None


def computed(question: Question) -> Trace | Failure:
    """What the network of `question` makes of its picture, or why there is no such thing."""
    try:
        # Numbers that grow out of bounds are shown as such; they need no warning on a console that nobody reads.
        with np.errstate(all="ignore"):
            return question.network.forward(question.picture[None])
    except Exception:
        # The thread lives on whatever a layer does; the person reads a sentence, the log has the rest.
        log.exception("The network could not be computed.")
        return Failure("The network could not be computed; the details are in the log.")


@dataclass(frozen=True, eq=False)
class Slice:
    """A little work done: an answer, unless there is none to give yet, and how many seconds the rest can wait."""

    answer: Any = None
    rest: float = 0.0


def answering(answer: Callable[[Any], Any]) -> Callable[[Any], Iterator[Slice]]:
    """The work of answering each question once; `answer` raises nothing."""

    def work(question: Any) -> Iterator[Slice]:
        yield Slice(answer(question))

    return work


class Worker(QObject):
    """One thread with one place for a question and one for an answer; a newer one takes the place of an older.

    Every message is whole, so dropping one is harmless, and at most one wake-up is pending in the GUI thread.

    The thread is there with the first question: much of what could be asked never is. `stop` is the end: it may be
    called at any time and more than once, and a stopped worker answers nothing more.

    work: called in the thread with each question; goes on slice by slice until it ends or there is a newer question. It
        raises nothing.

    answered(answer): an answer, emitted in the thread that owns this object. Nothing
        arrives once `stop` has returned.
    """

    answered = Signal(object)
    _wake = Signal()

    def __init__(self, work: Callable[[Any], Iterator[Slice]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._condition = threading.Condition()
        self._question: Any = None
        self._answer: Any = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="cnnviz worker", daemon=True)
        self._wake.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(self, question: Any) -> None:
        """Leave a question; one that has not been begun is forgotten. The first starts the thread."""
        with self._condition:
            self._question = question
            self._condition.notify()
            if self._thread.ident is None and not self._stopping:
                self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
        if self._thread.is_alive():
            self._thread.join()
        self._answer = None

    def _run(self) -> None:
        while (question := self._next()) is not None:
            self._carry_out(question)
            # A pasted image is large, and the next may never come.
            del question

    def _carry_out(self, question: Any) -> None:
        for part in self._work(question):
            if part.answer is not None:
                self._put(part.answer)
            if self._is_wanted_elsewhere(part.rest):
                return

    def _next(self) -> Any:
        with self._condition:
            while self._question is None and not self._stopping:
                self._condition.wait()
            question, self._question = self._question, None
            return None if self._stopping else question

    def _is_wanted_elsewhere(self, rest: float) -> bool:
        """Whether something newer has come, at the latest after `rest` seconds."""
        with self._condition:
            if rest > 0 and not self._is_wanted():
                self._condition.wait_for(self._is_wanted, rest)
            return self._is_wanted()

    def _is_wanted(self) -> bool:
        return self._question is not None or self._stopping

    def _put(self, answer: Any) -> None:
        with self._condition:
            first = self._answer is None
            self._answer = answer
        if first:
            self._wake.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._condition:
            answer, self._answer = self._answer, None
        if answer is not None:
            self.answered.emit(answer)
