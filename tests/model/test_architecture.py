"""Plans of layers: what they come to in numbers, what does not fit and what would, and which weights stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Linear, MaxPool2d, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.engine.training import Initialisation, initialise
from cnnviz.model.architecture.blueprints import Blueprint, Convolution, Dense, Fixed, Pooling, knobs
from cnnviz.model.architecture.building import SEED, Built, build, with_built
from cnnviz.model.architecture.description import describe
from cnnviz.model.architecture.plan import (
    BLOCK,
    MOST_LAYERS,
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
from cnnviz.model.networks import lecture_document, smiley_document, trained_document
from cnnviz.model.practice import Practice, with_settings
from cnnviz.model.refused import Refused
from tests.model.documents import documents

KINDS: tuple[Blueprint, ...] = (
    Convolution(),
    Pooling(),
    Pooling(mean=True),
    Dense(),
    Fixed(ReLU),
    Fixed(Flatten),
    Fixed(Softmax),
)


def set_knob(plan: Plan, index: int, field: str, value: int) -> Plan:
    return turn(plan, index, next(knob for knob in knobs(plan.places[index].blueprint) if knob.field == field), value)


def applied(plan: Plan, document: Document) -> Document:
    return with_built(document, build(plan))


def conv(network: Network, index: int = 0) -> Conv2d:
    layer = network.layers[index]
    assert isinstance(layer, Conv2d)
    return layer


def votes(network: Network) -> Linear:
    layer = network.layers[-1]
    assert isinstance(layer, Linear)
    return layer


# What it comes to


def test_the_lecture_s_network_is_described_with_its_formulas_filled_in() -> None:
    description = describe(plan_of(lecture_document()))
    assert [(f.title, f.size, f.output, f.parameters) for f in description.layers] == [
        ("Convolution", "(9 − 3 + 2·0)/1 + 1 = 7", "3 maps of 7x7", "3 · 1·3·3 = 27"),
        ("ReLU", "below 0 becomes 0", "3 maps of 7x7", "0"),
        ("Max pooling", "⌈(7 − 2)/2⌉ + 1 = 4", "3 maps of 4x4", "0"),
        ("Max pooling", "(4 − 2)/2 + 1 = 2", "3 maps of 2x2", "0"),
        ("Flatten", "3 · 2 · 2 = 12", "12 values", "0"),
        ("Votes", "values × weights", "2 values", "2 · 12 = 24"),
    ]
    assert description.summary == "6 layers on 1 map of 9x9, 51 parameters"
    assert description.problem is None


def test_biases_rounding_and_unequal_sides_stand_in_the_formulas() -> None:
    network = Network((1, 9, 8), (Conv2d(np.zeros((2, 1, 3, 4)), np.zeros(2), stride=2, padding=1), MaxPool2d(1, 3)))
    first, second = describe(plan_of(Document(np.zeros((9, 8)), network))).layers
    assert first.size == "rows (9 − 3 + 2·1)/2 + 1 = 5, columns (8 − 4 + 2·1)/2 + 1 = 4"
    assert first.parameters == "2 · (1·3·4 + 1) = 26"
    assert second.size == "rows ⌈(5 − 1)/3⌉ + 1 − 1 outside = 2, columns (4 − 1)/3 + 1 = 2"
    whole = describe(set_knob(plan_of(lecture_document()), 2, "partial", 0)).layers[2]
    assert whole.size == "⌊(7 − 2)/2⌋ + 1 = 3"


def _reckoned(formula: str) -> tuple[float, float]:
    """The left and the right of one formula, by Python's own arithmetic."""
    left, right = formula.replace(",", "").split(" = ")
    left = left.replace("−", "-").replace("·", "*").replace(" outside", "")
    for pair, name in (("⌊⌋", "floor"), ("⌈⌉", "ceil")):
        left = left.replace(pair[0], f"{name}(").replace(pair[1], ")")
    assert re.fullmatch(r"[\d\s()+*/\-a-z]+", left)
    names = {"floor": np.floor, "ceil": np.ceil}
    return float(eval(left, {"__builtins__": {}}, names)), float(right)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_every_description_is_what_the_engine_computes(document: Document) -> None:
    network, description = document.network, describe(plan_of(document))
    for layer, shape, facts in zip(network.layers, network.shapes[1:], description.layers, strict=True):
        assert [int(n) for n in re.findall(r"\d+", facts.output)] == list(shape)
        assert int(facts.parameters.split()[-1].replace(",", "")) == layer.parameter_count
        if "=" in facts.parameters:
            left, right = _reckoned(facts.parameters)
            assert left == right
        sides = re.split(r"rows |, columns ", facts.size)
        for formula in (side for side in sides if "=" in side and "window" not in side):
            left, right = _reckoned(formula)
            assert left == right


# What does not fit


def test_filters_too_large_are_marked_where_they_fail_with_what_would_fit() -> None:
    plan = set_knob(duplicate_block(plan_of(lecture_document()), 0), 4, "size", 7)
    problem = problem_of(plan)
    assert problem is not None
    assert problem.index == 4
    assert problem.sentence == "Filters of 7x7 do not fit on maps of 2x2: 2 − 7 + 2·0 = −5 is below 0."
    assert [remedy.title for remedy in problem.remedies] == ["Size 2x2", "Padding 3"]
    assert all(problem_of(remedy.plan) is None for remedy in problem.remedies)
    assert describe(plan).layers[5].output == ""


