"""A document as a script in NumPy that prints the numbers on the screen."""

from __future__ import annotations

import numpy as np

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

_HEAD = '''\
"""A picture and a network, as exported from cnnviz: prints every stage on the way to the votes.

Needs NumPy: pip install numpy
"""
'''

_CONVOLVE = '''\
def convolve(maps, filters, stride=1, padding=0):
    """The sum of products of every filter with every patch of the maps; padding is zeros."""
    maps = np.pad(maps, ((0, 0), (padding, padding), (padding, padding)))
    patches = np.lib.stride_tricks.sliding_window_view(maps, filters.shape[2:], axis=(1, 2))
    # m: map, r and c: row and column of the patch, i and j: row and column in it, f: filter
    return np.einsum("mrcij,fmij->frc", patches[:, ::stride, ::stride], filters)
'''

_POOL = '''\
def pool(maps, take, window, stride, rows, columns):
    """The largest (np.max) or mean (np.mean) of every window; one at the far edge has the pixels that are left."""
    pooled = np.empty((len(maps), rows, columns))
    for row in range(rows):
        for column in range(columns):
            top, left = row * stride, column * stride
            pooled[:, row, column] = take(maps[:, top : top + window, left : left + window], axis=(1, 2))
    return pooled
'''


def to_numpy(document: Document) -> str:
    """The text of the script."""
    network, style = document.network, document.settings.numbers
    imports = ("import math\n\n" if needs_math(style) else "") + "import numpy as np\n"
    functions = [shown_function(style), SHOW]
    if any(isinstance(layer, Pool2d) for layer in network.layers):
        functions.insert(0, _POOL)
    if any(isinstance(layer, Conv2d) for layer in network.layers):
        functions.insert(0, _CONVOLVE)
    picture = coding_comment(document.coding) + statement("picture = np.array(", document.picture, ", dtype=float)")
    stages = [f"{picture}values = picture[None]\n{show_line(document, 0, 'values')}"]
    for stage, layer in enumerate(network.layers, start=1):
        lines = _lines(layer, network.shapes[stage])
        stages.append(stage_comment(document, stage) + lines + show_line(document, stage, "values"))
    if votes := votes_lines(document, "values"):
        stages.append(votes)
    return "\n\n".join([f"{_HEAD}\n{imports}", *functions, "\n".join(stages)])


def _lines(layer: Layer, shape: tuple[int, ...]) -> str:
    """The lines that turn the ``values`` coming in into those of `layer`, which have `shape`."""
    match layer:
        case Conv2d():
            return _convolution(layer)
        case ReLU():
            return "values = np.maximum(values, 0)\n"
        case MaxPool2d() | AvgPool2d():
            take = "np.max" if isinstance(layer, MaxPool2d) else "np.mean"
            places = f"rows={shape[1]}, columns={shape[2]}"
            return f"values = pool(values, {take}, window={layer.window}, stride={layer.stride}, {places})\n"
        case Flatten():
            return "values = values.ravel()\n"
        case Linear():
            weights = statement("weights = np.array(", layer.weight, ", dtype=float)")
            return weights + _with_bias("weights @ values", layer, "bias")
        case Softmax():
            return "powers = np.exp(values - values.max())\nvalues = powers / powers.sum()\n"
    raise NotImplementedError(layer)


def _convolution(layer: Conv2d) -> str:
    lines = statement("filters = np.array(", layer.weight, ", dtype=float)")
    if layer.true_convolution:
        lines += "filters = filters[:, :, ::-1, ::-1]  # a true convolution turns its filters by 180 degrees\n"
    stride = f", stride={layer.stride}" if layer.stride != 1 else ""
    padding = f", padding={layer.padding}" if layer.padding else ""
    division = f" / {layer.divisor}" if layer.divide_by_pixels else ""
    return lines + _with_bias(f"convolve(values, filters{stride}{padding}){division}", layer, "bias[:, None, None]")


def _with_bias(sums: str, layer: Conv2d | Linear, bias: str) -> str:
    if layer.bias is None:
        return f"values = {sums}\n"
    return statement("bias = np.array(", np.asarray(layer.bias), ", dtype=float)") + f"values = {sums} + {bias}\n"
