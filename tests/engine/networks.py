"""Random networks and pictures for property tests: any sequence of layers that fits, small enough to be quick."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array, Shape
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, Pool2d, ReLU, Softmax
from cnnviz.engine.network import Network

_seeds = st.integers(0, 2**32 - 1)


@st.composite
def arrays(draw: st.DrawFn, shape: Shape) -> Array:
    """Numbers of `shape`: fractions of all sizes, or small whole ones, which make ties and zeros."""
    random = np.random.default_rng(draw(_seeds))
    if draw(st.booleans()):
        return random.integers(-2, 3, shape).astype(np.float64)
    return random.normal(size=shape) * 10.0 ** draw(st.integers(-3, 3))


@st.composite
def convolutions(draw: st.DrawFn, shape: Shape) -> Conv2d:
    """A convolution that fits `shape`, with every option."""
    padding = draw(st.integers(0, 2))
    kernel_rows, kernel_columns = (draw(st.integers(1, min(7, side + 2 * padding))) for side in shape[1:])
    filters = draw(st.integers(1, 3))
    return Conv2d(
        draw(arrays((filters, shape[0], kernel_rows, kernel_columns))),
        bias=draw(st.none() | arrays((filters,))),
        stride=draw(st.integers(1, 3)),
        padding=padding,
        divide_by_pixels=draw(st.booleans()),
        true_convolution=draw(st.booleans()),
    )


@st.composite
def pools(draw: st.DrawFn, shape: Shape) -> Pool2d:
    """A pooling that fits `shape`; with partial windows the window may be larger than the maps."""
    partial = draw(st.booleans())
    window = draw(st.integers(1, 4 if partial else min(4, *shape[1:])))
    options = window, draw(st.integers(1, 5)), partial
    return MaxPool2d(*options) if draw(st.booleans()) else AvgPool2d(*options)


@st.composite
def networks(draw: st.DrawFn, *, smallest_side: int = 1, largest_side: int = 8, most_maps: int = 2) -> Network:
    """A network of up to four layers on maps, and most often a head that flattens and votes."""
    side = st.integers(smallest_side, largest_side)
    input_shape = (draw(st.integers(1, most_maps)), draw(side), draw(side))
    network = Network(input_shape, ())
    for kind in draw(st.lists(st.sampled_from([convolutions, pools, None]), max_size=4)):
        network = _longer(network, ReLU() if kind is None else draw(kind(network.shapes[-1])))
    if draw(st.sampled_from([True, True, False])):
        network = draw(_headed(_longer(network, Flatten())))
    return network


@st.composite
def _headed(draw: st.DrawFn, network: Network) -> Network:
    for _ in range(draw(st.integers(1, 2))):
        votes = draw(st.integers(1, 3))
        weight = draw(arrays((votes, network.shapes[-1][0])))
        network = _longer(network, Linear(weight, draw(st.none() | arrays((votes,)))))
    return _longer(network, Softmax()) if draw(st.booleans()) else network


def _longer(network: Network, layer: Layer) -> Network:
    return Network(network.input_shape, (*network.layers, layer))
