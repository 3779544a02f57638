"""Backpropagation against what it means: how the error changes when a number is nudged."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.layers import Layer, MaxPool2d, ReLU
from cnnviz.engine.network import Network, Trace
from cnnviz.engine.training import CrossEntropy, Loss, SquaredError, gradients
from tests.engine.networks import networks

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


@settings(max_examples=40, deadline=None)
@given(voting_networks(), seeds, losses)
def test_gradients_are_what_nudging_measures(network: Network, seed: int, loss: Loss) -> None:
    random = np.random.default_rng(seed)
    trace = network.forward(random.normal(size=(*network.input_shape, 2)))
    targets = random.integers(0, network.shapes[-1][0], 2)
    assume(is_smooth(trace))
    found = gradients(trace, targets, loss)
    assert found.loss == errors(network, loss.stage(network), trace.stages[loss.stage(network)], targets, loss)
    for stage, values in enumerate(trace.stages):
        if stage == loss.stage(network) + 1 and values.min() < 0.01:
            continue  # the logarithm bends too fast for differences
        measured = differences(lambda new, at=stage: errors(network, at, new, targets, loss), values)
        np.testing.assert_allclose(found.stages[stage], measured, rtol=1e-5, atol=1e-6 * max(1.0, found.loss))
    for index, layer in enumerate(network.layers):
        assert found.layers[index].keys() == layer.parameters.keys()
        for name, values in layer.parameters.items():

            def error(new: Array, index: int = index, layer: Layer = layer, name: str = name) -> float:
                after = layer.with_parameters({name: new}).forward(trace.stages[index])
                return errors(network, index + 1, after, targets, loss)

            if index < loss.stage(network):
                measured = differences(error, values)
                np.testing.assert_allclose(
                    found.layers[index][name], measured, rtol=1e-5, atol=1e-6 * max(1.0, found.loss)
                )
