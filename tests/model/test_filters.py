from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.document import Document
from cnnviz.model.filters import edits
from cnnviz.model.filters.edits import MOST_FILTERS, Operation
from cnnviz.model.filters.patch import take_patch
from cnnviz.model.networks import lecture_document
from cnnviz.model.refused import Refused
from cnnviz.model.rewiring import describe_rewiring
from cnnviz.model.view import Probe

RNG = np.random.default_rng(7)


def weight(document: Document, layer: int = 0) -> Array:
    return edits.convolution(document.network, layer).weight


def votes(document: Document) -> Array:
    return document.network.forward(document.picture[None]).votes


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, int]:
    """A document with one or two convolutions, and the index of the layer to edit."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    side = draw(st.integers(6, 10))
    first, second = draw(st.integers(1, 5)), draw(st.integers(0, 4))
    size = draw(st.integers(1, 3))
    bias = rng.normal(size=first) if draw(st.booleans()) else None
    layers = [Conv2d(rng.normal(size=(first, 1, size, size)), bias), ReLU(), MaxPool2d()]
    maps = first
    if second:
        layers.append(Conv2d(rng.normal(size=(second, first, 2, 2))))
        maps = second
    body = Network((1, side, side), (*layers, Flatten()))
    votes_layer = Linear(rng.normal(size=(2, body.shapes[-1][0])))
    network = Network((1, side, side), (*body.layers, votes_layer), ("X", "O"))
    assert body.shapes[-1][0] % maps == 0
    return Document(rng.normal(size=(side, side)), network), draw(st.sampled_from([0, 3] if second else [0]))


def test_a_number_changes_and_nothing_else() -> None:
    document = lecture_document()
    changed = edits.set_weight(document, 0, 1, 0, 2, 0, 0.25)
    expected = weight(document).copy()
    expected[1, 0, 2, 0] = 0.25
    assert np.array_equal(weight(changed), expected)
    assert changed.network.layers[1:] == document.network.layers[1:]
    assert changed.picture is document.picture


NOTHING: list[Callable[[Document], Document]] = [
    lambda d: edits.set_weight(d, 0, 0, 0, 0, 0, 1.0),
    lambda d: edits.set_block(d, 0, 0, 0, 1, 1, np.array([[1.0, -1.0]])),
    lambda d: edits.set_kernel(d, 0, 2, weight(d)[2]),
    lambda d: edits.set_bias(d, 0, 0, 0.0),
    lambda d: edits.set_divide(d, 0, True),
    lambda d: edits.rename_filter(d, 0, 0, " Diagonal "),
    lambda d: edits.move_filter(d, 0, 2, 9),
    lambda d: edits.operate(d, 0, 0, Operation.TRANSPOSE, RNG),
]


@pytest.mark.parametrize("edit", NOTHING)
def test_an_edit_that_changes_nothing_is_the_same_document(edit: Callable[[Document], Document]) -> None:
    document = lecture_document()
    assert edit(document) is document


REFUSED: list[Callable[[Document], Document]] = [
    lambda d: edits.set_weight(d, 0, 0, 0, 0, 0, float("nan")),
    lambda d: edits.set_kernel(d, 0, 0, np.ones((1, 2, 2))),
    lambda d: edits.set_divide(d, 1, False),
    lambda d: edits.set_divide(d, 99, False),
    lambda d: edits.rename_filter(d, 0, 0, "x" * 41),
]


@pytest.mark.parametrize("edit", REFUSED)
def test_what_cannot_be_done_is_said_in_a_sentence(edit: Callable[[Document], Document]) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        edit(lecture_document())


def test_a_bias_comes_into_being_with_its_first_value() -> None:
    changed = edits.set_bias(lecture_document(), 0, 1, 0.5)
    bias = edits.convolution(changed.network, 0).bias
    assert bias is not None
    assert bias.tolist() == [0.0, 0.5, 0.0]


EXPECTED = {
    Operation.ROTATE: [[7, 4, 1], [8, 5, 2], [9, 6, 3]],
    Operation.FLIP_ACROSS: [[3, 2, 1], [6, 5, 4], [9, 8, 7]],
    Operation.FLIP_DOWN: [[7, 8, 9], [4, 5, 6], [1, 2, 3]],
    Operation.TRANSPOSE: [[1, 4, 7], [2, 5, 8], [3, 6, 9]],
    Operation.NEGATE: [[-1, -2, -3], [-4, -5, -6], [-7, -8, -9]],
    Operation.CLEAR: [[0, 0, 0]] * 3,
}


@pytest.mark.parametrize("operation", EXPECTED)
def test_operations_on_a_counted_filter(operation: Operation) -> None:
    counted = edits.set_kernel(lecture_document(), 0, 0, np.arange(1.0, 10.0).reshape(1, 3, 3))
    assert weight(edits.operate(counted, 0, 0, operation, RNG))[0, 0].tolist() == EXPECTED[operation]


@pytest.mark.parametrize("operation", Operation)
def test_a_filter_whose_numbers_are_thrown_away_loses_their_name(operation: Operation) -> None:
    document = edits.operate(lecture_document(), 0, 1, operation, RNG)
    name = "Filter 2" if operation in {Operation.CLEAR, Operation.RANDOM} else "Cross"
    assert edits.filter_name(document, 0, 1) == name


def test_a_patch_is_not_called_what_the_filter_was() -> None:
    taken = take_patch(lecture_document(), 0, 1, Probe(0, (0, 1, 1)))
    assert edits.filter_name(taken, 0, 1) == "Filter 2"


def test_normalising_keeps_the_signs_and_is_done_once() -> None:
    document = edits.operate(lecture_document(), 0, 0, Operation.NORMALISE, RNG)
    assert np.abs(weight(document)[0]).sum() == pytest.approx(1.0)
    assert np.array_equal(np.sign(weight(document)), np.sign(weight(lecture_document())))
    assert edits.operate(document, 0, 0, Operation.NORMALISE, RNG) is document


def test_random_numbers_are_whole_tenths_and_reproducible() -> None:
    document = lecture_document()
    one, two = (edits.operate(document, 0, 0, Operation.RANDOM, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(weight(one), weight(two))
    assert np.allclose(weight(one)[0] * 10, np.round(weight(one)[0] * 10))
    assert np.abs(weight(one)).max() <= 1.0


@pytest.mark.parametrize(
    ("operation", "times"),
    [
        (Operation.ROTATE, 4),
        (Operation.FLIP_ACROSS, 2),
        (Operation.FLIP_DOWN, 2),
        (Operation.TRANSPOSE, 2),
        (Operation.NEGATE, 2),
    ],
)
@settings(max_examples=15)
@given(documents())
def test_an_operation_repeated_comes_home(operation: Operation, times: int, case: tuple[Document, int]) -> None:
    document, layer = case
    changed = document
    for _ in range(times):
        changed = edits.operate(changed, layer, 0, operation, RNG)
    assert np.array_equal(weight(changed, layer), weight(document, layer))


def test_a_filter_of_unequal_sides_is_not_turned() -> None:
    document = lecture_document()
    flat = replace(document.network, layers=(Conv2d(np.arange(6.0).reshape(1, 1, 2, 3)),), classes=())
    document = replace(document, network=flat)
    with pytest.raises(Refused, match="square"):
        edits.operate(document, 0, 0, Operation.ROTATE, RNG)


def test_names_follow_their_filters() -> None:
    document = lecture_document()
    assert edits.move_filter(document, 0, 0, 2).filter_names == ("Cross", "Other diagonal", "Diagonal")
    assert edits.remove_filter(document, 0, 1).filter_names == ("Diagonal", "Other diagonal")
    assert edits.duplicate_filter(document, 0, 1).filter_names == ("Diagonal", "Cross", "Cross", "Other diagonal")
    added = edits.add_filter(document, 0)
    assert not weight(added)[3].any()
    assert edits.filter_name(added, 0, 3) == "Filter 4"
    assert edits.filter_name(edits.rename_filter(added, 0, 3, "Mine"), 0, 3) == "Mine"


@settings(max_examples=30)
@given(documents())
def test_a_filter_added_and_removed_leaves_the_numbers_as_they_were(case: tuple[Document, int]) -> None:
    document, layer = case
    added = edits.add_filter(document, layer)
    assert np.allclose(votes(added), votes(document), rtol=1e-12, atol=1e-12)
    bias = edits.convolution(added.network, layer).bias
    assert bias is None or bias[-1] == 0.0
    removed = edits.remove_filter(added, layer, weight(added, layer).shape[0] - 1)
    for before, after in zip(document.network.layers, removed.network.layers, strict=True):
        for name, values in before.parameters.items():
            assert np.array_equal(after.parameters[name], values)


@settings(max_examples=30)
@given(documents(), st.data())
def test_duplicating_and_moving_leave_the_votes(case: tuple[Document, int], data: st.DataObject) -> None:
    document, layer = case
    count = weight(document, layer).shape[0]
    index, to = (data.draw(st.integers(0, count - 1)) for _ in range(2))
    twice = edits.duplicate_filter(document, layer, index)
    assert weight(twice, layer).shape[0] == count + 1
    assert np.allclose(votes(twice), votes(document), rtol=1e-9, atol=1e-9)
    moved = edits.move_filter(document, layer, index, to)
    assert np.array_equal(weight(moved, layer)[to], weight(document, layer)[index])
    assert np.allclose(votes(moved), votes(document), rtol=1e-9, atol=1e-9)
    back = edits.move_filter(moved, layer, to, index)
    assert np.array_equal(votes(back), votes(document))


@settings(max_examples=30)
@given(documents(), st.data())
def test_a_removed_filter_takes_its_wires_along(case: tuple[Document, int], data: st.DataObject) -> None:
    document, layer = case
    count = weight(document, layer).shape[0]
    index = data.draw(st.integers(0, count - 1))
    if count == 1:
        with pytest.raises(Refused, match="at least one"):
            edits.remove_filter(document, layer, index)
        return
    silent = edits.set_kernel(document, layer, index, np.zeros(weight(document, layer).shape[1:]))
    bias = edits.convolution(document.network, layer).bias
    if bias is not None:
        silent = edits.set_bias(silent, layer, index, 0.0)
    # A silent filter sends zeros down its wires: without it the votes are the same.
    assert np.allclose(votes(edits.remove_filter(silent, layer, index)), votes(silent), rtol=1e-9, atol=1e-9)


def test_there_are_one_to_sixteen_filters() -> None:
    document = lecture_document()
    while weight(document).shape[0] < MOST_FILTERS:
        document = edits.add_filter(document, 0)
    for edit in (edits.add_filter, lambda d, layer: edits.duplicate_filter(d, layer, 0)):
        with pytest.raises(Refused, match="at most 16"):
            edit(document, 0)


def test_what_was_rewired_is_said() -> None:
    document = lecture_document()
    network = document.network
    assert describe_rewiring(network, edits.add_filter(document, 0).network) == (
        "The votes now read 16 values instead of 12; the new filter's 4 wires start at 0."
    )
    assert describe_rewiring(network, edits.remove_filter(document, 0, 0).network) == (
        "The votes now read 8 values instead of 12; the removed filter's 4 wires went with it."
    )
    assert "half and half" in describe_rewiring(network, edits.duplicate_filter(document, 0, 0).network)
    assert not describe_rewiring(network, edits.move_filter(document, 0, 0, 1).network)
    assert not describe_rewiring(network, network)


def test_the_next_convolution_is_rewired_as_the_votes_are() -> None:
    layers = (Conv2d(np.ones((2, 1, 3, 3))), Conv2d(np.ones((1, 2, 3, 3)), divide_by_pixels=True))
    document = Document(np.zeros((9, 9)), Network((1, 9, 9), layers))
    added = edits.add_filter(document, 0)
    assert weight(added, 1)[0, :, 0, 0].tolist() == [1.0, 1.0, 0.0]
    assert describe_rewiring(document.network, added.network) == (
        "The next convolution now reads 3 maps instead of 2 and divides by 27 instead of 18; "
        "the new filter's wire starts at 0."
    )
