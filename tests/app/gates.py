"""A layer that waits to be let through, so that a test decides when a computation ends."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QObject, Slot

from cnnviz.app.worker import Failure, Question
from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import ReLU
from cnnviz.engine.network import Network, Trace

PATIENCE = 10.0


@dataclass(frozen=True, eq=False)
class Gate(ReLU):
    """Does nothing to the values, once it is open.

    entered: something waits before the gate, or has come through.
    passed: the largest value of each picture that came through, in order.
    """

    is_open: threading.Event = field(default_factory=threading.Event)
    entered: threading.Event = field(default_factory=threading.Event)
    passed: list[float] = field(default_factory=list)

    def forward(self, inputs: Array) -> Array:
        self.entered.set()
        assert self.is_open.wait(PATIENCE)
        self.passed.append(float(inputs.max()))
        return inputs.copy()


@dataclass(frozen=True, eq=False)
class Broken(ReLU):
    """Fails."""

    def forward(self, inputs: Array) -> Array:
        raise ZeroDivisionError("as planted")


def question(network: Network, value: float = 0.0) -> Question:
    return Question(network, np.full(network.input_shape[1:], value))


class Listener(QObject):
    """Keeps what a worker answers, and the thread in which it came."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Trace | Failure] = []
        self.threads: set[threading.Thread] = set()

    @property
    def values(self) -> list[float]:
        """The first pixel of each picture answered."""
        return [float(answer.picture.flat[0]) for answer in self.answers if isinstance(answer, Trace)]

    @Slot(object)
    def on_answered(self, answer: Trace | Failure) -> None:
        self.answers.append(answer)
        self.threads.add(threading.current_thread())
