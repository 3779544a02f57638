from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding, recode
from cnnviz.model.networks import LECTURE_X, picture_of
from cnnviz.model.picture.changes import Change, changed, turned, turns
from cnnviz.model.picture.thinning import thin
from cnnviz.model.picture.transforms import (
    Pose,
    add_noise,
    centre_and_fill,
    clear,
    fit_to_grid,
    invert,
    rotate,
    scale,
    shift,
    thicken,
)
from tests.model.drawings import CODINGS, inked_parts, pictures

X = picture_of(LECTURE_X, Coding.SIGNED)
SIGNED = Coding.SIGNED


def random() -> np.random.Generator:
    return np.random.default_rng(1)


@given(pictures(), CODINGS, st.sampled_from(Change))
def test_every_change_keeps_the_size_and_stays_between_paper_and_ink(
    share: Array, coding: Coding, change: Change
) -> None:
    picture = recode(share, Coding.UNIT, coding)
    before = picture.copy()
    result = changed(picture, change, coding, random())
    assert result.shape == picture.shape
    assert result.min() >= coding.paper
    assert result.max() <= coding.ink
    assert np.array_equal(picture, before)


@given(pictures(), st.sampled_from(Change))
def test_a_change_means_the_same_in_every_coding(share: Array, change: Change) -> None:
    result = changed(share, change, Coding.UNIT, random())
    for coding in (Coding.SIGNED, Coding.BYTES):
        there = changed(recode(share, Coding.UNIT, coding), change, coding, random())
        assert recode(there, coding, Coding.UNIT) == pytest.approx(result, abs=1e-9)


@given(pictures(), st.integers(-2, 2), st.integers(-2, 2))
@settings(max_examples=50)
def test_a_drawing_that_is_moved_and_moved_back_is_the_same(share: Array, down: int, right: int) -> None:
    framed = np.pad(share, 2)
    assert np.array_equal(shift(shift(framed, down, right, Coding.UNIT), -down, -right, Coding.UNIT), framed)


@pytest.mark.parametrize(
    ("change", "row", "column"),
    [(Change.UP, 1, 2), (Change.DOWN, 3, 2), (Change.LEFT, 2, 1), (Change.RIGHT, 2, 3)],
)
def test_a_move_is_by_one_cell_its_own_way(change: Change, row: int, column: int) -> None:
    dot = np.zeros((5, 5))
    dot[2, 2] = 1.0
    assert np.argwhere(changed(dot, change, Coding.UNIT, random())).tolist() == [[row, column]]


def test_what_is_moved_over_the_edge_is_gone_and_paper_comes_in() -> None:
    moved = shift(np.arange(9.0).reshape(3, 3), 1, -1, Coding.UNIT)
    assert moved.tolist() == [[0, 0, 0], [1, 2, 0], [4, 5, 0]]


@given(pictures(), CODINGS)
def test_inverted_twice_is_the_same(share: Array, coding: Coding) -> None:
    picture = recode(share, Coding.UNIT, coding)
    assert invert(invert(picture, coding), coding) == pytest.approx(picture)


@given(pictures())
@settings(max_examples=40)
def test_a_quarter_turn_is_exact(share: Array) -> None:
    square = share[:3, :3]
    assert np.array_equal(rotate(square, 90, Coding.UNIT), np.rot90(square))
    assert np.array_equal(rotate(square, -90, Coding.UNIT), np.rot90(square, -1))


@given(st.floats(-180, 180))
def test_turning_a_disc_keeps_its_ink(degrees: float) -> None:
    rows, columns = np.mgrid[0:15, 0:15] - 7
    disc = (rows**2 + columns**2 <= 25).astype(np.float64)
    assert rotate(disc, degrees, Coding.UNIT).sum() == pytest.approx(disc.sum(), rel=0.02)


def test_many_small_turns_blur_no_more_than_one() -> None:
    pose = Pose(X)
    for _ in range(24):
        pose = turned(pose, Change.ROTATE_LEFT)
    assert pose.picture(SIGNED) is X
    pose = turned(turned(pose, Change.ENLARGE), Change.REDUCE)
    assert pose.picture(SIGNED) is X
    six = Pose(X)
    for _ in range(6):
        six = turned(six, Change.ROTATE_LEFT)
    assert np.array_equal(six.picture(SIGNED), np.rot90(X))


def test_only_rotating_and_scaling_add_up() -> None:
    assert {change for change in Change if turns(change)} == {
        Change.ROTATE_LEFT,
        Change.ROTATE_RIGHT,
        Change.ENLARGE,
        Change.REDUCE,
    }


