"""The error of an answer, as the slides' table and as what training makes small."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cnnviz.engine.layers import Flatten, Softmax
from cnnviz.engine.network import Network
from cnnviz.engine.training import CrossEntropy, SquaredError, gradients
from tests.engine.test_lecture import TABLES


def test_the_slides_table_of_errors() -> None:
    truth = TABLES["bp.error"]["computed"]
    table = SquaredError().table(np.array([0.92, 0.51]), 0)
    assert table.right.tolist() == [1.0, 0.0]
    assert table.actual.tolist() == [0.92, 0.51]
    assert table.errors.tolist() == pytest.approx([truth["X"], truth["O"]])
    assert table.total == pytest.approx(truth["total"])
    assert table.loss == pytest.approx(0.08**2 + 0.51**2)


def test_cross_entropy_is_minus_the_logarithm_of_the_right_share() -> None:
    votes = np.array([2.0, 0.0, -1.0])
    shares = np.exp(votes) / np.exp(votes).sum()
    table = CrossEntropy().table(votes, 1)
    np.testing.assert_allclose(table.actual, shares)
    assert table.loss == pytest.approx(-math.log(shares[1]))
    assert table.terms.tolist() == [0.0, table.loss, 0.0]
    assert table.total == pytest.approx(2 * (1 - shares[1]))


def test_cross_entropy_does_not_care_how_the_votes_lie_in_memory() -> None:
    votes, targets = np.random.default_rng(0).normal(size=(3, 5)), np.array([2, 0, 1, 1, 2])
    (error, gradient), (other_error, other_gradient) = (
        CrossEntropy().measured(one, targets) for one in (votes, np.asfortranarray(votes))
    )
    assert error == pytest.approx(other_error)
    np.testing.assert_allclose(gradient, other_gradient)


def test_cross_entropy_of_enormous_votes_is_exact() -> None:
    error, gradient = CrossEntropy().measured(np.array([[1e5], [0.0]]), np.array([1]))
    assert error == 1e5
    assert gradient.ravel().tolist() == [1.0, -1.0]


def test_a_softmax_at_the_end_changes_neither_the_error_nor_its_gradient() -> None:
    votes = np.array([[[30.0]], [[-800.0]]])
    plain, ended = Network((2, 1, 1), (Flatten(),)), Network((2, 1, 1), (Flatten(), Softmax()))
    without, found = (gradients(network.forward(votes), 1, CrossEntropy()) for network in (plain, ended))
    assert found.error == without.error == 830.0
    for mine, other in zip(found.stages, without.stages, strict=False):
        assert mine.tolist() == other.tolist()
    assert np.isfinite(found.stages[-1]).all()
