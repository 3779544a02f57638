"""What lights up for a probed value: where it comes from, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.engine.arrays import Cell, Mask
from cnnviz.engine.explain import explain, reach, receptive_field
from cnnviz.engine.layers import MaxPool2d
from cnnviz.engine.network import Network, Trace
from cnnviz.model.view import Probe


@dataclass(frozen=True, eq=False)
class Highlight:
    """A probe with all that it depends on and all that depends on it.

    masks: one for each stage; before the probe's stage the values it is made from, after it the values it feeds, and
        at its own stage the probe alone.
    winner: the cell of the stage before that max pooling kept, or None.
    """

    probe: Probe
    masks: tuple[Mask, ...]
    winner: Cell | None = None


def masks_of(network: Network, probe: Probe) -> tuple[Mask, ...]:
    """The masks of a Highlight; they depend on the network alone, not on the picture."""
    back = receptive_field(network, probe.stage, probe.cell)
    return back[:-1] + reach(network, probe.stage, probe.cell)


def winner_of(trace: Trace, probe: Probe) -> Cell | None:
    """The cell that max pooling kept for the probe; None in any other stage."""
    if probe.stage == 0 or not isinstance(trace.network.layers[probe.stage - 1], MaxPool2d):
        return None
    explanation = explain(trace, probe.stage, probe.cell)
    return None if explanation.winner is None else explanation.terms[explanation.winner].source
