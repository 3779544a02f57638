"""How well a network answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.network import Network
from cnnviz.engine.training.loss import CrossEntropy, Loss
from cnnviz.engine.training.samples import Samples

#: How many pictures go through the network at once, so that many thousands take little memory.
CHUNK = 256


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a network makes of samples.

    accuracy: the share that is right, 0 to 1.
    confusion: ``(classes, votes)``: how many pictures of the row's class got the column's answer.
    answers: ``(images,)``: the network's class for each picture; of equal votes the first.
    mistakes: the indices of the pictures that are wrong, in order.
    loss: the mean error.
    """

    accuracy: float
    confusion: Table
    answers: Table
    mistakes: Table
    loss: float


def evaluate(network: Network, samples: Samples, loss: Loss | None = None) -> Evaluation:
    """Let `network` answer every sample.

    Args:
        network: which gives votes.
        samples: one or more; their classes are those of the network, by name and in its order.
        loss: the error; cross-entropy unless said otherwise.

    Raises:
        ValueError: there are no samples, or they do not fit the network; the message is one sentence for a person.
    """
    samples = samples.fitted_to(network)
    labels = samples.labels
    loss = CrossEntropy() if loss is None else loss
    answers, total = [], 0.0
    for start in range(0, len(samples), CHUNK):
        chunk = slice(start, start + CHUNK)
        with np.errstate(all="ignore"):  # A network that has diverged answers as well as it can.
            trace = network.forward(samples.pictures[..., chunk])
            total += loss.value(trace.stages[loss.stage(network)], labels[chunk]) * len(labels[chunk])
        answers.append(trace.votes.argmax(axis=0))
    answered = np.concatenate(answers)
    votes = network.shapes[-1][0]
    confusion = np.bincount(labels * votes + answered, minlength=votes * votes).reshape(votes, votes)
    mistakes = np.flatnonzero(answered != labels)
    return Evaluation((len(labels) - len(mistakes)) / len(labels), confusion, answered, mistakes, total / len(labels))


def share_right(votes: Array, targets: Table) -> float:
    """The share, 0 to 1, of pictures whose largest vote is the right class's; of equal votes the first counts.

    Args:
        votes: ``(classes, images)``.
        targets: ``(images,)``: the index of each right class.
    """
    return float(np.count_nonzero(votes.argmax(axis=0) == targets)) / len(targets)
