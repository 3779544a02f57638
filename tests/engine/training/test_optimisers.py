"""Each optimiser against its formula, number by number."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from cnnviz.engine.training import SGD, Adam, Optimiser, RMSprop

RATE = 0.1


def plain_sgd(gradients: list[float]) -> Iterator[float]:
    yield from (-RATE * gradient for gradient in gradients)


def plain_momentum(gradients: list[float]) -> Iterator[float]:
    speed = 0.0
    for gradient in gradients:
        speed = 0.9 * speed + gradient
        yield -RATE * speed


def plain_rmsprop(gradients: list[float]) -> Iterator[float]:
    square = 0.0
    for gradient in gradients:
        square = 0.9 * square + 0.1 * gradient**2
        yield -RATE * gradient / (math.sqrt(square) + 1e-8)


def plain_adam(gradients: list[float]) -> Iterator[float]:
    mean = square = 0.0
    for step, gradient in enumerate(gradients, start=1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        corrected = math.sqrt(square / (1 - 0.999**step))
        yield -RATE * (mean / (1 - 0.9**step)) / (corrected + 1e-8)


@pytest.mark.parametrize(
    ("optimiser", "formula"),
    [
        (SGD(), plain_sgd),
        (SGD(momentum=0.9), plain_momentum),
        (RMSprop(), plain_rmsprop),
        (Adam(), plain_adam),
    ],
)
def test_each_step_is_the_formulas(optimiser: Optimiser, formula: Callable[[list[float]], Iterator[float]]) -> None:
    gradients = np.random.default_rng(4).normal(size=(20, 3)) * [1.0, 1e-6, 1e6]
    expected = np.array([list(formula(column.tolist())) for column in gradients.T]).T
    state = optimiser.start(np.zeros(3))
    for step, gradient in enumerate(gradients):
        before = [values.copy() for values in state.memory]
        change, new = optimiser.change(gradient, state, RATE)
        np.testing.assert_allclose(change, expected[step], rtol=1e-12)
        assert all((old == now).all() for old, now in zip(before, state.memory, strict=True))
        state = new
    assert state.steps == 20


@pytest.mark.parametrize("make", [lambda: SGD(momentum=1.0), lambda: RMSprop(decay=-0.1), lambda: Adam(beta2=math.nan)])
def test_a_share_out_of_range_is_refused(make: Callable[[], Optimiser]) -> None:
    with pytest.raises(ValueError, match="below 1"):
        make()
