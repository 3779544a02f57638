"""Where a number comes from: the sum, the pixels behind it, and what it reaches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Cell
from cnnviz.engine.explain import Explanation, Operation, explain, has_cell, reach, receptive_field
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, MaxPool2d, ReLU
from cnnviz.engine.network import Network, Trace
from tests.engine.networks import EVERY_OPTION, networks

seeds = st.integers(0, 2**32 - 1)


def trace_of(network: Network, seed: int) -> Trace:
    return network.forward(np.random.default_rng(seed).normal(size=network.input_shape))


def cells(network: Network, stage: int) -> list[Cell]:
    return list(np.ndindex(network.shapes[stage]))


def size_of(found: Explanation) -> float:
    """How large the numbers are that were added up: what rounding is measured by."""
    amounts = sum(abs(term.amount) for term in found.terms) / (found.divisor or 1.0)
    return max(abs(found.value), amounts + abs(found.bias or 0.0))


@settings(max_examples=40)
@given(networks(), seeds)
@example(EVERY_OPTION, 0)
def test_every_explanation_totals_to_the_value_that_was_computed(network: Network, seed: int) -> None:
    trace = trace_of(network, seed)
    for stage in range(len(network.shapes)):
        for cell in cells(network, stage):
            found = explain(trace, stage, cell)
            assert found.value == trace.stages[stage][cell]
            if found.operation is Operation.CONVOLVE:
                layer = network.layers[stage - 1]
                assert isinstance(layer, Conv2d)
                assert found.divisor == (layer.weight[0].size if layer.divide_by_pixels else None)
            assert abs(found.total - found.value) <= 1e-12 * size_of(found), found


@settings(max_examples=25)
@given(networks(largest_side=6), seeds)
def test_the_terms_stand_where_the_stage_before_has_them(network: Network, seed: int) -> None:
    trace = trace_of(network, seed)
    for stage in range(1, len(network.shapes)):
        for cell in cells(network, stage):
            found = explain(trace, stage, cell)
            fields = receptive_field(network, stage, cell)
            sources = {term.source for term in found.terms if term.source is not None}
            wired = {term.source for term in found.terms if term.source is not None and term.weight != 0.0}
            marked = set(zip(*(axis.tolist() for axis in np.nonzero(fields[-2])), strict=True))
            assert wired <= marked <= sources
            for term in found.terms:
                assert term.value == (0.0 if term.source is None else trace.stages[stage - 1][term.source])
            if found.window is not None:
                assert len(found.terms) == np.prod(found.window)
                if len(sources) == len(found.terms):
                    assert found.window == tuple(len(set(axis)) for axis in zip(*sources, strict=True))
            if found.winner is not None:
                assert found.terms[found.winner].value == found.value


@settings(max_examples=40)
@given(networks(), seeds, st.data())
def test_a_pixel_outside_the_receptive_field_changes_nothing(network: Network, seed: int, data: st.DataObject) -> None:
    stage = data.draw(st.integers(0, len(network.layers)))
    cell = data.draw(st.sampled_from(cells(network, stage)))
    trace = trace_of(network, seed)
    field = receptive_field(network, stage, cell)[0]
    noise = np.random.default_rng(seed + 1).normal(size=network.input_shape) * 10.0
    elsewhere = network.forward(np.where(field, trace.picture, trace.picture + noise))
    assert elsewhere.stages[stage][cell] == pytest.approx(trace.stages[stage][cell], rel=1e-9, abs=1e-9)


@settings(max_examples=25)
@given(networks(largest_side=6), st.data())
def test_what_a_value_reaches_is_what_has_it_as_a_source(network: Network, data: st.DataObject) -> None:
    """Two ways of asking one question: the masks of one are the other's, transposed."""
    early = data.draw(st.integers(0, len(network.layers)))
    late = data.draw(st.integers(early, len(network.layers)))
    source = data.draw(st.sampled_from(cells(network, early)))
    reached = reach(network, early, source)[late - early]
    for cell in cells(network, late):
        assert receptive_field(network, late, cell)[early][source] == reached[cell]


@settings(max_examples=20)
@given(networks(), st.data())
def test_masks_have_the_shapes_of_their_stages(network: Network, data: st.DataObject) -> None:
    stage = data.draw(st.integers(0, len(network.layers)))
    cell = data.draw(st.sampled_from(cells(network, stage)))
    back, forth = receptive_field(network, stage, cell), reach(network, stage, cell)
    assert [mask.shape for mask in back] == list(network.shapes[: stage + 1])
    assert [mask.shape for mask in forth] == list(network.shapes[stage:])
    assert all(mask.dtype == np.bool_ for mask in (*back, *forth))
    assert back[-1].sum() == forth[0].sum() == 1
    assert back[-1][cell]
    assert forth[0][cell]


def test_every_pixel_of_a_receptive_field_counts() -> None:
    """With positive numbers all the way, each pixel inside the field does change the value."""
    layers = (Conv2d(np.ones((2, 1, 3, 2)), padding=1), ReLU(), AvgPool2d(2, 3), Flatten())
    network = Network((1, 7, 6), layers)
    picture = np.ones(network.input_shape)
    for stage in range(1, len(network.shapes)):
        for cell in cells(network, stage):
            before = network.forward(picture).stages[stage][cell]
            field = receptive_field(network, stage, cell)[0]
            for pixel in cells(network, 0):
                brighter = picture.copy()
                brighter[pixel] += 1.0
                assert (network.forward(brighter).stages[stage][cell] != before) == field[pixel]


def test_the_first_of_equal_values_wins_a_pool() -> None:
    network = Network((1, 2, 2), (MaxPool2d(),))
    found = explain(network.forward(np.ones((1, 2, 2))), 1, (0, 0, 0))
    assert (found.operation, found.winner, found.total) == (Operation.MAX, 0, 1.0)


def test_padding_is_a_zero_without_a_source() -> None:
    network = Network(
        (1, 2, 2), (Conv2d(np.full((1, 1, 3, 3), 2.0), np.array([0.25]), padding=1, divide_by_pixels=True),)
    )
    found = explain(network.forward(np.ones((1, 2, 2))), 1, (0, 0, 0))
    assert [term.source for term in found.terms][:4] == [None] * 4
    assert found.terms[4].source == (0, 0, 0)
    assert (found.divisor, found.bias, found.total) == (9.0, 0.25, 8.0 / 9.0 + 0.25)


@pytest.mark.parametrize(
    ("stage", "cell"), [(2, (0, 0, 0)), (-1, (0, 0, 0)), (1, (0, 0, 2)), (0, (0, -1, 0)), (0, (0,))]
)
def test_there_is_no_explanation_of_what_is_not_there(stage: int, cell: Cell) -> None:
    network = Network((1, 3, 3), (MaxPool2d(),))
    trace = network.forward(np.zeros((1, 3, 3)))
    assert not has_cell(network, stage, cell)
    for ask in (lambda: explain(trace, stage, cell), lambda: receptive_field(network, stage, cell)):
        with pytest.raises(IndexError, match="no cell"):
            ask()


def test_many_pictures_at_once_have_no_single_explanation() -> None:
    network = Network((1, 3, 3), (ReLU(),))
    with pytest.raises(ValueError, match="one picture"):
        explain(network.forward(np.zeros((1, 3, 3, 2))), 1, (0, 0, 0))
