"""How a network is trained, as files keep it."""

from __future__ import annotations

from dataclasses import fields

from cnnviz.engine.samples import Dials
from cnnviz.engine.training import SGD, Adam, CrossEntropy, Initialisation, RMSprop, SquaredError, TrainingSettings
from cnnviz.model.files.codec import AsSet, Choice, Flag, Maybe, Number, OneOf, Record, Several, Whole
from cnnviz.model.practice import Practice

_LARGEST = 2**63
_COUNT = Whole(1, _LARGEST)
_PLACE = Whole(0, 1_000_000)
_MOST_FROZEN = 100_000

#: A new optimiser or loss is told to the files here and nowhere else.
OPTIMISER = OneOf(
    {
        "SGD": Record(SGD, {"momentum": Number()}),
        "RMSprop": Record(RMSprop, {"decay": Number(), "epsilon": Number()}),
        "Adam": Record(Adam, {"beta1": Number(), "beta2": Number(), "epsilon": Number()}),
    }
)
LOSS = OneOf({"SquaredError": Record(SquaredError, {}), "CrossEntropy": Record(CrossEntropy, {})})
TRAINING = Record(
    TrainingSettings,
    {
        "optimiser": OPTIMISER,
        "learning_rate": Number(),
        "batch_size": _COUNT,
        "weight_decay": Number(),
        "loss": LOSS,
        "initialisation": Choice(Initialisation),
        "seed": Whole(0, _LARGEST),
        "frozen_layers": AsSet(_PLACE, _MOST_FROZEN),
        "frozen_filters": AsSet(Several(_PLACE, most=2, fewest=2), _MOST_FROZEN),
        "epochs": Maybe(_COUNT),
        "target_accuracy": Maybe(Number()),
        "patience": Maybe(_COUNT),
    },
)
DIALS = Record(Dials, {dial.name: Number() for dial in fields(Dials)})
PRACTICE = Record(
    Practice,
    {
        "generated": Whole(0, 1_000_000),
        "dials": DIALS,
        "uses_own": Flag(),
        "augments": Flag(),
        "settings": TRAINING,
        "by_nudging": Flag(),
    },
    # Files from before there was a choice lack it.
    optional=("augments", "by_nudging"),
)
