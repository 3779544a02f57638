"""What a document accepts, and its own edits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.document import (
    LARGEST_GRID,
    Coding,
    Document,
    Settings,
    first_filters,
    with_coding,
    with_network,
    with_picture,
    with_settings,
    workload,
)
from cnnviz.model.networks import blank_document, lecture_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.refused import Refused


def plain(rows: int, columns: int) -> Document:
    return Document(np.zeros((rows, columns)), Network((1, rows, columns), (ReLU(),)))


def test_the_picture_is_the_document_s_own_and_cannot_be_written_to() -> None:
    drawn = np.zeros((9, 9))
    network = lecture_document().network
    documents = with_picture(lecture_document(), drawn), Document(drawn, network)
    drawn[0, 0] = 1.0
    for document in documents:
        assert document.picture[0, 0] == 0.0
        with pytest.raises(ValueError, match="read-only"):
            document.picture[0, 0] = 1.0


def test_an_edit_that_changes_nothing_returns_the_same_document() -> None:
    document = lecture_document()
    assert with_picture(document, document.picture.copy()) is document
    assert with_coding(document, document.coding) is document
    assert with_settings(document, Settings()) is document


def test_what_an_edit_leaves_alone_stays_the_same_object() -> None:
    document = lecture_document()
    shown = with_settings(document, Settings(NumberStyle.ROUNDED))
    assert shown.picture is document.picture
    assert shown.network is document.network


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_refused(value: float) -> None:
    document = lecture_document()
    with pytest.raises(Refused, match="finite"):
        with_picture(document, np.where(np.eye(9), value, 0.0))


@pytest.mark.parametrize("sides", [(2, 9), (9, 2), (LARGEST_GRID + 1, 9), (9, LARGEST_GRID + 1)])
def test_pictures_too_small_or_too_large_are_refused(sides: tuple[int, int]) -> None:
    with pytest.raises(Refused, match="3 to 64"):
        plain(*sides)


def test_the_smallest_and_the_largest_picture_are_taken() -> None:
    assert plain(3, 64).grid == (3, 64)


def test_a_picture_of_another_size_than_the_network_takes_is_refused() -> None:
    with pytest.raises(Refused, match="size"):
        with_picture(lecture_document(), np.zeros((8, 9)))


@pytest.mark.parametrize(
    "layers",
    [
        (MaxPool2d(window=5000),),
        (Conv2d(np.ones((99, 1, 7, 7)), padding=3), Conv2d(np.ones((99, 99, 7, 7)), padding=3)),
    ],
)
def test_a_network_that_no_machine_could_show_live_is_refused(layers: tuple[Conv2d | MaxPool2d, ...]) -> None:
    with pytest.raises(Refused, match="too large"):
        Document(np.zeros((64, 64)), Network((1, 64, 64), layers))


def test_two_convolutions_of_sixteen_maps_on_the_largest_picture_are_taken() -> None:
    layers = (Conv2d(np.ones((16, 1, 3, 3)), padding=1), Conv2d(np.ones((16, 16, 7, 7)), padding=3), MaxPool2d())
    Document(np.zeros((64, 64)), Network((1, 64, 64), layers))


def test_the_workload_counts_every_window_once_for_all_filters() -> None:
    network = Network((1, 4, 4), (Conv2d(np.ones((2, 1, 3, 3))), MaxPool2d(), Flatten(), Linear(np.ones((2, 2)))))
    patches, pooled = 9 * 4 + 8, 4 * 2
    assert workload(network) == patches + pooled + 2 + 2


def test_each_filter_has_a_name_be_it_empty() -> None:
    document = replace(lecture_document(), filter_names=("one",))
    assert document.filter_names == ("one", "", "")
    assert replace(document, filter_names=("a", "b", "c", "d")).filter_names == ("a", "b", "c")
    assert first_filters(document.network) == 3
    assert replace(plain(3, 3), filter_names=("one",)).filter_names == ()


def test_another_network_has_to_take_the_picture() -> None:
    document = lecture_document()
    assert with_network(document, document.network) is document
    assert with_network(document, Network((1, 9, 9), (ReLU(),))).filter_names == ()
    with pytest.raises(Refused, match="size"):
        with_network(document, Network((1, 8, 9), (ReLU(),)))


def test_only_a_picture_of_one_value_is_blank() -> None:
    assert blank_document().is_blank
    assert not lecture_document().is_blank


@given(st.sampled_from(list(Coding)), st.sampled_from(list(Coding)))
def test_in_another_coding_paper_stays_paper_and_ink_stays_ink(one: Coding, other: Coding) -> None:
    document = with_coding(lecture_document(), one)
    ink = document.picture == one.ink
    recoded = with_coding(document, other)
    assert recoded.coding is other
    assert (recoded.picture[ink] == other.ink).all()
    assert (recoded.picture[~ink] == other.paper).all()
