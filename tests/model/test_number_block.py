from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cnnviz.engine.arrays import Array
from cnnviz.model.number_block import format_block, parse_block
from cnnviz.model.numbers import LARGEST
from cnnviz.model.refused import Refused

BLOCK = [[1, 0.5], [-1, 0]]


@pytest.mark.parametrize(
    "text",
    [
        "1\t0.5\n-1\t0",
        "1\t0,5\r\n-1\t0\r\n",
        "1 0.5\n-1   0",
        "  1 0,5 \n -1 0\n\n",
        "1;0,5\n-1;0",
        "1; 0.5;\n-1; 0;",
        "1,0.5\n-1,0",
        "1, 0.5\n-1, 0",
        "[[1, 0.5], [-1, 0]]",
        "[[1.0, 0.5], [-1.0, 0.0]]",
        "[[ 1.   0.5]\n [-1.   0. ]]",
        "{{1, 1/2}, {−1, 0}}",
        "\t\t\t\n\t1\t0.5\t\n\t-1\t0\t\n\t\t\t",
    ],
)
def test_a_block_is_read_from_a_spreadsheet_a_text_or_a_program(text: str) -> None:
    assert parse_block(text).tolist() == BLOCK


@pytest.mark.parametrize(
    ("text", "values"), [("0,5", [[0.5]]), ("-0,25", [[-0.25]]), ("1,2,3", [[1, 2, 3]]), ("7", [[7]])]
)
def test_a_comma_is_decimal_only_where_it_parts_nothing(text: str, values: list[list[float]]) -> None:
    assert parse_block(text).tolist() == values


@pytest.mark.parametrize("text", ["", " \n ", "\t,\n", "1 2\n3", "1\tx", "1\t\t2", "nan 1", "9" * 30_000])
def test_what_is_no_block_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        parse_block(text)


@pytest.mark.parametrize(
    "text",
    [
        "1\t\t\n\t1\t\n\t\t1",
        "1,,\n,1,\n,,1",
        "1;;\n;1;\n;;1",
        "1\t2\t\n\t3\t4",
        "1\t2\n\t\n3\t4",
        "\t1\n\t\n\t2",
    ],
)
def test_numbers_do_not_move_into_empty_cells_of_a_spreadsheet(text: str) -> None:
    with pytest.raises(Refused, match="empty cell"):
        parse_block(text)


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=7), elements=st.floats(-LARGEST, LARGEST)))
@settings(max_examples=40)
def test_a_copied_block_is_pasted_to_the_last_bit(values: Array) -> None:
    assert np.array_equal(parse_block(format_block(values)), values)
