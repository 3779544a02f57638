"""What the step player has come to, in words."""

from __future__ import annotations

from cnnviz.engine.network import Network
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.player.words import phase_words
from cnnviz.model.sums.account import place_in, place_ways
from cnnviz.model.view import Probe
from cnnviz.model.words import gives_votes, stage_names


def playhead_ways(network: Network, head: Playhead, filter_names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What has just happened, in ever fewer words, for where there is little room.

    "Convolution, map 1 (Diagonal), row 2, column 3"; of small steps, by which and where.
    """
    moment = head.moment(network)
    if moment is None:
        return _beginning(network, head)
    if head.fine or not moment.lands:
        is_vote = gives_votes(network, moment.stage)
        place = place_in(network.shapes[moment.stage], moment.cell)
        step = phase_words(network, moment)
        return f"{step} – {network.classes[moment.cell[0]] if is_vote else place}", step
    return place_ways(network, Probe(moment.stage, moment.cell), filter_names)


def _beginning(network: Network, head: Playhead) -> tuple[str, ...]:
    """Of what is played in part, which: all else is there already."""
    if head.span is Span.WAY:
        return ("Before the first value",)
    of_map = f", map {head.of_map + 1}" if head.span is Span.MAP and len(network.shapes[head.stage]) == 3 else ""
    return f"{stage_names(network)[head.stage]}{of_map}: before the first value", "Before the first value"
