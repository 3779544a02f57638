"""A network as ONNX, in numbers of 32 bits. Needs the package onnx."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from cnnviz import __version__
from cnnviz.engine.arrays import Array, Shape, describe_shape
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, Pool2d, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.document import Coding
from cnnviz.model.refused import Refused

#: Old enough for every program of the last years; all operators here mean the same ever since.
_OPERATORS = 13
_FORMAT = 7
#: How many pictures go in at once is left open.
_PICTURES = "pictures"


@dataclass(frozen=True, eq=False)
class _Step:
    """One operator of ONNX: it takes what the step before it gives, and `constants`."""

    operator: str
    constants: dict[str, Array] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)


def to_onnx(network: Network, coding: Coding) -> bytes:
    """The content of an .onnx file.

    It takes ``picture`` ``(pictures, maps, rows, columns)`` in the numbers of `coding`, and gives ``votes``
    ``(pictures, classes)``; ``values`` where the network names no classes. The names of the classes, and the numbers of
    paper and ink, stand in its metadata.

    Raises:
        Refused: a weight is beyond 32 bits.
    """
    layers = zip(network.layers, network.shapes, strict=False)
    # A graph without a node is none.
    steps = [step for layer, shape in layers for step in _steps(layer, shape)] or [_Step("Identity")]
    names = [f"{number}_{step.operator}" for number, step in enumerate(steps, start=1)]
    result = "votes" if network.classes else "values"
    targets = [*names[:-1], result]
    nodes, constants = [], []
    for step, name, source, target in zip(steps, names, ["picture", *targets], targets, strict=False):
        numbers = {f"{name}_{key}": values for key, values in step.constants.items()}
        nodes.append(helper.make_node(step.operator, [source, *numbers], [target], name=name, **step.attributes))
        constants += [numpy_helper.from_array(_in_32_bits(values), key) for key, values in numbers.items()]
    graph = helper.make_graph(
        nodes,
        "cnnviz",
        [_tensor("picture", network.shapes[0])],
        [_tensor(result, network.shapes[-1])],
        constants,
        doc_string=_description(network, coding),
    )
    opset = helper.make_opsetid("", _OPERATORS)
    model = helper.make_model(
        graph, opset_imports=[opset], ir_version=_FORMAT, producer_name="cnnviz", producer_version=__version__
    )
    notes = {"classes": json.dumps(network.classes), "paper": f"{coding.paper:g}", "ink": f"{coding.ink:g}"}
    helper.set_model_props(model, notes)
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())


def _steps(layer: Layer, shape: Shape) -> Iterator[_Step]:
    """`layer`, which takes `shape`, in the operators of ONNX."""
    match layer:
        case Conv2d():
            yield from _convolution(layer)
        case ReLU():
            yield _Step("Relu")
        case MaxPool2d():
            yield _Step("MaxPool", attributes=_windows(layer, shape))
        case AvgPool2d():
            yield _Step("AveragePool", attributes=_windows(layer, shape) | {"count_include_pad": 0})
        case Flatten():
            yield _Step("Flatten")
        case Linear():
            yield _Step("Gemm", dict(layer.parameters), {"transB": 1})
        case Softmax():
            yield _Step("Softmax", attributes={"axis": 1})
        case _:
            raise NotImplementedError(layer)


def _convolution(layer: Conv2d) -> Iterator[_Step]:
    """ONNX does not turn its filters, so those of a true convolution are turned here; the bias follows the division."""
    filters = np.stack([layer.kernel_in_place(index) for index in range(layer.filters)])
    attributes = {"strides": [layer.stride] * 2, "pads": [layer.padding] * 4}
    if not layer.divide_by_pixels:
        yield _Step("Conv", dict(layer.parameters) | {"weight": filters}, attributes)
        return
    yield _Step("Conv", {"weight": filters}, attributes)
    yield _Step("Div", {"pixels": np.array(float(layer.divisor))})
    if layer.bias is not None:
        yield _Step("Add", {"bias": layer.bias[:, None, None]})


def _windows(layer: Pool2d, shape: Shape) -> dict[str, Any]:
    """The windows of a pooling, in whole ones on maps with an edge that does not count.

    Not by ceil_mode, which versions of onnxruntime understand in different ways.
    """
    _, *counts = layer.output_shape(shape)
    ends = [
        max((count - 1) * layer.stride + layer.window - size, 0) for count, size in zip(counts, shape[1:], strict=True)
    ]
    return {"kernel_shape": [layer.window] * 2, "strides": [layer.stride] * 2, "pads": [0, 0, *ends]}


def _in_32_bits(values: Array) -> npt.NDArray[np.float32]:
    with np.errstate(over="ignore"):
        short = values.astype(np.float32)
    if not np.isfinite(short).all():
        raise Refused("A weight is too large for ONNX, where numbers have 32 bits: make it smaller, and export again.")
    return short


def _tensor(name: str, shape: Shape) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [_PICTURES, *shape])


def _description(network: Network, coding: Coding) -> str:
    takes = f"Takes pictures as {describe_shape(network.shapes[0])}: {coding.paper:g} is paper, {coding.ink:g} is ink."
    votes = f" Gives the votes for {', '.join(network.classes)}." if network.classes else ""
    return takes + votes
