from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from markdown_it import MarkdownIt

from cnnviz.engine.layers import Conv2d, Flatten, Linear
from cnnviz.engine.network import Network
from cnnviz.model.document import Document
from cnnviz.model.networks import SHIPPED, Shipped, lecture_document
from cnnviz.model.refused import Refused
from cnnviz.model.sight import sight_of
from cnnviz.model.tables.contents import filter_tables, stage_tables, sum_table, votes_table
from cnnviz.model.tables.table import Table
from cnnviz.model.tables.writing import to_csv, to_latex, to_markdown
from cnnviz.model.view import Probe, View
from cnnviz.model.votes.ballot import ballot_of
from cnnviz.model.words import describe_cell

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, min_side=3, max_side=8), elements=st.floats(-1e6, 1e6)))
@settings(max_examples=40)
def test_csv_with_every_digit_loses_nothing(picture: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
    document = Document(picture, Network((1, *picture.shape), ()))
    (table,) = stage_tables(sight_of(document), 0, exact=True)
    assert np.array_equal(np.array(rows_of(to_csv([table])), dtype=np.float64), picture)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
@example([("Wait…", "…")])
def test_any_names_survive_csv_and_markdown(pairs: list[tuple[str, str]]) -> None:
    table = Table("Votes", tuple(pairs), ("Class", "Vote"))
    assert rows_of(to_csv([table])) == [["Class", "Vote"], *map(list, pairs)]
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(to_markdown([table]))
    inline = [token.children or [] for token in tokens if token.type == "inline"][1:]
    cells = ["".join(child.content for child in children) for children in inline]
    assert cells == ["Class", "Vote", *(cell for pair in pairs for cell in pair)]


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.title)
def test_every_stage_is_written_whole(shipped: Shipped) -> None:
    sight = sight_of(shipped.make())
    for stage, values in enumerate(sight.trace.stages):
        tables = stage_tables(sight, stage, exact=True)
        written = [
            [float(cell) for cell in (row[-1:] if table.head else row)] for table in tables for row in table.rows
        ]
        assert np.array_equal(np.array(written).ravel(), values.ravel())


def test_the_lectures_numbers_are_as_on_the_slides() -> None:
    sight = sight_of(lecture_document(), View(pinned=Probe(1, (0, 0, 0))))
    (table,) = stage_tables(sight, 1, 0)
    assert table.title == "Convolution, map 1 (Diagonal)"
    assert table.rows[0] == ("0.77", "-0.11", "0.11", "0.33", "0.55", "-0.11", "0.33")
    assert votes_table(sight).rows == (("X", "1.00"), ("O", "0.55"))
    assert [table.title for table in filter_tables(sight)] == ["Diagonal", "Cross", "Other diagonal"]
    added = sum_table(sight)
    assert added.rows[-2:] == (("divided by", "", "", "9"), ("result", "", "", "0.77…"))
    assert rows_of(to_csv([added]))[-1] == ["result", "", "", "0.77"]
    assert r"\frac{7}{9} = 0.77\ldots" in to_latex([added])
    assert "7 / 9 = 0.77…" in to_markdown([added])


def test_what_is_small_is_not_written_as_nothing() -> None:
    """The cells wrote “≈0”, the votes, the status line and every table 0.00."""
    weights, picture = np.zeros((3, 9)), np.eye(3)
    weights[:2, 0] = 0.004, 1e-8
    sight = sight_of(Document(picture, Network((1, 3, 3), (Flatten(), Linear(weights)), ("a", "b", "c"))))
    assert [row[1] for row in votes_table(sight).rows] == ["0.0040", "1.0e-08", "0"]
    assert describe_cell(sight.trace, Probe(2, (0,))) == "Votes, a: 0.0040"
    ballot = ballot_of(sight.trace)
    assert [ballot.number(index) for index in range(3)] == ["≈0", "≈0", "0"]


def test_latex_needs_no_package_and_closes_what_it_opens() -> None:
    sight = sight_of(lecture_document(), View(pinned=Probe(6, (0,))))
    text = to_latex(
        (*stage_tables(sight, 0), votes_table(sight), sum_table(sight), Table("%", (("a_b & 50%",),), ("x",)))
    )
    for name in ("array", "tabular"):
        assert text.count(f"\\begin{{{name}}}") == text.count(f"\\end{{{name}}}") > 0
    assert "pmatrix" not in text
    assert r"a\_b \& 50\%" in text
    assert text.isascii()


def test_what_must_not_be_seen_is_not_written() -> None:
    sight = sight_of(lecture_document(), View(pinned=Probe(4, (0, 0, 0)), concealed=frozenset({4, 6})))
    (table,) = stage_tables(sight, 4, 0)
    assert set(table.rows) == {("?", "?")}
    assert votes_table(sight).rows == (("X", "?"), ("O", "?"))
    with pytest.raises(Refused, match="not hidden"):
        sum_table(sight)


def test_a_sum_that_is_still_to_be_found_out_is_not_written() -> None:
    view = View(pinned=Probe(1, (0, 0, 0)))
    assert sum_table(sight_of(lecture_document(), view)).rows
    with pytest.raises(Refused, match="not hidden"):
        sum_table(sight_of(lecture_document(), view.with_(predicts=True)))


def test_gradients_are_told_by_their_names() -> None:
    view = View(pinned=Probe(5, (0,)), gradients=True)
    table = sum_table(sight_of(lecture_document(), view))
    assert table.title.startswith("Gradient of Flatten")
    assert all(len(row) == len(table.head) for row in table.rows)


def test_a_bias_and_padding_are_told() -> None:
    layer = Conv2d(np.ones((1, 1, 3, 3)), bias=np.array([0.5]), padding=1)
    document = lecture_document()
    document = Document(document.picture, Network((1, 9, 9), (layer,)), document.coding)
    sight = sight_of(document, View(pinned=Probe(1, (0, 0, 0))))
    assert [table.rows for table in filter_tables(sight)][-1] == (("0.50",),)
    names = [row[0] for row in sum_table(sight).rows]
    assert names.count("padding") == 5
    assert names[-2:] == ["bias", "result"]


def test_what_is_not_there_is_refused() -> None:
    sight = sight_of(lecture_document())
    bare = sight_of(replace(lecture_document(), network=Network((1, 9, 9), ())))
    for write in (
        lambda: stage_tables(sight, 1, 3),
        lambda: stage_tables(sight, 5, 0),
        lambda: filter_tables(sight, 3),
        lambda: sum_table(sight),
        lambda: votes_table(bare),
        lambda: filter_tables(bare),
    ):
        with pytest.raises(Refused):
            write()
