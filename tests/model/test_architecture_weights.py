"""Which weights stay when the layers change, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.engine.training import Initialisation, initialise
from cnnviz.model.architecture.blueprints import Dense, knobs
from cnnviz.model.architecture.building import SEED, Built, build, with_built
from cnnviz.model.architecture.description import describe
from cnnviz.model.architecture.plan import (
    BLOCK,
    Plan,
    add,
    duplicate,
    duplicate_block,
    move,
    plan_of,
    remove,
    titles,
    turn,
)
from cnnviz.model.architecture.problems import blank_network, problem_of
from cnnviz.model.architecture.ready_made import READY_MADE
from cnnviz.model.document import Document
from cnnviz.model.history import History
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.practice import Practice, with_settings
from cnnviz.model.refused import Refused
from tests.model.plans import KINDS, applied, conv, set_knob, votes


def test_a_plan_of_what_is_there_changes_nothing() -> None:
    document = lecture_document()
    plan = plan_of(document)
    assert move(plan, 2, 2) is plan
    assert set_knob(plan, 0, "filters", 3) is plan
    assert applied(move(move(plan, 2, 3), 3, 2), document) is document


def test_a_filter_more_is_drawn_and_wired_to_nothing_yet() -> None:
    document = lecture_document()
    built = build(set_knob(plan_of(document), 0, "filters", 4))
    old, new = conv(document.network), conv(built.network)
    assert np.array_equal(new.weight[:3], old.weight)
    assert new.weight[3].any()
    assert np.array_equal(votes(built.network).weight[:, :12], votes(document.network).weight)
    assert not votes(built.network).weight[:, 12:].any()
    assert built.filter_names == ("Diagonal", "Cross", "Other diagonal")
    assert built.told == (
        "Convolution: 1 filter is newly drawn; Votes: the wires to what is new start at 0; all other weights are kept."
    )
    assert np.array_equal(conv(build(set_knob(plan_of(document), 0, "filters", 4)).network).weight, new.weight)


def test_a_filter_less_takes_its_wires_and_its_name_with_it() -> None:
    document = lecture_document()
    changed = applied(set_knob(plan_of(document), 0, "filters", 2), document)
    assert changed.filter_names == ("Diagonal", "Cross")
    assert np.array_equal(votes(changed.network).weight, votes(document.network).weight[:, :8])


def test_larger_filters_hold_the_old_ones_in_their_middle() -> None:
    document = lecture_document()
    larger = applied(set_knob(plan_of(document), 0, "size", 5), document)
    weight = conv(larger.network).weight
    assert np.array_equal(weight[:, :, 1:4, 1:4], conv(document.network).weight)
    assert np.abs(weight).sum() == np.abs(conv(document.network).weight).sum()
    back = applied(set_knob(plan_of(larger), 0, "size", 3), larger)
    assert np.array_equal(conv(back.network).weight, conv(document.network).weight)


def test_what_still_fits_elsewhere_is_the_same_object() -> None:
    document = lecture_document()
    changed = applied(remove(plan_of(document), 1), document)
    assert changed.network.layers == (document.network.layers[0], *document.network.layers[2:])
    assert build(remove(plan_of(document), 1)).told == "All weights are kept."


def test_votes_keep_what_they_add_up_to_where_the_maps_change_their_size() -> None:
    document = lecture_document()
    built = build(remove(plan_of(document), 3))
    before, after = (
        votes(network).weight.reshape(2, 3, -1).sum(axis=2) for network in (document.network, built.network)
    )
    assert np.allclose(before, after)
    assert built.told == "Votes: the wires of each map now go to its 4x4 cells; all other weights are kept."


def test_a_layer_between_draws_its_reader_anew() -> None:
    document = lecture_document()
    built = build(add(plan_of(document), (Dense(5),), after=4))
    assert built.network.layers[0] is document.network.layers[0]
    assert votes(built.network).weight.shape == (2, 5)
    assert built.told == "Newly drawn: Dense, Votes; all other weights are kept."


def test_a_bias_begins_at_0_and_one_that_goes_is_said() -> None:
    document = lecture_document()
    biased = applied(set_knob(plan_of(document), 0, "bias", 1), document)
    bias = conv(biased.network).bias
    assert bias is not None
    assert not bias.any()
    assert conv(biased.network).weight is conv(document.network).weight
    network = biased.network
    layer = Conv2d(conv(network).weight, np.ones(3), divide_by_pixels=True)
    biased = Document(document.picture, Network(network.input_shape, (layer, *network.layers[1:]), network.classes))
    assert "the biases are gone" in build(set_knob(plan_of(biased), 0, "bias", 0)).told


def test_what_is_frozen_goes_with_its_layer() -> None:
    frozen = {"frozen_layers": frozenset({5}), "frozen_filters": frozenset({(0, 0), (0, 2)})}
    document = replace(lecture_document(), practice=with_settings(Practice(), **frozen))
    changed = applied(set_knob(remove(plan_of(document), 2), 0, "filters", 2), document)
    assert changed.practice is not None
    assert changed.practice.settings.frozen_layers == {4}
    assert changed.practice.settings.frozen_filters == {(0, 0)}
    example = applied(READY_MADE[2].plan(document), document)
    assert example.practice is not None
    assert not example.practice.settings.frozen_layers


@st.composite
def edits(draw: st.DrawFn) -> Callable[[Plan], Plan]:
    """What a hand can do to a plan with at least one layer."""
    place, value = draw(st.integers(0, 100)), draw(st.integers(0, 9))
    choice = draw(st.sampled_from(["add", "block", "remove", "move", "twice", "block twice", *["knob"] * 4]))
    kind = draw(st.sampled_from(KINDS))

    def edit(plan: Plan) -> Plan:
        if not plan.places or choice in ("add", "block"):
            return add(
                plan,
                BLOCK if choice == "block" else (kind,),
                place % len(plan.places) if value and plan.places else None,
            )
        index = place % len(plan.places)
        options = knobs(plan.places[index].blueprint)
        if choice == "knob" and options:
            return turn(plan, index, options[value % len(options)], 1 + place % 6)
        simple = {"remove": remove, "twice": duplicate, "block twice": duplicate_block}
        return simple[choice](plan, index) if choice in simple else move(plan, index, value)

    return edit


@settings(max_examples=40)
@given(st.sampled_from([lecture_document, smiley_document]), st.lists(edits(), max_size=12))
def test_any_edits_keep_weights_to_the_last_bit_and_are_refused_in_sentences_only(
    begin: Callable[[], Document], changes: list[Callable[[Plan], Plan]]
) -> None:
    first = begin()
    history = History(first)
    plan = plan_of(first)
    for change in changes:
        try:
            plan = change(plan)
        except Refused:
            continue
        problem = problem_of(plan)
        if problem is not None:
            assert describe(plan).problem is not None
            assert problem.sentence.endswith(".")
            continue
        before = history.document
        built = build(plan)
        document = with_built(before, built)
        assert document.network.shapes == Network(document.network.input_shape, document.network.layers).shapes
        _compare(plan, built)
        history = history.did("Change the layers", document)
        plan = plan_of(document)
    while history.undo_name:
        history = history.undone()
    assert history.document is first


def _compare(plan: Plan, built: Built) -> None:
    """What the sentence does not name is what it was, what it calls new is as drawn, and the rest is made of both."""
    drawn = initialise(blank_network(plan), Initialisation.HE, np.random.default_rng(SEED))
    first, *others = built.told.rstrip(".").split("; ")
    new = first.removeprefix("Newly drawn: ").split(", ") if first.startswith("Newly drawn") else []
    noted = dict(part.split(": ") for part in [first, *others] if ": " in part and "drawn: " not in part)
    for title, place, layer, fresh in zip(titles(plan), plan.places, built.network.layers, drawn.layers, strict=True):
        if not layer.parameters:
            continue
        weight, as_drawn = layer.parameters["weight"], fresh.parameters["weight"]
        if title in new or built.told == "All weights are newly drawn.":
            assert np.array_equal(weight, as_drawn)
            continue
        assert place.origin is not None
        old = plan.base.layers[place.origin].parameters["weight"]
        if title not in noted:
            assert np.array_equal(weight, old)
        elif "now go" not in noted[title]:
            assert np.isin(weight, [*old.flat, *as_drawn.flat, 0.0]).all()
