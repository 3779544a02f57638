"""What the votes say: who wins, by how much, and when nobody does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Trace

#: Votes closer than this share of the largest are the same vote: the order of addition alone may part them.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Verdict:
    """Who wins.

    leaders: the classes with the most votes, in their order: one is a winner, several are a tie, none means that
        there was nothing to judge.
    margin: how far the leaders are ahead of the next; 0 for a tie, and where there is nothing to judge.
    """

    leaders: tuple[int, ...] = ()
    margin: float = 0.0

    @property
    def winner(self) -> int | None:
        """The one class ahead of all others, or None."""
        return self.leaders[0] if len(self.leaders) == 1 else None


def verdict(votes: Array) -> Verdict:
    """Who wins with `votes` ``(classes,)``; nobody where there are none, or where they are not finite."""
    if votes.size == 0 or not np.isfinite(votes).all():
        return Verdict()
    best = float(votes.max())
    same = votes >= best - TOLERANCE * float(np.abs(votes).max())
    leaders = tuple(np.flatnonzero(same).tolist())
    if len(leaders) > 1 or votes.size == 1:
        return Verdict(leaders)
    return Verdict(leaders, best - float(votes[~same].max()))


def judge(trace: Trace) -> Verdict:
    """The verdict on the picture of `trace`: none where the network names no classes or the picture is blank."""
    if not trace.network.classes or is_blank(trace.picture):
        return Verdict()
    return verdict(trace.votes)


def is_blank(picture: Array) -> bool:
    """Whether every cell holds the same value, so that there is nothing to judge."""
    return bool((picture == picture.flat[0]).all())
