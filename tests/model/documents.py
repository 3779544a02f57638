"""Random documents: any network that fits, any finite numbers, any names."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.model.document import Coding, Document, Scale, Settings
from cnnviz.model.numbers import NumberStyle
from tests.engine.networks import networks

#: Every finite number, the smallest, the largest and minus zero among them.
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    network = draw(networks(smallest_side=3, most_maps=1))
    names = st.text(max_size=6)
    if len(network.shapes[-1]) == 1:
        classes = tuple(draw(names) for _ in range(network.shapes[-1][0]))
        network = Network(network.input_shape, network.layers, classes)
    return Document(
        draw(hnp.arrays(np.float64, network.input_shape[1:], elements=FINITE)),
        network,
        draw(st.sampled_from(Coding)),
        tuple(draw(st.lists(names, max_size=3))),
        Settings(draw(st.sampled_from(NumberStyle)), draw(st.sampled_from(Scale))),
    )


@st.composite
def kernels(draw: st.DrawFn) -> Conv2d:
    """A convolution whose weights are any finite numbers."""
    shape = draw(st.tuples(*[st.integers(1, 3)] * 4))
    return Conv2d(draw(hnp.arrays(np.float64, shape, elements=FINITE)))
