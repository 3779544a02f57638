"""The shorter way of a training run: where there is one, and that it ends at the same numbers."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, MaxPool2d, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.engine.training.shortcut import PoolingStep, Step, shortcut

SIDE = 13


def way(*layers: Layer) -> tuple[Network, tuple[Step, ...]]:
    network = Network((2, SIDE, SIDE), layers)
    return network, shortcut(network, len(layers))


def described(steps: tuple[Step, ...]) -> list[object]:
    """Each layer's index; of max pooling how many pixels a window has, and how many windows stand in a row."""
    return [
        (len(step.seats.pixels), step.output_shape[1]) if isinstance(step, PoolingStep) else step.index
        for step in steps
    ]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([ReLU(), MaxPool2d()], [(4, 7), 0]),
        ([ReLU(), MaxPool2d(), MaxPool2d()], [(16, 4), 0]),
        ([MaxPool2d(), ReLU(), MaxPool2d(3, 4)], [(36, 2), 1]),
        ([MaxPool2d(3, 3, partial_windows=False), MaxPool2d(2, 2, partial_windows=False)], [(36, 2)]),
        ([MaxPool2d(), MaxPool2d(), ReLU(), MaxPool2d()], [(64, 2), 2]),
        ([ReLU(), ReLU(), MaxPool2d(), Flatten()], [(4, 7), 0, 1, 3]),
        ([AvgPool2d(), MaxPool2d(), MaxPool2d()], [0, (16, 2)]),
        # Not these: windows that overlap or leave gaps, edges that are treated in two ways, means.
        ([MaxPool2d(3, 2), MaxPool2d()], [0, (4, 3)]),
        ([MaxPool2d(1, 2), MaxPool2d()], [(1, 7), (4, 4)]),
        ([MaxPool2d(), MaxPool2d(3, 2)], [(4, 7), 1]),
        ([MaxPool2d(2, 2, partial_windows=False), MaxPool2d()], [(4, 6), (4, 3)]),
        ([ReLU(), AvgPool2d(), MaxPool2d(), Flatten()], [0, 1, (4, 4), 3]),
    ],
)
def test_relu_waits_for_pooling_and_poolings_in_a_row_are_one(layers: list[Layer], expected: list[object]) -> None:
    assert described(way(*layers)[1]) == expected


def backwards(layers: list[Layer], pictures: Array, gradient: Array) -> tuple[Array, Array]:
    """What comes out of `layers`, and the gradient of what comes in."""
    stages = [pictures]
    for layer in layers:
        stages.append(layer.forward(stages[-1]))
    for index in reversed(range(len(layers))):
        gradient = layers[index].input_gradient(stages[index], stages[index + 1], gradient)
    return stages[-1], gradient


def backwards_by_the_way(network: Network, steps: tuple[Step, ...], gradient: Array, pictures: Array) -> list[Array]:
    """As `backwards`, and then the gradients of all parameters on the way back."""
    memories, values = [], pictures
    for step in steps:
        values, memory = step.forward(network.layers, values)
        memories.append(memory)
    of_parameters: list[Array] = []
    for step, memory in zip(reversed(steps), reversed(memories), strict=True):
        if network.layers[step.index].parameters:
            of_parameters += step.parameter_gradients(network.layers, memory, gradient).values()
        gradient = step.input_gradient(network.layers, memory, gradient)
    return [values, gradient, *of_parameters]


@pytest.mark.parametrize("partial", [True, False])
@pytest.mark.parametrize(
    ("first", "window", "stride", "last"),
    [(2, 2, 2, []), (3, 2, 2, []), (2, 2, 3, []), (1, 3, 3, []), (2, 7, 7, []), (2, 2, 2, [2]), (2, 2, 2, [3])],
)
@pytest.mark.parametrize("relu", [[], [ReLU()]])
def test_of_equal_values_the_same_pixel_gets_the_gradient(
    partial: bool, first: int, window: int, stride: int, last: list[int], relu: list[Layer]
) -> None:
    windows = [(first, first), (window, stride), *((side, side) for side in last)]
    pools = [MaxPool2d(*sides, partial) for sides in windows if partial or first * sides[0] <= SIDE]
    network, steps = way(*relu, *pools)
    assert len(steps) == 1 + len(relu)
    random = np.random.default_rng(first)
    pictures = random.integers(-1, 2, (*network.input_shape, 20)).astype(np.float64)
    gradient = random.normal(size=(*network.shapes[-1], 20))
    long = backwards(list(network.layers), pictures, gradient)
    short = backwards_by_the_way(network, steps, gradient, pictures)
    for one, other in zip(long, short, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("side", [SIDE, 60])
@pytest.mark.parametrize("turned", [False, True])
def test_patches_that_were_kept_give_the_same_gradients(side: int, turned: bool) -> None:
    random = np.random.default_rng(side)
    conv = Conv2d(
        random.normal(size=(3, 2, 3, 3)),
        random.normal(size=3),
        padding=1,
        divide_by_pixels=True,
        true_convolution=turned,
    )
    network = Network((2, side, side), (conv,))
    pictures, gradient = (random.normal(size=(*shape, 20)) for shape in network.shapes)
    expected = [*backwards([conv], pictures, gradient), *conv.parameter_gradients(pictures, gradient).values()]
    found = backwards_by_the_way(network, shortcut(network, 1), gradient, pictures)
    for one, other in zip(expected, found, strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_way_ends_at_the_stage_that_the_error_is_of() -> None:
    assert [step.index for step in shortcut(Network((1, 2, 2), (Flatten(), Softmax())), 1)] == [0]
