"""The error as it is printed, and the curve of the error against one weight."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.layers import Flatten, Linear, ReLU
from cnnviz.engine.network import Network, Trace
from cnnviz.engine.training import CrossEntropy, Loss, Samples, SquaredError, gradients, nudge_curve
from cnnviz.model.document import Document
from cnnviz.model.errors import nudge as nudges
from cnnviz.model.errors.kink import kink_at
from cnnviz.model.errors.nudge import Nudge, Nudger, Nudging, curve_values, describe_slope, one_picture, reach
from cnnviz.model.errors.sheet import ErrorRow, error_sheet, right_class
from cnnviz.model.errors.weights import (
    axes_of,
    chosen_weight,
    describe_weight,
    first_weight,
    moved,
    network_with,
    parameters_of,
    value_of,
    with_weight,
)
from cnnviz.model.networks import lecture_document, smiley_document, trained_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.view import View, Weight, fit
from tests.engine.training.samples import crosses_and_rings
from tests.engine.training.test_gradients import losses, seeds, voting_networks

CUT, ROUNDED = NumberStyle.TRUNCATED, NumberStyle.ROUNDED


def voting(*votes: float) -> Trace:
    """A network that says `votes`."""
    names = tuple("XOABCDEFGH"[: len(votes)])
    network = Network((1, 1, len(votes)), (Flatten(), Linear(np.eye(len(votes)))), names)
    return network.forward(np.array([[votes]]))


def test_the_slides_table() -> None:
    # The slides print .49 and .57; the distance of 0 and .51 is .51.
    sheet = error_sheet(voting(0.92, 0.51), 0, SquaredError(), CUT)
    assert sheet is not None
    assert sheet.rows == (ErrorRow("X", "1", "0.92", "0.08"), ErrorRow("O", "0", "0.51", "0.51"))
    assert sheet.total == "0.59"


def test_what_is_cut_off_in_the_table_says_so() -> None:
    """1 less 0.60 is not 0.39; 1 less 0.60… may be 0.39…, and its half of the total 0.78…."""
    document = lecture_document()
    trace = document.network.forward(document.picture[None])
    sheet = error_sheet(trace, 0, CrossEntropy(), CUT)
    assert sheet is not None
    assert sheet.rows == (ErrorRow("X", "1", "0.60…", "0.39…"), ErrorRow("O", "0", "0.39…", "0.39…"))
    assert sheet.total == "0.78…"


@pytest.mark.parametrize(
    ("loss", "style", "numbers", "shares"),
    [
        (SquaredError(), CUT, "(1 − 1)² + (0 − 0.55…)² = 0.30…", ""),
        (SquaredError(), ROUNDED, "(1 − 1)² + (0 − 0.56)² ≈ 0.31", ""),
        (CrossEntropy(), CUT, "−ln 0.60… = 0.49…", "share of X = exp(1) / (exp(1) + exp(0.55…)) = 0.60…"),
        (CrossEntropy(), ROUNDED, "−ln 0.61 ≈ 0.50", "share of X = exp(1) / (exp(1) + exp(0.56)) ≈ 0.61"),
    ],
)
def test_the_formula_of_the_lectures_x(loss: Loss, style: NumberStyle, numbers: str, shares: str) -> None:
    document = lecture_document()
    sheet = error_sheet(document.network.forward(document.picture[None]), 0, loss, style)
    assert sheet is not None
    assert (sheet.numbers, sheet.shares) == (numbers, shares)


def test_cross_entropy_shows_shares_for_answers() -> None:
    sheet = error_sheet(voting(0.0, math.log(3.0)), 0, CrossEntropy(), CUT)
    assert sheet is not None
    assert [row.actual for row in sheet.rows] == ["0.25", "0.75"]
    assert sheet.total == "1.50"


def test_a_vote_below_zero_is_taken_away_in_brackets() -> None:
    sheet = error_sheet(voting(-0.5, 1.0), 1, SquaredError(), CUT)
    assert sheet is not None
    assert sheet.numbers == "(0 − (-0.5))² + (1 − 1)² = 0.25"


def test_a_formula_of_many_classes_leaves_out_the_middle() -> None:
    sheet = error_sheet(voting(*[0.5] * 10), 3, SquaredError(), CUT)
    assert sheet is not None
    assert sheet.numbers == "(0 − 0.5)² + (0 − 0.5)² + … + (0 − 0.5)² = 2.5"


def test_without_classes_there_is_no_table() -> None:
    trace = voting(0.5, 0.5)
    nameless = Network(trace.network.input_shape, trace.network.layers)
    assert error_sheet(nameless.forward(trace.picture), 0, SquaredError(), CUT) is None


def test_votes_out_of_bounds_are_shown_as_such() -> None:
    sheet = error_sheet(voting(math.inf, math.nan), 0, SquaredError(), CUT)
    assert sheet is not None
    assert "?" in [row.actual for row in sheet.rows]
    assert sheet.numbers == "The votes have grown out of bounds."


@pytest.mark.parametrize(("chosen", "right"), [(None, 1), (0, 0), (1, 1), (7, 1)])
def test_the_right_answer_is_what_was_chosen_else_what_the_network_says(chosen: int | None, right: int) -> None:
    assert right_class(voting(0.3, 0.8), chosen) == right


def test_nothing_is_right_of_a_blank_picture_until_it_is_chosen() -> None:
    trace = voting(0.5, 0.5)
    assert right_class(trace, None) is None
    assert right_class(trace, 1) == 1


# Weights by name


def test_the_weights_of_the_lecture_by_name() -> None:
    document = lecture_document()
    weight = chosen_weight(document.network, None)
    assert weight == Weight(0, "weight", (0, 0, 1, 1))
    assert describe_weight(document, weight) == "Diagonal, row 2, column 2"
    assert [axis.places[0] for axis in axes_of(document, weight)] == ["Diagonal", "map 1", "row 1", "column 1"]
    assert [parameter.title for parameter in parameters_of(document.network)] == ["Filters", "Voting weights"]
    assert describe_weight(document, Weight(5, "weight", (0, 4))) == "X from value 5"


def test_layers_of_one_kind_are_numbered() -> None:
    document = trained_document("9x9")
    titles = [parameter.title for parameter in parameters_of(document.network)]
    assert titles == ["Filters 1", "Filter biases 1", "Filters 2", "Filter biases 2", "Voting weights", "Voting biases"]
    assert describe_weight(document, Weight(3, "weight", (1, 4, 0, 2))) == "Filter 2, map 5, row 1, column 3"
    assert describe_weight(document, Weight(7, "bias", (1,))) == "bias of O"


@given(voting_networks())
@settings(max_examples=40)
def test_every_weight_of_every_network_is_on_the_axes(network: Network) -> None:
    if network.input_shape[0] != 1 or min(network.input_shape[1:]) < 3:
        return
    document = replace(lecture_document(), picture=np.zeros(network.input_shape[1:]), network=network)
    for parameter in parameters_of(network):
        weight = first_weight(network, parameter)
        axes = axes_of(document, weight)
        shape = network.layers[parameter.layer].parameters[parameter.name].shape
        assert tuple(len(axis.places) for axis in axes) == shape
        assert fit(View(weight=weight), network).weight is weight
        for axis, places in enumerate(shape):
            outside = moved(weight, axis, places)
            assert fit(View(weight=outside), network).weight is None


def test_one_number_changes_and_all_else_stays() -> None:
    document = lecture_document()
    weight = Weight(5, "weight", (1, 2))
    edited = with_weight(document, weight, 0.75)
    assert value_of(edited.network, weight) == 0.75
    assert with_weight(edited, weight, 0.75) is edited
    back = with_weight(edited, weight, 0.25).network
    assert np.array_equal(back.layers[5].parameters["weight"], document.network.layers[5].parameters["weight"])
    assert all(one is other for one, other in zip(edited.network.layers[:5], document.network.layers[:5], strict=True))


def test_a_right_answer_and_a_weight_that_are_gone_are_let_go() -> None:
    network, other = lecture_document().network, smiley_document().network
    view = fit(View(target=1, weight=Weight(0, "weight", (2, 0, 1, 1))), network)
    assert (view.target, view.weight) == (1, Weight(0, "weight", (2, 0, 1, 1)))
    assert fit(view, other).weight is None
    assert fit(view, Network(network.input_shape, network.layers)).target is None


# The curve


def nudge(asked: Nudging, nudger: Nudger | None = None) -> Nudge:
    answers = [answer for answer in (nudger or Nudger()).answers(asked) if answer is not None]
    assert answers[-1].is_whole
    return answers[-1]


def error_with(asked: Nudging, value: float) -> float:
    """The mean error when the weight is `value`, by the edited network itself."""
    network = network_with(asked.network, asked.weight, value)
    trace = network.forward(asked.samples.pictures)
    return asked.loss.value(trace.stages[asked.loss.stage(network)], asked.samples.labels)


@given(st.data(), voting_networks(), losses, seeds)
@settings(max_examples=30)
def test_the_curve_is_the_error_of_the_edited_network_and_the_slope_its_gradient(
    data: st.DataObject, network: Network, loss: Loss, seed: int
) -> None:
    parameters = parameters_of(network)
    if not parameters:
        return
    random, votes = np.random.default_rng(seed), network.shapes[-1][0]
    names = tuple(str(number) for number in range(votes))
    samples = Samples(random.normal(size=(*network.input_shape, 3)), random.integers(0, votes, 3), names)
    weight = first_weight(network, data.draw(st.sampled_from(parameters)))
    asked = Nudging(network, samples, loss, weight, reach(value_of(network, weight)))
    found = nudge(asked)
    assert found.errors == pytest.approx([error_with(asked, value) for value in found.values.tolist()], rel=1e-9)
    expected = gradients(network.forward(samples.pictures), samples.labels, loss)
    assert found.slope == pytest.approx(expected.layers[weight.layer][weight.name][weight.index], rel=1e-9, abs=1e-12)
    assert found.value == value_of(network, weight)
    assert found.error == pytest.approx(expected.error)


def test_the_slope_of_the_lectures_x() -> None:
    # By hand: the vote of O reads the middle of the diagonal in two of its four values, each a ninth of it, and is 5/9.
    document = lecture_document()
    weight = Weight(0, "weight", (0, 0, 1, 1))
    found = nudge(
        Nudging(document.network, one_picture(document.network, document.picture, 0), SquaredError(), weight, 2)
    )
    step = 1e-6
    left, right = (error_with_one(document.network, weight, 1.0 + way * step) for way in (-1, 1))
    assert found.slope == pytest.approx((right - left) / (2 * step), abs=1e-6)
    assert describe_slope(found, CUT) == "Slope −0.061: a little more of this weight makes the error smaller."


@pytest.mark.parametrize("make", [lecture_document, smiley_document, lambda: trained_document("9x9")])
@pytest.mark.parametrize("loss", [SquaredError(), CrossEntropy()])
def test_a_curve_has_a_kink_where_nudging_to_the_left_is_not_nudging_to_the_right(
    make: Callable[[], Document], loss: Loss
) -> None:
    """“A little more makes the error smaller” was said of weights of the lecture's X with which it grows either way."""
    document, step = make(), 1e-5
    network = document.network
    samples = one_picture(network, document.picture, 0)
    found = gradients(network.forward(document.picture[None]), 0, loss)
    layer, name = parameters_of(network)[0].layer, "weight"
    for index in np.ndindex(network.layers[layer].parameters[name].shape):
        weight = Weight(layer, name, index)
        value = value_of(network, weight)
        around = [value - step, value, value + step]
        left, here, right = nudge_curve(network, samples, loss, layer, name, index, around)
        kink = kink_at(found, weight)
        gradient = float(found.layers[layer][name][index])
        told = (gradient, gradient) if kink is None else (kink.left, kink.right)
        assert told == pytest.approx(((here - left) / step, (right - here) / step), rel=0.02, abs=1e-4)


