"""Sets of samples put together and taken apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.training.samples import Samples

#: Of each class, what is held back to test on.
TEST_SHARE = 0.2


def joined(sets: Sequence[Samples]) -> Samples:
    """All pictures of sets that have one size and the same classes, in order."""
    return Samples(
        np.concatenate([samples.pictures for samples in sets], axis=-1),
        np.concatenate([samples.labels for samples in sets]),
        sets[0].classes,
    )


def each(samples: Samples, grid: tuple[int, int], change: Callable[[Array], Array]) -> Samples:
    """The samples with `change` done to each picture ``(rows, columns)``, which brings it to `grid`."""
    changed = np.empty((1, *grid, len(samples)))
    for index in range(len(samples)):
        changed[0, ..., index] = change(samples.pictures[0, ..., index])
    return replace(samples, pictures=changed)


def split(samples: Samples, random: np.random.Generator, share: float = TEST_SHARE) -> tuple[Samples, Samples]:
    """Training and test samples: of each class `share` is for the test, but one stays for training."""
    for_test = np.zeros(len(samples), dtype=np.bool_)
    for label in range(len(samples.classes)):
        of_class = random.permutation(np.flatnonzero(samples.labels == label))
        for_test[of_class[: round(share * len(of_class))]] = True
        for_test[of_class[-1:]] = False
    return samples.take(~for_test), samples.take(for_test)