def test_a_drawing_scaled_by_two_has_cells_of_four() -> None:
    dot = np.zeros((4, 4))
    dot[1:3, 1:3] = 1.0
    assert np.array_equal(scale(dot, 2.0, Coding.UNIT), np.ones((4, 4)))
    assert np.array_equal(scale(np.ones((4, 4)), 0.5, Coding.UNIT), dot)


@given(pictures(), st.floats(0.3, 1.0))
@settings(max_examples=50)
def test_a_smaller_drawing_keeps_its_ink_by_area(share: Array, factor: float) -> None:
    assert scale(share, factor, Coding.UNIT).sum() == pytest.approx(share.sum() * factor**2, abs=1e-6)


@given(pictures())
@settings(max_examples=40)
def test_thick_lines_hold_the_thin_ones(share: Array) -> None:
    assert (thicken(share, Coding.UNIT) >= share).all()


def test_a_thickened_cell_is_a_cross() -> None:
    dot = np.zeros((5, 5))
    dot[2, 2] = 1.0
    assert np.argwhere(thicken(dot, Coding.UNIT)).tolist() == [[1, 2], [2, 1], [2, 2], [2, 3], [3, 2]]


@given(pictures(levels=2))
def test_thin_lines_stay_whole_and_nothing_vanishes(share: Array) -> None:
    thinner = thin(share, Coding.UNIT)
    assert (thinner <= share).all()
    assert inked_parts(thinner > 0.5) == inked_parts(share > 0.5)


def test_thickened_and_thinned_the_x_is_an_x_again() -> None:
    assert np.array_equal(thin(thicken(X, SIGNED), SIGNED)[1:-1], X[1:-1])
    assert np.array_equal(thin(X, SIGNED), X)


@given(pictures(levels=2), st.floats(0.0, 1.0))
def test_noise_turns_its_share_of_cells_over(share: Array, part: float) -> None:
    noisy = add_noise(share, part, Coding.UNIT, random())
    assert int((noisy != share).sum()) == max(1, round(part * share.size))
    assert np.array_equal(noisy, add_noise(share, part, Coding.UNIT, random()))


@given(pictures(), CODINGS)
def test_centred_ink_fills_seven_ninths_in_the_middle(share: Array, coding: Coding) -> None:
    picture = recode(share, Coding.UNIT, coding)
    centred = centre_and_fill(picture, coding)
    if (picture == picture.flat[0]).all():
        assert centred is picture
        return
    ink = recode(centred, coding, Coding.UNIT)
    rows, columns = np.nonzero(ink > 0)
    assert (max(np.ptp(rows), np.ptp(columns)) + 1) >= min(ink.shape) * 7 / 9 - 1e-6


def test_the_lecture_x_is_centred_already() -> None:
    assert np.array_equal(centre_and_fill(X, SIGNED), X)
    assert np.array_equal(centre_and_fill(shift(X, 1, -1, SIGNED), SIGNED), X)


def test_a_small_x_grows_to_the_full_size() -> None:
    large = np.zeros((18, 18))
    large[4:11, 5:12] = recode(X, SIGNED, Coding.UNIT)[1:8, 1:8]
    assert np.array_equal(centre_and_fill(large, Coding.UNIT, (9, 9)), recode(X, SIGNED, Coding.UNIT))


def test_a_blank_picture_stays_blank_on_another_grid() -> None:
    blank = clear(X, SIGNED)
    assert centre_and_fill(blank, SIGNED) is blank
    assert np.array_equal(centre_and_fill(blank, SIGNED, (5, 7)), np.full((5, 7), -1.0))


@given(pictures(), CODINGS, st.tuples(st.integers(3, 64), st.integers(3, 64)))
@settings(max_examples=40)
def test_on_another_grid_the_drawing_keeps_its_shape_and_its_share_of_ink(
    share: Array, coding: Coding, grid: tuple[int, int]
) -> None:
    fitted = recode(fit_to_grid(recode(share, Coding.UNIT, coding), grid, coding), coding, Coding.UNIT)
    assert fitted.shape == grid
    step = max(share.shape[0] / grid[0], share.shape[1] / grid[1])
    assert fitted.sum() * step**2 == pytest.approx(share.sum(), rel=1e-6, abs=1e-6)


def test_on_a_grid_of_twice_the_size_each_cell_is_four() -> None:
    assert np.array_equal(fit_to_grid(X, (18, 18), SIGNED), X.repeat(2, 0).repeat(2, 1))
    assert np.array_equal(fit_to_grid(X, (9, 11), SIGNED), np.pad(X, ((0, 0), (1, 1)), constant_values=-1.0))
