"""How much the pictures may differ: the lecture's trickier cases as dials."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Dials:
    """The largest change of each kind; with all at 0 there are only the lecture's X and O.

    translation: how far from the middle, as a share of the sheet's side, but never off the sheet; 0 to 1.
    scaling: how much larger or smaller, as a share of the usual size, but no larger than the sheet; 0 to 0.95.
    rotation: degrees either way; 0 to 180.
    weight: lines are up to (1 + this) times as thick as usual, or as many times thinner, but at least a cell; 0 to 4.
    noise: the share of pixels flipped from paper to ink or back; 0 to 1.
    jitter: how much of a hand is in it, from 0, a ruler, to 1, a hurried mouse: curved, wobbly and unequal strokes,
        gaps, rings that are not closed or overlap, soft pens and hard ones.

    Raises:
        ValueError: a dial out of range; the message is one sentence for a person.
    """

    translation: float = 0.0
    scaling: float = 0.0
    rotation: float = 0.0
    weight: float = 0.0
    noise: float = 0.0
    jitter: float = 0.0

    def __post_init__(self) -> None:
        for name, most in (("translation", 1), ("scaling", 0.95), ("rotation", 180), ("weight", 4), ("noise", 1)):
            _check(name, getattr(self, name), most)
        _check("jitter", self.jitter, 1)


def dial_title(name: str) -> str:
    """What a person calls a dial: the lecture's "weight" is the pen's, where all other weights are the network's."""
    return "pen weight" if name == "weight" else name


def _check(name: str, value: float, most: float) -> None:
    if not (math.isfinite(value) and 0 <= value <= most):
        raise ValueError(f"The dial for {dial_title(name)} goes from 0 to {most:g}, not {value:g}.")


DEFAULT = Dials(translation=0.10, scaling=0.2, rotation=20.0, weight=0.4, noise=0.01, jitter=0.5)
HARD = Dials(translation=0.18, scaling=0.4, rotation=35.0, weight=2.0, noise=0.04, jitter=1.0)
#: The levels by the names that a person gives.
LEVELS = {"default": DEFAULT, "hard": HARD}
