"""The step player: every value once, in order, and nothing shown before it has come about."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.network import Network
from cnnviz.model.networks import lecture_network, smiley_network
from cnnviz.model.played import playhead_ways
from cnnviz.model.player.playhead import Playhead, fitted
from cnnviz.model.player.script import Phase, Span, script_of
from cnnviz.model.player.words import phase_words
from tests.engine.networks import layered_networks

LECTURE = lecture_network()


@cache
def playheads(stage: int, maps: int) -> st.SearchStrategy[Playhead]:
    return st.builds(Playhead, st.sampled_from(Span), st.just(stage), st.integers(0, maps - 1), fine=st.booleans())


def scripts(network: Network) -> st.SearchStrategy[Playhead]:
    return st.integers(1, len(network.shapes) - 1).flatmap(lambda stage: playheads(stage, network.shapes[stage][0]))


@given(st.data())
def test_every_value_lands_once_in_reading_order(data: st.DataObject) -> None:
    network = data.draw(layered_networks)
    playhead = data.draw(scripts(network))
    script = playhead.script(network)
    landed = [m for m in map(script.moment, range(1, script.length + 1)) if m is not None and m.lands]
    places = [(m.stage, m.cell) for m in landed]
    assert places == sorted(set(places))
    assert len(places) == sum(section.count for section in script.sections)
    assert all(script.moment(script.landing(*place) or 0) == m for place, m in zip(places, landed, strict=True))


@given(st.data())
def test_what_has_landed_is_shown_and_what_comes_later_is_hidden(data: st.DataObject) -> None:
    network = data.draw(layered_networks)
    script = data.draw(scripts(network)).script(network)
    position = data.draw(st.integers(0, script.length))
    hidden = script.hidden(position)
    for at in range(1, script.length + 1):
        moment = script.moment(at)
        assert moment is not None
        if moment.lands:
            mask = hidden[moment.stage]
            assert (mask is not None and bool(mask[moment.cell])) is (at > position)
    assert hidden[0] is None


@given(st.data())
def test_a_step_forward_and_a_step_back_lead_to_the_same_stop(data: st.DataObject) -> None:
    network = data.draw(layered_networks)
    playhead = data.draw(scripts(network))
    start = playhead.moved(network, data.draw(st.integers(0, playhead.script(network).length)))
    on = start.stepped(network, 1)
    assert on.position > start.position or start.position == playhead.script(network).length
    back = on.stepped(network, -1)
    assert back.position <= start.position or on.position == start.position
    moment = on.moment(network)
    assert playhead.fine or moment is None or moment.lands or on.position == start.position


@given(st.data())
def test_positions_are_counted_in_values_that_have_landed(data: st.DataObject) -> None:
    network = data.draw(layered_networks)
    script = data.draw(scripts(network)).script(network)
    position = data.draw(st.integers(0, script.length))
    there = [script.moment(at) for at in range(1, position + 1)]
    assert script.landed(position) == sum(moment is not None and moment.lands for moment in there)
    values = data.draw(st.integers(0, script.values))
    assert script.landed(script.after(values)) == values
    assert script.after(values) == 0 or script.moment(script.after(values)).lands  # type: ignore[union-attr]


@given(st.data())
def test_any_value_can_be_gone_to_and_is_the_one_that_is_played(data: st.DataObject) -> None:
    network = data.draw(layered_networks)
    playhead = data.draw(scripts(network))
    stage = data.draw(st.integers(1, len(network.shapes) - 1))
    cell = tuple(data.draw(st.integers(0, size - 1)) for size in network.shapes[stage])
    there = playhead.at_value(network, stage, cell)
    moment = there.moment(network)
    assert moment is not None
    assert (moment.stage, moment.cell, moment.lands, there.span) == (stage, cell, True, playhead.span)
    assert fitted(there, network) is there


def test_the_lecture_s_arithmetic_is_taken_in_its_four_moves() -> None:
    script = script_of(LECTURE, Span.MAP, 1, 0)
    moments = [script.moment(position) for position in range(1, 5)]
    assert [m.phase for m in moments if m] == [Phase.LINE_UP, Phase.MULTIPLY, Phase.ADD, Phase.DIVIDE]
    assert [phase_words(LECTURE, m) for m in moments if m] == [
        "Line up the filter with the patch",
        "Multiply pixel by pixel",
        "Add up",
        "Divide by 9",
    ]
    assert script.length == 4 * 49


def test_every_small_step_of_the_shipped_networks_has_words() -> None:
    for network in (LECTURE, smiley_network()):
        script = script_of(network, Span.WAY, 1, 0)
        moments = {(m.stage, m.phase): m for m in map(script.moment, range(1, script.length + 1)) if m}
        assert all(phase_words(network, moment) for moment in moments.values())


def test_another_span_keeps_the_value_that_is_played() -> None:
    whole = Playhead().moved(LECTURE, 400)
    moment = whole.moment(LECTURE)
    assert moment is not None
    one = whole.spanning(LECTURE, Span.MAP, moment.stage, moment.cell[0])
    now = one.moment(LECTURE)
    assert now is not None
    assert now.cell == moment.cell


def test_what_need_not_be_taken_by_hand_plays_on_and_is_there_with_another_press() -> None:
    head = Playhead(Span.MAP, 1, by_hand=8)
    for position in (4, 8):
        head = head.gone_on(LECTURE)
        assert (head.position, head.playing) == (position, False)
    head = head.gone_on(LECTURE)
    assert (head.position, head.playing) == (12, True)
    head = head.stepped(LECTURE, 1).gone_on(LECTURE)
    assert (head.position, head.playing) == (4 * 49, False)
    # Of something else that is played, nothing has been said.
    assert head.spanning(LECTURE, Span.WAY, 1).by_hand is None
    assert head.at_value(LECTURE, 2, (0, 0, 0)).by_hand is None
    assert fitted(head, Network((1, 3, 3), ())) is None


def test_at_the_end_it_stops_and_everything_is_there() -> None:
    playhead = Playhead(playing=True).moved(LECTURE, 10**9)
    assert not playhead.playing
    assert playhead.script(LECTURE).hidden(playhead.position) == (None,) * len(LECTURE.shapes)
    assert playhead.stepped(LECTURE, 1) == playhead


def test_a_playhead_of_a_larger_network_keeps_to_what_there_is() -> None:
    small = Network((1, 3, 3), LECTURE.layers[:2])
    placed = fitted(Playhead(Span.MAP, 4, 2, 40, playing=True), small)
    assert placed == Playhead()
    bare = Network((1, 3, 3), ())
    assert fitted(Playhead(), bare) is None


def test_there_is_nothing_beyond_the_ends() -> None:
    script = script_of(LECTURE, Span.STAGE, 3, 0)
    with pytest.raises(IndexError):
        script.moment(script.length + 1)
    with pytest.raises(IndexError):
        script_of(LECTURE, Span.MAP, 1, 3)
    assert np.all(script.hidden(0)[3])


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (Playhead(), "Before the first value"),
        (Playhead(Span.STAGE, 3), "Max pooling 1: before the first value"),
        (Playhead(Span.MAP, 1, 2), "Convolution, map 3: before the first value"),
    ],
)
def test_the_beginning_says_what_is_played_where_all_else_is_there_already(head: Playhead, words: str) -> None:
    assert playhead_ways(LECTURE, head)[0] == words
    assert playhead_ways(LECTURE, head)[-1] == "Before the first value"
