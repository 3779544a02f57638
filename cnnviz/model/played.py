"""What the step player has come to, in words."""

from __future__ import annotations

from cnnviz.engine.network import Network
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.words import phase_words
from cnnviz.model.view import Probe
from cnnviz.model.words import describe_place


def playhead_words(network: Network, head: Playhead, filter_names: tuple[str, ...] = ()) -> str:
    """What has just happened: "Convolution, map 1 (Diagonal), row 2, column 3", and by which small step."""
    moment = head.moment(network)
    if moment is None:
        return "Before the first value"
    place = describe_place(network, Probe(moment.stage, moment.cell), filter_names)
    return f"{phase_words(network, moment)} – {place}" if head.fine or not moment.lands else place
