"""Random pictures as shares of ink, and how many parts a drawing has."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnnviz.engine.arrays import Array, Mask, Shape, Table
from cnnviz.model.document import Coding

CODINGS = st.sampled_from(Coding)


@cache
def _shapes(largest: int) -> st.SearchStrategy[Shape]:
    return st.tuples(st.integers(3, largest), st.integers(3, largest))


@cache
def _steps(shape: Shape, levels: int) -> st.SearchStrategy[Table]:
    return hnp.arrays(np.int64, shape, elements=st.integers(0, levels - 1))


@st.composite
def pictures(draw: st.DrawFn, levels: int = 5, largest: int = 16) -> Array:
    """Shares of ink from 0 to 1 in so many `levels`."""
    steps = draw(_steps(draw(_shapes(largest)), levels))
    return np.asarray(steps / (levels - 1), dtype=np.float64)


def inked_parts(ink: Mask) -> int:
    """How many parts hang together, corners included."""
    waiting = {(int(row), int(column)) for row, column in np.argwhere(ink)}
    parts = 0
    while waiting:
        parts += 1
        reached = [waiting.pop()]
        while reached:
            row, column = reached.pop()
            near = {(row + r, column + c) for r in (-1, 0, 1) for c in (-1, 0, 1)} & waiting
            waiting -= near
            reached.extend(near)
    return parts
