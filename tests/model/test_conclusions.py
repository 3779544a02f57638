"""What is said of an experiment is what its numbers bear out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.model.conclusions import is_more, of_corners, of_filters, of_shuffling

SHARES = st.integers(0, 400).map(lambda right: right / 400)


@given(SHARES, SHARES, st.integers(400, 40_000))
def test_one_share_is_more_than_another_or_less_or_too_close_to_it(one: float, other: float, pictures: int) -> None:
    assert not is_more(one, one, pictures)
    if is_more(one, other, pictures):
        assert one > other
        assert not is_more(other, one, pictures)
        assert is_more(one, other, 2 * pictures)


def test_pictures_drawn_by_lot_from_the_same_are_seldom_told_apart() -> None:
    right = np.random.default_rng(0).binomial(400, 0.9, (2000, 2)) / 400
    assert np.mean([is_more(one, other, 400) for one, other in right]) < 0.04


@pytest.mark.parametrize(
    ("accuracies", "words"),
    [
        ((0.98, 0.91, 0.89, 0.89), "The convolution suffers, the dense network does not clearly. A convolution lives"),
        ((0.98, 0.91, 0.89, 0.92), "The convolution suffers, the dense network does not clearly. "),
        ((0.97, 0.965, 0.9, 0.89), "This time the convolution does not clearly suffer: on so few pictures "),
        ((0.96, 0.98, 0.9, 0.8), "This time the convolution does not clearly suffer: "),
        ((0.98, 0.8, 0.91, 0.85), "Both get worse this time, the convolution more. A convolution lives"),
        ((0.98, 0.9, 0.91, 0.82), "Both get worse this time, and not clearly the convolution more: on so few "),
    ],
)
def test_shuffled_columns(accuracies: tuple[float, ...], words: str) -> None:
    assert of_shuffling(tuple((share,) for share in accuracies), 400).startswith(words)


@pytest.mark.parametrize(
    ("accuracies", "words"),
    [
        (
            (0.79, 0.87, 0.93),
            "Even random filters give the votes more to go by than the slides', which were made for clean pictures. "
            "The filters that learn get more right than the slides' and the random ones: learning finds filters for "
            "the pictures there are.",
        ),
        (
            (0.8, 0.8, 0.92),
            "Even random filters give the votes something to go by: nothing clearly parts them from the slides', "
            "which were made for clean pictures. "
            "The filters that learn get more right than the slides' and the random ones: learning finds filters for "
            "the pictures there are.",
        ),
        (
            (0.82, 0.89, 0.9),
            "Even random filters give the votes more to go by than the slides', which were made for clean pictures. "
            "The filters that learn get more right than the slides': learning finds filters for the pictures there "
            "are. They are not clearly ahead of the random ones: on so few pictures the difference may be chance. "
            "Train again: other pictures and other weights may tell.",
        ),
        (
            (0.9, 0.8, 0.9),
            "This time the slides' filters are better than the random ones. "
            "The filters that learn get more right than the random ones: learning finds filters for the pictures "
            "there are. They are not clearly ahead of the slides': on so few pictures the difference may be chance. "
            "Train again: other pictures and other weights may tell.",
        ),
        (
            (0.8, 0.81, 0.82),
            "Even random filters give the votes something to go by: nothing clearly parts them from the slides', "
            "which were made for clean pictures. "
            "Filters that learn are not clearly ahead of the slides' or the random ones: on so few pictures the "
            "difference may be chance. Train again: other pictures and other weights may tell.",
        ),
    ],
)
def test_where_filters_come_from(accuracies: tuple[float, ...], words: str) -> None:
    assert of_filters(tuple((share,) for share in accuracies), 400) == words


@pytest.mark.parametrize(
    ("convolution", "dense", "words"),
    [
        (0.99, 0.5, "In the other corner the convolution gets more right. A filter looks everywhere"),
        (0.95, 0.94, "This time nothing tells that the convolution knows the other corner better. Train again"),
        (0.6, 0.9, "This time nothing tells that the convolution knows the other corner better. Train again"),
    ],
)
def test_convolution_against_dense(convolution: float, dense: float, words: str) -> None:
    assert of_corners(((0.99, convolution), (0.99, dense)), 400).startswith(words)
