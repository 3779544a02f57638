"""Walking from value to value, over random networks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.arrays import Shape
from cnnviz.engine.explain import has_cell
from cnnviz.engine.layers import Flatten
from cnnviz.engine.network import Network
from cnnviz.model.networks import lecture_network
from cnnviz.model.view import Probe
from cnnviz.model.walk import Way, walked
from tests.engine.networks import networks


@st.composite
def probes(draw: st.DrawFn) -> tuple[Network, Probe]:
    network = draw(networks(most_maps=3))
    stage = draw(st.integers(0, len(network.shapes) - 1))
    return network, Probe(stage, tuple(draw(st.integers(0, size - 1)) for size in network.shapes[stage]))


@given(probes(), st.sampled_from(Way))
def test_every_step_leads_to_a_value(made: tuple[Network, Probe], way: Way) -> None:
    network, probe = made
    after = walked(network, probe, way)
    assert has_cell(network, after.stage, after.cell)


@given(probes(), st.sampled_from([(Way.LEFT, Way.RIGHT), (Way.UP, Way.DOWN)]))
def test_a_step_and_its_opposite_lead_back(made: tuple[Network, Probe], ways: tuple[Way, Way]) -> None:
    network, probe = made
    for there, back in (ways, ways[::-1]):
        after = walked(network, probe, there)
        if after is not probe:
            assert walked(network, after, back) == probe


@given(probes())
def test_walking_on_reaches_the_last_stage_and_stays_there(made: tuple[Network, Probe]) -> None:
    network, probe = made
    for _ in network.shapes:
        probe = walked(network, probe, Way.ON)
    assert probe.stage == len(network.shapes) - 1
    assert walked(network, probe, Way.ON) is probe


def test_over_the_edge_of_a_map_comes_the_next_map() -> None:
    network = lecture_network()
    assert walked(network, Probe(1, (0, 3, 6)), Way.RIGHT) == Probe(1, (1, 3, 0))
    assert walked(network, Probe(1, (1, 0, 2)), Way.UP) == Probe(1, (0, 6, 2))
    first = Probe(1, (0, 0, 0))
    assert walked(network, first, Way.LEFT) is first
    last = Probe(5, (11,))
    assert walked(network, last, Way.RIGHT) is last


def test_between_stages_the_place_is_kept() -> None:
    network = lecture_network()
    assert walked(network, Probe(1, (2, 4, 5)), Way.ON) == Probe(2, (2, 4, 5))
    assert walked(network, Probe(4, (1, 1, 0)), Way.ON) == Probe(5, (6,))
    assert walked(network, Probe(5, (6,)), Way.BACK) == Probe(4, (1, 1, 0))


def test_in_a_smaller_map_it_is_the_place_as_far_over() -> None:
    network = lecture_network()
    assert walked(network, Probe(0, (0, 8, 4)), Way.ON) == Probe(1, (1, 6, 3))
    assert walked(network, Probe(2, (1, 6, 2)), Way.ON) == Probe(3, (1, 3, 1))


@given(st.tuples(*[st.integers(1, 5)] * 3), st.data())
def test_through_flattening_and_back_leads_to_the_same_value(shape: Shape, data: st.DataObject) -> None:
    network = Network(shape, (Flatten(),))
    probe = Probe(0, tuple(data.draw(st.integers(0, size - 1)) for size in shape))
    assert walked(network, walked(network, probe, Way.ON), Way.BACK) == probe
