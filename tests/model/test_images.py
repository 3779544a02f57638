from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding, recode
from cnnviz.model.networks import LECTURE_X, picture_of
from cnnviz.model.picture.images import picture_from_image
from tests.model.drawings import CODINGS

X = picture_of(LECTURE_X, Coding.UNIT)


def photographed(ink: Array, size: int, paper: float, dark: float) -> Array:
    """`ink` (shares) as a larger image, off its middle."""
    return paper + (dark - paper) * np.pad(ink.repeat(size, 0).repeat(size, 1), ((3 * size, 0), (0, 5 * size)))


@pytest.mark.parametrize(("paper", "dark"), [(1.0, 0.0), (0.0, 1.0), (0.8, 0.3), (0.5, 0.9)])
@pytest.mark.parametrize("coding", list(Coding))
def test_an_x_is_found_wherever_and_in_whatever_shades_it_was_drawn(paper: float, dark: float, coding: Coding) -> None:
    picture = picture_from_image(photographed(X, 10, paper, dark), (9, 9), coding)
    assert picture == pytest.approx(recode(X, Coding.UNIT, coding))


def test_an_image_of_the_grids_size_is_centred_too_unless_it_is_to_stay() -> None:
    corner = np.pad(np.ones((2, 2)), ((0, 7), (7, 0)))
    centred = np.pad(np.ones((7, 7)), 1)
    assert picture_from_image(1.0 - corner, (9, 9), Coding.UNIT) == pytest.approx(centred)
    assert np.array_equal(picture_from_image(1.0 - corner, (9, 9), Coding.UNIT, centre=False), corner)


@given(st.floats(0, 1), st.tuples(st.integers(3, 64), st.integers(3, 64)), CODINGS)
def test_an_image_of_one_shade_is_blank(shade: float, grid: tuple[int, int], coding: Coding) -> None:
    assert np.array_equal(picture_from_image(np.full((20, 30), shade), grid, coding), np.full(grid, coding.paper))


@given(st.integers(0, 2**32), st.tuples(st.integers(1, 60), st.integers(1, 60)), st.tuples(*2 * [st.integers(3, 64)]))
@settings(max_examples=40)
def test_any_image_gives_numbers_between_paper_and_ink(seed: int, size: tuple[int, int], grid: tuple[int, int]) -> None:
    image = np.random.default_rng(seed).random(size)
    picture = picture_from_image(image, grid, Coding.SIGNED)
    assert picture.shape == grid
    assert np.isfinite(picture).all()
    assert picture.min() >= -1.0
    assert picture.max() <= 1.0


def test_thin_lines_of_a_large_image_are_still_ink() -> None:
    image = np.ones((400, 400))
    image[100:300, 199:201] = 0.0
    picture = picture_from_image(image, (9, 9), Coding.SIGNED)
    assert (picture[1:8, 4] == 1.0).sum() >= 5
