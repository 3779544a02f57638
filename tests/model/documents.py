"""Random documents: any network that fits, any finite numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.document import Coding, Document, Scale, Settings
from cnnviz.model.numbers import NumberStyle

#: Every finite number, the smallest, the largest and minus zero among them.
FINITE = st.floats(allow_nan=False, allow_infinity=False)


def arrays(shape: tuple[int, ...]) -> st.SearchStrategy[Array]:
    return hnp.arrays(np.float64, shape, elements=FINITE)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    rows, columns = draw(st.integers(3, 8)), draw(st.integers(3, 8))
    names = st.lists(st.text(max_size=8), max_size=4).map(tuple)
    return Document(
        draw(arrays((rows, columns))),
        draw(networks((1, rows, columns))),
        draw(st.sampled_from(Coding)),
        draw(names),
        Settings(draw(st.sampled_from(NumberStyle)), draw(st.sampled_from(Scale))),
    )


@st.composite
def networks(draw: st.DrawFn, input_shape: tuple[int, int, int]) -> Network:
    """Up to three layers on maps, and mostly a list of votes behind them."""
    network = Network(input_shape, ())
    for _ in range(draw(st.integers(0, 3))):
        network = _longer(network, draw(_map_layer(network.shapes[-1])))
    if draw(st.booleans()):
        network = _longer(network, Flatten())
        weight = draw(arrays((draw(st.integers(1, 3)), network.shapes[-1][0])))
        network = _longer(network, Linear(weight, draw(_bias(len(weight)))))
        if draw(st.booleans()):
            network = _longer(network, Softmax())
        classes = tuple(draw(st.text(max_size=5)) for _ in range(len(weight)))
        return Network(input_shape, network.layers, classes)
    return network


def _longer(network: Network, layer: Layer) -> Network:
    return Network(network.input_shape, (*network.layers, layer))


@st.composite
def _map_layer(draw: st.DrawFn, shape: tuple[int, ...]) -> Layer:
    maps, rows, columns = shape
    kind = draw(st.sampled_from([Conv2d, ReLU, MaxPool2d, AvgPool2d]))
    if kind is ReLU:
        return ReLU()
    if kind is Conv2d:
        filters = draw(st.integers(1, 2))
        size = draw(st.integers(1, min(3, rows))), draw(st.integers(1, min(3, columns)))
        return Conv2d(
            draw(arrays((filters, maps, *size))),
            draw(_bias(filters)),
            stride=draw(st.integers(1, 2)),
            padding=draw(st.integers(0, 2)),
            divide_by_pixels=draw(st.booleans()),
            true_convolution=draw(st.booleans()),
        )
    make: Any = kind
    pool: Layer = make(draw(st.integers(1, min(rows, columns))), draw(st.integers(1, 3)), draw(st.booleans()))
    return pool


def _bias(count: int) -> st.SearchStrategy[Array | None]:
    return st.none() | arrays((count,))
