"""One gradient and all that is told about it, in the same form as a value."""

from __future__ import annotations

from cnnviz.engine.explain import Explanation, Operation, Term
from cnnviz.engine.network import Network
from cnnviz.engine.training import CrossEntropy, GradientExplanation, Gradients, explain_gradient
from cnnviz.model.document import Document
from cnnviz.model.sums.account import Account, place_in
from cnnviz.model.view import Probe
from cnnviz.model.words import describe_place, gives_votes

_RULES = {
    Operation.CONVOLVE: "What each value it feeds adds: gradient there × weight between",
    Operation.VOTE: "What each value it feeds adds: gradient there × weight between",
    Operation.MEAN: "What each mean it is part of adds: gradient there × its share",
    Operation.MAX: "Only a maximum hands its gradient on: × 1 where it won, × 0 elsewhere",
    Operation.COPY: "The same value in the list: its gradient comes back unchanged",
    Operation.SOFTMAX: "What each share adds: gradient there × how the share changes",
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
        # Products that are added, and perhaps divided: told as a convolution is, whatever the layer.
        explanation=Explanation(
            probe.stage,
            probe.cell,
            Operation.CONVOLVE,
            terms,
            explanation.total,
            explanation.value,
            explanation.divisor,
        ),
        style=document.settings.numbers,
        source="",
        names=tuple(_name(found, probe.stage + 1, term) for term in terms),
        is_picture=False,
        paper=document.coding.paper,
        ink=document.coding.ink,
        limit=1.0,
        rule=_rule(found, probe, explanation),
    )


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
            return "It came through: its gradient does, too" if is_through else "It was made 0: nothing of it counts"
        case operation:
            return _RULES[operation]


def _rule_of_error(found: Gradients, probe: Probe) -> str:
    if not isinstance(found.loss, CrossEntropy):
        return "Of (answer − right answer)², the slope: 2 × the difference"
    if probe.stage > found.loss.stage(found.trace.network):
        return "Of −log(share), the slope: −1 ÷ the share of the right class"
    return "Share of all votes (softmax) less the right answer"
