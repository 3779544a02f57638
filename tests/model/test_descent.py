"""One step of gradient descent against training itself, to the last bit, and the words and grids it is told in."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cnnviz.engine.layers import Conv2d, Flatten, Linear
from cnnviz.engine.network import Network
from cnnviz.engine.training import SGD, CrossEntropy, Samples, SquaredError, TrainingSettings, train
from cnnviz.model.descent import descend, first_batch
from cnnviz.model.networks import lecture_document, trained_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.sums.gradient import step_ways, weight_gradient_ways
from cnnviz.model.weight_blocks import weight_blocks
from tests.engine.training.test_gradients import voting_networks


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Network, Samples, TrainingSettings]:
    """A network with something to learn, pictures for it, and plain SGD with the usual knobs."""
    network = draw(voting_networks().filter(lambda one: one.parameter_count > 0))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count = draw(st.integers(1, 6))
    pictures = random.normal(size=(*network.input_shape, count))
    votes = network.shapes[-1][0]
    classes = network.classes or tuple(f"class {index}" for index in range(votes))
    samples = Samples(pictures, random.integers(votes, size=count), classes)
    settings = TrainingSettings(
        optimiser=SGD(),
        learning_rate=draw(st.sampled_from([0.001, 0.03, 0.5])),
        batch_size=draw(st.integers(1, 4)),
        loss=draw(st.sampled_from([CrossEntropy(), SquaredError()])),
        seed=draw(st.integers(0, 5)),
    )
    return network, samples, settings


@hypothesis_settings(max_examples=30)
@given(tasks())
def test_a_step_of_a_batch_is_the_first_step_of_training(task: tuple[Network, Samples, TrainingSettings]) -> None:
    network, samples, settings = task
    batch = first_batch(samples, settings)
    step = descend(network.forward(batch.pictures), batch.labels, settings)
    _check(step.network, network, samples, settings)
    trained = next(train(network, samples, None, settings))
    assert step.gradients.error == trained.loss


@hypothesis_settings(max_examples=30)
@given(tasks())
def test_a_step_of_one_picture_is_that_of_training_on_it(task: tuple[Network, Samples, TrainingSettings]) -> None:
    network, samples, settings = task
    one = samples.take([0])
    step = descend(network.forward(one.pictures[..., 0]), int(one.labels[0]), settings)
    _check(step.network, network, one, settings)


def _check(stepped: Network | None, network: Network, samples: Samples, settings: TrainingSettings) -> None:
    trained = next(train(network, samples, None, settings))
    if stepped is None:
        assert trained.done is not None
        return
    for mine, theirs in zip(stepped.layers, trained.network.layers, strict=True):
        for name, values in mine.parameters.items():
            assert np.array_equal(values, theirs.parameters[name])


@hypothesis_settings(max_examples=40)
@given(tasks())
def test_each_number_becomes_itself_less_the_rate_times_its_gradient(
    task: tuple[Network, Samples, TrainingSettings],
) -> None:
    network, samples, settings = task
    step = descend(network.forward(samples.pictures), samples.labels, settings)
    assert step.network is not None
    for index, layer in enumerate(network.layers):
        for name in layer.parameters:
            old, gradient, new = step.weights(index, name)
            assert np.array_equal(new, old - settings.learning_rate * gradient)


def test_what_is_frozen_stays_as_it_is() -> None:
    document = lecture_document()
    settings = TrainingSettings(frozen_layers=frozenset({0}))
    step = descend(document.network.forward(document.picture[None]), 0, settings)
    old, gradient, new = step.weights(0, "weight")
    assert gradient.any()
    assert np.array_equal(old, new)
    assert step.error_after < step.gradients.error
    settings = TrainingSettings(frozen_filters=frozenset({(0, 1)}))
    old, _, new = descend(document.network.forward(document.picture[None]), 0, settings).weights(0, "weight")
    assert [bool((old[each] != new[each]).any()) for each in range(3)] == [True, False, True]


def test_a_step_out_of_bounds_and_one_that_leads_nowhere() -> None:
    document = lecture_document()
    trace = document.network.forward(document.picture[None])
    assert descend(trace, 1, TrainingSettings(learning_rate=1e9)).network is not None
    lost = descend(trace, 1, TrainingSettings(learning_rate=1.7e308, loss=SquaredError()))
    assert lost.network is None
    assert math.isnan(lost.error_after)
    without_votes = document.network.layers[5].with_parameters({"weight": np.zeros((2, 12))})
    network = document.network.with_layers((*document.network.layers[:5], without_votes))
    still = descend(network.forward(np.zeros((1, 9, 9))), 0, TrainingSettings())
    assert still.network is still.before


def test_a_step_is_written_with_the_decimals_that_show_it() -> None:
    rounded, cut = NumberStyle.ROUNDED, NumberStyle.TRUNCATED
    assert step_ways(0.33, 0.12, 0.03, 0.3264, rounded)[0] == "0.33 − 0.03 × 0.12 = 0.33 − 0.0036 = 0.3264"
    assert step_ways(1.0, -0.5, 0.1, 1.05, cut)[0] == "1 − 0.1 × (-0.5) = 1 + 0.05 = 1.05"
    assert step_ways(1.0, 0.0, 0.03, 1.0, cut)[0] == "1 − 0.03 × 0 = 1 + 0 = 1"
    assert step_ways(1 / 3, 0.1, 0.5, 1 / 3 - 0.05, cut)[0] == "0.33… − 0.5 × 0.1 = 0.33… − 0.05 = 0.28…"
    assert step_ways(0.065, 1.23e-5, 0.03, 0.065 - 3.69e-7, cut) == (
        "0.065 − 0.03 × 0.0000123 = 0.065 − 0.00000036… = 0.06499963…",
        "0.065 − 0.03 × 0.0000123 = 0.06499963…",
    )
    assert step_ways(0.5, 1 / 3e9, 0.03, 0.5 - 1e-11, cut)[0] == "0.5 − 0.03 × 3.3·10⁻¹⁰ = 0.5 − 1.0·10⁻¹¹ = 0.5"


@given(
    st.floats(-9.0, 9.0),
    st.floats(-1.0, 1.0).filter(lambda value: value == 0.0 or abs(value) > 1e-9),
    st.floats(1e-5, 1.0),
    st.sampled_from(NumberStyle),
)
def test_no_number_of_a_step_reads_as_0_that_is_not(
    old: float, gradient: float, rate: float, style: NumberStyle
) -> None:
    """A small step read “0.06… − 0.03 × 0.00… = 0.06… − 0.00… = 0.06…”."""
    for way in step_ways(old, gradient, rate, old - rate * gradient, style):
        assert "0.00…" not in way
        assert not re.search(r"(?<![\d.])0\.0+(?![\d])", way)
        assert "e-" not in way


def test_the_sum_behind_a_weights_gradient_ends_in_the_gradient() -> None:
    document = lecture_document()
    step = descend(document.network.forward(document.picture[None]), 1, TrainingSettings())
    for block in weight_blocks(document.network):
        for row, column in np.ndindex(block.places.shape):
            weight = block.weight(row, column)
            ways = weight_gradient_ways(step.gradients, weight, NumberStyle.ROUNDED, decimals=6)
            value = float(step.gradients.layers[weight.layer][weight.name][weight.index])
            assert [float(way.split()[-1]) for way in ways] == pytest.approx([value] * len(ways), abs=1e-6)
            assert [len(way) for way in ways] == sorted((len(way) for way in ways), reverse=True)


def test_the_gradient_of_a_weight_can_be_worked_out_from_what_is_written() -> None:
    """0.09… and 0.07… gave -0.035 where -0.0390… stood."""
    document = lecture_document()
    step = descend(document.network.forward(document.picture[None]), 0, TrainingSettings())
    weight = next(iter(weight_blocks(document.network))).weight(1, 1)
    longest = weight_gradient_ways(step.gradients, weight, NumberStyle.TRUNCATED, decimals=4)[0]
    sides = longest.replace("…", "").replace("×", "*").replace("−", "-").split(" = ")
    assert [eval(side) for side in sides[:-1]] == pytest.approx([float(sides[-1])] * (len(sides) - 1), abs=1e-4)


@pytest.mark.parametrize("size", ["9x9", "28x28"])
def test_every_number_stands_in_one_grid(size: str) -> None:
    document = trained_document(size)
    blocks = weight_blocks(document.network, document.filter_names)
    seen = [block.weight(row, column) for block in blocks for row, column in np.ndindex(block.places.shape)]
    assert len(set(seen)) == len(seen) == document.network.parameter_count
    assert len({block.title for block in blocks}) == len(blocks)
    for block in blocks:
        assert block.cell(block.weight(0, block.places.shape[1] - 1)) == (0, block.places.shape[1] - 1)
    assert blocks[0].cell(blocks[1].weight(0, 0)) is None


def test_of_several_layers_of_a_kind_each_grid_says_whose_it_is() -> None:
    layers = (
        Conv2d(np.ones((1, 1, 1, 1)), np.ones(1)),
        Conv2d(np.ones((1, 1, 1, 1))),
        Flatten(),
        Linear(np.ones((2, 18)), np.ones(2)),
        Linear(np.ones((1, 2))),
    )
    network = Network((1, 3, 6), layers, ("X",))
    assert [block.title for block in weight_blocks(network)] == [
        "Convolution 1, filter 1",
        "Convolution 1, biases",
        "Convolution 2, filter 1",
        "Hidden values 1, value 1",
        "Hidden values 1, value 2",
        "Hidden values 1, biases",
        "Votes for X",
    ]
    unnamed = Network(
        (1, 3, 6), (Flatten(), Linear(np.ones((1, 18))), Linear(np.ones((20, 1))), Linear(np.ones((1, 20))))
    )
    titles = [block.title for block in weight_blocks(unnamed)]
    assert titles[0] == "Hidden values 1, value 1"
    assert titles[-2:] == ["Hidden values 3, value 1, 1 to 16", "Hidden values 3, value 1, 17 to 20"]


def test_a_filter_that_has_only_its_number_is_not_named_twice() -> None:
    titles = [block.title for block in weight_blocks(lecture_document().network, ("Diagonal", "Filter 2", ""))]
    assert titles[:3] == ["Filter 1 (Diagonal)", "Filter 2", "Filter 3"]
