"""What a step of gradient descent makes of the gradient. Settings are frozen; what is remembered is a value, too."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array


@dataclass(frozen=True, eq=False)
class OptimiserState:
    """What an optimiser remembers: how many steps it took, and running means or sums, each as long as the weights."""

    steps: int
    memory: tuple[Array, ...]


@dataclass(frozen=True)
class Optimiser(ABC):
    """Takes the weights as one long list and the gradient of each."""

    title = ""

    @abstractmethod
    def start(self, weights: Array) -> OptimiserState:
        """What is remembered before the first step."""

    @abstractmethod
    def change(self, gradient: Array, state: OptimiserState, learning_rate: float) -> tuple[Array, OptimiserState]:
        """What to add to the weights, and what to remember for the next step. Both are new values."""


@dataclass(frozen=True)
class SGD(Optimiser):
    """Downhill by the learning rate; with momentum, as a ball that keeps some of its speed: ``v = momentum v + g``."""

    momentum: float = 0.0

    title = "SGD"

    def __post_init__(self) -> None:
        _check_share("momentum", self.momentum)

    def start(self, weights: Array) -> OptimiserState:
        return OptimiserState(0, (np.zeros_like(weights),) if self.momentum else ())

    def change(self, gradient: Array, state: OptimiserState, learning_rate: float) -> tuple[Array, OptimiserState]:
        if not self.momentum:
            return gradient * -learning_rate, OptimiserState(state.steps + 1, ())
        speed = self.momentum * state.memory[0] + gradient
        return speed * -learning_rate, OptimiserState(state.steps + 1, (speed,))


@dataclass(frozen=True)
class RMSprop(Optimiser):
    """Each weight's step is divided by the size its gradient has had lately (Hinton's lecture 6e)."""

    decay: float = 0.9
    epsilon: float = 1e-8

    title = "RMSprop"

    def __post_init__(self) -> None:
        _check_share("decay", self.decay)

    def start(self, weights: Array) -> OptimiserState:
        return OptimiserState(0, (np.zeros_like(weights),))

    def change(self, gradient: Array, state: OptimiserState, learning_rate: float) -> tuple[Array, OptimiserState]:
        square = self.decay * state.memory[0] + (1.0 - self.decay) * (gradient * gradient)
        change = gradient * -learning_rate / (np.sqrt(square) + self.epsilon)
        return change, OptimiserState(state.steps + 1, (square,))


@dataclass(frozen=True)
class Adam(Optimiser):
    """Running means of the gradient and of its square, both corrected for their start at 0 (Kingma and Ba, 2015)."""

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    title = "Adam"

    def __post_init__(self) -> None:
        _check_share("beta1", self.beta1)
        _check_share("beta2", self.beta2)

    def start(self, weights: Array) -> OptimiserState:
        return OptimiserState(0, (np.zeros_like(weights), np.zeros_like(weights)))

    def change(self, gradient: Array, state: OptimiserState, learning_rate: float) -> tuple[Array, OptimiserState]:
        steps = state.steps + 1
        # Sums in which what is old counts for less: the two numbers make their corrected means of them.
        total = self.beta1 * state.memory[0] + gradient
        squares = self.beta2 * state.memory[1] + gradient * gradient
        of_total = (1.0 - self.beta1) / (1.0 - self.beta1**steps)
        of_squares = (1.0 - self.beta2) / (1.0 - self.beta2**steps)
        change = total * (-learning_rate * of_total) / (np.sqrt(squares * of_squares) + self.epsilon)
        return change, OptimiserState(steps, (total, squares))


def _check_share(name: str, value: float) -> None:
    if not 0.0 <= value < 1.0:
        raise ValueError(f"The optimiser's {name} is 0 or more and below 1, not {value:g}.")
