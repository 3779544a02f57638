"""Which values the class does not see: those not played yet, those to be predicted, those that a lesson hides."""

from __future__ import annotations

import numpy as np

from cnnviz.engine.arrays import Mask
from cnnviz.engine.explain import reach
from cnnviz.engine.network import Network
from cnnviz.model.view import Probe, View

Concealment = tuple[Mask | None, ...]


def concealment(network: Network, view: View) -> Concealment:
    """For each stage, the mask of the values that are hidden; None where none is. `view` fits the network."""
    masks: list[Mask | None] = [None] * len(network.shapes)
    if view.player is not None:
        masks = list(view.player.script(network).hidden(view.player.position))
    for stage in view.concealed:
        if 0 < stage < len(masks):
            masks[stage] = np.ones(network.shapes[stage], dtype=np.bool_)
    predicted = to_predict(view)
    if predicted is not None:
        for stage, fed in enumerate(reach(network, predicted.stage, predicted.cell), predicted.stage):
            masks[stage] = _or(masks[stage], fed)
    return tuple(masks)


def to_predict(view: View) -> Probe | None:
    """The value that is hidden until a person has guessed it or asked for it; None where there is none."""
    asked = view.asked if view.predicts else None
    return asked if asked is not None and asked.stage > 0 and asked != view.revealed else None


def is_hidden(masks: Concealment, probe: Probe) -> bool:
    """Whether the value at `probe` is hidden by `masks`."""
    mask = masks[probe.stage]
    return mask is not None and bool(mask[probe.cell])


def _or(one: Mask | None, other: Mask) -> Mask:
    return other if one is None else one | other
