"""The stages in words."""

from __future__ import annotations

import pytest

from cnnviz.model.document import Document
from cnnviz.model.networks import blank_document, lecture_document, smiley_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.view import Probe
from cnnviz.model.words import describe_cell, filter_stage, gives_votes, stage_title, stage_words


@pytest.mark.parametrize(
    ("probe", "words"),
    [
        (Probe(0, (0, 1, 1)), "Picture, row 2, column 2: 1.00"),
        (Probe(1, (1, 2, 3)), "Convolution, map 2 (Cross), row 3, column 4: -0.77"),
        (Probe(3, (0, 3, 3)), "Max pooling 1, map 1 (Diagonal), row 4, column 4: 0.77"),
        (Probe(5, (11,)), "Flatten, value 12: 0.55"),
        (Probe(6, (1,)), "Votes, O: 0.55"),
    ],
)
def test_a_cell_is_named_with_its_place_and_value(probe: Probe, words: str) -> None:
    document = lecture_document()
    trace = document.network.forward(document.picture[None])
    assert describe_cell(trace, probe, NumberStyle.TRUNCATED, document.filter_names) == words


def test_the_value_is_written_in_the_chosen_style() -> None:
    document = lecture_document()
    trace = document.network.forward(document.picture[None])
    assert describe_cell(trace, Probe(1, (1, 2, 3)), NumberStyle.ROUNDED).endswith("map 2, row 3, column 4: -0.78")


@pytest.mark.parametrize("document", [lecture_document(), smiley_document(), blank_document()])
def test_every_stage_has_a_title_and_a_few_words(document: Document) -> None:
    for stage in range(len(document.network.shapes)):
        assert stage_title(document.network, stage)
        assert 0 < len(stage_words(document.network, stage)) <= 20


def test_only_the_division_is_told_where_there_is_one() -> None:
    assert stage_words(lecture_document().network, 1) == "3x3, sum ÷ 9"
    assert stage_words(smiley_document().network, 1) == "3x3, sum"


def test_maps_know_the_convolution_they_come_from() -> None:
    network = lecture_document().network
    assert [filter_stage(network, stage) for stage in range(7)] == [None, 0, 0, 0, 0, None, None]
    assert [gives_votes(network, stage) for stage in range(7)] == [False] * 6 + [True]
