"""A training run in the window's words: where it is, and how it ended."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.training import CrossEntropy, Initialisation
from cnnviz.model.numbers import format_share
from cnnviz.model.practice import Practice
from cnnviz.model.run import Run

INITIALISATIONS = {
    Initialisation.HE: "By lot, He",
    Initialisation.XAVIER: "By lot, Xavier",
    Initialisation.SMALL: "By lot, small",
    Initialisation.PRESENT: "Present filters",
}


def describe_start(practice: Practice) -> str:
    """What a run begins with: "Run begins with new weights: by lot, He, seed 0."."""
    settings = practice.settings
    if settings.initialisation is Initialisation.PRESENT:
        return "Run begins with the present weights."
    kind = INITIALISATIONS[settings.initialisation]
    return f"Run begins with new weights: {kind[0].lower()}{kind[1:]}, seed {settings.seed}."


def describe_loss_of_weights(practice: Practice) -> str:
    """What becomes of the weights on the screen where a run begins with others; empty where it begins with them."""
    if practice.settings.initialisation is Initialisation.PRESENT:
        return ""
    return (
        "Training begins with new weights, drawn by lot: “Begin with” under “More…” can keep the present ones, "
        "and undo brings them back."
    )


def describe_run(run: Run, *, is_going: bool) -> str:
    """Where the window is in the run: "Step 123 of 200, epoch 13, 98 % right after epoch 12, about 3 s left"."""
    parts = [_step(run), f"epoch {_epoch(run)}"]
    if len(run.curves.until(run.position).steps):
        parts.append(_right(run))
    if is_going and run.seconds_left is not None:
        parts.append(f"{_duration(run.seconds_left)} left")
    return ", ".join(parts)


def describe_end(run: Run) -> str:
    """How the run ended, and what to do where it diverged; empty as long as it goes on."""
    done, settings = run.done, run.order.practice.settings
    if done is None or not done.is_problem:
        return "" if done is None else done.sentence
    if done.learning_rate is None:
        return f"{done.sentence} Begin with others (He or Xavier)."
    ways = [f"a learning rate of {done.learning_rate:g}"]
    if settings.weight_decay:
        ways.append("a weight decay of 0")
    elif not isinstance(settings.loss, CrossEntropy):
        ways.append("cross-entropy as the error")
    return f"{done.sentence} Rewind, and try {' or '.join(ways)}."


def _step(run: Run) -> str:
    if run.position != run.step:
        return f"Back at step {run.position:,} of {run.step:,}"
    is_known = run.last_step is not None and run.last_step >= run.step
    return f"Step {run.step:,} of {run.last_step:,}" if is_known else f"Step {run.step:,}"


def _epoch(run: Run) -> int:
    """The epoch that the last step belongs to, from 1."""
    ends = run.curves.test_steps
    return int(np.searchsorted(ends, run.position, side="left")) + 1


def _right(run: Run) -> str:
    """How many were right, and when, where that was not at the position: the test samples wait for an epoch's end.

    Where none was tested, those of the last batches.
    """
    curves = run.curves.until(run.position)
    tested = np.flatnonzero(np.isfinite(curves.test_accuracies))
    if not len(tested):
        return f"{format_share(curves.accuracies[-10:].mean())} right in training"
    last = tested[-1]
    right = f"{format_share(curves.test_accuracies[last])} right"
    return right if curves.test_steps[last] == run.position else f"{right} after epoch {last + 1}"


def _duration(seconds: float) -> str:
    if seconds < 1.0:
        return "less than 1 s"
    if seconds < 90.0:
        return f"about {seconds:.0f} s"
    return f"about {seconds / 60:.0f} min" if seconds < 5400 else f"about {seconds / 3600:.0f} h"
