"""The lecture's trickier cases one at a time: how many are still right as pictures are turned, moved, scaled..."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cnnviz.engine.network import Network
from cnnviz.engine.samples import CLASSES, Dials
from cnnviz.engine.training import Samples, evaluate
from cnnviz.model.document import Coding
from cnnviz.model.results.answers import check_votes
from cnnviz.model.samples.generated import generate

#: Pictures for each value of a dial, half of them X.
PICTURES = 200
_SEED = 7


@dataclass(frozen=True)
class Case:
    """One dial of the generator, and the values it is tried at.

    dial: its name among the `Dials`. values: what it is set to.
    title: what it is called; axis: what its numbers say.
    factor, offset: a value is written as ``factor * value + offset``; suffix: what stands after it.
    """

    dial: str
    title: str
    axis: str
    values: tuple[float, ...]
    factor: float = 1.0
    offset: float = 0.0
    suffix: str = ""

    def dials(self, place: int) -> Dials:
        """The generator's dials at the value in this place: no other change than this one."""
        return Dials(**{self.dial: self.values[place]})

    @property
    def shown(self) -> tuple[float, ...]:
        """The values as they are written."""
        return tuple(round(self.factor * value + self.offset, 6) for value in self.values)


def _steps(most: float, count: int = 10) -> tuple[float, ...]:
    return tuple(round(most * step / count, 6) for step in range(count + 1))


CASES = (
    Case("rotation", "Rotation", "Turned by up to … degrees either way", _steps(90.0, 9), suffix="°"),
    Case("translation", "Translation", "Moved by up to … % of the sheet", _steps(0.3), 100.0, suffix=" %"),
    Case("scaling", "Scaling", "Larger or smaller by up to … %", _steps(0.9, 9), 100.0, suffix=" %"),
    Case("weight", "Pen weight", "Lines up to … times as thick or thin", _steps(4.0, 8), 1.0, 1.0, suffix=" ×"),
    Case("noise", "Noise", "Flipped pixels, in %", _steps(0.5), 100.0, suffix=" %"),
)


@dataclass(frozen=True, eq=False)
class CaseCurve:
    """How many are right at each value of a case, as far as it was tried.

    accuracies: shares, 0 to 1, of the first values. chance: the share that guessing gets right.
    leaves_out: the network knows classes that no picture shows, for all are X or O.
    """

    case: Case
    accuracies: tuple[float, ...]
    chance: float
    leaves_out: bool = False


@lru_cache(maxsize=12)
def case_samples(case: Case, place: int, grid: tuple[int, int], coding: Coding) -> Samples:
    """The pictures for one value, as they lie; the same ones each time."""
    random = np.random.default_rng([_SEED, place])
    return generate(PICTURES, grid, case.dials(place), random, coding, centre=False)


def check_case(network: Network) -> None:
    """Raises ValueError, with one sentence for a person, where `network` cannot be asked about X and O."""
    check_votes(network)
    if not set(CLASSES) <= set(network.classes):
        known = ", ".join(network.classes)
        raise ValueError(f"The trickier cases are pictures of X and O, but this network knows {known}.")


def accuracy(network: Network, samples: Samples) -> float:
    """The share of `samples` that `network` gets right."""
    return evaluate(network, samples).accuracy
