"""How well a network answers: what is counted, which pictures are asked about, and the race of two ways to learn."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cnnviz.engine.layers import Linear
from cnnviz.engine.network import Network
from cnnviz.engine.samples import Dials
from cnnviz.engine.training import Samples, evaluate, initial_network
from cnnviz.model.document import Coding, Document, with_coding
from cnnviz.model.material import material_of, practice_of, with_practice
from cnnviz.model.networks import SHIPPED, lecture_document
from cnnviz.model.picture.images import centred_on_ink
from cnnviz.model.results.answers import Answers, answers_of
from cnnviz.model.results.cases import CASES, PICTURES, Case, CaseCurve, case_samples
from cnnviz.model.results.exam import Exam, Examiner, Marks, known_material, source_of
from cnnviz.model.results.race import ARRIVED, Race
from cnnviz.model.results.words import (
    describe_accuracy,
    describe_backpropagation,
    describe_case,
    describe_errors,
    describe_gallery,
    describe_nudging,
)
from tests.model.runs import trained


def exam(document: Document, **changes: Any) -> Exam:
    asked = Exam(document.network, source_of(document), None, of_test=True, centres=False)
    return replace(asked, **changes)


def marks(asked: Exam) -> Marks:
    last = [step for step in Examiner().hold(asked) if step is not None][-1]
    assert last.exam is asked
    return last


def answers(asked: Exam) -> Answers:
    found = marks(asked)
    assert found.answers is not None, found.refusal
    return found.answers


def curve(asked: Exam) -> CaseCurve:
    found = marks(asked)
    assert found.curve is not None, found.refusal
    return found.curve


# Right and wrong


def test_every_picture_is_in_the_cell_of_its_class_and_answer() -> None:
    found = answers(exam(lecture_document()))
    seen: list[int] = []
    for row, column in itertools.product(range(2), repeat=2):
        within = found.within(row, column).tolist()
        assert len(within) == found.evaluation.confusion[row, column]
        for index in within:
            right = "answered right" if row == column else f"answered {'XO'[column]}"
            assert found.caption(index) == f"is {'XO'[row]}, {right}"
        seen += within
    assert sorted(seen) == list(range(found.count))
    assert found.right == found.evaluation.confusion.trace()


def test_answers_are_those_of_the_network_that_was_asked() -> None:
    document = lecture_document()
    found = answers(exam(document, of_test=False))
    for index in range(0, found.count, 40):
        votes = document.network.forward(found.picture(index)[None]).votes
        assert votes.argmax() == found.evaluation.answers[index]


def test_the_samples_are_those_that_training_has() -> None:
    document = lecture_document()
    material = material_of(practice_of(document), None, document.grid, document.coding)
    for of_test, samples in ((True, material.test), (False, material.training)):
        found = answers(exam(document, of_test=of_test))
        np.testing.assert_array_equal(found.samples.pictures, samples.pictures)


def test_the_pictures_of_a_run_are_known_while_they_would_be_the_same() -> None:
    run = trained(1)
    learning = with_practice(lecture_document(), run.order.practice)
    assert known_material(run, source_of(learning)) is run.material
    assert known_material(run, source_of(lecture_document())) is None
    assert known_material(run, source_of(with_coding(learning, Coding.BYTES))) is None
    assert known_material(None, source_of(learning)) is None


def test_with_centring_each_picture_is_judged_as_its_ink_lies_in_the_middle() -> None:
    document = lecture_document()
    plain, centred = answers(exam(document)), answers(exam(document, centres=True))
    for index in (0, 17, 79):
        np.testing.assert_array_equal(centred.picture(index), centred_on_ink(plain.picture(index), document.coding))
    assert centred.evaluation.accuracy != plain.evaluation.accuracy


def test_a_long_exam_can_be_broken_off_along_the_way() -> None:
    steps = list(Examiner().hold(exam(lecture_document(), of_test=False, centres=True)))
    assert steps[-1] is not None
    assert len(steps) > 10


@pytest.mark.parametrize(
    ("right", "count", "shown"), [(391, 400, "97.7 %"), (1999, 2000, "99.9 %"), (2000, 2000, "100 %"), (0, 7, "0 %")]
)
def test_only_when_all_are_right_is_it_a_hundred_percent(right: int, count: int, shown: str) -> None:
    network = lecture_document().network
    drawn = case_samples(CASES[0], 0, (9, 9), lecture_document().coding)
    answered = evaluate(network, drawn.take(np.zeros(count, dtype=np.intp))).answers
    labels = np.where(np.arange(count) < right, answered, 1 - answered)
    samples = Samples(drawn.pictures[..., np.zeros(count, dtype=np.intp)], labels, drawn.classes)
    accuracy, counts = describe_accuracy(answers_of(network, samples))
    assert accuracy == shown
    assert counts == f"{right:,} of {count:,} right"


def test_the_gallery_says_what_it_shows() -> None:
    found = answers(exam(lecture_document()))
    assert describe_gallery(found, None) == f"{found.count - found.right} mistakes"
    assert describe_gallery(found, (0, 1)) == f"{found.evaluation.confusion[0, 1]} pictures of X, answered O"


# Trickier cases


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.dial)
def test_only_the_dial_of_the_case_is_turned(case: Case) -> None:
    dials = case.dials(len(case.values) - 1)
    assert getattr(dials, case.dial) == max(case.values)
    assert replace(dials, **{case.dial: 0.0}) == Dials()


def test_a_case_goes_in_even_steps_as_far_as_it_is_called() -> None:
    shown = {case.dial: case.shown for case in CASES}
    assert shown["rotation"] == tuple(range(0, 91, 10))
    assert shown["translation"] == tuple(range(0, 31, 3))
    assert shown["weight"] == tuple(number / 2 for number in range(2, 11))


def test_what_a_case_moves_stays_where_it_was_moved_to() -> None:
    case = next(case for case in CASES if case.dial == "translation")
    pictures = case_samples(case, len(case.values) - 1, (9, 9), Coding.UNIT).pictures[0]
    assert (pictures[0].any(axis=0) != pictures[-1].any(axis=0)).any()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.dial)
def test_a_curve_says_how_many_pictures_of_each_value_are_right(case: Case) -> None:
    document = lecture_document()
    found = curve(exam(document, case=case))
    assert found.chance == 0.5
    for place, share in enumerate(found.accuracies):
        samples = case_samples(case, place, document.grid, document.coding)
        assert len(samples) == PICTURES
        assert share == evaluate(document.network, samples).accuracy
    assert found.accuracies[0] == 1.0


def test_a_curve_is_said_in_words() -> None:
    noise = CASES[-1]
    found = CaseCurve(noise, (1.0, 0.9, *(0.75,) * (len(noise.values) - 2)), 0.5)
    assert describe_case(found, 1) == "5 %: 90 % right; guessing gets 50 %"
    assert describe_case(found, None) == "100 % right at 0 %, 75 % at 10 %; guessing gets 50 %"
    flat = replace(found, accuracies=(0.5,) * 11)
    assert describe_case(flat, None) == "50 % right at 0 %, nowhere fewer; guessing gets 50 %"
    assert describe_case(replace(found, accuracies=(1.0,) * 11), None) == "All right, up to 50 %; guessing gets 50 %"


def test_a_curve_says_which_classes_it_is_of() -> None:
    """A network of three classes was said to be all right where no picture of the third was asked about."""
    document = lecture_document()
    network = document.network
    votes = network.layers[-1]
    assert isinstance(votes, Linear)
    third = Linear(np.vstack([votes.weight, np.zeros_like(votes.weight[:1])]))
    wider = Network(network.input_shape, (*network.layers[:-1], third), ("X", "O", "Plus"))
    said = describe_case(curve(exam(replace(document, network=wider), case=CASES[0])), None)
    assert re.match(r"X and O only: \d", said)
    assert said.endswith("guessing gets 33.3 %")
    assert "only" not in describe_case(curve(exam(document, case=CASES[0])), None)


# What cannot be examined


def without_votes() -> Document:
    document = lecture_document()
    network = Network(document.network.input_shape, document.network.layers[:2])
    return replace(document, network=network)


def of_other_classes() -> Document:
    document = lecture_document()
    network = document.network
    return replace(document, network=Network(network.input_shape, network.layers, ("happy", "sad")))


@pytest.mark.parametrize("case", [None, CASES[0]])
def test_a_network_without_votes_gets_a_sentence(case: Case | None) -> None:
    assert marks(exam(without_votes(), case=case)).refusal.startswith("This network gives no votes")


def test_a_network_of_other_classes_gets_a_sentence() -> None:
    assert "X" in marks(exam(of_other_classes())).refusal
    refusal = marks(exam(of_other_classes(), case=CASES[0])).refusal
    assert refusal == "The trickier cases are pictures of X and O, but this network knows happy, sad."


# The race


class Ticks:
    """A clock on which every step takes one second."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        self._now += 1.0
        return self._now


