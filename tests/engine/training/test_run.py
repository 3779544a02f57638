"""Whole runs: they learn, repeat to the last bit, stop for the right reason and leave alone what is frozen."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.engine.training import (
    SGD,
    Adam,
    CrossEntropy,
    Initialisation,
    Optimiser,
    Progress,
    Reason,
    RMSprop,
    Samples,
    SquaredError,
    TrainingSettings,
    evaluate,
    gradients,
    initial_network,
    nudge_curve,
    train,
    train_by_nudging,
)
from cnnviz.engine.training.stopping import diverged, end_of_epoch
from cnnviz.model.networks import lecture_network
from tests.engine.networks import EVERY_OPTION, networks
from tests.engine.training.samples import crosses_and_rings

TRAINING, TEST = crosses_and_rings(160), crosses_and_rings(60, seed=1)
QUICK = TrainingSettings(epochs=3, initialisation=Initialisation.HE)
Runner = Callable[[Network, Samples, Samples | None, TrainingSettings], Iterator[Progress]]


def last(run: Iterator[Progress]) -> Progress:
    *_, end = run
    return end


def weights(network: Network) -> Array:
    return np.concatenate([values.ravel() for layer in network.layers for values in layer.parameters.values()])


def biased_network() -> Network:
    """Two filters and two votes, with biases."""
    conv = Conv2d(np.ones((2, 1, 3, 3)), np.ones(2))
    return Network((1, 9, 9), (conv, ReLU(), MaxPool2d(), Flatten(), Linear(np.ones((2, 32)), np.ones(2))), ("X", "O"))


@pytest.mark.parametrize("optimiser", [SGD(), SGD(momentum=0.9), RMSprop(), Adam()])
@pytest.mark.parametrize("loss", [CrossEntropy(), SquaredError()])
def test_the_toy_network_learns(optimiser: Optimiser, loss: CrossEntropy | SquaredError) -> None:
    settings = TrainingSettings(
        optimiser, learning_rate=0.02, batch_size=16, loss=loss, initialisation=Initialisation.HE, epochs=20
    )
    end = last(train(lecture_network(), TRAINING, TEST, settings))
    assert end.test_accuracy is not None
    assert end.test_accuracy >= 0.95, (end.test_loss, end.loss)


def test_nudging_learns_as_well() -> None:
    settings = TrainingSettings(learning_rate=0.2, epochs=4)
    found = list(train_by_nudging(lecture_network(), TRAINING, TEST, settings))
    assert len(found) == 4 * lecture_network().parameter_count
    losses = [progress.loss for progress in found]
    assert all(after <= before for before, after in pairwise(losses))
    assert found[-1].test_accuracy is not None
    assert found[-1].test_accuracy >= 0.9
    assert found[-1].done is not None
    assert found[-1].done.reason is Reason.EPOCHS


def test_a_nudge_that_helps_nowhere_is_halved() -> None:
    """One weight from 0 towards 1: 3 is too far either way, 1.5 helps, from there 1.5 does not, 0.75 does."""
    network = Network((1, 1, 1), (Flatten(), Linear(np.zeros((1, 1)))), ("X",))
    samples = Samples(np.ones((1, 1, 1, 1)), np.array([0]), ("X",))
    run = train_by_nudging(network, samples, None, TrainingSettings(learning_rate=3.0, loss=SquaredError(), epochs=4))
    assert [weights(progress.network).item() for progress in run] == [0.0, 1.5, 1.5, 0.75]


def test_a_weight_that_nothing_hangs_on_is_not_nudged() -> None:
    network = Network((1, 1, 2), (Flatten(), Linear(np.zeros((1, 2)))), ("X",))
    samples = Samples(np.array([[[[1.0], [0.0]]]]), np.array([0]), ("X",))
    run = train_by_nudging(network, samples, None, TrainingSettings(learning_rate=0.1, loss=SquaredError(), epochs=2))
    assert weights(last(run).network).tolist() == [0.2, 0.0]


@pytest.mark.parametrize("runner", [train, train_by_nudging])
def test_a_seed_repeats_a_run_to_the_last_bit(runner: Runner) -> None:
    first, second = (list(islice(runner(lecture_network(), TRAINING, TEST, QUICK), 40)) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert replace(one, network=lecture_network()).done == other.done
        assert (one.step, one.epoch, one.loss, one.accuracy) == (other.step, other.epoch, other.loss, other.accuracy)
        assert (one.test_loss, one.test_accuracy) == (other.test_loss, other.test_accuracy)
        assert (weights(one.network) == weights(other.network)).all()
    other_seed = list(islice(runner(lecture_network(), TRAINING, TEST, replace(QUICK, seed=1)), 40))
    assert (weights(first[-1].network) != weights(other_seed[-1].network)).any()


def test_one_step_is_what_the_formula_says() -> None:
    network = biased_network()
    settings = TrainingSettings(SGD(), learning_rate=0.5, batch_size=1000, weight_decay=0.1)
    step = next(train(network, TRAINING, None, settings))
    found = gradients(network.forward(TRAINING.pictures), TRAINING.labels, CrossEntropy())
    assert step.loss == pytest.approx(found.error)
    for before, after, slopes in zip(network.layers, step.network.layers, found.layers, strict=True):
        for name, slope in slopes.items():
            old = before.parameters[name]
            np.testing.assert_allclose(after.parameters[name], old - 0.5 * (slope + 0.1 * old), rtol=1e-9, atol=1e-12)


@given(networks().filter(lambda network: len(network.shapes[-1]) == 1), st.integers(0, 2**32 - 1))
@example(EVERY_OPTION, 0)
def test_a_step_follows_the_gradients_of_every_stage_whatever_the_layers(network: Network, seed: int) -> None:
    """Also where numbers tie, though a run may compute them another way than the stages on the screen."""
    random = np.random.default_rng(seed)
    pictures = random.integers(-1, 2, (*network.input_shape, 3)).astype(np.float64)
    votes = network.shapes[-1][0]
    labels = random.integers(0, votes, 3)
    network = Network(network.input_shape, network.layers, tuple(f"class {number}" for number in range(votes)))
    with np.errstate(all="ignore"):
        found = gradients(network.forward(pictures), labels, CrossEntropy())
    assume(math.isfinite(found.error) and found.error < 1e6)
    settings = TrainingSettings(SGD(), learning_rate=1.0, batch_size=3)
    step = next(train(network, Samples(pictures, labels, network.classes), None, settings))
    assert step.loss == pytest.approx(found.error)
    for before, after, slopes in zip(network.layers, step.network.layers, found.layers, strict=True):
        for name, slope in slopes.items():
            change = before.parameters[name] - after.parameters[name]
            size = np.abs(slope).max() + np.abs(before.parameters[name]).max()
            np.testing.assert_allclose(change, slope, atol=1e-12 * max(size, 1.0), rtol=1e-9)


def test_a_trained_network_is_like_any_other() -> None:
    """What skips the checks has to end up as what goes through them."""
    for network in (last(train(biased_network(), TRAINING, None, QUICK)).network, lecture_network()):
        rebuilt = Network(
            network.input_shape,
            tuple(replace(layer) for layer in network.layers),  # type: ignore[type-var]
            network.classes,
        )
        pictures = TEST.pictures
        assert (network.forward(pictures).votes == rebuilt.forward(pictures).votes).all()
        assert network.shapes == rebuilt.shapes
        assert all(not values.flags.writeable for layer in network.layers for values in layer.parameters.values())


def test_true_convolution_learns_with_its_turned_kernel() -> None:
    before = Network(
        (1, 9, 9), (Conv2d(np.ones((1, 1, 3, 3)), true_convolution=True), Flatten(), Linear(np.eye(2, 49)))
    )
    after = next(train(before, TRAINING, None, QUICK)).network
    conv = after.layers[0]
    assert isinstance(conv, Conv2d)
    assert (conv.kernel_in_place(0)[0] == conv.weight[0, 0, ::-1, ::-1]).all()


@pytest.mark.parametrize("runner", [train, train_by_nudging])
def test_what_is_frozen_is_left_alone(runner: Runner) -> None:
    before = biased_network()
    settings = replace(QUICK, weight_decay=0.1)
    layer_frozen = last(runner(before, TRAINING, None, replace(settings, frozen_layers=frozenset({0})))).network
    assert layer_frozen.layers[0] is before.layers[0]
    assert (weights(layer_frozen) != weights(before)).any()
    filters_frozen = replace(settings, frozen_filters=frozenset({(0, 1), (4, 0)}))
    for after in (
        last(runner(before, TRAINING, None, filters_frozen)).network,
        initial_network(before, filters_frozen),
    ):
        for layer, frozen, free in ((0, 1, 0), (4, 0, 1)):
            for name, values in before.layers[layer].parameters.items():
                changed = after.layers[layer].parameters[name] != values
                assert not changed[frozen].any()
                assert changed[free].any()


def test_a_run_begins_with_the_network_that_rewinding_returns_to() -> None:
    network = lecture_network()
    assert initial_network(network, TrainingSettings()) is network
    begun = initial_network(network, QUICK)
    frozen = replace(QUICK, batch_size=1000)
    assert next(train(network, TRAINING, None, frozen)).loss == pytest.approx(evaluate(begun, TRAINING).loss)


@pytest.mark.parametrize("initialisation", [Initialisation.HE, Initialisation.XAVIER])
def test_first_weights_keep_the_size_of_what_goes_through(initialisation: Initialisation) -> None:
    """Through ten layers of ReLU, He's weights neither grow nor fade; and dividing filters are drawn as much larger."""
    body = tuple(layer for _ in range(10) for layer in (Conv2d(np.ones((30, 30, 1, 1)), divide_by_pixels=True), ReLU()))
    network = Network((30, 4, 4), body)
    begun = initial_network(network, TrainingSettings(initialisation=initialisation))
    pictures = np.random.default_rng(0).normal(size=(30, 4, 4, 20))
    size = float(np.sqrt((begun.forward(pictures).votes ** 2).mean()))
    if initialisation is Initialisation.HE:
        assert 0.2 < size < 5.0
    else:
        assert 2.0**-5 / 5 < size < 2.0**-5 * 5


