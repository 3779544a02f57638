"""One gradient and all that is told about it, in the same form as a value."""

from __future__ import annotations

import math
from dataclasses import replace

from cnnviz.engine.arrays import Cell
from cnnviz.engine.explain import Explanation, Operation, Term
from cnnviz.engine.network import Network
from cnnviz.engine.training import (
    CrossEntropy,
    GradientExplanation,
    Gradients,
    explain_gradient,
    explain_weight_gradient,
)
from cnnviz.model.document import Document
from cnnviz.model.numbers import NumberStyle, decimals_of_two_digits
from cnnviz.model.sums.account import Account, place_in
from cnnviz.model.sums.expression import Difference, Number, Product, Sum, Writer
from cnnviz.model.sums.formula import sides
from cnnviz.model.view import Probe, Weight
from cnnviz.model.words import describe_place, gives_votes

#: No number of a step has more decimals: what is smaller is written with a power of ten.
MOST_OF_STEP = 9
#: How many terms of a sum are tried, until it fits into a line.
LENGTHS = (40, 16, 9, 6, 4, 3, 2)
_RULES = {
    Operation.CONVOLVE: "Gradient of what it feeds × weight between",
    Operation.VOTE: "Gradient of what it feeds × weight between",
    Operation.MEAN: "Gradient of each mean × its share of it",
    Operation.MAX: "× 1 where it was the largest, else × 0",
    Operation.COPY: "Back from its place in the list",
    Operation.SOFTMAX: "Gradient of each share × how that changes",
}


def gradient_account_of(found: Gradients, probe: Probe, document: Document) -> Account:
    """The account of the gradient at `probe`; `document` says how its numbers are shown.

    Raises:
        IndexError: there is no such value.
    """
    network = found.trace.network
    explanation = explain_gradient(found, probe.stage, probe.cell)
    terms = _told(explanation.terms)
    return Account(
        title=f"Gradient of {describe_place(network, probe, document.filter_names)}",
        place=place_in(network.shapes[probe.stage], probe.cell),
        explanation=_as_sum(probe.stage, probe.cell, explanation, terms),
        style=document.settings.numbers,
        source="",
        names=tuple(_name(found, probe.stage + 1, term) for term in terms),
        is_picture=False,
        paper=document.coding.paper,
        ink=document.coding.ink,
        limit=1.0,
        rule=_rule(found, probe, explanation),
    )


def describe_gradient(found: Gradients, probe: Probe, style: NumberStyle, filter_names: tuple[str, ...] = ()) -> str:
    """How the error changes with a value: "Gradient of Convolution, map 2, row 3, column 4: -0.0033…"."""
    place = describe_place(found.trace.network, probe, filter_names)
    return f"Gradient of {place}: {Writer(style).number(float(found.stages[probe.stage][probe.cell]))}"


def weight_gradient_ways(found: Gradients, weight: Weight, style: NumberStyle, decimals: int = 2) -> tuple[str, ...]:
    """The sum behind the gradient of one number that the network learns, for one picture.

    The first has every term that brings something, unless they are too many; the next have fewer decimals, and of the
    others ever more is left out. The gradient itself has so many decimals at least.
    """
    explanation = explain_weight_gradient(found, weight.layer, weight.name, weight.index)
    terms = _told(explanation.terms)
    summed = sides(_as_sum(weight.layer, weight.index, explanation, terms))
    writer = Writer(style, decimals=decimals, has_powers=True)
    value = writer.number(explanation.value)
    sign = Writer(style).relation(summed[0], summed[-1])
    # With as many decimals as the gradient it can be worked out by hand; with fewer it may fit.
    fine = [replace(writer, decimals=each) for each in range(decimals, 1, -1)] if len(terms) <= LENGTHS[0] else []
    whole = [writer.chain(summed[:-1]) for writer in fine[:1]] + [writer.write(summed[0]) for writer in fine]
    cut = (replace(writer, decimals=2, longest=longest) for longest in LENGTHS if longest < len(terms))
    shorter = [each.write(summed[0]) for each in cut]
    return (*(f"{way} {sign} {value}" for way in whole + shorter), value)


def step_ways(old: float, gradient: float, rate: float, new: float, style: NumberStyle) -> tuple[str, ...]:
    """A step of gradient descent: "0.33 − 0.03 × 0.12 = 0.33 − 0.0036 = 0.3264"; as many decimals as show it.

    The second leaves out what the product comes to.
    """
    step = rate * gradient
    what = Difference(Number(old), Product(Number(rate), Number(gradient)))
    writer = Writer(style, decimals=decimals_of_step(step), has_powers=True)
    return writer.chain((what, Sum((Number(old), Number(-step))), Number(new))), writer.chain((what, Number(new)))


def decimals_of_step(step: float) -> int:
    """Two, or as many as it takes to see two digits of what a weight changes by, within reason."""
    if not math.isfinite(step) or not 0.0 < abs(step) < 0.01:
        return 2
    return min(decimals_of_two_digits(step), MOST_OF_STEP)


def _as_sum(stage: int, cell: Cell, gradient: GradientExplanation, terms: tuple[Term, ...]) -> Explanation:
    """`gradient` as products that are added, and perhaps divided: told as a convolution is, whatever the layer."""
    return Explanation(stage, cell, Operation.CONVOLVE, terms, gradient.total, gradient.value, gradient.divisor)


def _told(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Those that bring something, the strongest first; all where none does."""
    telling = [term for term in terms if term.amount != 0.0]
    return tuple(sorted(telling or terms, key=lambda term: -abs(term.amount)))


def _name(found: Gradients, after: int, term: Term) -> str:
    network = found.trace.network
    if after > found.loss.stage(network):
        return "right answer" if term.source is None else f"answer for {_class(network, term.source[0])}"
    assert term.source is not None
    if gives_votes(network, after):
        return _class(network, term.source[0])
    place = place_in(network.shapes[after], term.source)
    return place.partition(" of ")[0]


def _class(network: Network, index: int) -> str:
    return network.classes[index] if network.classes else f"value {index + 1}"


def _rule(found: Gradients, probe: Probe, explanation: GradientExplanation) -> str:
    match explanation.operation:
        case None:
            return _rule_of_error(found, probe)
        case Operation.RELU:
            is_through = explanation.terms[0].weight
            return (
                "It came through, and so does the gradient" if is_through else "It was made 0, and so is the gradient"
            )
        case Operation.MAX if _is_second(found, probe, explanation):
            return "It is as large as the largest, but the first of them counts: × 0"
        case operation:
            return _RULES[operation]


def _is_second(found: Gradients, probe: Probe, explanation: GradientExplanation) -> bool:
    """Whether a value ties with the largest of a window, and the gradient goes to another of them."""
    before, after = found.trace.stages[probe.stage : probe.stage + 2]
    value = before[probe.cell]
    return any(
        not term.weight and term.source is not None and after[term.source] == value for term in explanation.terms
    )


def _rule_of_error(found: Gradients, probe: Probe) -> str:
    if not isinstance(found.loss, CrossEntropy):
        return "2 × (answer − right answer)"
    if probe.stage > found.loss.stage(found.trace.network):
        return "−1 ÷ the share of the right class"
    return "Share by softmax − right answer"