def race_of(document: Document, generated: int = 400) -> Race:
    practice = replace(practice_of(document), generated=generated)
    material = material_of(practice, None, document.grid, document.coding)
    return Race(document.network, material.training, practice.settings, Ticks())


def test_both_begin_with_the_same_weights_and_have_the_same_time() -> None:
    document = lecture_document()
    race = race_of(document)
    start = race.standing()
    practice = practice_of(document)
    material = material_of(practice, None, document.grid, document.coding)
    first = evaluate(initial_network(document.network, practice.settings), material.training)
    assert start.backpropagation.error == start.nudging.error == first.loss
    assert start.weights == document.network.parameter_count
    for _ in range(40):
        race.step()
    standing = race.standing()
    assert [lane.steps for lane in standing.lanes] == [20, 20]
    assert [lane.seconds for lane in standing.lanes] == [20.0, 20.0]
    assert [lane.pictures for lane in standing.lanes] == [20 * 32, 20 * 2 * 320]


def test_both_arrive_and_nudging_later() -> None:
    race = race_of(lecture_document(), generated=40)
    while not race.is_over:
        race.step()
    backpropagation, nudging = race.standing().lanes
    assert backpropagation.has_arrived
    assert nudging.has_arrived
    assert backpropagation.error < ARRIVED
    assert backpropagation.steps * 4 < nudging.steps
    for lane in (backpropagation, nudging):
        seconds, pictures, errors = lane.curve
        assert (np.diff(seconds) > 0).all()
        assert (np.diff(pictures) > 0).all()
        assert errors[-1] == lane.error
        assert np.array_equal(lane.against(by_pictures=True), (pictures, errors))
        assert np.array_equal(lane.against(by_pictures=False), (1000.0 * seconds, errors))


