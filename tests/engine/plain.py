"""Every layer as plain Python loops over the textbook's definition: what the engine is measured against."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, Pool2d, ReLU, Softmax


def by_loops(layer: Layer, values: Array) -> Array:
    """What `layer` makes of one picture's `values` (no image axis)."""
    match layer:
        case Conv2d():
            return _convolve(layer, values)
        case MaxPool2d():
            return _pool(layer, values, max)
        case AvgPool2d():
            return _pool(layer, values, lambda seen: math.fsum(seen) / len(seen))
        case ReLU():
            return np.array([max(0.0, value) for value in values.ravel().tolist()]).reshape(values.shape)
        case Flatten():
            maps, rows, columns = values.shape
            return np.array([values[m, r, c] for m in range(maps) for r in range(rows) for c in range(columns)])
        case Linear():
            bias = np.zeros(len(layer.weight)) if layer.bias is None else layer.bias
            sums = [math.fsum(w * v for w, v in zip(row, values, strict=True)) for row in layer.weight.tolist()]
            return np.array(sums) + bias
        case Softmax():
            powers = [math.exp(value - max(values)) for value in values.tolist()]
            return np.array([power / math.fsum(powers) for power in powers])
    raise NotImplementedError(layer)


def _convolve(layer: Conv2d, values: Array) -> Array:
    filters, maps, height, width = layer.weight.shape
    _, rows, columns = values.shape
    edge, stride = layer.padding, layer.stride
    out_rows, out_columns = (rows + 2 * edge - height) // stride + 1, (columns + 2 * edge - width) // stride + 1
    result = np.empty((filters, out_rows, out_columns))
    for f, y, x in np.ndindex(result.shape):
        products = []
        for m, i, j in np.ndindex(maps, height, width):
            row, column = y * stride + i - edge, x * stride + j - edge
            inside = 0 <= row < rows and 0 <= column < columns
            turned = layer.weight[f, m, height - 1 - i, width - 1 - j]
            weight = turned if layer.true_convolution else layer.weight[f, m, i, j]
            products.append(weight * (values[m, row, column] if inside else 0.0))
        total = math.fsum(products) / (maps * height * width if layer.divide_by_pixels else 1)
        result[f, y, x] = total + (0.0 if layer.bias is None else layer.bias[f])
    return result


def _pool(layer: Pool2d, values: Array, reduce: object) -> Array:
    assert callable(reduce)
    maps, rows, columns = values.shape
    return np.array(
        [
            [
                [reduce([values[m, r, c] for r in height for c in width]) for width in _spans(layer, columns)]
                for height in _spans(layer, rows)
            ]
            for m in range(maps)
        ]
    )


def _spans(layer: Pool2d, size: int) -> Iterator[range]:
    """The pixels under the window at each place along a side, walking until it has seen the far edge."""
    start = 0
    while start < size:
        over_the_edge = start + layer.window > size
        if over_the_edge and not layer.partial_windows:
            return
        yield range(start, min(start + layer.window, size))
        if start + layer.window >= size:
            return
        start += layer.stride