@pytest.mark.parametrize(
    ("initialisation", "variance"), [(Initialisation.HE, 2 / 90), (Initialisation.XAVIER, 2 / (90 + 360))]
)
def test_first_weights_are_as_large_as_what_comes_in_and_goes_out_asks(
    initialisation: Initialisation, variance: float
) -> None:
    network = Network((10, 3, 3), (Conv2d(np.ones((40, 10, 3, 3))),))
    begun = initial_network(network, TrainingSettings(initialisation=initialisation))
    assert weights(begun).var() == pytest.approx(variance, rel=0.1)


def test_small_first_weights_and_biases_of_zero() -> None:
    begun = initial_network(biased_network(), TrainingSettings(initialisation=Initialisation.SMALL))
    conv = begun.layers[0]
    assert isinstance(conv, Conv2d)
    assert conv.bias is not None
    assert not conv.bias.any()
    assert 0.0 < np.abs(conv.weight).max() < 0.05


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (replace(QUICK, epochs=2), Reason.EPOCHS),
        (replace(QUICK, epochs=None, target_accuracy=0.9), Reason.ACCURACY),
        (TrainingSettings(SGD(), learning_rate=1e-300, epochs=None, patience=2), Reason.NO_IMPROVEMENT),
    ],
)
@pytest.mark.parametrize("test", [TEST, None])
def test_a_run_stops_by_its_rule(settings: TrainingSettings, reason: Reason, test: Samples | None) -> None:
    found = list(train(lecture_network(), TRAINING, test, settings))
    assert [progress.done for progress in found[:-1]] == [None] * (len(found) - 1)
    assert found[-1].done is not None
    assert found[-1].done.reason is reason
    assert found[-1].done.sentence.endswith(".")
    assert [progress.step for progress in found] == list(range(1, len(found) + 1))
    assert [progress.epoch for progress in found] == [step // 5 + 1 for step in range(len(found))]
    assert [progress.ends_epoch for progress in found] == [step % 5 == 4 for step in range(len(found))]
    for progress in found:
        assert (progress.test_accuracy is not None) == (progress.ends_epoch and test is not None)


@pytest.mark.parametrize(
    ("settings", "cause", "rate"),
    [
        (TrainingSettings(learning_rate=1e9), "the learning rate 1e+09 is too large.", 0.03),
        (TrainingSettings(SGD(), learning_rate=1e300, loss=SquaredError()), "rate 1e+300 is too large.", 0.03),
        (TrainingSettings(SGD(), learning_rate=50.0, loss=SquaredError()), "the learning rate 50 is too large.", 0.03),
        (TrainingSettings(SGD(), learning_rate=0.01, weight_decay=1e308), "the steps are too large.", 0.001),
    ],
)
def test_a_run_that_diverges_says_why_and_which_learning_rate_to_try(
    settings: TrainingSettings, cause: str, rate: float
) -> None:
    end = last(islice(train(lecture_network(), TRAINING, TEST, settings), 200))
    assert end.done is not None
    assert end.done.reason is Reason.DIVERGED
    assert end.done.sentence.endswith(cause)
    assert end.done.learning_rate == rate
    assert np.isfinite(weights(end.network)).all()


@pytest.mark.parametrize(
    ("loss", "first", "says"),
    [
        (9e5, 0.01, None),
        (1.1e6, 0.01, "has grown to 1.1e+06"),
        (9e6, 10.0, None),
        (1.1e7, 10.0, "has grown to 1.1e+07"),
        (math.nan, 10.0, "is no longer a number"),
    ],
)
def test_a_run_has_diverged_when_its_error_is_a_million_times_what_it_was(
    loss: float, first: float, says: str | None
) -> None:
    done = diverged(QUICK, loss, first)
    assert (done is not None) == (says is not None)
    assert says is None or (done is not None and says in done.sentence)


def test_where_the_first_error_is_no_number_the_first_weights_are_to_blame() -> None:
    done = diverged(QUICK, math.nan, math.nan)
    assert done is not None
    assert done.sentence.endswith(": the first weights are too large.")
    assert done.learning_rate is None


@pytest.mark.parametrize(
    ("before", "stops"),
    [
        ([-0.1, 0.1], False),
        ([-0.1, 0.1, 0.1], True),
        ([-0.1, -0.5, 0.2], False),
        ([0.4, 0.3, 0.2, -0.1, 0.05], False),
        ([0.4, 0.3, 0.2, -0.1, 0.05, 0.06], True),
    ],
)
def test_patience_counts_from_the_smallest_error(before: list[float], stops: bool) -> None:
    """With a patience of 3; the errors of the epochs before are by so much larger than that of this one."""
    now = evaluate(lecture_network(), TEST).loss
    losses = [now + each for each in before]
    settings = replace(QUICK, epochs=None, patience=3)
    _, done = end_of_epoch(settings, len(losses) + 1, lecture_network(), TRAINING, TEST, losses)
    assert (done is not None) == stops


def test_the_accuracy_that_was_reached_is_said_as_it_is() -> None:
    network = lecture_network()
    answers = evaluate(network, TEST).answers[:3]
    two_of_three = Samples(TEST.pictures[..., :3], np.array([answers[0], answers[1], 1 - answers[2]]), TEST.classes)
    _, done = end_of_epoch(replace(QUICK, target_accuracy=0.5), 1, network, TRAINING, two_of_three, [])
    assert done is not None
    assert done.sentence == "The accuracy has reached 66.6 %."


def test_a_batch_larger_than_the_data_is_all_of_it() -> None:
    found = list(train(lecture_network(), TRAINING.take([0, 1, 2]), None, replace(QUICK, batch_size=10**9)))
    assert [progress.ends_epoch for progress in found] == [True] * 3


@pytest.mark.parametrize("which", [[0], [0, 2, 4]])
def test_a_single_sample_or_class_is_learnt(which: list[int]) -> None:
    few = TRAINING.take(which)
    found = list(train(lecture_network(), few, None, TrainingSettings(epochs=20)))
    assert found[-1].loss < found[0].loss


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"learning_rate": 0}, "nothing would change"),
        ({"learning_rate": -1.0}, "above 0"),
        ({"learning_rate": math.nan}, "above 0"),
        ({"learning_rate": math.inf}, "above 0"),
        ({"batch_size": 0}, "at least 1 picture"),
        ({"weight_decay": -0.1}, "weight decay"),
        ({"weight_decay": math.nan}, "weight decay"),
        ({"seed": -1}, "seed"),
        ({"epochs": 0}, "at least 1 epoch"),
        ({"target_accuracy": 1.5}, "between 0 and 1"),
        ({"patience": 0}, "at least 1 epoch"),
    ],
)
def test_settings_out_of_range_are_refused(bad: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        TrainingSettings(**bad)


@pytest.mark.parametrize("runner", [train, train_by_nudging])
def test_what_does_not_fit_is_refused_at_once(runner: Runner) -> None:
    network = lecture_network()
    strangers = Samples(TRAINING.pictures, TRAINING.labels, ("happy", "sad"))
    maps = Network((1, 9, 9), (ReLU(),))
    cases: list[tuple[Network, Samples, dict[str, Any], str]] = [
        (network, TRAINING.take([]), {}, "no samples"),
        (network, Samples(np.zeros((1, 7, 7, 1)), np.array([0]), ("X",)), {}, "1 map of 7x7.*1 map of 9x9"),
        (network, strangers, {}, "happy, sad"),
        (maps, TRAINING, {}, "no votes"),
        (network, TRAINING, {"frozen_layers": frozenset({0, 5})}, "nothing to learn"),
        (network, TRAINING, {"frozen_layers": frozenset({len(network.layers)})}, "no layer 7"),
        (network, TRAINING, {"frozen_filters": frozenset({(0, 3)})}, "Layer 1 has no filter 4"),
        (network, TRAINING, {"frozen_filters": frozenset({(1, 0)})}, "no filter 1"),
    ]
    for one, samples, settings, says in cases:
        with pytest.raises(ValueError, match=says):
            runner(one, samples, None, replace(QUICK, **settings))


def test_classes_in_another_order_are_matched_by_name() -> None:
    turned = Samples(TRAINING.pictures, 1 - TRAINING.labels, ("O", "X"))
    mine, other = (next(train(lecture_network(), samples, None, QUICK)) for samples in (TRAINING, turned))
    assert mine.loss == other.loss


@pytest.mark.parametrize(
    ("pictures", "labels", "classes", "says"),
    [
        (np.zeros((9, 9, 1)), [0], ("X",), "four axes"),
        (np.zeros((1, 9, 9, 2)), [0], ("X",), "2 pictures"),
        (np.full((1, 9, 9, 1), np.nan), [0], ("X",), "finite"),
        (np.zeros((1, 9, 9, 1)), [0], ("X", "X"), "name of its own"),
        (np.zeros((1, 9, 9, 1)), [2], ("X", "O"), "from 0 to 1"),
        (np.zeros((1, 9, 9, 1)), [0.5], ("X", "O"), "whole number"),
    ],
)
def test_samples_that_do_not_belong_together_are_refused(
    pictures: Array, labels: list[Any], classes: tuple[str, ...], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Samples(pictures, np.array(labels), classes)


def test_an_evaluation_counts_answers_by_class() -> None:
    network = last(train(lecture_network(), TRAINING, None, replace(QUICK, epochs=1))).network
    many = crosses_and_rings(300, seed=3)
    found = evaluate(network, many)
    votes = network.forward(many.pictures).votes
    assert (found.answers == votes.argmax(axis=0)).all()
    assert found.mistakes.tolist() == [image for image in range(300) if found.answers[image] != many.labels[image]]
    assert found.accuracy == 1 - len(found.mistakes) / 300
    assert found.confusion.sum(axis=1).tolist() == many.counts.tolist()
    assert np.trace(found.confusion) == 300 - len(found.mistakes)
    assert found.loss == pytest.approx(CrossEntropy().value(votes, many.labels))


def test_a_nudge_curve_is_the_error_at_each_value() -> None:
    network, loss = biased_network(), SquaredError()
    values = [-1.0, 0.0, 1.0, 2.5]
    for layer, name, index in ((0, "weight", (1, 0, 2, 0)), (4, "weight", (1, 7)), (4, "bias", (0,))):
        expected = []
        for value in values:
            numbers = network.layers[layer].parameters[name].copy()
            numbers[index] = value
            changed = network.layers[layer].with_parameters({name: numbers})
            expected.append(
                evaluate(
                    network.with_layers((*network.layers[:layer], changed, *network.layers[layer + 1 :])), TEST, loss
                ).loss
            )
        np.testing.assert_allclose(nudge_curve(network, TEST, loss, layer, name, index, values), expected)
    for layer, name, index in ((1, "weight", (0,)), (0, "weight", (0,)), (0, "bias", (2,)), (9, "bias", (0,))):
        with pytest.raises(IndexError, match="no "):
            nudge_curve(network, TEST, loss, layer, name, index, values)


def test_a_nudge_curve_of_many_samples_is_their_mean_error() -> None:
    network, many = biased_network(), crosses_and_rings(300, seed=3)
    (error,) = nudge_curve(network, many, CrossEntropy(), 4, "bias", (0,), [1.0])
    assert error == pytest.approx(evaluate(network, many).loss)
    with pytest.raises(ValueError, match="finite"):
        nudge_curve(network, many, CrossEntropy(), 4, "bias", (0,), [1.0, math.inf])


def test_other_numbers_make_another_layer_and_the_same_numbers_the_same() -> None:
    conv = biased_network().layers[0]
    assert conv.with_parameters({}) is conv
    assert conv.with_parameters(conv.parameters) is conv
    changed = conv.with_parameters({"bias": np.zeros(2)})
    assert changed.parameters["weight"] is conv.parameters["weight"]
    assert not changed.parameters["bias"].any()
    with pytest.raises(ValueError, match="finite"):
        conv.with_parameters({"bias": np.array([0.0, np.inf])})
    with pytest.raises(ValueError, match="weight"):
        conv.with_parameters({"weight": np.zeros((1, 1, 3, 3))})
