"""Edits of the voting weights and of the classes' names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Flatten, Linear, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.document import Document
from cnnviz.model.networks import blank_document, lecture_document
from cnnviz.model.refused import Refused
from cnnviz.model.votes.edits import (
    voting_table,
    with_class_name,
    with_even_votes,
    with_vote,
    with_voting_block,
    without_votes,
)


def table(document: Document) -> Array:
    found = voting_table(document.network)
    assert found is not None
    return found


def biased() -> Document:
    document = lecture_document()
    *layers, votes = document.network.layers
    assert isinstance(votes, Linear)
    layers.append(Linear(votes.weight, np.array([0.25, -0.5])))
    return replace(document, network=Network((1, 9, 9), tuple(layers), ("X", "O")))


@given(st.integers(0, 1), st.integers(0, 12), st.floats(-10, 10))
@settings(max_examples=40)
def test_one_weight_changes_and_nothing_else(row: int, column: int, value: float) -> None:
    document = biased()
    expected = table(document).copy()
    expected[row, column] = value
    assert np.array_equal(table(with_vote(document, row, column, value)), expected)


def test_what_changes_nothing_is_the_same_document() -> None:
    for document in (lecture_document(), biased()):
        assert with_vote(document, 0, 0, float(table(document)[0, 0])) is document
        assert with_class_name(document, 0, " X ") is document
    blank = blank_document()
    assert without_votes(blank) is blank
    lecture = lecture_document()
    assert with_even_votes(lecture) is lecture


def test_a_block_lands_where_it_is_pasted_or_is_refused() -> None:
    block = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert np.array_equal(table(with_voting_block(lecture_document(), 0, 10, block))[:, 10:], block)
    with pytest.raises(Refused, match="larger than the table"):
        with_voting_block(lecture_document(), 1, 0, block)
    with pytest.raises(Refused, match="larger than the table"):
        with_voting_block(lecture_document(), 0, 11, block)


def test_even_votes_are_the_mean_of_the_thick_wires() -> None:
    document = with_vote(with_vote(lecture_document(), 0, 0, 0.9), 0, 1, -0.8)
    even = table(with_even_votes(with_vote(document, 0, 3, 0.5)))
    assert even[0].tolist() == [0.5, 0, 0, 0.5, *[0.0] * 8]
    assert even[1].tolist() == table(lecture_document())[1].tolist()


def test_even_votes_leave_the_bias() -> None:
    assert table(with_even_votes(biased()))[:, -1].tolist() == [0.25, -0.5]


def test_a_class_without_a_wire_cannot_be_evened_out() -> None:
    with pytest.raises(Refused, match="X has no wire"):
        with_even_votes(blank_document())
    nameless = Document(np.zeros((3, 3)), Network((1, 3, 3), (Flatten(), Linear(np.zeros((2, 9))))))
    with pytest.raises(Refused, match="Vote 1 has no wire"):
        with_even_votes(nameless)


def test_the_last_layer_of_votes_is_the_one_that_is_edited() -> None:
    layers = (Flatten(), Linear(np.ones((4, 9))), ReLU(), Linear(np.zeros((2, 4))))
    document = Document(np.zeros((3, 3)), Network((1, 3, 3), layers, ("X", "O")))
    changed = with_vote(document, 1, 3, 7.0).network
    assert changed.layers[1] is layers[1]
    assert isinstance(changed.layers[3], Linear)
    assert changed.layers[3].weight[1, 3] == 7.0


def test_a_network_without_votes_has_no_weights_to_change() -> None:
    document = Document(np.zeros((3, 3)), Network((1, 3, 3), ()))
    assert voting_table(document.network) is None
    for edit in (with_even_votes, without_votes):
        with pytest.raises(Refused, match="no layer of votes"):
            edit(document)


def test_a_class_gets_another_name() -> None:
    assert with_class_name(lecture_document(), 1, " Null ").network.classes == ("X", "Null")


@pytest.mark.parametrize(("name", "sentence"), [("  ", "needs a name"), ("a" * 11, "needs a name"), ("O", "already")])
def test_a_name_that_cannot_be_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        with_class_name(lecture_document(), 0, name)