@pytest.mark.parametrize(
    ("spoil", "index", "said", "remedy"),
    [
        (lambda plan: remove(plan, 4), 4, "Votes needs one list of values, but gets 3 maps of 2x2.", "Flatten before"),
        (lambda plan: remove(plan, 5), 4, "one value for each of 2 classes (X, O)", "Add Dense with 2 neurons"),
        (lambda plan: remove(remove(plan, 5), 4), 3, "ends with 3 maps of 2x2", "Add Flatten and Dense with 2 neurons"),
        (lambda plan: set_knob(plan, 5, "neurons", 5), 5, "ends with 5 values", "2 neurons"),
        (lambda plan: move(plan, 0, 4), 4, "Convolution needs maps, but gets one list of 9", "Move it before Flatten"),
        (lambda plan: duplicate(plan, 4), 5, "Flatten needs maps", "Remove it"),
        (lambda plan: set_knob(set_knob(plan, 3, "window", 8), 3, "partial", 0), 3, "4 − 8 = −4", "Window 4x4"),
    ],
)
def test_what_does_not_fit_is_named_with_a_remedy_that_fits(
    spoil: Callable[[Plan], Plan], index: int, said: str, remedy: str
) -> None:
    spoilt = spoil(plan_of(lecture_document()))
    problem = problem_of(spoilt)
    assert problem is not None
    assert problem.index == index
    assert said in problem.sentence
    found = next(each for each in problem.remedies if remedy in each.title)
    assert problem_of(found.plan) is None
    with pytest.raises(Refused, match=re.escape(problem.sentence)):
        build(spoilt)


def test_a_network_without_layers_is_marked_before_the_first() -> None:
    plan = plan_of(lecture_document())
    while plan.places:
        plan = remove(plan, 0)
    problem = problem_of(plan)
    assert problem is not None
    assert problem.index == -1
    assert problem_of(problem.remedies[0].plan) is None


def test_too_many_parameters_and_too_much_work_are_said_before_they_are_made() -> None:
    wide = Network((1, 64, 64), (Conv2d(np.zeros((16, 1, 7, 7)), padding=3), Flatten()))
    problem = problem_of(add(plan_of(Document(np.zeros((64, 64)), wide)), (Dense(128),)))
    assert problem is not None
    assert problem.index == 2
    assert "8,389,520 parameters" in problem.sentence
    slow = plan_of(Document(np.zeros((64, 64)), wide))
    for _ in range(6):
        slow = duplicate(slow, 0)
    problem = problem_of(slow)
    assert problem is not None
    assert "too slow" in problem.sentence
    assert 3 < problem.index < 7


# Where new layers go


@pytest.mark.parametrize("kind", [*((blueprint,) for blueprint in KINDS[:5]), BLOCK])
def test_a_new_layer_goes_where_it_can_stand(kind: tuple[Blueprint, ...]) -> None:
    plan = plan_of(lecture_document())
    assert problem_of(add(plan, kind)) is None
    small = kind if not isinstance(kind[0], Convolution) else (Convolution(size=(1, 1)),)
    for after in range(len(plan.places)):
        problem = problem_of(add(plan, small, after))
        assert problem is None, (after, problem.sentence)


def test_a_new_layer_follows_the_one_that_is_chosen() -> None:
    plan = plan_of(lecture_document())
    assert add(plan, (Fixed(ReLU),), after=3).places[4].blueprint == Fixed(ReLU)
    assert add(plan, (Convolution(),), after=0).places[1].blueprint == Convolution()
    assert add(plan, (Dense(),)).places[5].blueprint == Dense(), "before the votes"


def test_there_is_a_most_of_layers() -> None:
    plan = plan_of(lecture_document())
    while len(plan.places) < MOST_LAYERS:
        plan = duplicate(plan, 1)
    with pytest.raises(Refused, match="at most 24 layers"):
        duplicate_block(plan, 0)
    with pytest.raises(Refused, match="at most 24 layers"):
        add(plan, BLOCK)


# Which weights stay


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


@settings(max_examples=100, deadline=None)
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


# Ready-made


@pytest.mark.parametrize("ready", READY_MADE, ids=lambda ready: ready.title)
@pytest.mark.parametrize("begin", [lecture_document, smiley_document, lambda: trained_document("28x28")])
def test_every_ready_made_architecture_fits_or_says_what_would(ready: object, begin: Callable[[], Document]) -> None:
    document = begin()
    plan = ready.plan(document)  # type: ignore[attr-defined]
    problem = problem_of(plan)
    while problem is not None:
        plan = problem.remedies[0].plan
        problem = problem_of(plan)
    changed = applied(plan, document)
    assert changed.network.classes == document.network.classes
    assert changed.picture is document.picture
    assert np.isfinite(changed.network.forward(changed.picture[None]).votes).all()


def test_the_toy_is_the_lecture_s_to_the_last_number() -> None:
    toy = applied(READY_MADE[0].plan(trained_document("9x9")), trained_document("9x9"))
    lecture = lecture_document()
    assert toy.filter_names == lecture.filter_names
    assert np.array_equal(
        toy.network.forward(lecture.picture[None]).votes, lecture.network.forward(lecture.picture[None]).votes
    )
    assert build(READY_MADE[0].plan(trained_document("9x9"))).told == "All weights are the example's own."


def test_the_deep_stack_is_the_lecture_s() -> None:
    network = build(READY_MADE[1].plan(lecture_document())).network
    kinds = [Conv2d, ReLU, Conv2d, ReLU, MaxPool2d, Conv2d, ReLU, MaxPool2d, Flatten, Linear, Linear]
    assert [type(layer) for layer in network.layers] == kinds
    assert AvgPool2d in {type(layer) for layer in build(READY_MADE[4].plan(lecture_document())).network.layers}
