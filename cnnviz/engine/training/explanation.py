"""The arithmetic behind one gradient: which gradients of the next stage flow back into it, each times a slope."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array, Cell
from cnnviz.engine.explain import Operation, Term, check_cell
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU, Softmax
from cnnviz.engine.training.gradients import Gradients
from cnnviz.engine.windows import Side

#: Where a gradient comes from: the cell of the stage after, and the slope of that cell's value.
_Flow = tuple[Cell, float]


@dataclass(frozen=True)
class GradientExplanation:
    """The arithmetic behind one gradient, for one picture.

    terms: `source` is the cell of the stage after, `value` the gradient that stands there, `weight` the slope (for a
        weight's gradient: the value that the weight is multiplied by), and `amount` their product. Where the error
        itself is differentiated, the values are the actual answer and the right one, and the right one has no source.
    operation: what the layer in between does; None where the error itself is differentiated.
    divisor: what the sum is divided by, or None.
    total: the gradient, computed from the terms alone.
    value: the gradient as backpropagation computed it; equal to `total` up to the order of addition.
    """

    operation: Operation | None
    terms: tuple[Term, ...]
    divisor: float | None
    total: float
    value: float


def explain_gradient(found: Gradients, stage: int, cell: Cell) -> GradientExplanation:
    """The arithmetic behind the gradient at `cell` of `stage`.

    Raises:
        IndexError: there is no such stage or cell.
        ValueError: the gradients are those of many pictures.
    """
    network = found.trace.network
    check_cell(network, stage, cell)
    _check_single(found)
    value = float(found.stages[stage][cell])
    if stage >= found.loss.stage(network):
        return _explained(None, found.loss.terms(found.trace, stage, found.targets[0], cell), None, value)
    layer, after = network.layers[stage], found.stages[stage + 1]
    operation, flows = _flows(layer, found.trace.stages[stage], found.trace.stages[stage + 1], cell)
    divisor = float(layer.divisor) if isinstance(layer, Conv2d) and layer.divide_by_pixels else None
    return _explained(operation, tuple(_term(after, *flow) for flow in flows), divisor, value)


def explain_weight_gradient(found: Gradients, layer_index: int, name: str, index: Cell) -> GradientExplanation:
    """The arithmetic behind the gradient of one weight: the number at `index` of a layer's parameter `name`.

    Raises:
        IndexError: there is no such weight.
        ValueError: the gradients are those of many pictures.
    """
    network = found.trace.network
    layer = network.layers[layer_index] if 0 <= layer_index < len(network.layers) else None
    gradient = found.layers[layer_index].get(name) if layer is not None else None
    if (
        gradient is None
        or len(index) != gradient.ndim
        or not all(0 <= at < size for at, size in zip(index, gradient.shape, strict=True))
    ):
        raise IndexError(f"There is no weight {index} in a {name} of layer {layer_index}.")
    _check_single(found)
    before, after = found.trace.stages[layer_index], found.stages[layer_index + 1]
    value = float(gradient[index])
    match layer:
        case Conv2d():
            places = list(np.ndindex(after.shape[1:]))
            cells = [(index[0], *place) for place in places]
            if name == "bias":
                return _explained(Operation.CONVOLVE, tuple(_term(after, cell, 1.0) for cell in cells), None, value)
            pixels = _seen(layer, before, index)
            terms = tuple(_term(after, cell, float(pixels[cell[1:]])) for cell in cells)
            divisor = float(layer.divisor) if layer.divide_by_pixels else None
            return _explained(Operation.CONVOLVE, terms, divisor, value)
        case Linear():
            slope = 1.0 if name == "bias" else float(before[index[1]])
            return _explained(Operation.VOTE, (_term(after, (index[0],), slope),), None, value)
    raise NotImplementedError(f"{type(layer).__name__} has no explanation of its gradients yet.")


def _explained(
    operation: Operation | None, terms: tuple[Term, ...], divisor: float | None, value: float
) -> GradientExplanation:
    total = sum(term.amount for term in terms) / (divisor or 1.0)
    return GradientExplanation(operation, terms, divisor, total, value)


def _term(after: Array, source: Cell, slope: float) -> Term:
    gradient = float(after[source])
    return Term(source, gradient, slope, gradient * slope)


def _check_single(found: Gradients) -> None:
    if found.trace.picture.shape != found.trace.network.input_shape:
        raise ValueError("An explanation is about one picture, but the gradients are those of many.")


def _flows(layer: Layer, before: Array, after: Array, cell: Cell) -> tuple[Operation, list[_Flow]]:
    """Which values of the stage after depend on `cell`, and by which slope."""
    match layer:
        case Conv2d():
            return Operation.CONVOLVE, _through_filters(layer, before, cell)
        case MaxPool2d():
            return Operation.MAX, _through_windows(layer, before, cell)
        case AvgPool2d():
            where = layer.places(before.shape)
            return Operation.MEAN, [
                ((cell[0], row, column), 1.0 / float(where.pixel_counts[row, column]))
                for row, _ in _standing(where.rows, cell[1])
                for column, _ in _standing(where.columns, cell[2])
            ]
        case ReLU():
            return Operation.RELU, [(cell, 1.0 if after[cell] > 0.0 else 0.0)]
        case Flatten():
            return Operation.COPY, [((int(np.ravel_multi_index(cell, before.shape)),), 1.0)]
        case Linear():
            return Operation.VOTE, [((vote,), weight) for vote, weight in enumerate(layer.weight[:, cell[0]].tolist())]
        case Softmax():
            own = float(after[cell])
            return Operation.SOFTMAX, [
                ((index,), share * ((index == cell[0]) - own)) for index, share in enumerate(after.tolist())
            ]
    raise NotImplementedError(f"{type(layer).__name__} has no explanation of its gradients yet.")


def _through_filters(layer: Conv2d, before: Array, cell: Cell) -> list[_Flow]:
    where = layer.places(before.shape)
    kernels = [layer.kernel_in_place(index)[cell[0]] for index in range(layer.filters)]
    return [
        ((index, row, column), float(kernel[down, right]))
        for index, kernel in enumerate(kernels)
        for row, down in _standing(where.rows, cell[1])
        for column, right in _standing(where.columns, cell[2])
    ]


def _through_windows(layer: MaxPool2d, before: Array, cell: Cell) -> list[_Flow]:
    where = layer.places(before.shape)
    flows: list[_Flow] = []
    for row, _ in _standing(where.rows, cell[1]):
        for column, _ in _standing(where.columns, cell[2]):
            pixels = [pixel for pixel in where.pixels(row, column) if pixel is not None]
            # max() gives the first of equals, as pooling does.
            winner = max(pixels, key=lambda pixel: float(before[cell[0], *pixel]))
            flows.append(((cell[0], row, column), 1.0 if winner == cell[1:] else 0.0))
    return flows


def _standing(side: Side, position: int) -> list[tuple[int, int]]:
    """(place, pixel of the window) for every place whose window covers `position`."""
    return [(place, side.covered(place).index(position)) for place in np.flatnonzero(side.cover[:, position]).tolist()]


def _seen(layer: Conv2d, before: Array, index: Cell) -> Array:
    """The value that the weight at `index` lies on at each place, ``(rows, columns)``; 0 in the padding."""
    _, of_map, row, column = index
    if layer.true_convolution:
        row, column = layer.kernel_size[0] - 1 - row, layer.kernel_size[1] - 1 - column
    where = layer.places(before.shape)
    padded = np.pad(before[of_map], layer.padding)
    stop_row, stop_column = row + layer.stride * where.rows.count, column + layer.stride * where.columns.count
    seen: Array = padded[row : stop_row : layer.stride, column : stop_column : layer.stride]
    return seen
