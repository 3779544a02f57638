"""What a training run says after each step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cnnviz.engine.network import Network


class Reason(Enum):
    """Why a run is over."""

    EPOCHS = "epochs"
    ACCURACY = "accuracy"
    NO_IMPROVEMENT = "no improvement"
    DIVERGED = "diverged"


@dataclass(frozen=True)
class Done:
    """The end of a run; `sentence` is for a person.

    learning_rate: the one to try instead, where a run diverged because its steps were too large.
    """

    reason: Reason
    sentence: str
    learning_rate: float | None = None

    @property
    def is_problem(self) -> bool:
        """Whether it ended otherwise than by a rule of the person's."""
        return self.reason is Reason.DIVERGED


@dataclass(frozen=True, eq=False)
class Progress:
    """A run after one more step.

    step: how many steps were taken, from 1.
    epoch: the epoch that the step belongs to, from 1.
    ends_epoch: whether it is the last step of its epoch.
    network: after the step.
    loss, accuracy: of the step's batch, before the step changed the network. Accuracy is a share, 0 to 1.
    test_loss, test_accuracy: of the test samples after the step, where it ends an epoch and there are test samples.
    done: why the run is over; None while it goes on.
    """

    step: int
    epoch: int
    network: Network
    loss: float
    accuracy: float
    ends_epoch: bool = False
    test_loss: float | None = None
    test_accuracy: float | None = None
    done: Done | None = None
