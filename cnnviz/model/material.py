"""The pictures that a network learns from, and those that it is judged by."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnviz.engine.samples import CLASSES
from cnnviz.engine.training import Samples
from cnnviz.model.document import Coding, Document, OwnSamples
from cnnviz.model.practice import Practice
from cnnviz.model.samples.augmented import augmented
from cnnviz.model.samples.generated import generate
from cnnviz.model.samples.own import ready
from cnnviz.model.samples.sets import joined, split

#: What one sample becomes, at most, and all of them together.
_MOST_BECOMING, _MOST_AUGMENTED = 4, 2000


def practice_of(document: Document) -> Practice:
    """What `document` is trained with: what was chosen, or what is chosen for everyone."""
    return document.practice or Practice()


def with_practice(document: Document, practice: Practice) -> Document:
    """`document` trained in another way; the same object where nothing changes."""
    if practice == practice_of(document):
        return document
    return replace(document, practice=None if practice == Practice() else practice)


@dataclass(frozen=True, eq=False)
class Material:
    """Pictures to learn from, and others that the network never learns from and is judged by."""

    training: Samples
    test: Samples


def material_of(practice: Practice, own: OwnSamples | None, grid: tuple[int, int], coding: Coding) -> Material:
    """The pictures that `practice` asks for; the same ones for the same seed.

    own: the person's own samples, of any size and coding.

    Raises:
        ValueError: there are none, or of one class only; one sentence for a person.
    """
    random = np.random.default_rng([practice.settings.seed, 2])
    sets = []
    if uses_generated(practice, own):
        sets.append(generate(practice.generated, grid, practice.dials, random, coding, centre=False))
    if uses_own(practice, own):
        assert own is not None
        sets.append(ready(own, grid, coding))
    if not sets:
        raise ValueError("There are no samples to learn from: draw some of your own, or have some generated.")
    sets = _of_one_mind(sets)
    if np.count_nonzero(sum(samples.counts for samples in sets)) < 2:
        raise ValueError(
            "There are samples of one class only: add some of another, so that there is something to tell apart."
        )
    training, test = zip(*(split(samples, random) for samples in sets), strict=True)
    if practice.augments and uses_own(practice, own):
        *generated, mine = training
        training = (*generated, augmented(mine, practice.dials, random, coding, _times(len(mine))))
    return Material(joined(training), joined(test))


def _times(count: int) -> int:
    """How often `count` samples are to become others: there is no need where there are many, and it takes its time."""
    return min(_MOST_BECOMING, _MOST_AUGMENTED // count)


def uses_own(practice: Practice, own: OwnSamples | None) -> bool:
    """Whether the person's own samples are learned from."""
    return practice.uses_own and own is not None and len(own) > 0


def uses_generated(practice: Practice, own: OwnSamples | None) -> bool:
    """Whether generated pictures are learned from: not beside own samples of which none can be an X or an O."""
    if not practice.generated:
        return False
    return own is None or not uses_own(practice, own) or set(CLASSES) <= set(own.classes)


def _of_one_mind(sets: list[Samples]) -> list[Samples]:
    """The sets with their classes in the same order, those of all of them."""
    classes = tuple(dict.fromkeys(name for samples in sets for name in samples.classes))
    return [samples.in_order_of(classes) for samples in sets]
