"""The stages in words."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from cnnviz.engine.layers import AvgPool2d, Conv2d, MaxPool2d
from cnnviz.engine.network import Network
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


def test_where_the_window_stands_is_told_where_it_is_not_as_usual() -> None:
    """A value could not be worked out by hand: nothing on the stages said that every other place is left out."""
    divided = partial(Conv2d, np.ones((1, 1, 3, 3)), divide_by_pixels=True)
    told = {
        divided(stride=2): "3x3, stride 2, sum ÷ 9",
        divided(padding=1): "3x3, padding 1, sum ÷ 9",
        divided(stride=2, padding=1): "3x3, stride 2, padding 1, sum ÷ 9",
        MaxPool2d(window=3, stride=1): "largest of 3x3, stride 1",
        AvgPool2d(window=3, stride=3): "mean of 3x3",
    }
    assert {layer: stage_words(Network((1, 9, 9), (layer,)), 1) for layer in told} == told


def test_maps_know_the_convolution_they_come_from() -> None:
    network = lecture_document().network
    assert [filter_stage(network, stage) for stage in range(7)] == [None, 0, 0, 0, 0, None, None]
    assert [gives_votes(network, stage) for stage in range(7)] == [False] * 6 + [True]
