"""How to train."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from cnnviz.engine.training.initialisation import Initialisation
from cnnviz.engine.training.loss import CrossEntropy, Loss
from cnnviz.engine.training.optimisers import Adam, Optimiser

DEFAULT_LEARNING_RATE = 0.03


@dataclass(frozen=True)
class TrainingSettings:
    """Everything that decides a run: the same network, samples and settings give the same run to the last bit.

    optimiser: what a step makes of the gradient.
    learning_rate: how far a step goes; above 0. Nudging takes it as the size of a nudge.
    batch_size: pictures per step; a batch larger than the data is all of the data.
    weight_decay: this share of every weight is added to its gradient; 0 or more.
    loss: the error to make small.
    initialisation: where the weights begin.
    seed: of the first weights and of the order of the samples; 0 or more.
    frozen_layers: the indices in ``network.layers`` of layers that stay as they are.
    frozen_filters: (layer, filter) of single filters that stay, or of single votes of a Linear layer.
    epochs: how many times all samples are seen, at least 1; None goes on until another rule stops it.
    target_accuracy: stop after the epoch in which this share of the test samples (of the training samples where there
        are none) is right; 0 to 1, None for no such rule.
    patience: stop after this many epochs without a smaller error on those samples; None for no such rule.

    Raises:
        ValueError: a setting out of range; the message is one sentence for a person.
    """

    optimiser: Optimiser = field(default_factory=Adam)
    learning_rate: float = DEFAULT_LEARNING_RATE
    batch_size: int = 32
    weight_decay: float = 0.0
    loss: Loss = field(default_factory=CrossEntropy)
    initialisation: Initialisation = Initialisation.PRESENT
    seed: int = 0
    frozen_layers: frozenset[int] = frozenset()
    frozen_filters: frozenset[tuple[int, int]] = frozenset()
    epochs: int | None = 20
    target_accuracy: float | None = None
    patience: int | None = None

    def __post_init__(self) -> None:
        if self.learning_rate == 0:
            raise ValueError(f"With a learning rate of 0 nothing would change; try {DEFAULT_LEARNING_RATE}.")
        if not 0 < self.learning_rate < math.inf:
            raise ValueError(
                f"The learning rate must be a number above 0, not {self.learning_rate:g}; try {DEFAULT_LEARNING_RATE}."
            )
        if not 0 <= self.weight_decay < math.inf:
            raise ValueError(f"The weight decay must be 0 or a number above it, not {self.weight_decay:g}; try 0.")
        if self.batch_size < 1:
            raise ValueError(f"A batch needs at least 1 picture, not {self.batch_size}; try 32.")
        if self.seed < 0:
            raise ValueError(f"The seed must be 0 or a whole number above it, not {self.seed}.")
        if self.epochs is not None and self.epochs < 1:
            raise ValueError(f"Training takes at least 1 epoch, not {self.epochs}.")
        if self.target_accuracy is not None and not 0 <= self.target_accuracy <= 1:
            raise ValueError(f"The accuracy to reach is a share between 0 and 1, not {self.target_accuracy:g}.")
        if self.patience is not None and self.patience < 1:
            raise ValueError(f"Waiting for an improvement takes at least 1 epoch, not {self.patience}.")
