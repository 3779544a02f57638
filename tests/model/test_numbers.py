"""Numbers as they are printed on the slides, and as a hand types them."""

from __future__ import annotations

import contextlib
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnnviz.model.numbers import (
    LARGEST,
    NumberStyle,
    counted,
    format_exact,
    format_full,
    format_near,
    format_number,
    format_open,
    format_share,
    format_short,
    listed,
    parse_number,
    stepped,
)
from cnnviz.model.refused import Refused
from cnnviz.model.units import unit_for, writer_in

# What the lecture slides print for every ninth, and for the votes.
NINTHS = {-9: "-1.00", -7: "-0.77", -5: "-0.55", -3: "-0.33", -1: "-0.11", 0: "0"} | {
    1: "0.11", 3: "0.33", 5: "0.55", 7: "0.77", 9: "1.00"
}  # fmt: skip
VOTES = {0.912: "0.91", 0.5175: "0.51", (1 + 5 / 9) / 2: "0.77", 0.87: "0.87", 0.29: "0.29", 0.57: "0.57"}
LECTURE_VALUES = (".9", ".65", ".45", ".87", ".96", ".73", ".23", ".63", ".44", ".89", ".94", ".53")


@pytest.mark.parametrize(("ninths", "printed"), NINTHS.items())
def test_every_ninth_is_cut_off_as_on_the_slides(ninths: int, printed: str) -> None:
    assert format_number(ninths / 9) == printed


@pytest.mark.parametrize(("value", "printed"), VOTES.items())
def test_votes_are_cut_off_as_on_the_slides(value: float, printed: str) -> None:
    assert format_number(value) == printed


def test_the_list_of_the_voting_slide_is_cut_off_to_itself() -> None:
    for printed in LECTURE_VALUES:
        assert format_short(float(printed)) == printed.ljust(3, "0")


def test_rounding_is_the_other_style() -> None:
    assert format_number(7 / 9, NumberStyle.ROUNDED) == "0.78"
    assert format_number(-5 / 9, NumberStyle.ROUNDED) == "-0.56"


@pytest.mark.parametrize(
    ("value", "short"), [(7 / 9, ".77"), (-1 / 9, "-.11"), (1.0, "1.00"), (0.0, "0"), (10.5, "10.50"), (-0.0, "0")]
)
def test_the_zero_before_the_point_is_left_out_as_on_the_slides(value: float, short: str) -> None:
    assert format_short(value) == short


@pytest.mark.parametrize(
    ("value", "decimals", "short"),
    [(1e-7, 2, "≈0"), (-0.004, 2, "≈0"), (0.03, 1, ".03"), (-0.7, 0, "-.7"), (0.03, 0, ".03"), (1e-7, 0, "≈0")],
)
def test_in_a_cell_what_is_small_has_the_decimals_that_tell_it_from_nothing(
    value: float, decimals: int, short: str
) -> None:
    assert format_short(value, decimals=decimals) == short


@given(st.floats(), st.sampled_from(NumberStyle), st.sampled_from([2, 1, 0]), st.booleans())
def test_in_a_cell_nothing_but_0_reads_as_0(value: float, style: NumberStyle, decimals: int, whole: bool) -> None:
    assert bool(format_short(value, style, decimals=decimals, whole=whole).strip("-0.")) is (value != 0)


@given(st.floats(), st.sampled_from(NumberStyle), st.booleans())
def test_nowhere_else_does_anything_but_0_read_as_0(value: float, style: NumberStyle, whole: bool) -> None:
    in_billionths = writer_in(unit_for(1e-9), 1e-9, style)
    for text in (
        format_near(value, style, whole=whole),
        format_near(value, style, decimals=0),
        format_full(value, style, whole=whole),
        format_open(value, style),
        in_billionths(value),
    ):
        assert bool(text.strip("-0.")) is (value != 0)


@pytest.mark.parametrize(
    ("value", "near", "full"),
    [
        (0.0068, "≈0", "0.0068"),
        (-0.00012345, "≈0", "-0.00012"),
        (1e-7, "≈0", "≈0"),
        (0.25, "0.25", "0.25"),
        (0, "0", "0"),
    ],
)
def test_a_small_value_is_told_where_there_is_room(value: float, near: str, full: str) -> None:
    assert (format_near(value), format_full(value)) == (near, full)


