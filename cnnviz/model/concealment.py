"""Which values the class does not see: those not played yet, those to be predicted, those that a lesson hides."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cnnviz.engine.arrays import Mask
from cnnviz.engine.explain import reach
from cnnviz.engine.network import Network
from cnnviz.model.view import Probe, View

if TYPE_CHECKING:
    from cnnviz.model.player.playhead import Playhead

Concealment = tuple[Mask | None, ...]


def concealment(network: Network, view: View) -> Concealment:
    """For each stage, the mask of the values that are hidden; None where none is. `view` fits the network.

    Asked again about the same, it is the same object.
    """
    player = view.player
    # How it plays on changes nothing that is hidden now.
    still = None if player is None else replace(player, playing=False, speed=1.0, fine=False)
    return _concealed(network, still, view.concealed, to_predict(view))


@lru_cache(maxsize=4)
def _concealed(
    network: Network, player: Playhead | None, concealed: frozenset[int], predicted: Probe | None
) -> Concealment:
    masks: list[Mask | None] = [None] * len(network.shapes)
    if player is not None:
        masks = list(player.script(network).hidden(player.position))
    for stage in concealed:
        if 0 < stage < len(masks):
            masks[stage] = np.ones(network.shapes[stage], dtype=np.bool_)
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