def test_a_kink_is_told_with_its_reason_for_one_picture_alone() -> None:
    document = lecture_document()
    corner = Weight(0, "weight", (0, 0, 0, 0))
    picture = one_picture(document.network, document.picture, 0)
    known = nudge(Nudging(document.network, picture, CrossEntropy(), corner, 2.0))
    assert known.kink is not None
    assert describe_slope(known, CUT) == (
        "Slope −0.039 to the left, 0.0043 to the right: max pooling has a tie, and the gradient goes to the first."
    )
    twice = Samples(np.repeat(picture.pictures, 2, axis=-1), np.array([0, 0]), document.network.classes)
    assert nudge(Nudging(document.network, twice, CrossEntropy(), corner, 2.0)).kink is None


def test_a_value_that_is_exactly_0_before_relu_is_a_kink_without_a_tie() -> None:
    layers = (Flatten(), Linear(np.zeros((1, 1))), ReLU(), Linear(np.array([[1.0], [0.0]])))
    network = Network((1, 1, 1), layers, ("X", "O"))
    found = gradients(network.forward(np.ones((1, 1, 1))), 0, CrossEntropy())
    kink = kink_at(found, Weight(1, "weight", (0, 0)))
    assert kink is not None
    assert (kink.left, kink.is_tie) == (0.0, False)
    assert kink.right == pytest.approx(-0.5)


