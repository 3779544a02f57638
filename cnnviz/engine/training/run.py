"""A training run: a generator, so that whoever asks for the next step decides whether there is one."""

from __future__ import annotations

from collections.abc import Iterator

from cnnviz.engine.network import Network
from cnnviz.engine.training.progress import Progress
from cnnviz.engine.training.samples import Samples
from cnnviz.engine.training.settings import TrainingSettings


def initial_network(network: Network, settings: TrainingSettings) -> Network:
    """The network as the run begins with it: what rewinding returns to. Frozen layers and filters are as they were."""
    raise NotImplementedError


def train(network: Network, training: Samples, test: Samples | None, settings: TrainingSettings) -> Iterator[Progress]:
    """Gradient descent on `training`: each ``next()`` is one batch.

    Raises:
        ValueError: at once, where samples, network and settings do not fit; the message is one sentence for a person.
    """
    raise NotImplementedError
