"""What the worker's thread does with an order, slice by slice."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import pytest

from cnnviz.app.learner import Learned, Learner
from cnnviz.app.worker import Failure, Question
from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import ReLU
from cnnviz.engine.network import Network
from cnnviz.model.document import Coding
from cnnviz.model.networks import lecture_document
from cnnviz.model.practice import Practice, with_settings
from cnnviz.model.run import Order

PRACTICE = with_settings(Practice(generated=40), epochs=2, batch_size=8)
DOCUMENT = lecture_document()


def order(network: Network = DOCUMENT.network, **changes: Any) -> Order:
    whole = Order(object(), network, PRACTICE, None, (9, 9), Coding.SIGNED)
    return replace(whole, **changes)


def answers(learner: Learner, of: Order) -> list[Learned | Failure]:
    question = Question(of.network, DOCUMENT.picture, of)
    return [part.answer for part in learner.respond(question) if part.answer is not None]


def last(learner: Learner, of: Order) -> Learned:
    answer = answers(learner, of)[-1]
    assert isinstance(answer, Learned)
    return answer


def test_the_first_answer_is_of_the_first_weights_and_the_last_is_the_end() -> None:
    first, *_, end = answers(Learner(), order())
    assert isinstance(first, Learned)
    assert isinstance(end, Learned)
    assert (first.run.step, first.run.network) == (0, first.run.first)
    assert end.run.done is not None
    assert end.run.step == end.run.last_step == len(end.run.curves.steps)
    for answer in (first, end):
        assert answer.trace.network is answer.run.network


def test_a_run_that_goes_on_holds_no_run_before_it() -> None:
    learner = Learner()
    begun = last(learner, order(until=3)).run
    for _ in range(3):
        begun = last(learner, order(begun.network, until=begun.step + 3, before=begun)).run
        assert begun.order.before is None
    assert begun.step == 12
    assert [snapshot.step for snapshot in begun.snapshots] == list(range(13))


def test_what_a_hand_changed_between_is_what_is_shown_first() -> None:
    learner = Learner()
    begun = last(learner, order(until=3)).run
    edited = begun.first
    first, *_ = answers(learner, order(edited, before=begun))
    assert isinstance(first, Learned)
    assert first.run.network is edited
    assert first.trace.network is edited


def test_nudging_learns_too_and_knows_its_end() -> None:
    practice = replace(with_settings(PRACTICE, epochs=1, frozen_layers=frozenset({0})), by_nudging=True)
    end = last(Learner(), order(practice=practice))
    assert end.run.step == end.run.last_step
    assert end.run.curves.losses[-1] < end.run.curves.losses[0]


@dataclass(frozen=True, eq=False)
class Stubborn(ReLU):
    """Answers, but cannot be learned through."""

    def input_gradient(self, inputs: Array, outputs: Array, output_gradient: Array) -> Array:
        raise ZeroDivisionError("as planted")


def test_a_layer_that_fails_is_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    first, *others = DOCUMENT.network.layers
    broken = Network(DOCUMENT.network.input_shape, (first, Stubborn(), *others), DOCUMENT.network.classes)
    asked = order(broken)
    failure = answers(Learner(), asked)[-1]
    assert isinstance(failure, Failure)
    assert failure.order is asked
    assert "log" in failure.text
    assert "as planted" in caplog.text


def test_a_picture_drawn_meanwhile_is_answered_with_what_was_told_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnnviz.app.learner._REPORT", math.inf)
    learner, asked = Learner(), order()
    begun = next(learner.respond(Question(asked.network, DOCUMENT.picture, asked))).answer
    parts = learner.respond(Question(asked.network, -DOCUMENT.picture, asked))
    drawn = next(parts).answer
    assert isinstance(drawn, Learned)
    assert drawn.run is begun.run
    assert drawn.trace.network is drawn.run.network
    assert (drawn.trace.picture[0] == -DOCUMENT.picture).all()
    end = [part.answer for part in parts if part.answer is not None][-1]
    assert end.run.done is not None


def test_an_order_at_another_pace_is_told_the_run_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnnviz.app.learner._REPORT", math.inf)
    learner, asked = Learner(), order()
    parts = learner.respond(Question(asked.network, DOCUMENT.picture, asked))
    begun = next(parts).answer
    next(parts)
    faster = replace(asked, pace=asked.pace * 2)
    now = next(learner.respond(Question(asked.network, DOCUMENT.picture, faster))).answer
    assert now.order is faster
    assert now.run.step > begun.run.step


def test_training_stands_back_while_a_hand_draws() -> None:
    asked = order()
    drawn = next(Learner().respond(Question(asked.network, DOCUMENT.picture, asked)))
    # The slowest mouse moves sixty times a second.
    assert drawn.rest > 1 / 60
