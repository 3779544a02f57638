"""Networks: sequences that fit and those that do not, batches, and values nobody can change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Shape
from cnnviz.engine.layers import Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU, ShapeError, Softmax
from cnnviz.engine.network import Network
from tests.engine.networks import networks


@settings(max_examples=40)
@given(networks(), st.integers(0, 4), st.integers(0, 2**32 - 1))
def test_a_batch_is_its_pictures_one_by_one(network: Network, images: int, seed: int) -> None:
    pictures = np.random.default_rng(seed).normal(size=(*network.input_shape, images))
    together = network.forward(pictures)
    for image in range(images):
        alone = network.forward(pictures[..., image])
        for of_all, of_one in zip(together.stages, alone.stages, strict=True):
            scale = 1.0 + np.abs(of_one).max()
            assert np.abs(of_all[..., image] - of_one).max() <= 1e-9 * scale


@settings(max_examples=20)
@given(networks(), st.booleans())
def test_nobody_can_change_a_trace_and_a_trace_changes_nobody(network: Network, batch: bool) -> None:
    picture = np.ones((*network.input_shape, 2) if batch else network.input_shape)
    trace = network.forward(picture)
    assert picture.flags.writeable
    assert picture.min() == 1.0
    assert trace.picture is trace.stages[0]
    assert trace.votes is trace.stages[-1]
    for stage in trace.stages:
        with pytest.raises(ValueError, match="read-only"):
            stage[...] = 0.0


def test_any_layout_and_type_of_numbers_is_taken() -> None:
    network = Network((1, 5, 4), (Conv2d(np.arange(6.0).reshape(1, 1, 2, 3), padding=1), ReLU(), MaxPool2d(3, 2)))
    picture = np.arange(20).reshape(1, 4, 5).transpose(0, 2, 1)
    expected = network.forward(np.array(picture, dtype=np.float64, order="C")).votes
    assert np.array_equal(network.forward(picture).votes, expected)
    assert np.array_equal(network.forward(picture.tolist()).votes, expected)


CONV = Conv2d(np.zeros((3, 1, 3, 3)))


@pytest.mark.parametrize(
    ("shape", "layers", "sentence"),
    [
        (
            (1, 9, 9),
            (CONV, CONV),
            "Layer 2 does not fit: Convolution needs 1 map of 7x7 for its filters, but gets 3 maps of 7x7.",
        ),
        (
            (1, 2, 9),
            (CONV,),
            "Layer 1 does not fit: Convolution needs maps of at least 3x3, the size of its filters, but gets 2x9.",
        ),
        (
            (1, 9, 2),
            (CONV,),
            "Layer 1 does not fit: Convolution needs maps of at least 3x3, the size of its filters, but gets 9x2.",
        ),
        (
            (1, 2, 9),
            (MaxPool2d(3, 3, partial_windows=False),),
            "Layer 1 does not fit: Max pooling needs maps of at least 3x3, the size of its window, but gets 2x9.",
        ),
        (
            (1, 9, 2),
            (MaxPool2d(3, 3, partial_windows=False),),
            "Layer 1 does not fit: Max pooling needs maps of at least 3x3, the size of its window, but gets 9x2.",
        ),
        (
            (1, 9, 9),
            (CONV, Linear(np.zeros((2, 12)))),
            "Layer 2 does not fit: Votes needs a list of values, but gets 3 maps of 7x7; put Flatten before it.",
        ),
        (
            (1, 9, 9),
            (CONV, Flatten(), Linear(np.zeros((2, 12)))),
            "Layer 3 does not fit: Votes needs 12 values, but gets 147.",
        ),
        ((1, 3, 3), (Softmax(),), "Layer 1 does not fit: Softmax needs a list of values, but gets 1 map of 3x3; "),
        ((1, 3, 3), (Flatten(), CONV), "Layer 2 does not fit: Convolution needs maps, but gets a list of 9 values."),
        ((1, 3, 3), (Flatten(), Flatten()), "Layer 2 does not fit: Flatten needs maps, but gets a list of 9 values."),
        ((1, 0, 3), (), "A picture has maps, rows and columns, at least 1 of each, not (1, 0, 3)."),
        ((3, 3), (), "A picture has maps, rows and columns, at least 1 of each, not (3, 3)."),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(shape: Shape, layers: tuple[Layer, ...], sentence: str) -> None:
    with pytest.raises(ShapeError) as refused:
        Network(shape, layers)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith(".")


def test_the_classes_have_to_be_as_many_as_the_votes() -> None:
    with pytest.raises(ShapeError, match=r"2 classes \(X, O\), but its last layer gives 9 values"):
        Network((1, 3, 3), (Flatten(),), ("X", "O"))


@pytest.mark.parametrize("shape", [(9, 9), (1, 9, 8), (2, 9, 9), (1, 9, 9, 2, 2), ()])
def test_a_picture_of_another_shape_is_refused(shape: Shape) -> None:
    with pytest.raises(ShapeError, match="takes 1 map of 9x9, but the picture is"):
        Network((1, 9, 9), ()).forward(np.zeros(shape))


def test_softmax_shares_add_up_however_large_the_votes() -> None:
    shares = Network((1, 1, 3), (Flatten(), Softmax())).forward([[[1000.0, 1000.0, -1000.0]]]).votes
    assert shares.tolist() == [0.5, 0.5, 0.0]
