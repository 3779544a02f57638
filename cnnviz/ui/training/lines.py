"""Long rows of numbers as lines with no more points than a screen shows."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Array

#: More points than these cannot be told apart.
MOST_POINTS = 400
#: A smoothed line is the mean of the last so many of a hundred steps, and of no more steps than these.
_SHARE, _LONGEST = 3, 300


def finite(steps: Array, values: Array) -> tuple[Array, Array]:
    """The steps whose values can be drawn, and these; two rows of equal length."""
    known = np.isfinite(values)
    return (steps, values) if known.all() else (steps[known], values[known])


def smoothed(values: Array) -> Array:
    """Each value as the mean of itself and those just before it; as long as `values`, which are finite."""
    window = max(1, min(_SHARE * len(values) // 100, _LONGEST))
    if window == 1:
        return values
    sums = np.concatenate([[0.0], np.cumsum(values)])
    ends = np.arange(1, len(values) + 1)
    begins = np.maximum(ends - window, 0)
    means: Array = (sums[ends] - sums[begins]) / (ends - begins)
    return means


def thinned(steps: Array, values: Array) -> tuple[Array, Array]:
    """At most about `MOST_POINTS` of these points: of each stretch the lowest and the highest, so that peaks stay."""
    size = -(-2 * len(values) // MOST_POINTS)
    if size <= 2:
        return steps, values
    count = -(-len(values) // size)
    # The last stretch is filled up with the last value, which is no peak.
    stretches = np.pad(values, (0, count * size - len(values)), mode="edge").reshape(count, size)
    peaks = np.stack([stretches.argmin(axis=1), stretches.argmax(axis=1)]) + np.arange(count) * size
    which = np.unique(np.append(peaks, len(values) - 1).clip(max=len(values) - 1))
    return steps[which], values[which]
