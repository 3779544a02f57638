"""Backpropagation: how the error changes with every value of every stage and with every weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy.typing as npt

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Trace
from cnnviz.engine.training.loss import Loss


@dataclass(frozen=True, eq=False)
class Gradients:
    """The gradient of an error, with everything shaped as what it is the gradient of.

    loss: the error (the mean over the pictures).
    stages: for each of ``trace.stages``.
    layers: for each of ``network.layers``, by the name of the parameter; empty where a layer has none.
    """

    loss: float
    stages: tuple[Array, ...]
    layers: tuple[dict[str, Array], ...]


def gradients(trace: Trace, targets: npt.ArrayLike, loss: Loss) -> Gradients:
    """Backpropagation through every stage of a trace.

    Args:
        trace: of one picture or of many; it carries its network.
        targets: the index of the right class; ``(images,)`` for many pictures.
        loss: the error.

    Raises:
        ValueError: the network gives no votes, or a target is not one of them.
    """
    raise NotImplementedError
