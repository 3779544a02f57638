"""What the arithmetic writes is the engine's number, in every style, for every value of every network."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Cell
from cnnviz.engine.explain import Explanation, Operation, explain
from cnnviz.engine.layers import Conv2d, Flatten, Linear, Softmax
from cnnviz.engine.network import Network, Trace
from cnnviz.model.networks import lecture_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.sums.expression import Number, Product, Quotient, Sum, Writer, is_exact
from cnnviz.model.sums.formula import as_latex, as_text, short_sides, wires
from tests.engine.networks import arrays, networks

TRUNCATED, ROUNDED = NumberStyle.TRUNCATED, NumberStyle.ROUNDED


def lecture_trace() -> Trace:
    document = lecture_document()
    return document.network.forward(document.picture[None])


def headline(explanation: Explanation, style: NumberStyle, longest: int | None = None) -> str:
    return Writer(style, longest=longest).chain(short_sides(explanation))


def every_cell(trace: Trace) -> list[tuple[int, Cell]]:
    return [(stage, cell) for stage, values in enumerate(trace.stages) for cell in np.ndindex(values.shape)]


def computed(side: str) -> float:
    """What one side of a sum comes to, computed from its text alone."""
    plain = side.replace("×", "*").replace("−", "-").replace("∞", "inf")
    assert re.fullmatch(r"[-+*/(), .\de]*(?:(?:max|exp|inf)[-+*/(), .\de]*)*", plain), side
    return float(eval(plain, {"max": lambda *values: max(values), "exp": math.exp, "inf": math.inf}))


def magnitude(explanation: Explanation) -> float:
    """How large the numbers are whose rounding errors may differ."""
    amounts = sum(abs(term.amount) for term in explanation.terms)
    return max(1e-12, abs(explanation.value), amounts, abs(explanation.bias or 0.0))


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    network = draw(networks(largest_side=5))
    return network.forward(draw(arrays(network.input_shape)))


@settings(max_examples=30)
@given(traces())
def test_every_side_of_every_sum_is_the_engines_value(trace: Trace) -> None:
    for stage, cell in every_cell(trace):
        explanation = explain(trace, stage, cell)
        value = float(trace.stages[stage][cell])
        *sides, result = as_text(explanation).split(" = ")
        assert float(result) == value
        for side in sides:
            assert computed(side) == pytest.approx(value, rel=1e-9, abs=1e-9 * magnitude(explanation))


@settings(max_examples=20)
@given(traces(), st.sampled_from([None, TRUNCATED, ROUNDED]))
def test_latex_is_well_formed(trace: Trace, style: NumberStyle | None) -> None:
    for stage, cell in every_cell(trace):
        latex = as_latex(explain(trace, stage, cell), style)
        assert latex.isascii()
        assert not set(latex) & set("#$%&_~")
        assert balanced(latex)
        commands = set(re.findall(r"\\[a-zA-Z]+", latex))
        assert commands <= {r"\cdot", r"\frac", r"\left", r"\right", r"\max", r"\approx", r"\ldots", r"\infty"}
        assert latex.count(r"\left(") == latex.count(r"\right)")


def balanced(latex: str) -> bool:
    depth = 0
    for sign in latex:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


@settings(max_examples=60)
@given(st.floats(-1e6, 1e6))
def test_a_number_that_is_cut_says_so(value: float) -> None:
    text = Writer(TRUNCATED).number(value)
    if is_exact(value):
        assert float(text) == pytest.approx(value, rel=1e-9, abs=1e-15)
    else:
        assert text.endswith("…")
        shown = float(text[:-1])
        assert abs(shown) <= abs(value) * (1 + 1e-9)
        assert abs(value - shown) < 0.01 * (1 + 1e-6)


@settings(max_examples=30)
@given(traces())
def test_only_sums_of_exact_numbers_are_equal_when_rounded(trace: Trace) -> None:
    for stage, cell in every_cell(trace):
        explanation = explain(trace, stage, cell)
        if explanation.operation in {Operation.CONVOLVE, Operation.MEAN} and not is_exact(explanation.value):
            assert " ≈ " in as_text(explanation, ROUNDED)


@settings(max_examples=30)
@given(traces())
def test_wires_are_sorted_and_none_that_counts_is_missing(trace: Trace) -> None:
    for stage, cell in every_cell(trace):
        explanation = explain(trace, stage, cell)
        if explanation.operation is not Operation.VOTE:
            continue
        found = wires(explanation)
        strengths = [abs(term.amount) for term in found]
        assert strengths == sorted(strengths, reverse=True)
        assert {term for term in explanation.terms if term.weight != 0} == set(found)


class TestTheLecture:
    """As a teacher writes it."""

    def test_a_match(self) -> None:
        explanation = explain(lecture_trace(), 1, (0, 3, 3))
        assert headline(explanation, TRUNCATED) == "(1 + 1 − 1 + 1 + 1 + 1 − 1 + 1 + 1) / 9 = 5 / 9 = 0.55…"
        assert headline(explanation, ROUNDED) == "(1 + 1 − 1 + 1 + 1 + 1 − 1 + 1 + 1) / 9 = 5 / 9 ≈ 0.56"
        assert headline(explanation, TRUNCATED, 4) == "(1 + 1 − 1 + … + 1) / 9 = 5 / 9 = 0.55…"

    def test_a_perfect_match(self) -> None:
        explanation = explain(lecture_trace(), 1, (0, 1, 1))
        assert headline(explanation, TRUNCATED).endswith(" = 9 / 9 = 1")

    def test_the_line_begins_with_the_products(self) -> None:
        text = as_text(explain(lecture_trace(), 1, (0, 3, 3)), TRUNCATED)
        assert text.startswith("(1 × 1 + (-1) × (-1) + 1 × (-1)")

    @pytest.mark.parametrize(("style", "text"), [(TRUNCATED, "max(0, -0.11…) = 0"), (ROUNDED, "max(0, -0.11) = 0")])
    def test_relu(self, style: NumberStyle, text: str) -> None:
        assert as_text(explain(lecture_trace(), 2, (0, 0, 1)), style) == text

    def test_pooling(self) -> None:
        assert as_text(explain(lecture_trace(), 3, (0, 0, 0)), TRUNCATED) == "max(0.77…, 0, 0, 1) = 1"

    def test_a_vote_is_the_mean_of_its_strong_values(self) -> None:
        assert headline(explain(lecture_trace(), 6, (0,)), TRUNCATED) == "(1 + 1 + 1 + 1 + 1) / 5 = 5 / 5 = 1"

    def test_latex(self) -> None:
        latex = as_latex(explain(lecture_trace(), 1, (0, 3, 3)), TRUNCATED)
        assert latex.endswith(r"\frac{1 + 1 - 1 + 1 + 1 + 1 - 1 + 1 + 1}{9} = \frac{5}{9} = 0.55\ldots")


def test_a_bias_stands_at_the_end() -> None:
    network = Network((1, 3, 3), (Conv2d(np.ones((1, 1, 3, 3)), bias=np.array([-0.5]), divide_by_pixels=True),))
    trace = network.forward(np.ones((1, 3, 3)))
    assert headline(explain(trace, 1, (0, 0, 0)), TRUNCATED).endswith("/ 9 − 0.5 = 9 / 9 − 0.5 = 0.5")


@pytest.mark.parametrize(
    ("value", "written", "exact"),
    [
        (math.inf, "∞", "∞"),
        (-math.inf, "-∞", "-∞"),
        (-0.0, "0", "0"),
        (0.5, "0.5", "0.5"),
        (2 / 3, "0.66…", repr(2 / 3)),
    ],
)
def test_a_number_is_written_as_it_is_read(value: float, written: str, exact: str) -> None:
    assert (Writer(TRUNCATED).number(value), Writer().number(value)) == (written, exact)


def test_a_vote_of_two_equal_wires_is_their_mean() -> None:
    trace = Network((1, 1, 3), (Flatten(), Linear(np.array([[0.5, 0.5, 0.0]])))).forward(np.array([[[1.0, 0.5, 7.0]]]))
    assert headline(explain(trace, 2, (0,)), TRUNCATED) == "(1 + 0.5) / 2 = 1.5 / 2 = 0.75"


def test_no_wires_make_no_sum() -> None:
    trace = Network((1, 1, 2), (Flatten(), Linear(np.zeros((1, 2))))).forward(np.ones((1, 1, 2)))
    assert as_text(explain(trace, 2, (0,)), TRUNCATED) == "0"


def test_softmax_of_large_votes_takes_the_largest_away() -> None:
    trace = Network((1, 1, 2), (Flatten(), Softmax())).forward(np.array([[[1000.0, 999.0]]]))
    text = as_text(explain(trace, 2, (1,)), TRUNCATED)
    assert text == "exp(999 − 1000) / (exp(1000 − 1000) + exp(999 − 1000)) = 0.36… / 1.36… = 0.26…"


def test_a_sum_divided_stands_in_parentheses_in_text_only() -> None:
    quotient = Quotient(Sum((Number(1.0), Product(Number(2.0), Number(-3.0)))), Number(4.0))
    assert Writer().write(quotient) == "(1 + 2 × (-3)) / 4"


@pytest.mark.parametrize(
    ("value", "text"), [(1 / 147, "0.0068…"), (-1 / 3000, "-0.00033…"), (1 / 90, "0.01…"), (1e-12, "0.00…")]
)
def test_a_small_weight_is_not_written_as_nothing(value: float, text: str) -> None:
    assert Writer(NumberStyle.TRUNCATED).number(value) == text
