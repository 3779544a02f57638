"""Small numbers in the cells of a stage: always two digits of the largest, and short enough for a cell."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnnviz.model.numbers import NumberStyle
from cnnviz.model.units import ONES, unit_for, writer_in


@pytest.mark.parametrize(
    ("largest", "words", "text"),
    [
        (0.39, "", ".39"),
        (1.5, "", "1.50"),
        (0.0977, "in thousandths", "97"),
        (0.0033, "in thousandths", "3.3"),
        (0.00012, "in thousandths", ".12"),
        (4.5e-8, "in billionths", "45"),
        (4.5e-13, "in 10⁻¹²", ".45"),
        (0.0, "", "0"),
    ],
)
def test_the_unit_follows_the_largest(largest: float, words: str, text: str) -> None:
    unit = unit_for(largest)
    assert unit.words == words
    assert writer_in(unit, largest, NumberStyle.TRUNCATED)(largest) == text


@given(st.floats(1e-300, 99.0))
@example(9.96e-3)
@example(0.996e-3)
def test_the_largest_is_short_and_not_nothing(largest: float) -> None:
    unit = unit_for(largest)
    text = writer_in(unit, largest, NumberStyle.ROUNDED)(-largest)
    assert len(text) <= (6 if unit is ONES else 4)
    assert text.strip("-.0")
