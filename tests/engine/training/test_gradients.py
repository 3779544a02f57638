"""Backpropagation against what it means: how the error changes when a number is nudged."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.explain import Operation
from cnnviz.engine.layers import Conv2d, Flatten, Layer, MaxPool2d, ReLU
from cnnviz.engine.network import Network, Trace
from cnnviz.engine.training import (
    CrossEntropy,
    GradientExplanation,
    Loss,
    SquaredError,
    explain_gradient,
    explain_weight_gradient,
    gradients,
)
from tests.engine.networks import EVERY_OPTION, networks

STEP = 1e-5
losses = st.sampled_from([SquaredError(), CrossEntropy()])
seeds = st.integers(0, 2**32 - 1)


@st.composite
def voting_networks(draw: st.DrawFn) -> Network:
    """A random architecture that ends in votes, its weights drawn anew so that no two numbers tie."""
    network = draw(networks(largest_side=7).filter(lambda one: len(one.shapes[-1]) == 1))
    random = np.random.default_rng(draw(seeds))
    layers = (
        layer.with_parameters({name: random.normal(size=values.shape) for name, values in layer.parameters.items()})
        for layer in network.layers
    )
    return Network(network.input_shape, tuple(layers))


def errors(network: Network, stage: int, values: Array, targets: Table, loss: Loss) -> float:
    """The error when `values` stand in `stage`."""
    if stage > loss.stage(network):  # shares that softmax made: cross-entropy of them as the textbook has it
        return float(-np.log(values[targets, np.arange(len(targets))]).mean())
    for layer in network.layers[stage : loss.stage(network)]:
        values = layer.forward(values)
    return loss.value(values, targets)


def differences(error: object, values: Array) -> Array:
    """Central differences of `error` by each of `values`."""
    assert callable(error)
    found = np.empty(values.shape)
    for cell in np.ndindex(values.shape):
        nudge = np.zeros(values.shape)
        nudge[cell] = STEP
        found[cell] = (error(values + nudge) - error(values - nudge)) / (2 * STEP)
    return found


def is_smooth(trace: Trace) -> bool:
    """Whether no value is so near to a bend (0 for ReLU, a tie for pooling) that a nudge would cross it."""
    return all(_room(layer, before) > 1e-3 for layer, before in zip(trace.network.layers, trace.stages, strict=False))


def _room(layer: Layer, before: Array) -> float:
    """How far the values coming in are from the nearest bend."""
    if isinstance(layer, ReLU):
        return float(np.abs(before).min())
    if isinstance(layer, MaxPool2d):
        where = layer.places(before.shape[:3])
        windows = (
            before[:, rows.start : rows.stop, columns.start : columns.stop].reshape(len(before), -1, before.shape[-1])
            for rows in map(where.rows.covered, range(where.rows.count))
            for columns in map(where.columns.covered, range(where.columns.count))
        )
        gaps = (np.diff(np.sort(window, axis=1), axis=1)[:, -1:] for window in windows)
        return min((float(gap.min()) for gap in gaps if gap.size), default=1.0)
    return 1.0


@settings(max_examples=40)
@given(voting_networks(), seeds, losses)
@example(EVERY_OPTION, 0, SquaredError())
def test_gradients_are_what_nudging_measures(network: Network, seed: int, loss: Loss) -> None:
    random = np.random.default_rng(seed)
    trace = network.forward(random.normal(size=(*network.input_shape, 2)))
    targets = random.integers(0, network.shapes[-1][0], 2)
    assume(is_smooth(trace))
    found = gradients(trace, targets, loss)
    assert found.error == errors(network, loss.stage(network), trace.stages[loss.stage(network)], targets, loss)
    for stage, values in enumerate(trace.stages):
        if stage == loss.stage(network) + 1 and values.min() < 0.01:
            continue  # the logarithm bends too fast for differences
        measured = differences(lambda new, at=stage: errors(network, at, new, targets, loss), values)
        np.testing.assert_allclose(found.stages[stage], measured, rtol=1e-5, atol=1e-6 * max(1.0, found.error))
    for index, layer in enumerate(network.layers):
        assert found.layers[index].keys() == layer.parameters.keys()
        for name, values in layer.parameters.items():

            def error(new: Array, index: int = index, layer: Layer = layer, name: str = name) -> float:
                after = layer.with_parameters({name: new}).forward(trace.stages[index])
                return errors(network, index + 1, after, targets, loss)

            if index < loss.stage(network):
                measured = differences(error, values)
                np.testing.assert_allclose(
                    found.layers[index][name], measured, rtol=1e-5, atol=1e-6 * max(1.0, found.error)
                )


def size_of(explanation: GradientExplanation) -> float:
    """How large the numbers are that were added up: what rounding is measured by."""
    if explanation.operation is Operation.SOFTMAX:  # whose slopes are differences of shares up to 1
        return max(abs(term.value) for term in explanation.terms)
    return sum(abs(term.amount) for term in explanation.terms) / (explanation.divisor or 1.0)


@settings(max_examples=40)
@given(networks(largest_side=6).filter(lambda one: len(one.shapes[-1]) == 1), seeds, losses)
@example(EVERY_OPTION, 0, SquaredError())
def test_every_explanation_totals_to_the_gradient_that_was_computed(network: Network, seed: int, loss: Loss) -> None:
    random = np.random.default_rng(seed)
    trace = network.forward(random.integers(-2, 3, network.input_shape))
    found = gradients(trace, int(random.integers(network.shapes[-1][0])), loss)
    explanations = [
        (explain_gradient(found, stage, cell), values[cell])
        for stage, values in enumerate(found.stages)
        for cell in np.ndindex(values.shape)
    ]
    explanations += [
        (explain_weight_gradient(found, index, name, cell), values[cell])
        for index, layer in enumerate(found.layers)
        for name, values in layer.items()
        for cell in np.ndindex(values.shape)
    ]
    for explanation, value in explanations:
        assert explanation.value == value
        assert abs(explanation.total - value) <= 1e-12 * size_of(explanation), explanation


@settings(max_examples=25)
@given(voting_networks(), seeds, losses)
def test_the_gradient_of_a_batch_is_the_mean_of_its_pictures(network: Network, seed: int, loss: Loss) -> None:
    random = np.random.default_rng(seed)
    pictures = random.normal(size=(*network.input_shape, 3))
    targets = random.integers(0, network.shapes[-1][0], 3)
    together = gradients(network.forward(pictures), targets, loss)
    alone = [gradients(network.forward(pictures[..., image]), targets[image], loss) for image in range(3)]
    assert together.error == pytest.approx(np.mean([one.error for one in alone]), rel=1e-9)
    # What cancels out leaves noise as large as the rounding of what was added up.
    votes = loss.stage(network) + 1
    gradient_size, value_size = (
        max(float(np.abs(values).max()) for values in stages[:votes])
        for stages in (together.stages, together.trace.stages)
    )
    noise = 1e-11 * gradient_size * max(1.0, value_size) + 1e-300
    for stage, values in enumerate(together.stages):
        for image, one in enumerate(alone):
            np.testing.assert_allclose(values[..., image] * 3, one.stages[stage], rtol=1e-9, atol=noise)
    for index, layer in enumerate(together.layers):
        for name, values in layer.items():
            singles = np.array([one.layers[index][name] for one in alone])
            np.testing.assert_allclose(values, singles.mean(axis=0), rtol=1e-9, atol=noise)


def test_the_first_of_equal_values_takes_the_gradient_of_a_window() -> None:
    layer = MaxPool2d(2, 2)
    inputs = np.array([[5.0, 5.0, 0.0], [5.0, 5.0, 1.0], [2.0, 2.0, 3.0]])[None, :, :, None]
    outputs = layer.forward(inputs)
    gradient = layer.input_gradient(inputs, outputs, np.arange(1.0, 5.0).reshape(1, 2, 2, 1))
    assert gradient[0, :, :, 0].tolist() == [[1.0, 0.0, 0.0], [0.0, 0.0, 2.0], [3.0, 0.0, 4.0]]


def test_a_pixel_that_wins_in_several_windows_gets_the_gradient_of_each() -> None:
    layer = MaxPool2d(2, 1, partial_windows=False)
    inputs = np.zeros((1, 3, 3, 1))
    inputs[0, 1, 1, 0] = 1.0
    gradient = layer.input_gradient(inputs, layer.forward(inputs), np.full((1, 2, 2, 1), 0.5))
    assert gradient.sum() == gradient[0, 1, 1, 0] == 2.0


@pytest.mark.parametrize(("window", "stride"), [(1, 1), (1, 2), (2, 3)])
def test_a_pixel_that_no_window_covers_gets_nothing(window: int, stride: int) -> None:
    layer = MaxPool2d(window, stride, partial_windows=False)
    inputs = np.zeros((2, 5, 5, 1))
    outputs = layer.forward(inputs)
    gradient = layer.input_gradient(inputs, outputs, np.arange(1.0, outputs.size + 1).reshape(outputs.shape))
    # All are equal, so each window's first pixel has it.
    firsts = gradient[:, ::stride, ::stride][:, : outputs.shape[1], : outputs.shape[2]]
    assert firsts.ravel().tolist() == list(range(1, outputs.size + 1))
    assert np.count_nonzero(gradient) == outputs.size


def test_relu_passes_nothing_at_zero() -> None:
    values = np.array([[-1.0], [0.0], [2.0]])
    gradient = ReLU().input_gradient(values, ReLU().forward(values), np.ones((3, 1)))
    assert gradient.ravel().tolist() == [0.0, 0.0, 1.0]


def test_a_target_that_is_no_class_is_refused() -> None:
    network = Network((1, 1, 1), (Flatten(),))
    trace = network.forward(np.ones((1, 1, 1)))
    for target in (1, -1, 0.0):
        with pytest.raises(ValueError, match="right answer"):
            gradients(trace, target, SquaredError())
    with pytest.raises(ValueError, match="Each of the 3 pictures needs one right answer"):
        gradients(network.forward(np.ones((1, 1, 1, 3))), [0], SquaredError())
    with pytest.raises(ValueError, match="no votes"):
        gradients(Network((1, 2, 2), ()).forward(np.ones((1, 2, 2))), 0, SquaredError())


@pytest.mark.parametrize("index", [(0, 0, 0), (0, 0, 2, 0), (0, 0, -1, 0)])
def test_there_is_no_explanation_of_a_weight_that_is_not_there(index: tuple[int, ...]) -> None:
    network = Network((1, 2, 2), (Conv2d(np.ones((1, 1, 2, 2))), Flatten()))
    found = gradients(network.forward(np.ones((1, 2, 2))), 0, SquaredError())
    with pytest.raises(IndexError, match="no weight"):
        explain_weight_gradient(found, 0, "weight", index)
    many = gradients(network.forward(np.ones((1, 2, 2, 2))), [0, 0], SquaredError())
    with pytest.raises(ValueError, match="one picture"):
        explain_gradient(many, 0, (0, 0, 0))
    with pytest.raises(ValueError, match="one picture"):
        explain_weight_gradient(many, 0, "weight", (0, 0, 0, 0))
