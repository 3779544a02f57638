"""When a run is over."""

from __future__ import annotations

import math

from cnnviz.engine.network import Network
from cnnviz.engine.training.evaluation import Evaluation, evaluate
from cnnviz.engine.training.progress import Done, Reason
from cnnviz.engine.training.samples import Samples
from cnnviz.engine.training.settings import DEFAULT_LEARNING_RATE, TrainingSettings

#: A run has diverged when its error is this many times what it was at first (or this, if that was below 1).
GROWN = 1e6


def diverged(settings: TrainingSettings, loss: float, first_loss: float) -> Done | None:
    """Whether the error is out of bounds, and why."""
    if loss <= GROWN * max(first_loss, 1.0):
        return None
    grown = "is no longer a number" if math.isnan(loss) else f"has grown to {loss:.3g}"
    cause, rate = "the first weights are too large", None
    if math.isfinite(first_loss):
        cause, rate = _too_large(settings.learning_rate)
    return Done(Reason.DIVERGED, f"Training stopped because the error {grown}: {cause}.", rate)


def _too_large(rate: float) -> tuple[str, float]:
    """What is too large, and the learning rate to try instead."""
    if rate > DEFAULT_LEARNING_RATE:
        return f"the learning rate {rate:g} is too large", DEFAULT_LEARNING_RATE
    return "the steps are too large", rate / 10.0


def end_of_epoch(
    settings: TrainingSettings,
    epoch: int,
    network: Network,
    training: Samples,
    test: Samples | None,
    losses: list[float],
) -> tuple[Evaluation | None, Done | None]:
    """How well the network does after an epoch, if that is asked for, and whether a rule ends the run.

    Args:
        settings: with the rules.
        epoch: counted from 1.
        network: after the epoch.
        training: asked where there are no test samples and a rule needs an answer.
        test: asked where there are any.
        losses: the errors after the epochs before; this one is appended.
    """
    asks = settings.target_accuracy is not None or settings.patience is not None
    result = None
    if test is not None or asks:
        result = evaluate(network, training if test is None else test, settings.loss)
        losses.append(result.loss)
    done = None if result is None else _satisfied(settings, losses, result.accuracy)
    return result, done or _last(settings, epoch)


def scores(result: Evaluation | None, test: Samples | None) -> tuple[float | None, float | None]:
    """The loss and accuracy of the test samples, where `result` is theirs."""
    return (None, None) if result is None or test is None else (result.loss, result.accuracy)


def _satisfied(settings: TrainingSettings, losses: list[float], accuracy: float) -> Done | None:
    target, patience = settings.target_accuracy, settings.patience
    if not math.isfinite(losses[-1]):
        return diverged(settings, losses[-1], 1.0)
    if target is not None and accuracy >= target:
        return Done(Reason.ACCURACY, f"The accuracy has reached {math.floor(round(1000 * accuracy, 6)) / 10:g} %.")
    if patience is not None and len(losses) > patience and min(losses[-patience:]) >= min(losses[:-patience]):
        return Done(Reason.NO_IMPROVEMENT, f"The error has not become smaller for {_epochs(patience)}.")
    return None


def _last(settings: TrainingSettings, epoch: int) -> Done | None:
    if settings.epochs is None or epoch < settings.epochs:
        return None
    return Done(Reason.EPOCHS, f"Trained for {_epochs(epoch)}, as asked.")


def _epochs(count: int) -> str:
    return f"{count} epoch{'' if count == 1 else 's'}"