def error_with_one(network: Network, weight: Weight, value: float) -> float:
    picture = lecture_document().picture
    return SquaredError().table(network_with(network, weight, value).forward(picture[None]).votes, 0).loss


def test_more_samples_than_go_through_at_once_have_one_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    network, samples = lecture_document().network, crosses_and_rings(50)
    asked = Nudging(network, samples, CrossEntropy(), Weight(5, "weight", (0, 3)), 1.0)
    whole = nudge(asked)
    monkeypatch.setattr(nudges, "PICTURES", 16)
    parted = nudge(asked)
    assert parted.pictures == whole.pictures == 50
    assert parted.errors == pytest.approx(whole.errors, rel=1e-12)
    assert (parted.error, parted.slope) == pytest.approx((whole.error, whole.slope), rel=1e-12)


@given(
    st.lists(
        st.tuples(st.sampled_from([(0, "weight", (0, 0, 1, 1)), (5, "weight", (0, 0))]), st.floats(-2, 2)), max_size=6
    )
)
@settings(max_examples=12)
def test_what_is_remembered_is_what_would_be_computed(
    edits: list[tuple[tuple[int, str, tuple[int, ...]], float]],
) -> None:
    document, remembering = lecture_document(), Nudger()
    samples = one_picture(document.network, document.picture, 0)
    for place, value in edits:
        document = with_weight(document, Weight(*place), value)
        asked = Nudging(document.network, samples, SquaredError(), Weight(0, "weight", (0, 0, 1, 1)), 2.0)
        mine, fresh = nudge(asked, remembering), nudge(asked)
        assert np.array_equal(mine.errors, fresh.errors)
        assert (mine.value, mine.error, mine.slope) == (fresh.value, fresh.error, fresh.slope)


