"""Where the weights begin."""

from __future__ import annotations

from enum import Enum

import numpy as np

from cnnviz.engine.network import Network


class Initialisation(Enum):
    """How the first weights are drawn; biases begin at 0.

    PRESENT keeps what is there: the filters made by hand.
    HE: normal, variance 2 / values coming in. XAVIER: uniform, variance 2 / (values coming in + values coming out).
    SMALL: normal with a standard deviation of 0.01.
    """

    PRESENT = "present"
    HE = "he"
    XAVIER = "xavier"
    SMALL = "small"


def initialise(network: Network, initialisation: Initialisation, random: np.random.Generator) -> Network:
    """The network with its weights begun anew; the same object for `PRESENT`."""
    raise NotImplementedError
