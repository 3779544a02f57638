"""The shorter way of a training run: where there is one, and that it ends at the same numbers."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import AvgPool2d, Flatten, Layer, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.engine.training.shortcut import Step, shortcut

SIDE = 13


def way(*layers: Layer) -> tuple[Network, tuple[Step, ...]]:
    network = Network((2, SIDE, SIDE), layers)
    return network, shortcut(network)


def described(steps: tuple[Step, ...]) -> list[object]:
    return [step if isinstance(step, int) else (step.window, step.stride) for step in steps]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([ReLU(), MaxPool2d()], [1, 0]),
        ([ReLU(), MaxPool2d(), MaxPool2d()], [(4, 4), 0]),
        ([MaxPool2d(), ReLU(), MaxPool2d(3, 4)], [(6, 8), 1]),
        ([MaxPool2d(3, 3, partial_windows=False), MaxPool2d(2, 2, partial_windows=False)], [(6, 6)]),
        ([MaxPool2d(), MaxPool2d(), MaxPool2d()], [(4, 4), 2]),
        ([ReLU(), ReLU(), MaxPool2d(), Flatten()], [2, 0, 1, 3]),
        # Not these: windows that overlap or leave gaps, edges that are treated in two ways, means.
        ([MaxPool2d(3, 2), MaxPool2d()], [0, 1]),
        ([MaxPool2d(1, 2), MaxPool2d()], [0, 1]),
        ([MaxPool2d(), MaxPool2d(3, 2)], [0, 1]),
        ([MaxPool2d(2, 2, partial_windows=False), MaxPool2d()], [0, 1]),
        ([ReLU(), AvgPool2d(), MaxPool2d(), Flatten()], [0, 1, 2, 3]),
    ],
)
def test_relu_waits_for_pooling_and_two_poolings_are_one(layers: list[Layer], expected: list[object]) -> None:
    assert described(way(*layers)[1]) == expected


def backwards(layers: list[Layer], pictures: Array, gradient: Array) -> tuple[Array, Array]:
    """What comes out of `layers`, and the gradient of what comes in."""
    stages = [pictures]
    for layer in layers:
        stages.append(layer.forward(stages[-1]))
    for index in reversed(range(len(layers))):
        gradient = layers[index].input_gradient(stages[index], stages[index + 1], gradient)
    return stages[-1], gradient


@pytest.mark.parametrize("partial", [True, False])
@pytest.mark.parametrize(("first", "window", "stride"), [(2, 2, 2), (3, 2, 2), (2, 2, 3), (1, 3, 3), (2, 7, 7)])
@pytest.mark.parametrize("relu", [[], [ReLU()]])
def test_of_equal_values_the_same_pixel_gets_the_gradient(
    partial: bool, first: int, window: int, stride: int, relu: list[Layer]
) -> None:
    pools = [MaxPool2d(first, first, partial), MaxPool2d(window, stride, partial)]
    if not partial and first * window > SIDE:
        pools[1] = MaxPool2d(2, 2, partial)
    network, steps = way(*relu, *pools)
    assert len(steps) == 1 + len(relu)
    random = np.random.default_rng(first)
    pictures = random.integers(-1, 2, (*network.input_shape, 20)).astype(np.float64)
    gradient = random.normal(size=(*network.shapes[-1], 20))
    long = backwards(list(network.layers), pictures, gradient)
    short = backwards([network.layers[step] if isinstance(step, int) else step for step in steps], pictures, gradient)
    for one, other in zip(long, short, strict=True):
        np.testing.assert_array_equal(one, other)
