"""What the step player says of a moment."""

from __future__ import annotations

from cnnviz.engine.layers import Conv2d, Layer, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.player.script import Moment, Phase

_SENTENCES = {
    Phase.MULTIPLY: "Multiply pixel by pixel",
    Phase.ADD: "Add up",
    Phase.ADD_BIAS: "Add the bias",
    Phase.CUT: "Below 0 becomes 0",
    Phase.TAKE: "Take the largest",
    Phase.MOVE: "Put it on the list",
    Phase.POWER: "Raise e to the vote",
}


def phase_words(network: Network, moment: Moment) -> str:
    """The small step in a few words: "Line up the filter with the patch", "Divide by 9"."""
    layer = network.layers[moment.stage - 1]
    match moment.phase:
        case Phase.LINE_UP:
            return _lined_up(layer)
        case Phase.DIVIDE:
            return f"Divide by {_divisor(layer)}"
        case Phase.LIGHT:
            return f"Each value votes: {moment.part + 1} of {moment.parts}"
    return _SENTENCES[moment.phase]


def _lined_up(layer: Layer) -> str:
    match layer:
        case Conv2d():
            return "Line up the filter with the patch"
        case ReLU():
            return "Look at the value"
    return "Line up the window"


def _divisor(layer: Layer) -> str:
    match layer:
        case Conv2d():
            return str(layer.divisor)
        case Softmax():
            return "the sum of all"
    return "their number"