def test_a_race_is_said_in_words() -> None:
    race = race_of(lecture_document())
    assert describe_nudging(race.standing()).startswith("0 of 51 weights visited, error 3.65, ")
    race.step()
    standing = race.standing()
    assert describe_backpropagation(standing.backpropagation).startswith("1 step, error ")
    for _ in range(103):
        race.step()
    standing = race.standing()
    assert describe_backpropagation(standing.backpropagation).startswith("52 steps, error ")
    assert describe_nudging(standing).startswith("round 2: 1 of 51 weights visited, error ")
    assert describe_errors(standing, 0.0, by_pictures=False) == (
        "After 0 ms: error 3.65 by backpropagation, 3.65 by nudging"
    )


def test_a_race_of_a_network_that_does_not_fit_is_refused() -> None:
    material = material_of(practice_of(lecture_document()), None, (9, 9), lecture_document().coding)
    with pytest.raises(ValueError, match="no votes"):
        Race(without_votes().network, material.training, practice_of(lecture_document()).settings)


def test_the_networks_that_were_trained_on_this_get_nearly_all_right() -> None:
    trained = next(shipped for shipped in SHIPPED if "9 × 9" in shipped.title).make()
    assert answers(exam(trained, centres=True)).evaluation.accuracy >= 0.97
