"""The tables printed on the lecture's slides, number by number."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.networks import lecture_network

FIGURES: dict[str, Any] = json.loads((Path(__file__).parent / "lecture_tables.json").read_text(encoding="utf-8"))
INPUTS: dict[str, Any] = FIGURES["inputs"]
TABLES: dict[str, Any] = {table["id"]: table for table in FIGURES["tables"]}
STEPS: dict[str, tuple[Layer, ...]] = {
    "relu": (ReLU(),),
    "pool": (MaxPool2d(),),
    "pool2": (MaxPool2d(), MaxPool2d()),
    "flatten": (MaxPool2d(), Flatten()),
}
#: X listens to the values 1, 4, 5, 10, 11 (counted from 1), O to 2, 3, 9, 12.
STRONG = ([0, 3, 4, 9, 10], [1, 2, 8, 11])


def picture(name: str) -> Array:
    return np.array(INPUTS[name], dtype=np.float64)[None]


def truth(table: dict[str, Any]) -> Array:
    return np.array(table["numerators"], dtype=np.float64) / float(table["denominator"])


def convolution(table: dict[str, Any]) -> Conv2d:
    kernel = np.array(table["kernel"], dtype=np.float64)[None, None]
    return Conv2d(kernel, padding=int("zero-pad 1" in table["op"]), divide_by_pixels=table["denominator"] == 9)


def run(layers: tuple[Layer, ...], values: Array) -> Array:
    return Network(values.shape, layers).forward(values).votes


def mean_wires() -> Linear:
    weight = np.zeros((2, 12))
    for vote, strong in zip(weight, STRONG, strict=True):
        vote[strong] = 1.0 / len(strong)
    return Linear(weight)


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if "kernel" in table])
def test_convolution_tables(name: str) -> None:
    table = TABLES[name]
    assert np.array_equal(run((convolution(table),), picture(table["input"]))[0], truth(table))


@pytest.mark.parametrize("name", [name for name in TABLES if name.split(".")[-1] in STEPS])
def test_the_tables_that_follow_from_a_convolution(name: str) -> None:
    start, step = name.rsplit(".", 1)
    convolved = TABLES[f"{start}.conv"]
    for before in ((), (ReLU(),)):  # pooling and ReLU may change places
        if step == "relu" and before:
            continue
        found = run((convolution(convolved), *before, *STEPS[step]), picture(convolved["input"]))
        assert np.array_equal(found.reshape(truth(TABLES[name]).shape), truth(TABLES[name]))


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if table.get("display")])
def test_the_slides_print_the_truth_cut_off_after_two_decimals(name: str) -> None:
    table = TABLES[name]
    for exact, printed in zip(truth(table).ravel(), np.array(table["printed"]).ravel(), strict=True):
        assert math.trunc(exact * 100.0) / 100.0 == float(printed)


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if "misprints" in table])
def test_the_slides_print_whole_numbers_but_for_the_known_misprints(name: str) -> None:
    table = TABLES[name]
    printed = np.array(table["printed"], dtype=np.float64)
    for row, column, wrong, right in table["misprints"]:
        assert printed[row, column] == wrong
        printed[row, column] = right
    assert np.array_equal(printed, truth(table))


@pytest.mark.parametrize("name", ["x9", "x9_deformed", "o9"])
def test_twelve_values_and_two_votes(name: str) -> None:
    trace = lecture_network().forward(picture(name))
    flat = np.array(TABLES["xo.flat12"]["numerators"][name]) / TABLES["xo.flat12"]["denominator"]
    assert np.array_equal(trace.stages[5], flat)
    expected = TABLES["xo.votes"]["values"][name]
    assert trace.votes.tolist() == pytest.approx([expected["X"], expected["O"]], abs=1e-15)
    assert trace.network.classes[int(trace.votes.argmax())] == ("O" if name == "o9" else "X")


def test_the_votes_of_the_slides_twelve_values() -> None:
    table = TABLES["fc.votes"]
    votes = mean_wires().forward(np.array(table["inputs"])[:, None])[:, 0]
    assert votes.tolist() == pytest.approx([table["computed"]["X"], table["computed"]["O"]], abs=1e-15)


def test_the_error_of_the_printed_votes() -> None:
    """The slide prints .49 for O, which is 1 - .51; the distance from 0 is .51, and the total .59."""
    votes, table = TABLES["fc.votes"]["printed"], TABLES["bp.error"]
    errors = np.abs(np.array([1.0, 0.0]) - np.array([votes["X"], votes["O"]]))
    assert [*errors, errors.sum()] == pytest.approx(list(table["computed"].values()), abs=1e-15)


def test_a_match_is_exactly_one() -> None:
    diagonal = run((convolution(TABLES["xo.diag.conv"]),), picture("x9"))
    assert diagonal.max() == 1.0
