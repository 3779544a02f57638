"""A training run as the window shows it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.app.learner import MOST_SNAPSHOTS, Learned, Learner
from cnnviz.app.store import Store
from cnnviz.app.training import Amount, next_order
from cnnviz.app.worker import Question
from cnnviz.model.material import practice_of, with_practice
from cnnviz.model.networks import lecture_document
from cnnviz.model.practice import with_settings
from cnnviz.model.run import Run


def trained(steps: int) -> Run:
    """The lecture's network after so many steps, of which five are an epoch."""
    document = lecture_document()
    practice = with_settings(replace(practice_of(document), generated=50), epochs=None, batch_size=8)
    state = Store(with_practice(document, practice)).state
    order = replace(next_order(state, Amount.RUN), until=steps)
    *_, last = Learner().respond(Question(document.network, document.picture, order))
    assert isinstance(last.answer, Learned)
    return last.answer.run


LONG = trained(1000)


def test_a_long_run_keeps_some_of_its_networks_evenly() -> None:
    steps = [snapshot.step for snapshot in LONG.snapshots]
    assert len(steps) <= MOST_SNAPSHOTS + 1
    assert (steps[0], steps[-1]) == (0, 1000)
    assert len(set(np.diff(steps))) == 1
    assert LONG.snapshots[0].network is LONG.first


@given(st.integers(-5, 1500))
def test_wherever_a_person_goes_back_to_is_the_end_of_what_goes_on(step: int) -> None:
    there = LONG.at(step)
    assert there.position == there.shown.step <= max(step, 0)
    assert there.network is LONG.network
    back = there.back_to_position()
    assert back.network is there.shown.network
    assert back.step == back.position == len(back.curves.steps)
    assert back.epochs == sum(LONG.curves.test_steps <= back.step)
    assert back.at(10_000) is not LONG
    assert back.at(10_000).position == back.step


def test_where_nothing_was_gone_back_the_run_is_the_same() -> None:
    assert LONG.back_to_position() is LONG
    assert LONG.at(1000).back_to_position().step == 1000


def test_time_is_told_where_the_rules_tell_when_it_ends() -> None:
    assert LONG.seconds_left is None
    known = replace(LONG, last_step=3000, rate=100.0)
    assert known.seconds_left == 20.0
    assert replace(known, rate=0.0).seconds_left is None


def test_curves_handed_on_do_not_grow() -> None:
    assert len(LONG.curves.steps) == len(LONG.curves.losses) == 1000
    early = LONG.curves.until(10)
    assert list(early.steps) == list(range(1, 11))
    assert not LONG.curves.losses.flags.writeable
    assert math.isfinite(early.losses.sum())
