"""The value that a figure or numbers are about."""

from __future__ import annotations

import argparse

from cnnviz.engine.network import Network
from cnnviz.model.places import example_of_a_value, probe_named
from cnnviz.model.refused import Refused
from cnnviz.model.view import Probe


def probe_given(network: Network, given: argparse.Namespace) -> Probe | None:
    """The value that --probe names.

    Raises:
        Refused: there is no such value, or none is named though its sum is asked for.
    """
    if given.probe is not None:
        return probe_named(network, given.probe)
    if given.panel == "arithmetic":
        example = example_of_a_value(network)
        raise Refused(f'The arithmetic is that of one value: name it, as in --probe "{example}".')
    return None
