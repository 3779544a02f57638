from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array, Mask
from cnnviz.model.document import Coding
from cnnviz.model.picture.strokes import Brush, Place, draw_segment, fill, set_cell
from tests.model.drawings import CODINGS, inked_parts, pictures

BRUSHES = st.builds(Brush, st.integers(1, 3), st.booleans(), st.booleans())
PLACES = st.tuples(st.floats(-5, 70), st.floats(-5, 70))


def paper(rows: int = 9, columns: int = 9, coding: Coding = Coding.SIGNED) -> Array:
    return np.full((rows, columns), coding.paper)


def inked(picture: Array) -> Mask:
    mask: Mask = picture == 1.0
    return mask


def test_a_point_inks_the_cell_that_holds_it() -> None:
    drawn = draw_segment(paper(), (2.9, 4.1), (2.9, 4.1), Brush(), Coding.SIGNED)
    assert np.argwhere(inked(drawn)).tolist() == [[2, 4]]


def test_a_diagonal_is_one_cell_wide() -> None:
    drawn = draw_segment(paper(), (0.5, 0.5), (8.5, 8.5), Brush(), Coding.SIGNED)
    assert np.array_equal(inked(drawn), np.eye(9, dtype=bool))


def test_a_brush_of_two_covers_the_four_cells_round_a_crossing() -> None:
    drawn = draw_segment(paper(), (3.1, 5.9), (3.1, 5.9), Brush(2), Coding.SIGNED)
    assert np.argwhere(inked(drawn)).tolist() == [[2, 5], [2, 6], [3, 5], [3, 6]]


def test_soft_edges_are_between_paper_and_ink() -> None:
    drawn = draw_segment(paper(), (4.5, 2.5), (4.5, 6.5), Brush(2, soft=True), Coding.SIGNED)
    assert drawn[4, 4] == 1.0
    assert -1.0 < drawn[3, 4] < 1.0
    assert drawn[1, 4] == -1.0


@pytest.mark.parametrize("erases", [False, True])
def test_a_soft_stroke_is_as_wide_from_its_start_to_its_end(erases: bool) -> None:
    sheet = np.full((9, 9), 0.0 if not erases else 1.0)
    for start, end in (((1.5, 4.5), (7.5, 4.5)), ((4.5, 7.5), (4.5, 1.5))):
        drawn = draw_segment(sheet, start, end, Brush(2, soft=True, erases=erases), Coding.UNIT)
        across = drawn[1:8] if start[1] == end[1] else drawn.T[1:8]
        ink = [0, 0, 0, 0.5, 1, 0.5, 0, 0, 0]
        assert across.tolist() == [[1 - each for each in ink] if erases else ink] * 7


@given(st.integers(3, 64), st.integers(3, 64), PLACES, PLACES, st.integers(1, 3))
@settings(max_examples=40)
def test_however_fast_the_hand_is_a_stroke_has_no_hole(
    rows: int, columns: int, start: Place, end: Place, weight: int
) -> None:
    drawn = draw_segment(paper(rows, columns), start, end, Brush(weight), Coding.SIGNED)
    assert inked_parts(inked(drawn)) <= 1


@given(PLACES, PLACES, PLACES)
def test_two_segments_of_one_stroke_hang_together(start: Place, middle: Place, end: Place) -> None:
    drawn = draw_segment(paper(70, 70), start, middle, Brush(), Coding.SIGNED)
    drawn = draw_segment(drawn, middle, end, Brush(), Coding.SIGNED)
    # What lies beyond the edge may cut a stroke in two, inside it may not.
    if all(0 <= value < 70 for place in (start, middle, end) for value in place):
        assert inked_parts(inked(drawn)) == 1


@given(pictures(), CODINGS, PLACES, PLACES, BRUSHES)
def test_drawing_the_same_again_changes_nothing(
    share: Array, coding: Coding, start: Place, end: Place, brush: Brush
) -> None:
    picture = coding.paper + share * (coding.ink - coding.paper)
    once = draw_segment(picture, start, end, brush, coding)
    assert np.array_equal(draw_segment(once, start, end, brush, coding), once)
    assert once.min() >= coding.paper
    assert once.max() <= coding.ink


@pytest.mark.parametrize("soft", [False, True])
def test_a_typed_number_beyond_ink_is_overdrawn_only_where_the_brush_is(soft: bool) -> None:
    picture = set_cell(set_cell(paper(), (4, 4), 5.0), (0, 0), -3.0)
    drawn = draw_segment(picture, (4.5, 4.5), (4.5, 6.5), Brush(1, soft), Coding.SIGNED)
    assert drawn[4, 4] == 1.0
    assert drawn[0, 0] == -3.0


@given(pictures(levels=2), st.data())
def test_fill_sets_what_hangs_together_side_by_side_and_nothing_else(picture: Array, data: st.DataObject) -> None:
    rows, columns = picture.shape
    cell = data.draw(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)))
    filled = fill(picture, cell, 7.0)
    changed = filled == 7.0
    assert np.array_equal(filled[~changed], picture[~changed])
    assert (picture[changed] == picture[cell]).all()
    assert changed[cell]
    # No cell of the same number touches the filled ones from outside.
    near = np.zeros_like(changed)
    near[1:] |= changed[:-1]
    near[:-1] |= changed[1:]
    near[:, 1:] |= changed[:, :-1]
    near[:, :-1] |= changed[:, 1:]
    assert not (near & ~changed & (picture == picture[cell])).any()


def test_fill_stays_inside_a_ring_of_diagonals() -> None:
    ring = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=np.float64)
    assert np.array_equal(fill(ring, (1, 1), 1.0), [[0, 1, 0], [1, 1, 1], [0, 1, 0]])
