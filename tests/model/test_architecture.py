"""Plans of layers: what they come to in numbers, what does not fit and what would, and where new ones go."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings

from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.architecture.blueprints import Blueprint, Convolution, Dense, Fixed
from cnnviz.model.architecture.building import build
from cnnviz.model.architecture.description import describe
from cnnviz.model.architecture.plan import (
    BLOCK,
    MOST_LAYERS,
    Plan,
    add,
    block_of,
    duplicate,
    duplicate_block,
    move,
    plan_of,
    remove,
)
from cnnviz.model.architecture.problems import problem_of
from cnnviz.model.architecture.ready_made import READY_MADE, ReadyMade
from cnnviz.model.document import Document
from cnnviz.model.networks import lecture_document, smiley_document, trained_document
from cnnviz.model.refused import Refused
from tests.model.documents import documents
from tests.model.plans import KINDS, applied, set_knob

# What it comes to


def test_the_lecture_s_network_is_described_with_its_formulas_filled_in() -> None:
    description = describe(plan_of(lecture_document()))
    assert [(f.title, f.size, f.output, f.parameters) for f in description.layers] == [
        ("Convolution", "(9 − 3 + 2·0)/1 + 1 = 7", "3 maps of 7x7", "3 · 1·3·3 = 27"),
        ("ReLU", "negative → 0", "3 maps of 7x7", "0"),
        ("Max pooling", "⌈(7 − 2)/2⌉ + 1 = 4", "3 maps of 4x4", "0"),
        ("Max pooling", "(4 − 2)/2 + 1 = 2", "3 maps of 2x2", "0"),
        ("Flatten", "3 · 2 · 2 = 12", "12 values", "0"),
        ("Votes", "value × weight", "2 values", "2 · 12 = 24"),
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
    network = Network((1, 9, 8), (Conv2d(np.zeros((1, 1, 3, 4)), stride=3, padding=1),))
    (only,) = describe(plan_of(Document(np.zeros((9, 8)), network))).layers
    assert only.size == "rows ⌊(9 − 3 + 2·1)/3⌋ + 1 = 3, columns (8 − 4 + 2·1)/3 + 1 = 3"


def _reckoned(formula: str) -> tuple[float, float]:
    """The left and the right of one formula, by Python's own arithmetic."""
    left, right = formula.replace(",", "").split(" = ")
    left = left.replace("−", "-").replace("·", "*").replace(" outside", "")
    for pair, name in (("⌊⌋", "floor"), ("⌈⌉", "ceil")):
        left = left.replace(pair[0], f"{name}(").replace(pair[1], ")")
    assert re.fullmatch(r"[\d\s()+*/\-a-z]+", left)
    names = {"floor": np.floor, "ceil": np.ceil}
    return float(eval(left, {"__builtins__": {}}, names)), float(right)


@settings(max_examples=40)
@given(documents())
def test_every_description_is_what_the_engine_computes(document: Document) -> None:
    network, description = document.network, describe(plan_of(document))
    count = network.parameter_count
    assert description.summary.endswith(f", {count:,} parameter{'' if count == 1 else 's'}")
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
    assert describe(plan).summary == "10 layers on 1 map of 9x9"


def test_of_two_flattenings_one_can_only_go() -> None:
    problem = problem_of(duplicate(plan_of(lecture_document()), 4))
    assert problem is not None
    assert [remedy.title for remedy in problem.remedies] == ["Remove it"]


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


def test_a_block_is_a_layer_that_learns_with_what_follows_up_to_the_next() -> None:
    plan = duplicate_block(plan_of(lecture_document()), 0)
    assert [block_of(plan, index) for index in (0, 3, 4, 7, 8, 9)] == [
        *[range(4)] * 2,
        *[range(4, 8)] * 2,
        range(8, 9),
        range(9, 10),
    ]


def test_there_is_a_most_of_layers() -> None:
    plan = plan_of(lecture_document())
    while len(plan.places) < MOST_LAYERS:
        plan = duplicate(plan, 1)
    with pytest.raises(Refused, match="at most 24 layers"):
        duplicate_block(plan, 0)
    with pytest.raises(Refused, match="at most 24 layers"):
        add(plan, BLOCK)


# Ready-made


@pytest.mark.parametrize("ready", READY_MADE, ids=lambda ready: ready.title)
@pytest.mark.parametrize("begin", [lecture_document, smiley_document, lambda: trained_document("28x28")])
def test_every_ready_made_architecture_fits_or_says_what_would(ready: ReadyMade, begin: Callable[[], Document]) -> None:
    document = begin()
    plan = ready.plan(document)
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
