from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.layers import Conv2d, Linear, MaxPool2d
from cnnviz.engine.network import Network
from cnnviz.model.networks import lecture_network, smiley_network
from cnnviz.model.refused import Refused
from cnnviz.model.rewiring import describe_rewiring, fit_network_to_grid


def linear(network: Network) -> Linear:
    last = network.layers[-1]
    assert isinstance(last, Linear)
    return last


def test_the_same_grid_is_the_same_network() -> None:
    network = lecture_network()
    assert fit_network_to_grid(network, 9, 9) is network


@settings(max_examples=40)
@given(st.sampled_from([lecture_network(), smiley_network()]), st.integers(3, 40), st.integers(3, 40))
def test_every_vote_keeps_its_total_for_every_map(network: Network, rows: int, columns: int) -> None:
    fitted = fit_network_to_grid(network, rows, columns)
    assert fitted.input_shape == (1, rows, columns)
    before, after = (linear(each).weight.reshape(2, each.shapes[-3][0], -1).sum(axis=2) for each in (network, fitted))
    assert np.allclose(before, after)


def test_a_map_grown_to_twice_its_size_spreads_each_wire_over_four_cells() -> None:
    network = lecture_network()
    fitted = fit_network_to_grid(network, 17, 17)
    small = linear(network).weight.reshape(2, 3, 2, 2)
    assert np.allclose(linear(fitted).weight.reshape(2, 3, 4, 4), small.repeat(2, axis=2).repeat(2, axis=3) / 4)
    assert describe_rewiring(network, fitted) == (
        "The votes now read 48 values instead of 12; "
        "each map's wires were spread over its new cells and still add up to the same."
    )
    assert np.allclose(linear(fit_network_to_grid(fitted, 9, 9)).weight, linear(network).weight)


def test_a_picture_too_small_for_the_layers_is_refused_in_a_sentence() -> None:
    layers = (Conv2d(np.ones((1, 1, 5, 5))), MaxPool2d())
    with pytest.raises(Refused, match=r"cannot take a picture of 4x4: .*5x5.*\.$"):
        fit_network_to_grid(Network((1, 9, 9), layers), 4, 4)
