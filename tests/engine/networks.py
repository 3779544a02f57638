"""Random networks and pictures for property tests: any sequence of layers that fits, small enough to be quick.

Most of what such a test takes is drawing what it is about, so options that go together are drawn at once.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array, Shape
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, Pool2d, ReLU, Softmax
from cnnviz.engine.network import Network

_seeds = st.integers(0, 2**32 - 1)
_either = (False, True)


@st.composite
def arrays(draw: st.DrawFn, shape: Shape) -> Array:
    """Numbers of `shape`: fractions of all sizes, or small whole ones, which make ties and zeros."""
    random = np.random.default_rng(draw(_seeds))
    if random.random() < 0.5:
        return random.integers(-2, 3, shape).astype(np.float64)
    return random.normal(size=shape) * 10.0 ** random.integers(-3, 4)


_conv_options = st.sampled_from([*product(range(3), (1, 2, 3), (1, 2, 3), _either, _either, _either)])


@st.composite
def convolutions(draw: st.DrawFn, shape: Shape) -> Conv2d:
    """A convolution that fits `shape`, with every option."""
    padding, filters, stride, is_biased, divides, is_true = draw(_conv_options)
    kernel_rows, kernel_columns = (draw(st.integers(1, min(7, side + 2 * padding))) for side in shape[1:])
    return Conv2d(
        draw(arrays((filters, shape[0], kernel_rows, kernel_columns))),
        bias=draw(arrays((filters,))) if is_biased else None,
        stride=stride,
        padding=padding,
        divide_by_pixels=divides,
        true_convolution=is_true,
    )


_pool_options = [*product((AvgPool2d, MaxPool2d), (1, 2, 3, 4), (1, 2, 3, 4, 5), _either)]


@st.composite
def pools(draw: st.DrawFn, shape: Shape) -> Pool2d:
    """A pooling that fits `shape`; with partial windows the window may be larger than the maps."""
    fitting = [each for each in _pool_options if each[3] or each[1] <= min(shape[1:])]
    kind, window, stride, partial = draw(st.sampled_from(fitting))
    return kind(window, stride, partial)


_sequences = st.integers(0, 4).flatmap(
    lambda count: st.sampled_from([*product((None, convolutions, pools), repeat=count)])
)


@st.composite
def networks(draw: st.DrawFn, *, smallest_side: int = 1, largest_side: int = 8, most_maps: int = 2) -> Network:
    """A network of up to four layers on maps, and most often a head that flattens and votes."""
    side = st.integers(smallest_side, largest_side)
    network = Network((draw(st.integers(1, most_maps)), draw(side), draw(side)), ())
    for kind in draw(_sequences):
        network = _longer(network, ReLU() if kind is None else draw(kind(network.shapes[-1])))
    if draw(st.sampled_from([True, True, False])):
        network = draw(_headed(_longer(network, Flatten())))
    return network


_widths = [*product((1, 2, 3), repeat=1), *product((1, 2, 3), repeat=2)]
_heads = st.sampled_from([*product(_widths, _either, _either)])


@st.composite
def _headed(draw: st.DrawFn, network: Network) -> Network:
    widths, is_biased, shares = draw(_heads)
    for votes in widths:
        weight = draw(arrays((votes, network.shapes[-1][0])))
        network = _longer(network, Linear(weight, draw(arrays((votes,))) if is_biased else None))
    return _longer(network, Softmax()) if shares else network


def _longer(network: Network, layer: Layer) -> Network:
    return Network(network.input_shape, (*network.layers, layer))
