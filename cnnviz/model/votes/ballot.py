"""The votes as a person reads them: numbers, shares, who wins, and who voted for whom."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Mask
from cnnviz.engine.explain import explain
from cnnviz.engine.layers import Softmax
from cnnviz.engine.network import Trace
from cnnviz.model.numbers import NumberStyle, format_near, format_number, format_open, listed
from cnnviz.model.votes.edits import voting_layer
from cnnviz.model.votes.verdict import Verdict, is_blank, judge


@dataclass(frozen=True)
class Ballot:
    """The votes for one picture.

    classes, votes: one each; both empty where the network names no classes.
    hidden: the classes whose votes are not to be seen, and stand as 0; then nobody is said to win.
    are_shares: whether the votes went through softmax, and add up to 1.
    """

    classes: tuple[str, ...]
    votes: tuple[float, ...]
    are_shares: bool
    is_blank: bool
    verdict: Verdict
    style: NumberStyle
    hidden: frozenset[int] = frozenset()

    @property
    def headline(self) -> str:
        """Who wins, in a few words."""
        if not self.classes:
            return ""
        if self.is_blank:
            return "Draw something"
        if self.hidden:
            return "Who wins?"
        leaders = [self.classes[index] for index in self.verdict.leaders]
        match leaders:
            case []:
                return "No winner"
            case [winner]:
                return f"{winner} wins"
            case _:
                return f"Tie: {listed(leaders)}"

    @property
    def detail(self) -> str:
        """What is added to the headline: the margin; empty where there is none."""
        if self.verdict.winner is None or len(self.classes) == 1:
            return ""
        margin = self.verdict.margin
        if not format_number(margin, self.style).strip("0."):
            # A win by nothing would be no win: its decimals were only cut off.
            return "by less than 0.01"
        return f"by {format_open(margin, self.style)}"

    def number(self, index: int) -> str:
        """The vote for a class; as a share in percent too where it is one."""
        if index in self.hidden:
            return "?"
        vote = self.votes[index]
        text = format_near(vote, self.style)
        return f"{text} ({self._share(index)} %)" if self.are_shares else text

    def _share(self, index: int) -> str:
        """In percent: all only where the others have none, none only where it is none."""
        share = format_near(100 * self.votes[index], self.style, decimals=0)
        is_all = self.votes[index] >= 1 and not any(self.votes[:index] + self.votes[index + 1 :])
        return f"≈{share}" if share == "100" and not is_all else share

    def __str__(self) -> str:
        votes = ", ".join(f"{name}: {self.number(index)}" for index, name in enumerate(self.classes))
        return " ".join(part for part in (self.headline, self.detail, votes and f"– {votes}") if part)


def bar_share(vote: float, largest: float) -> float:
    """How much of its bar a vote fills, -1 to 1: what is no number has no bar; what is infinite fills it."""
    if math.isinf(vote):
        return math.copysign(1.0, vote)
    return 0.0 if math.isnan(vote) or not largest else min(max(vote / largest, -1.0), 1.0)


def ballot_of(trace: Trace, style: NumberStyle = NumberStyle.TRUNCATED, hidden: Mask | None = None) -> Ballot:
    """The ballot of a trace of one picture; `hidden` are the votes that the class does not see."""
    network = trace.network
    votes: list[float] = trace.votes.tolist() if network.classes else []
    unseen = frozenset(() if hidden is None or not votes else np.flatnonzero(hidden).tolist())
    return Ballot(
        classes=network.classes,
        votes=tuple(0.0 if index in unseen else vote for index, vote in enumerate(votes)),
        are_shares=bool(network.layers) and isinstance(network.layers[-1], Softmax),
        is_blank=is_blank(trace.picture),
        verdict=Verdict() if unseen else judge(trace),
        style=style,
        hidden=unseen,
    )


def strongest_wires(trace: Trace, of_class: int, style: NumberStyle, count: int = 12) -> tuple[str, ...]:
    """Which values voted for a class, strongest first: "value 5: 1 × 0.2". At most `count`; empty where none did."""
    # How sums are written is not loaded before one is asked for: it is time before the window is there.
    from cnnviz.model.sums.expression import Writer
    from cnnviz.model.sums.formula import wires

    layer = voting_layer(trace.network)
    if layer is None or trace.network.shapes[layer + 1] != trace.network.shapes[-1]:
        return ()
    write = Writer(style).number
    found = wires(explain(trace, layer + 1, (of_class,)))[:count]
    return tuple(f"value {_position(term.source)}: {write(term.value)} × {write(term.weight or 0.0)}" for term in found)


def _position(source: tuple[int, ...] | None) -> int:
    return source[0] + 1 if source else 0
