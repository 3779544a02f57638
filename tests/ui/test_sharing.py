"""How the columns and rows of cards share the window, as a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.ui.sharing import Sharing, columns, rows

WIDTHS = st.integers(1, 3000)
SCALES = st.integers(50, 300)


@given(WIDTHS, WIDTHS, WIDTHS, st.lists(SCALES, max_size=4))
def test_a_wish_outlasts_every_text_size_however_little_room_it_leaves(
    lesson: int, left: int, right: int, scales: list[int]
) -> None:
    seen = Sharing(100).with_left(left, right).with_lower(right, left)
    sharing = seen.wishing(lesson)
    for text_scale in scales:
        sharing = sharing.in_text(text_scale)
    sharing = sharing.in_text(100)
    assert sharing.left == pytest.approx(min(left / (left + right), 0.6))
    assert sharing.lower == pytest.approx(min(left / (left + right), 0.7))
    assert sharing.lesson == max(lesson, 250)


@given(WIDTHS, WIDTHS, st.one_of(st.just(0), WIDTHS), st.floats(0, 1))
def test_what_is_shared_is_all_there_is(left: int, right: int, lesson: int, share: float) -> None:
    shared = columns([lesson, left, right], share, lesson)
    assert sum(shared) == lesson + left + right
    assert shared[0] == lesson
    assert sum(rows([left, right], share)) == left + right


def test_what_was_never_seen_is_left_as_it_stands_and_is_wished_as_usual() -> None:
    sharing = Sharing(100)
    assert sharing.columns([0, 100, 200], 250) == [0, 100, 200]
    assert sharing.rows([100, 200]) == [100, 200]
    assert sharing.wishing(0).wish == sharing.wishing(250).wish == (0, 1.0, 1.0)


def test_after_a_drag_or_all_put_back_the_wish_is_read_anew_and_the_shares_are_kept_once_seen() -> None:
    sharing = Sharing(100).with_left(300, 700).with_lower(600, 400).wishing(400)
    for anew in (sharing.dragged(), sharing.restored(100, is_seen=True)):
        assert (anew.wish, anew.left, anew.lower) == (None, 0.3, 0.4)
    unseen = sharing.restored(150, is_seen=False)
    assert (unseen.text_scale, unseen.wish, unseen.left, unseen.lower) == (150, None, None, None)


@given(WIDTHS, WIDTHS, st.integers(50, 400), st.sampled_from((100, 125, 150, 300)))
def test_stages_are_given_what_the_left_column_can_spare_and_no_more_than_they_need(
    left: int, right: int, least: int, text_scale: int
) -> None:
    sharing = Sharing(100).in_text(text_scale, for_class=True)
    sizes = [250, left, right]
    _, usual, before = columns(sizes, sharing.left or 0.0, 250)
    lesson, narrowed, stages = sharing.columns_for_stages(sizes, 250, least)
    assert (lesson, narrowed + stages) == (250, left + right)
    assert min(usual, least) <= narrowed <= usual
    # On a larger screen, whose text is larger, the back row needs larger numbers.
    needed = {100: 820, 125: 820, 150: 984, 300: 1968}[text_scale]
    assert stages <= max(before, needed)
    assert stages >= needed or narrowed <= least


def test_the_lesson_gives_way_on_a_small_projector_alone() -> None:
    sharing = Sharing(100).in_text(150, for_class=True)
    assert [sharing.lesson_for_class(width, 172) for width in (992, 1334, 1888)] == [250, 342, 375]
