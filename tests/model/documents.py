"""Random documents: any network that fits, any finite numbers, any names.

A strategy takes as long to make as to draw from, so each is made once.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnnviz.engine.arrays import Array, Shape, frozen
from cnnviz.engine.layers import Conv2d
from cnnviz.engine.network import Network
from cnnviz.engine.samples import Dials
from cnnviz.engine.training import SGD, Adam, CrossEntropy, Initialisation, RMSprop, SquaredError, TrainingSettings
from cnnviz.model.document import Coding, Document, OwnSamples, Scale, Settings
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.practice import Practice
from tests.engine.networks import networks, whole

#: Every finite number, the smallest, the largest and minus zero among them.
FINITE = st.floats(allow_nan=False, allow_infinity=False)

_codings = st.sampled_from(Coding)
_scales = st.sampled_from(Scale)
_styles = st.sampled_from(NumberStyle)
_names = st.text(max_size=6)
_few_names = st.lists(_names, max_size=3)
_classes = st.lists(_names, min_size=1, max_size=10, unique=True)
_sizes = st.lists(st.tuples(st.integers(3, 6), st.integers(3, 6)), max_size=4)

_share = st.floats(0, 0.95)
_optimisers = st.one_of(
    st.builds(SGD, _share), st.builds(RMSprop, _share, _share), st.builds(Adam, _share, _share, _share)
)
_positive = st.floats(min_value=0, exclude_min=True, allow_infinity=False)
_count = st.integers(1, 2**63)
_place = st.integers(0, 20)
_losses = st.sampled_from([SquaredError(), CrossEntropy()])
_initialisations = st.sampled_from(Initialisation)
_frozen_layers = st.frozensets(_place, max_size=3)
_frozen_filters = st.frozensets(st.tuples(_place, _place), max_size=3)
_count_or_none, _share_or_none = st.none() | _count, st.none() | _share
_dials = st.builds(Dials, _share, _share, st.floats(0, 180), st.floats(0, 4), _share, _share)
_either = st.booleans()


@cache
def _finite(shape: Shape) -> st.SearchStrategy[Array]:
    return hnp.arrays(np.float64, shape, elements=FINITE)


@st.composite
def own_samples(draw: st.DrawFn) -> OwnSamples:
    """Samples of any sizes, of any finite numbers; there may be none."""
    sizes = draw(_sizes)
    pictures = tuple(frozen(draw(_finite(size))) for size in sizes)
    classes = draw(_classes)
    labels = tuple(draw(whole(0, len(classes) - 1)) for _ in sizes)
    return OwnSamples(pictures, labels, tuple(classes), draw(_codings))


@st.composite
def practices(draw: st.DrawFn) -> Practice:
    settings = TrainingSettings(
        draw(_optimisers),
        draw(_positive),
        draw(_count),
        draw(_positive),
        draw(_losses),
        draw(_initialisations),
        draw(whole(0, 2**63)),
        draw(_frozen_layers),
        draw(_frozen_filters),
        draw(_count_or_none),
        draw(_share_or_none),
        draw(_count_or_none),
    )
    dials = draw(_dials)
    uses_own, augments, by_nudging = (draw(_either) for _ in range(3))
    return Practice(draw(whole(0, 1_000_000)), dials, uses_own, augments, settings, by_nudging)


_samples_or_none, _practice_or_none = st.none() | own_samples(), st.none() | practices()


@cache
@st.composite
def documents(draw: st.DrawFn) -> Document:
    network = draw(networks(smallest_side=3, most_maps=1))
    if len(network.shapes[-1]) == 1:
        classes = tuple(draw(_names) for _ in range(network.shapes[-1][0]))
        network = Network(network.input_shape, network.layers, classes)
    return Document(
        draw(_finite(network.input_shape[1:])),
        network,
        draw(_codings),
        tuple(draw(_few_names)),
        Settings(draw(_styles), draw(_scales)),
        draw(_samples_or_none),
        draw(_practice_or_none),
    )


_kernel_shapes = st.tuples(*[st.integers(1, 3)] * 4)


@st.composite
def kernels(draw: st.DrawFn) -> Conv2d:
    """A convolution whose weights are any finite numbers."""
    return Conv2d(draw(_finite(draw(_kernel_shapes))))
