"""Which value takes the full colour."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.layers import Flatten, Linear
from cnnviz.engine.network import Network
from cnnviz.engine.training import SquaredError, gradients
from cnnviz.model.color_limits import color_limits, gradient_limits
from cnnviz.model.document import Scale

NETWORK = Network((1, 1, 2), (Flatten(), Linear(np.array([[0.5, 0.25], [-4.0, 0.0]]))))


def test_the_largest_of_a_stage_or_of_all_stages_but_the_picture() -> None:
    trace = NETWORK.forward([[[1.0, -2.0]]])
    assert color_limits(trace, Scale.STAGE) == (2.0, 2.0, 4.0)
    assert color_limits(trace, Scale.SHARED) == (4.0, 4.0, 4.0)
    large = Network((1, 1, 2), (Flatten(), Linear(np.full((1, 2), 0.5)))).forward([[[100.0, -98.0]]])
    assert color_limits(large, Scale.STAGE) == (100.0, 100.0, 1.0)
    assert color_limits(Network((1, 1, 2), ()).forward([[[7.0, 8.0]]]), Scale.SHARED) == (1.0,)


def test_where_all_is_0_or_not_finite_the_limit_is_1() -> None:
    for picture in ([[[0.0, 0.0]]], [[[np.inf, np.nan]]]):
        with np.errstate(all="ignore"):
            trace = NETWORK.forward(picture)
        for scale in Scale:
            assert color_limits(trace, scale) == (1.0, 1.0, 1.0)


def test_the_gradients_of_the_picture_count_with_the_others() -> None:
    found = gradients(NETWORK.forward([[[1.0, -2.0]]]), 1, SquaredError())
    assert found.stages[2].tolist() == [0.0, -10.0]
    assert gradient_limits(found, Scale.STAGE) == (40.0, 40.0, 10.0)
    assert gradient_limits(found, Scale.SHARED) == (40.0, 40.0, 40.0)
    right = gradients(Network((1, 1, 1), (Flatten(),)).forward([[[1.0]]]), 0, SquaredError())
    for scale in Scale:
        assert gradient_limits(right, scale) == (1.0, 1.0)
