"""A training run as the window shows it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.app.learner import MOST_SNAPSHOTS
from tests.model.runs import trained

LONG = trained(1000)


def test_a_long_run_keeps_some_of_its_networks_evenly() -> None:
    steps = [snapshot.step for snapshot in LONG.snapshots]
    assert len(steps) <= MOST_SNAPSHOTS + 1
    assert (steps[0], steps[-1]) == (0, 1000)
    assert len(set(np.diff(steps))) == 1
    assert LONG.snapshots[0].network is LONG.first


def test_a_run_of_a_large_network_keeps_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    size = sum(numbers.nbytes for layer in LONG.first.layers for numbers in layer.parameters.values())
    monkeypatch.setattr("cnnviz.app.learner.MOST_HELD", 40 * size)
    run = trained(1000)
    assert 20 <= len(run.snapshots) <= 41
    assert (run.snapshots[0].step, run.snapshots[-1].step) == (0, 1000)


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
