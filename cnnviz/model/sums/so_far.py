"""How much of a sum has come about, while it is played or is to be predicted."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.engine.layers import Linear, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.player.script import Moment, Phase


@dataclass(frozen=True)
class SoFar:
    """What of a sum is there.

    steps: how many of its steps, from the first: patch and filter, the products, the sum, ...
    share: of a step that goes value by value, which share of them is done, in the order of the values.
    """

    steps: int
    share: float = 1.0

    def has_done(self, index: int, count: int) -> bool:
        """Whether the step has come to value `index` of `count`."""
        return index < self.share * count


def so_far_at(moment: Moment) -> SoFar | None:
    """What is there at a moment; None where the value has landed, and so all is."""
    if moment.lands:
        return None
    return SoFar(moment.kinds, (moment.part + 1) / moment.parts if moment.phase is Phase.LIGHT else 1.0)


def to_begin_with(network: Network, stage: int) -> SoFar:
    """What a value is predicted from: what comes in, and what it is multiplied by."""
    return SoFar(1, 0.0 if isinstance(network.layers[stage - 1], Linear | Softmax) else 1.0)
