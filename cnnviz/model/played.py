"""What the step player has come to, in words."""

from __future__ import annotations

from cnnviz.engine.network import Network
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.words import phase_words
from cnnviz.model.sums.account import place_in
from cnnviz.model.view import Probe
from cnnviz.model.words import describe_place, gives_votes


def playhead_words(network: Network, head: Playhead, filter_names: tuple[str, ...] = ()) -> str:
    """What has just happened: "Convolution, map 1 (Diagonal), row 2, column 3", or by which small step and where."""
    moment = head.moment(network)
    if moment is None:
        return "Before the first value"
    if head.fine or not moment.lands:
        is_vote = gives_votes(network, moment.stage)
        place = place_in(network.shapes[moment.stage], moment.cell)
        return f"{phase_words(network, moment)} – {network.classes[moment.cell[0]] if is_vote else place}"
    return describe_place(network, Probe(moment.stage, moment.cell), filter_names)