def test_what_vanishes_keeps_no_sign() -> None:
    assert format_number(-0.001) == "0.00"
    assert format_number(-0.001, NumberStyle.ROUNDED) == "0.00"


def test_whole_numbers_can_go_without_decimals() -> None:
    assert format_number(-1.0, whole=True) == "-1"
    assert format_number(0.5, whole=True) == "0.50"


@pytest.mark.parametrize(("value", "shown"), [(math.nan, "?"), (math.inf, "∞"), (-math.inf, "-∞"), (1e307, "1.0e+307")])
def test_what_no_cell_can_show_in_full_is_still_shown(value: float, shown: str) -> None:
    assert format_number(value) == shown


@given(st.integers(-999_999, 999_999), st.sampled_from([1, 9, 25, 100]))
def test_cutting_off_goes_towards_zero(top: int, bottom: int) -> None:
    exact = Fraction(top, bottom)
    expected = Fraction(math.trunc(exact * 100), 100)
    assert Fraction(format_number(top / bottom)) == expected


@given(st.floats())
def test_any_number_can_be_shown(value: float) -> None:
    for style in NumberStyle:
        assert len(format_number(value, style)) <= 14
    assert format_exact(value)


@given(st.floats(-LARGEST, LARGEST))
def test_what_is_written_exactly_reads_back_to_the_last_bit(value: float) -> None:
    again = parse_number(format_exact(value))
    assert again == value
    assert math.copysign(1, again) == math.copysign(1, value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1", 1.0), (" -0.5 ", -0.5), ("0,5", 0.5), (".5", 0.5), ("1/9", 1 / 9), ("-1 / 9", -1 / 9), ("−2", -2.0)],
)
def test_a_number_is_read_as_a_person_types_it(typed: str, value: float) -> None:
    assert parse_number(typed) == value


@given(st.integers(-10_000, 10_000), st.integers(1, 10_000))
def test_a_typed_fraction_is_the_nearest_number(top: int, bottom: int) -> None:
    assert parse_number(f"{top}/{bottom}") == float(Fraction(top, bottom))


@pytest.mark.parametrize(
    "typed",
    ["", " ", "x", "1 2", "1/0", "0/0", "1/2/3", "nan", "inf", "1e999", "1e999999999/1", "1000001", "--1", "1/", "/9"],
)
def test_anything_else_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(Refused, match=r"^[A-Z“].*\.$"):
        parse_number(typed)


@pytest.mark.parametrize(
    ("typed", "said"), [("nan", "“nan” is not a number"), (" ", "A number is missing"), ("inf", "beyond a million")]
)
def test_a_refusal_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        parse_number(typed)


@given(st.text(max_size=12))
def test_any_text_gives_a_number_within_bounds_or_is_refused(typed: str) -> None:
    with contextlib.suppress(Refused):
        assert abs(parse_number(typed)) <= LARGEST


@given(st.integers(1, 5000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
@example((1, 400))
@example((399, 400))
@example((1, 4999))
def test_a_share_is_the_whole_percent_that_is_reached(counts: tuple[int, int]) -> None:
    right, count = counts
    for decimals, per_one in ((0, 100), (1, 1000)):
        shown, least = format_share(right / count, decimals), per_one * right // count
        assert shown == (f"{100 * least / per_one:g} %" if least or not right else "≈0 %")
        assert (shown == "0 %") == (right == 0)
        assert (shown == "100 %") == (right == count)


@pytest.mark.parametrize(
    ("value", "step", "count", "after"),
    [
        (0.2, "0.1", 1, 0.3),
        (0.3, "0.1", -3, 0.0),
        (1 / 3, "0.5", 2, 1 / 3 + 1),
        (999_999.0, "1", 5, LARGEST),
        (-999_999.0, "1", -5, -LARGEST),
    ],
)
def test_steps_are_reckoned_as_a_person_does(value: float, step: str, count: int, after: float) -> None:
    assert stepped(value, Decimal(step), count) == after


def test_things_are_counted_and_listed_as_a_person_says_it() -> None:
    assert [counted(count, "task") for count in (0, 1, 2)] == ["0 tasks", "1 task", "2 tasks"]
    assert [listed(words) for words in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


def test_binary_fractions_take_no_percent_away() -> None:
    assert [format_share(share) for share in (0.29, 29 / 50, 0.57, 0.996)] == ["29 %", "58 %", "57 %", "99 %"]
