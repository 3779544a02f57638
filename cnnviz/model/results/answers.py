"""What a network answers to pictures whose right answers are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnviz.engine.arrays import Array, Table
from cnnviz.engine.network import Network
from cnnviz.engine.training import Evaluation, Samples, evaluate


@dataclass(frozen=True, eq=False)
class Answers:
    """What a network makes of samples.

    samples: as they were judged, their classes those of the network.
    evaluation: of them.
    """

    samples: Samples
    evaluation: Evaluation

    @property
    def classes(self) -> tuple[str, ...]:
        return self.samples.classes

    @property
    def count(self) -> int:
        """How many pictures were judged."""
        return len(self.samples)

    @property
    def right(self) -> int:
        """How many were answered right."""
        return self.count - len(self.evaluation.mistakes)

    def within(self, label: int, answer: int) -> Table:
        """The indices of the pictures of class `label` that were answered `answer`."""
        return np.flatnonzero((self.samples.labels == label) & (self.evaluation.answers == answer))

    def picture(self, index: int) -> Array:
        """``(rows, columns)``: a picture as it was judged."""
        picture: Array = self.samples.pictures[0, ..., index]
        return picture

    def caption(self, index: int) -> str:
        """What a picture is, and what it was taken for."""
        label, answer = int(self.samples.labels[index]), int(self.evaluation.answers[index])
        answered = "answered right" if label == answer else f"answered {self.classes[answer]}"
        return f"is {self.classes[label]}, {answered}"


def answers_of(network: Network, samples: Samples) -> Answers:
    """Let `network` answer `samples`.

    Raises:
        ValueError: it gives no votes, or the samples do not fit it; one sentence for a person.
    """
    check_votes(network)
    samples = samples.fitted_to(network)
    return Answers(samples, evaluate(network, samples))


def check_votes(network: Network) -> None:
    """Raises ValueError, with one sentence for a person, where `network` has no classes to vote for."""
    if not network.classes:
        raise ValueError("This network gives no votes, so no answer is right or wrong; choose one that ends in Votes.")
