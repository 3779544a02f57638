"""What has come of learning as tables: the course of a run, and who is taken for whom."""

from __future__ import annotations

import math

from cnnviz.model.numbers import format_exact
from cnnviz.model.results.confusion import Confusion
from cnnviz.model.run import Curves
from cnnviz.model.tables.table import Table


def curves_table(curves: Curves, *, exact: bool = False) -> Table:
    """A row for each step, with what the test samples came to where they were asked after it.

    exact: every digit, rather than four that tell.
    """
    write = _exact if exact else _short
    tests = {
        step: (write(loss), write(accuracy))
        for step, loss, accuracy in zip(
            curves.test_steps.tolist(), curves.test_losses.tolist(), curves.test_accuracies.tolist(), strict=True
        )
    }
    rows = tuple(
        (f"{step:.0f}", write(loss), write(accuracy), *tests.get(step, ("", "")))
        for step, loss, accuracy in zip(
            curves.steps.tolist(), curves.losses.tolist(), curves.accuracies.tolist(), strict=True
        )
    )
    return Table("The training run", rows, ("Step", "Error", "Share right", "Test error", "Test share right"))


def confusion_table(confusion: Confusion) -> Table:
    """A row for each class that samples are of, a column for each that the network answered."""
    rows = tuple(
        (name, *map(str, counts)) for name, counts in zip(confusion.classes, confusion.counts.tolist(), strict=True)
    )
    head = ("Is", *(f"Answered {name}" for name in confusion.classes))
    return Table(f"Confusion matrix: {confusion.told}", rows, head)


def _short(value: float) -> str:
    return f"{value:.4g}" if math.isfinite(value) else ""


def _exact(value: float) -> str:
    return format_exact(value) if math.isfinite(value) else ""
