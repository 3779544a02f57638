"""What is told about one value and about one gradient: its place, its sum, what its terms are called, its rule."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.engine.arrays import Cell
from cnnviz.engine.layers import Conv2d, Flatten, Linear, Softmax
from cnnviz.engine.network import Network
from cnnviz.engine.training import CrossEntropy, Loss, SquaredError, gradients
from cnnviz.model.networks import lecture_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.sums.account import account_of
from cnnviz.model.sums.gradient import gradient_account_of, weight_gradient_ways
from cnnviz.model.view import Probe, Weight

LECTURE = lecture_document()
SHARES = Network((1, 9, 9), (*LECTURE.network.layers, Softmax()), LECTURE.network.classes)
TRACE = SHARES.forward(LECTURE.picture[None])


@pytest.mark.parametrize(
    ("stage", "cell", "place", "outline", "value"),
    [
        (0, (0, 4, 2), "map 1, row 5, column 3", "-1", "-1"),
        (1, (0, 3, 4), "map 1, row 4, column 5", "(-1 + … − 1) / 9 = -0.33…", "-3 / 9 = -0.33…"),
        (2, (0, 3, 4), "map 1, row 4, column 5", "max(0, -0.33…) = 0", "0"),
        (3, (0, 0, 0), "map 1, row 1, column 1", "max(0.77…, 0, 0, 1) = 1", "1"),
        (5, (6,), "value 7 of 12", "value 7 of 12 = map 2, row 2, column 1 = 0.55…", "0.55…"),
        (6, (0,), "value 1 of 2", "(1 + … + 1) / 5 = 1", "1"),
        (7, (1,), "value 2 of 2", "exp(0.55…) / (exp(1) + exp(0.55…)) = 0.39…", "0.39…"),
    ],
)
def test_a_value_has_its_place_its_sum_in_short_and_what_it_comes_to(
    stage: int, cell: Cell, place: str, outline: str, value: str
) -> None:
    account = account_of(TRACE, Probe(stage, cell), LECTURE)
    assert (account.place, account.outline, account.written_value) == (place, outline, value)


def test_only_what_comes_from_the_picture_is_shown_as_pixels_and_only_shares_are_of_classes() -> None:
    accounts = [
        account_of(TRACE, Probe(stage, (0,) * len(shape)), LECTURE) for stage, shape in enumerate(SHARES.shapes)
    ]
    assert [account.is_picture for account in accounts] == [True, True, *[False] * 6]
    assert [account.names for account in accounts] == [*[()] * 7, ("X", "O")]


@pytest.mark.parametrize(
    ("loss", "stage", "cell", "names", "rule"),
    [
        (
            CrossEntropy(),
            0,
            (0, 4, 4),
            ("map 1, row 5, column 5", "map 2, row 4, column 4"),
            "Gradient of what it feeds ×",
        ),
        (CrossEntropy(), 1, (0, 3, 3), ("map 1, row 4, column 4",), "It came through"),
        (CrossEntropy(), 1, (0, 0, 1), ("map 1, row 1, column 2",), "It was made 0"),
        (CrossEntropy(), 3, (0, 0, 0), ("map 1, row 1, column 1",), "× 1 where it was the largest"),
        (CrossEntropy(), 4, (1, 1, 0), ("value 7",), "Back from its place"),
        (CrossEntropy(), 5, (6,), ("X", "O"), "Gradient of what it feeds ×"),
        (CrossEntropy(), 6, (0,), ("right answer", "answer for X"), "Share by softmax − right answer"),
        (CrossEntropy(), 7, (0,), ("right answer",), "−1 ÷ the share of the right class"),
        (SquaredError(), 6, (0,), ("X", "O"), "Gradient of each share"),
        (SquaredError(), 7, (1,), ("answer for O",), "2 × (answer − right answer)"),
    ],
)
def test_a_gradient_has_a_rule_and_names_for_its_terms(
    loss: Loss, stage: int, cell: Cell, names: tuple[str, ...], rule: str
) -> None:
    account = gradient_account_of(gradients(TRACE, 0, loss), Probe(stage, cell), LECTURE)
    assert account.names == names
    assert account.rule.startswith(rule)
    # What it is multiplied by is the point of it.
    assert " × " in account.headline()


def test_of_a_gradient_only_what_brings_something_is_told_and_the_strongest_first() -> None:
    found = gradients(TRACE, 0, CrossEntropy())
    for stage, shape in enumerate(SHARES.shapes):
        for cell in np.ndindex(shape):
            amounts = [
                term.amount for term in gradient_account_of(found, Probe(stage, cell), LECTURE).explanation.terms
            ]
            assert amounts == sorted(amounts, key=abs, reverse=True)
            assert all(amounts) or (amounts and not any(amounts))


@pytest.mark.parametrize("style", NumberStyle)
def test_the_gradient_of_a_weight_is_written_in_ever_fewer_terms(style: NumberStyle) -> None:
    layers = (Conv2d(np.ones((1, 1, 1, 1))), Flatten(), Linear(np.array([[1.0, 0.5, 0.25]])))
    found = gradients(Network((1, 1, 3), layers).forward([[[1.0, 2.0, 8.0]]]), 0, SquaredError())
    assert weight_gradient_ways(found, Weight(0, "weight", (0, 0, 0, 0)), style) == (
        "1.5 × 8 + 6 × 1 + 3 × 2 = 12 + 6 + 6 = 24",
        "1.5 × 8 + 6 × 1 + 3 × 2 = 24",
        "1.5 × 8 + … + 3 × 2 = 24",
        "24",
    )


def test_the_gradient_of_a_weight_that_is_small_or_of_many_terms_is_written_short() -> None:
    weight = Weight(0, "weight", (0, 0, 0, 0))
    layers = (Conv2d(np.ones((1, 1, 1, 1))), Flatten(), Linear(np.full((1, 50), 1e-9)))
    found = gradients(Network((1, 1, 50), layers).forward(np.ones((1, 1, 50))), 0, SquaredError())
    longest, *_, shortest = weight_gradient_ways(found, weight, NumberStyle.ROUNDED)
    assert shortest == "-1.0·10⁻⁷"
    assert longest.count("…") == 1
    assert longest.count("×") == 40
