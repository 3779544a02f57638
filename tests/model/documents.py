"""Random documents: any network that fits, any finite numbers, any names."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnnviz.engine.arrays import frozen
from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.engine.samples import Dials
from cnnviz.engine.training import SGD, Adam, CrossEntropy, Initialisation, RMSprop, SquaredError, TrainingSettings
from cnnviz.model.document import Coding, Document, OwnSamples, Scale, Settings
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.practice import Practice
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
        draw(st.none() | own_samples()),
        draw(st.none() | practices()),
    )


@st.composite
def own_samples(draw: st.DrawFn) -> OwnSamples:
    """Samples of any sizes, of any finite numbers; there may be none."""
    sides = st.integers(3, 6)
    sizes = draw(st.lists(st.tuples(sides, sides), max_size=4))
    pictures = tuple(frozen(draw(hnp.arrays(np.float64, size, elements=FINITE))) for size in sizes)
    classes = draw(st.lists(st.text(max_size=6), min_size=1, max_size=10, unique=True))
    labels = tuple(draw(st.integers(0, len(classes) - 1)) for _ in sizes)
    return OwnSamples(pictures, labels, tuple(classes), draw(st.sampled_from(Coding)))


@st.composite
def practices(draw: st.DrawFn) -> Practice:
    share = st.floats(0, 0.95)
    count, positive = st.integers(1, 2**63), st.floats(min_value=0, exclude_min=True, allow_infinity=False)
    place = st.integers(0, 20)
    settings = TrainingSettings(
        draw(st.one_of(st.builds(SGD, share), st.builds(RMSprop, share, share), st.builds(Adam, share, share, share))),
        draw(positive),
        draw(count),
        draw(positive),
        draw(st.sampled_from([SquaredError(), CrossEntropy()])),
        draw(st.sampled_from(Initialisation)),
        draw(st.integers(0, 2**63)),
        draw(st.frozensets(place, max_size=3)),
        draw(st.frozensets(st.tuples(place, place), max_size=3)),
        draw(st.none() | count),
        draw(st.none() | share),
        draw(st.none() | count),
    )
    dials = draw(st.builds(Dials, share, share, st.floats(0, 180), st.floats(0, 4), share, share))
    uses_own, augments, by_nudging = (draw(st.booleans()) for _ in range(3))
    return Practice(draw(st.integers(0, 1_000_000)), dials, uses_own, augments, settings, by_nudging)


@st.composite
def kernels(draw: st.DrawFn) -> Conv2d:
    """A convolution whose weights are any finite numbers."""
    shape = draw(st.tuples(*[st.integers(1, 3)] * 4))
    return Conv2d(draw(hnp.arrays(np.float64, shape, elements=FINITE)))
