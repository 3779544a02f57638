"""A training run as the window shows it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.app.learner import MOST_SNAPSHOTS
from cnnviz.engine.training import Done, Reason, SquaredError
from cnnviz.model.numbers import format_share
from cnnviz.model.practice import with_settings
from cnnviz.model.run import Run
from cnnviz.model.run_words import describe_end, describe_run
from tests.model.runs import trained


@pytest.fixture(scope="module")
def long() -> Run:
    """A thousand steps, which no test changes."""
    return trained(1000)


def test_a_long_run_keeps_some_of_its_networks_evenly(long: Run) -> None:
    steps = [snapshot.step for snapshot in long.snapshots]
    assert len(steps) <= MOST_SNAPSHOTS + 1
    assert (steps[0], steps[-1]) == (0, 1000)
    assert len(set(np.diff(steps))) == 1
    assert long.snapshots[0].network is long.first


def test_a_run_of_a_large_network_keeps_fewer(long: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    size = sum(numbers.nbytes for layer in long.first.layers for numbers in layer.parameters.values())
    monkeypatch.setattr("cnnviz.app.learner.MOST_HELD", 40 * size)
    run = trained(1000)
    assert 20 <= len(run.snapshots) <= 41
    assert (run.snapshots[0].step, run.snapshots[-1].step) == (0, 1000)


@given(st.integers(-5, 1500))
def test_wherever_a_person_goes_back_to_is_the_end_of_what_goes_on(long: Run, step: int) -> None:
    there = long.at(step)
    assert there.position == there.shown.step <= max(step, 0)
    assert there.network is long.network
    back = there.back_to_position()
    assert back.network is there.shown.network
    assert back.step == back.position == len(back.curves.steps)
    assert back.epochs == sum(long.curves.test_steps <= back.step)
    assert back.at(10_000) is not long
    assert back.at(10_000).position == back.step


def test_where_nothing_was_gone_back_the_run_is_the_same(long: Run) -> None:
    assert long.back_to_position() is long
    assert long.at(1000).back_to_position().step == 1000


def test_time_is_told_where_the_rules_tell_when_it_ends(long: Run) -> None:
    assert long.seconds_left is None
    known = replace(long, last_step=3000, rate=100.0)
    assert known.seconds_left == 20.0
    assert replace(known, rate=0.0).seconds_left is None


def test_curves_handed_on_do_not_grow(long: Run) -> None:
    assert len(long.curves.steps) == len(long.curves.losses) == 1000
    early = long.curves.until(10)
    assert list(early.steps) == list(range(1, 11))
    assert not long.curves.losses.flags.writeable
    assert math.isfinite(early.losses.sum())


@pytest.mark.parametrize(
    ("done", "settings", "words"),
    [
        (None, {}, ""),
        (Done(Reason.EPOCHS, "Over."), {"weight_decay": 1.0}, "Over."),
        (Done(Reason.DIVERGED, "Too large.", 0.03), {}, "Too large. Rewind, and try a learning rate of 0.03."),
        (Done(Reason.DIVERGED, "Too large.", 0.03), {"weight_decay": 1.0}, " 0.03 or a weight decay of 0."),
        (Done(Reason.DIVERGED, "Too large.", 0.03), {"loss": SquaredError()}, " 0.03 or cross-entropy as the error."),
        (Done(Reason.DIVERGED, "Too large."), {}, "Too large. Begin with others (He or Xavier)."),
    ],
)
def test_how_a_run_ended_is_said_with_what_to_do(
    long: Run, done: Done | None, settings: dict[str, object], words: str
) -> None:
    order = replace(long.order, practice=with_settings(long.order.practice, **settings))
    assert describe_end(replace(long, order=order, done=done)).endswith(words)


@pytest.mark.parametrize(("step", "words"), [(3, " right in training"), (10, " right"), (13, " right after epoch 2")])
def test_how_many_were_right_is_told_with_when_it_was(step: int, words: str) -> None:
    run = trained(13).at(step)
    share = run.curves.test_accuracies[1] if step > 5 else run.curves.accuracies[:3].mean()
    assert describe_run(run, is_going=False).endswith(f", {format_share(share)}{words}")


def test_without_test_samples_those_learned_from_are_told(long: Run) -> None:
    untested = replace(long.curves, test_accuracies=np.full_like(long.curves.test_accuracies, math.nan))
    assert describe_run(replace(long, curves=untested), is_going=False).endswith(" right in training")
    assert describe_run(long.at(0), is_going=False).endswith("epoch 1")
