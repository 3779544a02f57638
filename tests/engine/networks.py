"""Random networks and pictures for property tests: any sequence of layers that fits, small enough to be quick.

A strategy takes as long to make as to draw from, so each is made once for the same arguments.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array, Shape
from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Layer, Linear, MaxPool2d, Pool2d, ReLU, Softmax
from cnnviz.engine.network import Network

_seeds = st.integers(0, 2**32 - 1)
_powers = st.integers(-3, 3)
_either = st.booleans()
_mostly = st.sampled_from([True, True, False])
whole = cache(st.integers)


@cache
@st.composite
def arrays(draw: st.DrawFn, shape: Shape) -> Array:
    """Numbers of `shape`: fractions of all sizes, or small whole ones, which make ties and zeros."""
    random = np.random.default_rng(draw(_seeds))
    if draw(_either):
        return random.integers(-2, 3, shape).astype(np.float64)
    return random.normal(size=shape) * 10.0 ** draw(_powers)


@cache
def _biases(count: int) -> st.SearchStrategy[Array | None]:
    return st.none() | arrays((count,))


@cache
@st.composite
def convolutions(draw: st.DrawFn, shape: Shape) -> Conv2d:
    """A convolution that fits `shape`, with every option."""
    padding = draw(whole(0, 2))
    kernel_rows, kernel_columns = (draw(whole(1, min(7, side + 2 * padding))) for side in shape[1:])
    filters = draw(whole(1, 3))
    return Conv2d(
        draw(arrays((filters, shape[0], kernel_rows, kernel_columns))),
        bias=draw(_biases(filters)),
        stride=draw(whole(1, 3)),
        padding=padding,
        divide_by_pixels=draw(_either),
        true_convolution=draw(_either),
    )


@cache
@st.composite
def pools(draw: st.DrawFn, shape: Shape) -> Pool2d:
    """A pooling that fits `shape`; with partial windows the window may be larger than the maps."""
    partial = draw(_either)
    window = draw(whole(1, 4 if partial else min(4, *shape[1:])))
    options = window, draw(whole(1, 5)), partial
    return MaxPool2d(*options) if draw(_either) else AvgPool2d(*options)


_sequences = st.lists(st.sampled_from([convolutions, pools, None]), max_size=4)


@cache
@st.composite
def networks(draw: st.DrawFn, *, smallest_side: int = 1, largest_side: int = 8, most_maps: int = 2) -> Network:
    """A network of up to four layers on maps, and most often a head that flattens and votes."""
    side = whole(smallest_side, largest_side)
    input_shape = (draw(whole(1, most_maps)), draw(side), draw(side))
    network = Network(input_shape, ())
    for kind in draw(_sequences):
        network = _longer(network, ReLU() if kind is None else draw(kind(network.shapes[-1])))
    if draw(_mostly):
        network = _longer(network, Flatten())
        network = _longer(network, *draw(_heads(network.shapes[-1][0])))
    return network


@cache
@st.composite
def _heads(draw: st.DrawFn, values: int) -> tuple[Layer, ...]:
    """The layers that vote on so many values."""
    layers: list[Layer] = []
    for _ in range(draw(whole(1, 2))):
        votes = draw(whole(1, 3))
        weight = draw(arrays((votes, values)))
        layers.append(Linear(weight, draw(_biases(votes))))
        values = votes
    return (*layers, Softmax()) if draw(_either) else tuple(layers)


def _longer(network: Network, *layers: Layer) -> Network:
    return Network(network.input_shape, (*network.layers, *layers))


def _numbered(*shape: int) -> Array:
    """Numbers of which no two are alike."""
    return np.arange(1.0, 1.0 + np.prod(shape)).reshape(shape) % 7 - np.arange(np.prod(shape)).reshape(shape) / 9


#: A convolution with all its options and sides that differ, whose places all count differently. Of forty random
#: networks too few are such: a fault in one option got past them in one run of three.
EVERY_OPTION = Network(
    (2, 7, 5),
    (
        Conv2d(_numbered(2, 2, 3, 2), _numbered(2), 3, 1, divide_by_pixels=True, true_convolution=True),
        Flatten(),
        Linear(_numbered(2, 12), _numbered(2)),
    ),
)

#: Such that do something.
layered_networks = networks().filter(lambda network: bool(network.layers))
