"""The slides' own way to learn: nudge a weight up and down, see how the error changes, keep what helps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy.typing as npt

from cnnviz.engine.arrays import Array, Cell
from cnnviz.engine.network import Network
from cnnviz.engine.training.loss import Loss
from cnnviz.engine.training.progress import Progress
from cnnviz.engine.training.samples import Samples
from cnnviz.engine.training.settings import TrainingSettings


def nudge_curve(
    network: Network, samples: Samples, loss: Loss, layer: int, name: str, index: Cell, values: npt.ArrayLike
) -> Array:
    """The mean error of `samples` for each of `values` in place of one weight.

    Args:
        network: with the weight at its present value.
        samples: one or more.
        loss: the error.
        layer: the index in ``network.layers``.
        name: of the parameter: "weight" or "bias".
        index: of the weight within it.
        values: ``(values,)``: what to try.

    Raises:
        ValueError: samples that do not fit.
        IndexError: no such weight.
    """
    raise NotImplementedError


def train_by_nudging(
    network: Network, training: Samples, test: Samples | None, settings: TrainingSettings
) -> Iterator[Progress]:
    """Each ``next()`` nudges one weight by the learning rate up and down and keeps what lessens the training error.

    An epoch visits every weight once. After one in which nothing helped, the nudge is halved.

    Raises:
        ValueError: at once, where samples, network and settings do not fit; the message is one sentence for a person.
    """
    raise NotImplementedError
