"""What lights up, over random networks."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.layers import MaxPool2d
from cnnviz.engine.network import Network
from cnnviz.model.highlight import masks_of, winner_of
from cnnviz.model.view import Probe
from tests.engine.networks import arrays, networks


@st.composite
def probes(draw: st.DrawFn) -> tuple[Network, Probe]:
    network = draw(networks(most_maps=3))
    stage = draw(st.integers(0, len(network.shapes) - 1))
    return network, Probe(stage, tuple(draw(st.integers(0, size - 1)) for size in network.shapes[stage]))


@given(probes())
@settings(max_examples=60)
def test_every_stage_has_a_mask_and_the_probe_stands_alone_in_its_own(made: tuple[Network, Probe]) -> None:
    network, probe = made
    masks = masks_of(network, probe)
    assert tuple(mask.shape for mask in masks) == network.shapes
    assert np.argwhere(masks[probe.stage]).tolist() == [list(probe.cell)]


@given(probes(), st.data())
@settings(max_examples=60)
def test_the_winner_is_the_value_that_was_kept(made: tuple[Network, Probe], data: st.DataObject) -> None:
    network, probe = made
    trace = network.forward(data.draw(arrays(network.input_shape)))
    winner = winner_of(trace, probe)
    is_pooled = probe.stage > 0 and isinstance(network.layers[probe.stage - 1], MaxPool2d)
    assert (winner is not None) == is_pooled
    if winner is not None:
        assert masks_of(network, probe)[probe.stage - 1][winner]
        assert trace.stages[probe.stage - 1][winner] == trace.stages[probe.stage][probe.cell]
