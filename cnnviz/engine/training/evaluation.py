"""How well a network answers."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.engine.arrays import Table
from cnnviz.engine.network import Network
from cnnviz.engine.training.loss import CrossEntropy, Loss
from cnnviz.engine.training.samples import Samples


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a network makes of samples.

    accuracy: the share that is right, 0 to 1.
    confusion: ``(classes, classes)``: how many pictures of the row's class got the column's answer.
    answers: ``(images,)``: the network's class for each picture; of equal votes the first.
    mistakes: the indices of the pictures that are wrong, in order.
    loss: the mean error.
    """

    accuracy: float
    confusion: Table
    answers: Table
    mistakes: Table
    loss: float


def evaluate(network: Network, samples: Samples, loss: Loss = CrossEntropy()) -> Evaluation:  # noqa: B008
    """Let `network` answer every sample.

    Raises:
        ValueError: there are no samples, or they do not fit the network; the message is one sentence for a person.
    """
    raise NotImplementedError
