"""A sum tells no more than has come about."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.layers import Flatten, Linear
from cnnviz.engine.network import Network, Trace
from cnnviz.model.concealment import concealment, is_hidden
from cnnviz.model.guess import said_of
from cnnviz.model.networks import lecture_document
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Phase
from cnnviz.model.sums.account import Account, account_of
from cnnviz.model.sums.seen import seen_account
from cnnviz.model.sums.so_far import so_far_at, to_begin_with
from cnnviz.model.view import Probe, View, fit
from tests.engine.networks import layered_networks

LECTURE = lecture_document()


def traced(data: st.DataObject) -> Trace:
    network = data.draw(layered_networks)
    return network.forward(np.arange(float(np.prod(network.input_shape))).reshape(network.input_shape))


def seen(trace: Trace, view: View) -> Account | None:
    view = fit(view, trace.network)
    assert view.probe is not None
    return seen_account(trace, view.probe, LECTURE, view, concealment(trace.network, view))


@given(st.data())
def test_a_played_sum_is_whole_exactly_when_its_value_has_landed(data: st.DataObject) -> None:
    trace = traced(data)
    script = Playhead().script(trace.network)
    position = data.draw(st.integers(1, script.length))
    moment = script.moment(position)
    assert moment is not None
    account = seen(trace, View(player=Playhead(position=position)))
    assert account is not None
    whole = account_of(trace, Probe(moment.stage, moment.cell), LECTURE)
    if moment.lands:
        assert account == whole
    else:
        for text in (account.headline(), account.headline(4), account.as_text(), account.as_latex()):
            assert text.endswith("?")
        assert account.as_text() != whole.as_text()


@given(st.data())
@settings(max_examples=20)
def test_only_what_lights_up_value_by_value_is_there_in_part(data: st.DataObject) -> None:
    script = Playhead().script(data.draw(layered_networks))
    moments = [moment for moment in map(script.moment, range(1, script.length + 1)) if moment is not None]
    for moment in moments:
        so_far = so_far_at(moment)
        assert (so_far is None) == moment.lands
        if so_far is not None:
            done = [so_far.has_done(index, moment.parts) for index in range(moment.parts)]
            lit = moment.part + 1 if moment.phase is Phase.LIGHT else moment.parts
            assert done == [True] * lit + [False] * (moment.parts - lit)


def test_of_a_vote_without_wires_nothing_is_told_before_it_is_there() -> None:
    trace = Network((1, 1, 2), (Flatten(), Linear(np.zeros((1, 2))))).forward(np.ones((1, 1, 2)))
    account = seen(trace, View(pinned=Probe(2, (0,)), predicts=True))
    assert account is not None
    assert (account.headline(), account.as_latex()) == ("?", "?")


def test_a_vote_is_predicted_before_its_first_wire_lights_up_and_a_pixel_sum_with_its_patch() -> None:
    begun = [to_begin_with(LECTURE.network, stage).has_done(0, 12) for stage in (1, 3, 6)]
    assert begun == [True, True, False]


@given(st.data())
@settings(max_examples=40)
def test_what_is_hidden_has_no_sum_but_what_is_to_be_predicted_has_its_beginning(data: st.DataObject) -> None:
    trace = traced(data)
    network = trace.network
    script = Playhead().script(network)
    position = data.draw(st.integers(0, script.length))
    stage = data.draw(st.integers(1, len(network.shapes) - 1))
    probe = Probe(stage, tuple(data.draw(st.integers(0, size - 1)) for size in network.shapes[stage]))
    view = fit(View(player=Playhead(position=position), pinned=probe), network)
    if is_hidden(concealment(network, view), probe) and probe != view.played:
        assert seen(trace, view) is None
    predicted = seen(trace, View(pinned=probe, predicts=True))
    assert predicted is not None
    assert predicted.so_far is not None
    assert predicted.headline().endswith("?")
    revealed = seen(trace, View(pinned=probe, predicts=True, revealed=probe))
    assert revealed == account_of(trace, probe, LECTURE)


def test_a_sum_of_what_a_lesson_hides_is_not_told() -> None:
    trace = LECTURE.network.forward(LECTURE.picture[None])
    view = View(concealed=frozenset({2}))
    assert seen(trace, replace(view, pinned=Probe(3, (0, 0, 0)))) is None
    assert seen(trace, replace(view, pinned=Probe(4, (0, 0, 0)))) is not None


def test_a_guess_is_answered_with_the_true_value() -> None:
    assert said_of("5/9", 5 / 9, "5 / 9 = 0.55…") == "Right: it is 5 / 9 = 0.55…"
    assert said_of("1/2", 0.5, "0.5") == "Right: it is 0.5."
    assert said_of(" .4", 5 / 9, "") == "Not yet: .4 is too small."
    assert said_of("x", 5 / 9, "").startswith("Not yet: write a number")
