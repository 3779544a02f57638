"""The thread that computes, and its mailbox."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network, Trace

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Question:
    """What would `network` make of `picture` ``(rows, columns)``?"""

    network: Network
    picture: Array


@dataclass(frozen=True)
class Failure:
    """The sentence to say when a question could not be answered."""

    text: str


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


class Worker(QObject):
    """One thread with one place for a question and one for an answer; a newer one takes the place of an older.

    Every message is whole, so dropping one is harmless, and at most one wake-up is pending in the GUI thread.

    A question may be left before `start` and is answered after it. `stop` is the end: it may be called at any time and
    more than once, and a stopped worker answers nothing more.

    answer: called in the thread with each question; what it returns is the answer. It raises nothing.

    answered(answer): an answer, a Trace or a Failure by default, emitted in the thread that owns this object. Nothing
        arrives once `stop` has returned.
    """

    answered = Signal(object)
    _wake = Signal()

    def __init__(self, answer: Callable[[Any], Any] = computed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._find_answer = answer
        self._condition = threading.Condition()
        self._question: Any = None
        self._answer: Any = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="cnnviz worker", daemon=True)
        self._wake.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._thread.start()

    def ask(self, question: Any) -> None:
        """Leave a question; one that has not been begun is forgotten."""
        with self._condition:
            self._question = question
            self._condition.notify()

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
            self._put(self._find_answer(question))

    def _next(self) -> Any:
        with self._condition:
            while self._question is None and not self._stopping:
                self._condition.wait()
            question, self._question = self._question, None
            return None if self._stopping else question

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
