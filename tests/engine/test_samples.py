"""The generator of X and O: the lecture's two without any dial, believable others with them, the same from a seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.engine.samples import CLASSES, DEFAULT, HARD, Dials, become, dial_title, draw_samples, flip_pixels

LECTURE = (
    ".........|.#.....#.|..#...#..|...#.#...|....#....|...#.#...|..#...#..|.#.....#.|.........",
    ".........|...###...|..#...#..|.#.....#.|.#.....#.|.#.....#.|..#...#..|...###...|.........",
)
GRIDS = st.tuples(st.integers(3, 64), st.integers(3, 64))
CODINGS = st.sampled_from([(-1.0, 1.0), (0.0, 1.0), (0.0, 255.0)])


def pictures(count: int, dials: Dials, grid: tuple[int, int] = (9, 9), seed: int = 0) -> Array:
    drawn: Array = draw_samples(count, grid, dials, np.random.default_rng(seed)).pictures[0]
    return drawn


def test_without_dials_it_draws_the_lectures_x_and_o() -> None:
    drawn = pictures(4, Dials())
    for index, lines in enumerate(LECTURE * 2):
        expected = np.array([[1.0 if sign == "#" else -1.0 for sign in line] for line in lines.split("|")])
        assert np.array_equal(drawn[..., index], expected)


@settings(max_examples=20)
@given(st.integers(0, 9), GRIDS, CODINGS, st.sampled_from([Dials(), DEFAULT, HARD]), st.integers(0, 2**32))
def test_any_grid_and_coding(
    count: int, grid: tuple[int, int], coding: tuple[float, float], dials: Dials, seed: int
) -> None:
    paper, ink = coding
    samples = draw_samples(count, grid, dials, np.random.default_rng(seed), paper, ink)
    assert samples.pictures.shape == (1, *grid, count)
    assert samples.classes == CLASSES
    assert samples.labels.tolist() == [index % 2 for index in range(count)]
    assert ((samples.pictures >= paper) & (samples.pictures <= ink)).all()
    # Never a blank sheet, and never a black one.
    assert (samples.pictures.max(axis=(0, 1, 2)) > paper).all()
    assert (samples.pictures.min(axis=(0, 1, 2)) < ink).all()


def test_the_thickest_lines_leave_paper_on_the_smallest_grid() -> None:
    drawn = pictures(2000, HARD, (3, 3))
    assert (drawn.min(axis=(0, 1)) < 1.0).all()
    assert (drawn.max(axis=(0, 1)) > -1.0).all()


def test_a_seed_repeats_and_another_does_not() -> None:
    assert np.array_equal(pictures(20, HARD, seed=4), pictures(20, HARD, seed=4))
    assert not np.array_equal(pictures(20, HARD, seed=4), pictures(20, HARD, seed=5))


def test_a_hard_level_has_no_two_pictures_alike() -> None:
    drawn = pictures(300, HARD, (28, 28))
    assert len(np.unique(drawn.reshape(-1, 300), axis=1).T) == 300


def test_a_count_below_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^There cannot be -1 samples"):
        pictures(-1, HARD)


def ink_box(picture: Array) -> tuple[float, float, float]:
    """The middle's row and column, and the longer side, of what is inked."""
    rows, columns = np.nonzero(picture > 0)
    spans = rows.max() - rows.min() + 1, columns.max() - columns.min() + 1
    return (rows.max() + rows.min() + 1) / 2, (columns.max() + columns.min() + 1) / 2, float(max(spans))


def boxes(dials: Dials) -> Array:
    drawn = pictures(200, dials, (36, 36))
    return np.array([ink_box(drawn[..., index]) for index in range(200)])


def test_each_dial_does_what_its_name_says() -> None:
    plain = boxes(Dials())
    assert np.ptp(plain, axis=0).max() == 0.0
    moved = boxes(Dials(translation=0.1))
    assert 6 <= np.ptp(moved[:, 0]) <= 8  # 0.1 of 36 cells either way
    assert np.ptp(moved[:, 2]) <= 1
    scaled = boxes(Dials(scaling=0.3))[:, 2]
    assert scaled.min() < 0.8 * plain[0, 2]
    assert scaled.max() > 1.15 * plain[0, 2]
    assert np.ptp(scaled) > 10
    turned = pictures(200, Dials(rotation=30), (36, 36))
    assert len(np.unique(turned[..., ::2].reshape(-1, 100), axis=1).T) > 60
    inked = (pictures(200, Dials(weight=1.0), (36, 36)) > 0).mean(axis=(0, 1))
    assert inked.max() > 2.5 * inked.min()


def test_no_line_leaves_the_sheet_when_it_is_moved_and_large() -> None:
    for rows, columns, side in boxes(Dials(translation=1.0, scaling=0.4)):
        assert side <= 36
        assert abs(rows - 18) + side / 2 <= 18.5
        assert abs(columns - 18) + side / 2 <= 18.5


@pytest.mark.parametrize("share", [0.0, 0.04, 1.0])
def test_noise_flips_its_share_of_pixels(share: float) -> None:
    blank = np.zeros((100, 100))
    flipped = flip_pixels(blank, share, 0.0, 255.0, np.random.default_rng(1))
    assert flipped.mean() / 255 == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(
    ("dial", "value"),
    [
        ("noise", 1.1),
        ("jitter", 1.1),
        ("jitter", -0.1),
        ("rotation", 181),
        ("rotation", float("nan")),
        ("scaling", 1.0),
        ("translation", 1.1),
        ("weight", 4.1),
        ("weight", -1),
    ],
)
def test_a_dial_out_of_range_is_refused_by_name(dial: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"^The dial for {dial_title(dial)} goes from 0 to"):
        Dials(**{dial: value})


@settings(max_examples=20)
@given(GRIDS, CODINGS, st.integers(0, 2**32))
def test_what_a_picture_becomes_is_as_large_and_between_paper_and_ink(
    grid: tuple[int, int], coding: tuple[float, float], seed: int
) -> None:
    paper, ink = coding
    random = np.random.default_rng(seed)
    picture = draw_samples(1, grid, DEFAULT, random, paper, ink).pictures[0, ..., 0]
    changed = become(picture, HARD, random, paper, ink)
    assert changed.shape == grid
    assert changed.min() >= paper - 1e-9
    assert changed.max() <= ink + 1e-9
    assert np.array_equal(become(picture, Dials(jitter=1.0), random, paper, ink), picture)


def test_weight_makes_lines_thicker_or_thinner_but_never_breaks_them() -> None:
    random = np.random.default_rng(3)
    thin, thick = (pictures(1, Dials(), (side, side))[..., 0] for side in (9, 28))
    for picture in (thin, thick):
        sums = [become(picture, Dials(weight=1.0), random).sum() for _ in range(40)]
        assert max(sums) > picture.sum()
        assert (min(sums) < picture.sum()) == (picture is thick)


def test_a_picture_is_moved_by_no_more_than_the_dial_says() -> None:
    random = np.random.default_rng(3)
    dot = np.full((40, 40), -1.0)
    dot[18:22, 18:22] = 1.0
    places = np.array([ink_box(become(dot, Dials(translation=0.2), random))[:2] for _ in range(60)])
    assert np.abs(places - 20).max() <= 9
    assert np.ptp(places, axis=0).min() > 8