def test_dragging_a_weight_computes_no_point_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    document, nudger = lecture_document(), Nudger()
    samples, weight = one_picture(document.network, document.picture, 0), Weight(0, "weight", (0, 0, 1, 1))
    before = nudge(Nudging(document.network, samples, SquaredError(), weight, 2.0), nudger)
    monkeypatch.setattr(nudges, "nudge_curve", None)
    edited = with_weight(document, weight, -0.5).network
    after = nudge(Nudging(edited, samples, SquaredError(), weight, 2.0), nudger)
    assert np.array_equal(before.errors, after.errors)
    assert after.value == -0.5


def test_other_settings_of_a_layer_make_another_curve() -> None:
    document, nudger = lecture_document(), Nudger()
    samples, weight = one_picture(document.network, document.picture, 0), Weight(0, "weight", (0, 0, 1, 1))
    before = nudge(Nudging(document.network, samples, SquaredError(), weight, 2.0), nudger)
    first, *rest = document.network.layers
    plain = Network((1, 9, 9), (replace(first, divide_by_pixels=False), *rest), ("X", "O"))  # type: ignore[type-var]
    assert not np.array_equal(nudge(Nudging(plain, samples, SquaredError(), weight, 2.0), nudger).errors, before.errors)


def test_the_curve_is_even_and_goes_from_coarse_to_fine() -> None:
    values = curve_values(2.0)
    assert sorted(values) == np.linspace(-2.0, 2.0, nudges.POINTS).tolist()
    assert values[:5] == [-2.0, 2.0, 0.0, -1.0, 1.0]


@given(st.floats(-1e6, 1e6))
def test_a_weight_can_be_nudged_to_twice_its_value_and_a_round_number(value: float) -> None:
    limit = reach(value)
    assert max(1.0, 2 * abs(value)) <= limit <= max(1.0, 5.0 * abs(value)) * (1 + 1e-9)
    assert f"{limit:e}"[0] in "125"


@pytest.mark.parametrize(
    ("slope", "words"),
    [
        (0.0, "Slope 0: here this weight does not matter."),
        (0.125, "Slope 0.12: a little less of this weight makes the error smaller."),
        (-0.00123, "Slope −0.0012: a little more of this weight makes the error smaller."),
        (-1e-20, "Slope almost 0: here this weight hardly matters."),
        (math.nan, "The error has grown out of bounds, so it has no slope here."),
    ],
)
def test_the_slope_in_words(slope: float, words: str) -> None:
    known = Nudge(np.zeros(2), np.zeros(2), 0.5, 1.0, slope, 1.0, 1)
    assert describe_slope(known, CUT) == words
