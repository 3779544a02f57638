"""Each layer against plain loops, its sizes, what it refuses, and what it counts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array, Shape, describe_shape, frozen
from cnnviz.engine.explain import receptive_field
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU, ShapeError, Softmax
from cnnviz.engine.network import Network
from tests.engine.networks import EVERY_OPTION, networks
from tests.engine.plain import by_loops


def close(ours: Array, plain: Array, scale: float) -> bool:
    return ours.shape == plain.shape and bool(np.all(np.abs(ours - plain) <= 1e-12 * scale))


def scale_of(layer: Layer, values: Array) -> float:
    """How large the numbers are that get added: what rounding is measured by."""
    weights = [float(np.abs(parameter).max()) for parameter in layer.parameters.values()]
    return max(1.0, float(np.abs(values).max()) * values.size) * max(1.0, *weights, 0.0)


@settings(max_examples=60)
@given(networks(), st.integers(0, 2**32 - 1))
@example(EVERY_OPTION, 0)
def test_every_layer_agrees_with_plain_loops(network: Network, seed: int) -> None:
    picture = np.random.default_rng(seed).normal(size=network.input_shape)
    trace = network.forward(picture)
    assert [stage.shape for stage in trace.stages] == list(network.shapes)
    for layer, before, after in zip(network.layers, trace.stages, trace.stages[1:], strict=False):
        assert close(after, by_loops(layer, before), scale_of(layer, before)), layer


@pytest.mark.parametrize("shape", [(1, 150, 140), (3, 300, 300), (1, 9, 20000)])
@pytest.mark.parametrize("kernel", [(3, 3), (1, 1), (7, 2), (1, 7)])
@pytest.mark.parametrize(("padding", "stride"), [(0, 1), (3, 1), (2, 3)])
@pytest.mark.parametrize("filters", [1, 2])
def test_a_large_picture_is_the_same_sum(
    shape: Shape, kernel: tuple[int, int], padding: int, stride: int, filters: int
) -> None:
    """Large pictures go in bands, each row of places by itself; each cell still sees just its own patch."""
    random = np.random.default_rng(2)
    layer = Conv2d(random.normal(size=(filters, shape[0], *kernel)), padding=padding, stride=stride)
    pictures = random.normal(size=(*shape, 2))
    padded = np.pad(pictures, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    whole = layer.forward(pictures)
    rows, columns = whole.shape[1:3]
    places = [(0, 0), (0, columns - 1), (rows - 1, 0), (rows - 1, columns - 1), (rows // 2, columns // 3)]
    for row, column in places:
        top, left = row * stride, column * stride
        patches = padded[:, top : top + kernel[0], left : left + kernel[1]]
        for filter_index, image in np.ndindex(filters, 2):
            terms = patches[..., image] * layer.weight[filter_index]
            assert whole[filter_index, row, column, image] == pytest.approx(math.fsum(terms.ravel()), abs=1e-12)


def test_the_filters_gradient_of_a_large_picture_is_that_of_all_its_bands() -> None:
    """The sums grow in proportion to the filters: their gradient, along other filters, is what those make of it."""
    random = np.random.default_rng(3)
    layer = Conv2d(random.normal(size=(2, 3, 3, 3)), padding=1, stride=2)
    pictures = random.normal(size=(3, 301, 300, 2))
    assert len(layer.patches(pictures).layout.bands) > 2
    gradient = random.normal(size=layer.forward(pictures).shape)
    weight = layer.parameter_gradients(pictures, gradient)["weight"]
    for _ in range(3):
        other = random.normal(size=weight.shape)
        sums = layer.with_parameters({"weight": other}).forward(pictures)
        assert np.vdot(weight, other) == pytest.approx(np.vdot(gradient, sums), rel=1e-9)


@pytest.mark.parametrize(
    ("size", "window", "stride", "whole", "partial"),
    [
        (7, 2, 2, 3, 4),
        (4, 2, 2, 2, 2),
        (5, 2, 2, 2, 3),
        (7, 3, 2, 3, 3),
        (8, 3, 2, 3, 4),
        (7, 2, 5, 2, 2),
        (7, 1, 4, 2, 2),  # ceil((7 - 1) / 4) + 1 is 3, but the third window would start outside
        (9, 2, 4, 2, 3),
        (1, 2, 2, 0, 1),
        (3, 5, 1, 0, 1),
        (3, 3, 3, 1, 1),
    ],
)
def test_how_many_places_a_pooling_window_takes(size: int, window: int, stride: int, whole: int, partial: int) -> None:
    assert MaxPool2d(window, stride).output_shape((1, size, size)) == (1, partial, partial)
    if whole:
        assert MaxPool2d(window, stride, partial_windows=False).output_shape((2, size, size)) == (2, whole, whole)
    else:
        with pytest.raises(ShapeError):
            MaxPool2d(window, stride, partial_windows=False).output_shape((1, size, size))


def test_padding_wider_than_the_kernel_sees_only_zeros_at_the_corner() -> None:
    trace = Network((1, 2, 2), (Conv2d(np.ones((1, 1, 2, 2)), np.array([0.5]), padding=4),)).forward(np.ones((1, 2, 2)))
    assert trace.votes.shape == (1, 9, 9)
    assert trace.votes[0, 0, 0] == 0.5
    assert trace.votes[0, 4, 4] == 4.5
    assert not receptive_field(trace.network, 1, (0, 0, 0))[0].any()


def test_an_average_counts_the_pixels_that_are_there() -> None:
    picture = np.arange(9.0).reshape(1, 3, 3)
    votes = Network((1, 3, 3), (AvgPool2d(2, 2),)).forward(picture).votes
    assert votes.tolist() == [[[2.0, 3.5], [6.5, 8.0]]]


def test_a_perfect_match_is_exactly_one() -> None:
    for pixels in range(1, 50):
        pattern = np.where(np.arange(pixels) % 3, 1.0, -1.0).reshape(1, 1, 1, -1)[..., :7]
        layer = Conv2d(pattern, divide_by_pixels=True)
        assert layer.forward(pattern[0][..., None])[0, 0, 0, 0] == 1.0


def test_parameters_are_counted() -> None:
    conv = Conv2d(np.zeros((3, 2, 5, 4)), np.zeros(3))
    linear = Linear(np.zeros((2, 12)))
    assert conv.parameter_count == 3 * 2 * 5 * 4 + 3
    assert linear.parameter_count == 24
    assert [layer.parameter_count for layer in (ReLU(), MaxPool2d(), AvgPool2d(), Flatten(), Softmax())] == [0] * 5
    network = Network((1, 9, 9), (Conv2d(np.zeros((3, 1, 3, 3))), ReLU(), MaxPool2d(4, 4), Flatten(), linear))
    assert network.parameter_count == 27 + 24


def test_a_layer_keeps_its_own_read_only_numbers() -> None:
    weight = np.ones((1, 1, 3, 3))
    conv = Conv2d(weight, np.zeros(1))
    weight[:] = 7.0
    assert conv.weight.max() == 1.0
    for parameter in conv.parameters.values():
        with pytest.raises(ValueError, match="read-only"):
            parameter[:] = 2.0
    assert not frozen([1, 2]).flags.writeable
    whole = np.array([1, 2])
    whole.setflags(write=False)
    assert frozen(whole).dtype == np.float64


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Conv2d(np.zeros((3, 3))), "4 axes"),
        (lambda: Conv2d(np.zeros((0, 1, 3, 3))), "something in each"),
        (lambda: Conv2d(np.zeros((1, 1, 8, 3))), "at most 7x7"),
        (lambda: Conv2d(np.zeros((1, 1, 3, 3)), stride=0), "stride is at least 1"),
        (lambda: Conv2d(np.zeros((1, 1, 3, 3)), padding=-1), "padding 0 to 7"),
        (lambda: Conv2d(np.zeros((1, 1, 3, 3)), padding=8), "padding 0 to 7"),
        (lambda: Conv2d(np.zeros((2, 1, 3, 3)), np.zeros(3)), "2 filters need 2 biases, not 3"),
        (lambda: Conv2d(np.full((1, 1, 3, 3), np.nan)), "finite"),
        (lambda: Conv2d(np.zeros((1, 1, 3, 3)), np.array([np.inf])), "finite"),
        (lambda: Linear(np.array([[1.0, -np.inf]])), "finite"),
        (lambda: Linear(np.zeros((2, 3)), np.zeros(1)), "2 votes need 2 biases, not 1"),
        (lambda: Linear(np.zeros(3)), "2 axes"),
        (lambda: MaxPool2d(0), "at least 1"),
        (lambda: AvgPool2d(2, 0), "at least 1"),
    ],
)
def test_a_layer_refuses_what_it_cannot_use(make: object, sentence: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=sentence) as refused:
        make()
    assert str(refused.value).endswith(".")


def test_shapes_read_as_a_person_says_them() -> None:
    assert describe_shape((3, 7, 5)) == "3 maps of 7x5"
    assert describe_shape((1, 9, 9)) == "1 map of 9x9"
    assert describe_shape((12,)) == "12 values"
    assert describe_shape((1,)) == "1 value"


@pytest.mark.parametrize("shape", [(12, 1), (3, 7, 7, 1), (3, 7, 7, 40), (2, 40, 40, 50)])
def test_relu_keeps_what_is_positive_and_no_more(shape: tuple[int, ...]) -> None:
    """Few values and many go different ways."""
    inputs = np.random.default_rng(1).normal(size=shape)
    inputs[0, 0] = np.nan
    outputs = ReLU().forward(inputs)
    assert np.isnan(outputs[0, 0]).all()
    assert np.array_equal(outputs, np.where(inputs <= 0.0, 0.0, inputs), equal_nan=True)


@pytest.mark.parametrize("images", [1, 2])
@pytest.mark.parametrize("side", [5, 61])
def test_few_values_and_many_are_pooled_and_convolved_alike(side: int, images: int) -> None:
    random = np.random.default_rng(1)
    inputs = random.normal(size=(3, side, side, images))
    pooled = MaxPool2d(3, 2).forward(inputs)
    assert np.array_equal(pooled[:, 0, 0], inputs[:, :3, :3].max(axis=(1, 2)))
    assert np.array_equal(pooled[:, -1, -1], inputs[:, side - 3 :, side - 3 :].max(axis=(1, 2)))
    weight = random.normal(size=(2, 3, 3, 3))
    sums = Conv2d(weight, stride=2).forward(inputs)
    expected = np.einsum("fmrc,mrci->fi", weight, inputs[:, 2:5, 2:5])
    assert np.allclose(sums[:, 1, 1], expected, rtol=1e-12, atol=1e-12)
