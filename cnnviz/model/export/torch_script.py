"""A document as a script in PyTorch that prints the numbers on the screen."""

from __future__ import annotations

from cnnviz.engine.arrays import Shape
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, Pool2d, ReLU, Softmax
from cnnviz.model.document import Document
from cnnviz.model.export.script import (
    SHOW,
    coding_comment,
    needs_math,
    show_line,
    shown_function,
    stage_comment,
    statement,
    votes_lines,
)
from cnnviz.model.words import stage_title

_HEAD = '''\
"""A picture and a network, as exported from cnnviz: prints every stage on the way to the votes.

Needs PyTorch: pip install torch
"""
'''

_MEAN = '''\
class MeanConv2d(nn.Conv2d):
    """A convolution whose sums are divided by the number of pixels of its filters, as in the lecture."""

    def forward(self, maps):
        sums = nn.functional.conv2d(maps, self.weight, None, self.stride, self.padding)
        means = sums / self.weight[0].numel()
        return means if self.bias is None else means + self.bias[:, None, None]
'''


def to_torch(document: Document) -> str:
    """The text of the script."""
    network, style = document.network, document.settings.numbers
    imports = ("import math\n\n" if needs_math(style) else "") + "import torch\nfrom torch import nn\n"
    functions = [shown_function(style), SHOW]
    if any(isinstance(layer, Conv2d) and layer.divide_by_pixels for layer in network.layers):
        functions.insert(0, _MEAN)
    parts = [_network(document), _weights(document), _picture(document), _run(document)]
    return "\n\n".join([f"{_HEAD}\n{imports}", *functions, "\n".join(part for part in parts if part)])


def _network(document: Document) -> str:
    network = document.network
    layers = [f"    {_module(layer, shape)},\n" for layer, shape in zip(network.layers, network.shapes, strict=False)]
    return (
        "torch.set_default_dtype(torch.float64)  # numbers as exact as the window's\n\n"
        f"network = nn.Sequential(\n{''.join(layers)})\n"
    )


def _module(layer: Layer, shape: Shape) -> str:
    """What makes `layer`, which takes `shape`."""
    match layer:
        case Conv2d():
            name = "MeanConv2d" if layer.divide_by_pixels else "nn.Conv2d"
            stride = f", stride={layer.stride}" if layer.stride != 1 else ""
            padding = f", padding={layer.padding}" if layer.padding else ""
            maps, *kernel = layer.weight.shape[1:]
            return f"{name}({maps}, {layer.filters}, {tuple(kernel)}{stride}{padding}, bias={layer.bias is not None})"
        case ReLU():
            return "nn.ReLU()"
        case MaxPool2d():
            return f"nn.MaxPool2d({_windows(layer, shape)})"
        case AvgPool2d():
            return f"nn.AvgPool2d({_windows(layer, shape)}, count_include_pad=False)"
        case Flatten():
            return "nn.Flatten()"
        case Linear():
            votes, values = layer.weight.shape
            return f"nn.Linear({values}, {votes}, bias={layer.bias is not None})"
        case Softmax():
            return "nn.Softmax(dim=1)"
    raise NotImplementedError(layer)


def _windows(layer: Pool2d, shape: Shape) -> str:
    # A window that is larger than the maps sees as much as one of their size, which PyTorch would not take.
    window = tuple(min(layer.window, size) for size in shape[1:])
    partial = ", ceil_mode=True" if layer.partial_windows else ""
    return f"{window}, stride={layer.stride}{partial}"


def _weights(document: Document) -> str:
    """The lines that give the layers their numbers."""
    lines = ""
    for index, layer in enumerate(document.network.layers):
        if not layer.parameters:
            continue
        lines += "    " + stage_comment(document, index + 1)
        turned = isinstance(layer, Conv2d) and layer.true_convolution
        if turned:
            lines += "    # A true convolution turns its filters by 180 degrees.\n"
        for name, values in layer.parameters.items():
            turn = ".flip(2, 3)" if turned and name == "weight" else ""
            lines += statement(f"network[{index}].{name}.copy_(torch.tensor(", values, f"){turn})", "    ")
    return f"with torch.no_grad():\n{lines}" if lines else ""


def _picture(document: Document) -> str:
    return coding_comment(document.coding) + statement(
        "picture = torch.tensor(", document.picture, ", dtype=torch.float64)"
    )


def _run(document: Document) -> str:
    network = document.network
    titles = [stage_title(network, stage) for stage in range(1, len(network.shapes))]
    return (
        f"titles = {titles!r}\n"
        "values = picture[None, None]\n"
        f"{show_line(document, 0, 'values[0]')}"
        "with torch.no_grad():\n"
        "    for title, layer in zip(titles, network):\n"
        "        values = layer(values)\n"
        "        show(title, values[0])\n"
        f"{votes_lines(document, 'values[0]')}"
    )
