"""Where the weights begin."""

from __future__ import annotations

import math
from enum import Enum

import numpy as np

from cnnviz.engine.arrays import Array, Shape
from cnnviz.engine.layers import Conv2d, Layer
from cnnviz.engine.network import Network


class Initialisation(Enum):
    """How the first weights are drawn; biases begin at 0.

    PRESENT keeps what is there: the filters made by hand.
    HE: normal, variance 2 / values coming in (He et al., 2015).
    XAVIER: uniform, variance 2 / (values coming in + values coming out) (Glorot and Bengio, 2010).
    SMALL: normal with a standard deviation of 0.01.

    A convolution that divides by the pixels of its filter is drawn larger by as much, so that its maps come out alike.
    """

    PRESENT = "present"
    HE = "he"
    XAVIER = "xavier"
    SMALL = "small"


def initialise(network: Network, initialisation: Initialisation, random: np.random.Generator) -> Network:
    """The network with its weights begun anew; the same object for `PRESENT`."""
    if initialisation is Initialisation.PRESENT:
        return network
    return network.with_layers(tuple(_begun(layer, initialisation, random) for layer in network.layers))


def _begun(layer: Layer, initialisation: Initialisation, random: np.random.Generator) -> Layer:
    new = {name: np.zeros(values.shape) for name, values in layer.parameters.items()}
    if "weight" in new:
        divisor = layer.divisor if isinstance(layer, Conv2d) else 1
        new["weight"] = _drawn(new["weight"].shape, initialisation, random) * divisor
    return layer.with_parameters(new)


def _drawn(shape: Shape, initialisation: Initialisation, random: np.random.Generator) -> Array:
    pixels = math.prod(shape[2:])
    coming_in, going_out = shape[1] * pixels, shape[0] * pixels
    match initialisation:
        case Initialisation.HE:
            return random.normal(0.0, math.sqrt(2.0 / coming_in), shape)
        case Initialisation.XAVIER:
            edge = math.sqrt(6.0 / (coming_in + going_out))
            return random.uniform(-edge, edge, shape)
        case _:
            return random.normal(0.0, 0.01, shape)
