"""The stages in a person's words: their titles, what each layer does, and where a value stands."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING

from cnnviz.engine.arrays import Cell
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU, Softmax
from cnnviz.engine.network import Network, Trace
from cnnviz.model.document import first_convolution
from cnnviz.model.numbers import NumberStyle, format_full
from cnnviz.model.view import Probe

if TYPE_CHECKING:
    from cnnviz.engine.training import Gradients

#: What is made by the layers that work in one way only.
PLAIN_WORDS: Mapping[type[Layer], str] = {
    ReLU: "negative → 0",
    Flatten: "one list",
    Linear: "value × weight",
    Softmax: "shares of 1",
}


def stage_title(network: Network, stage: int) -> str:
    """What a stage is called: "Picture", else the name of the layer that made it."""
    if stage == 0:
        return "Picture"
    layer = network.layers[stage - 1]
    return "Hidden values" if isinstance(layer, Linear) and not gives_votes(network, stage) else layer.title


def stage_names(network: Network) -> tuple[str, ...]:
    """A name for each stage, different from the others': its title, and its number among those of that title."""
    titles = [stage_title(network, stage) for stage in range(len(network.shapes))]
    counters = {title: count(1) for title in titles}
    return tuple(f"{title} {next(counters[title])}" if titles.count(title) > 1 else title for title in titles)


def stage_words(network: Network, stage: int) -> str:
    """What made a stage, in a few words: "3x3, sum ÷ 9", "largest of 2x2", "3x3, stride 2, sum".

    Where the window stands is said where it is not as usual, before what may be cut off in a narrow column.
    """
    if stage == 0:
        return "what you draw"
    match network.layers[stage - 1]:
        case Conv2d() as layer:
            rows, columns = layer.kernel_size
            stride = f", stride {layer.stride}" if layer.stride > 1 else ""
            padding = f", padding {layer.padding}" if layer.padding else ""
            total = f", sum ÷ {layer.divisor}" if layer.divide_by_pixels else ", sum"
            return f"{rows}x{columns}{stride}{padding}{total}"
        case MaxPool2d() | AvgPool2d() as layer:
            kept = "largest" if isinstance(layer, MaxPool2d) else "mean"
            stride = f", stride {layer.stride}" if layer.stride != layer.window else ""
            return f"{kept} of {layer.window}x{layer.window}{stride}"
        case layer:
            return PLAIN_WORDS.get(type(layer), "")


def gives_votes(network: Network, stage: int) -> bool:
    """Whether a stage holds one value per class that only ReLU or softmax still follow."""
    if stage == 0 or not network.classes or network.shapes[stage] != (len(network.classes),):
        return False
    return all(isinstance(layer, ReLU | Softmax) for layer in network.layers[stage:])


def filter_stage(network: Network, stage: int) -> int | None:
    """The index in `network.layers` of the convolution whose filters made the maps of `stage`, one each; or None."""
    if len(network.shapes[stage]) != 3:
        return None
    for index in range(stage - 1, -1, -1):
        if isinstance(network.layers[index], Conv2d):
            return index
    return None


def describe_place(network: Network, probe: Probe, filter_names: tuple[str, ...] = ()) -> str:
    """Where a value stands: "Convolution, map 2 (Cross), row 3, column 4", counted from 1; "Max pooling 2, …" of two.

    filter_names: those of the first convolution.
    """
    title, cell = stage_names(network)[probe.stage], probe.cell
    if probe.stage == 0 and cell[0] == 0 and network.shapes[0][0] == 1:
        return f"{title}, row {cell[1] + 1}, column {cell[2] + 1}"
    if len(cell) == 3:
        name = _filter_name(network, probe.stage, cell, filter_names)
        return f"{title}, map {cell[0] + 1}{name and f' ({name})'}, row {cell[1] + 1}, column {cell[2] + 1}"
    if gives_votes(network, probe.stage):
        return f"{title}, {network.classes[cell[0]]}"
    return f"{title}, value {cell[0] + 1}"


def describe_cell(
    trace: Trace,
    probe: Probe,
    style: NumberStyle = NumberStyle.TRUNCATED,
    filter_names: tuple[str, ...] = (),
) -> str:
    """Where a value stands and what it is: "Convolution, map 2 (Cross), row 3, column 4: -0.77"."""
    value = format_full(float(trace.stages[probe.stage][probe.cell]), style)
    return f"{describe_place(trace.network, probe, filter_names)}: {value}"


def describe_hidden(network: Network, probe: Probe, filter_names: tuple[str, ...] = ()) -> str:
    """Where a value stands that the class does not see: "Convolution, map 2 (Cross), row 3, column 4: ?"."""
    return f"{describe_place(network, probe, filter_names)}: ?"


def gradient_sentence(gradients: Gradients, *, has_colors: bool = True) -> str:
    """What the gradients of one picture mean, and for which right answer; seen in colours or in greys."""
    above, below = ("orange", "blue") if has_colors else ("filled", "hollow")
    network, target = gradients.trace.network, gradients.targets[0]
    right = network.classes[target] if network.classes else f"vote {target + 1}"
    return (
        f"Gradients, with {right} as the right answer: where it is {above}, a larger value makes the error larger; "
        f"where it is {below}, smaller."
    )


def _filter_name(network: Network, stage: int, cell: Cell, names: tuple[str, ...]) -> str:
    index = filter_stage(network, stage)
    is_first = index is not None and index == first_convolution(network)
    return names[cell[0]] if is_first and cell[0] < len(names) else ""
