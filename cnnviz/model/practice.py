"""What a person chose for training."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from cnnviz.engine.samples import DEFAULT, Dials
from cnnviz.engine.training import Initialisation, TrainingSettings


@dataclass(frozen=True)
class Practice:
    """How a network is trained.

    generated: how many pictures the generator draws, 0 for none.
    dials: how much these differ.
    uses_own: whether the person's own samples are learned from, where there are any.
    augments: whether they are joined by what they become under the dials.
    settings: of the run.
    by_nudging: learn as the slides do, by nudging one weight after the other, and not by backpropagation.
    """

    generated: int = 400
    dials: Dials = DEFAULT
    uses_own: bool = True
    augments: bool = False
    settings: TrainingSettings = field(default_factory=lambda: TrainingSettings(initialisation=Initialisation.HE))
    by_nudging: bool = False


def with_settings(practice: Practice, **changes: Any) -> Practice:
    """`practice` with some of its training settings changed; itself where nothing changes.

    Raises:
        ValueError: a setting out of range; one sentence for a person.
    """
    settings = replace(practice.settings, **changes)
    return practice if settings == practice.settings else replace(practice, settings=settings)
