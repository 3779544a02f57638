"""The pictures that a network learns from, and those that it is judged by."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnviz.engine.training import Samples
from cnnviz.model.document import Coding, Document
from cnnviz.model.practice import Practice
from cnnviz.model.samples.generated import generate
from cnnviz.model.samples.sets import joined, split


def practice_of(document: Document) -> Practice:
    """What `document` is trained with: what was chosen, or what is chosen for everyone."""
    return document.practice or Practice()


def with_practice(document: Document, practice: Practice) -> Document:
    """`document` trained in another way; the same object where nothing changes."""
    return document if practice == practice_of(document) else replace(document, practice=practice)


@dataclass(frozen=True, eq=False)
class Material:
    """Pictures to learn from, and others that the network never learns from and is judged by."""

    training: Samples
    test: Samples


def material_of(practice: Practice, own: Samples | None, grid: tuple[int, int], coding: Coding) -> Material:
    """The pictures that `practice` asks for; the same ones for the same seed.

    own: the person's own samples, of this grid and coding.

    Raises:
        ValueError: there are none, or the two kinds have not the same classes; one sentence for a person.
    """
    random = np.random.default_rng([practice.settings.seed, 2])
    sets = []
    if practice.generated:
        sets.append(generate(practice.generated, grid, practice.dials, random, coding, centre=False))
    if practice.uses_own and own is not None and len(own):
        sets.append(own)
    if not sets:
        raise ValueError("There are no samples to learn from: draw some of your own, or have some generated.")
    training, test = zip(*(split(samples, random) for samples in _of_one_mind(sets)), strict=True)
    return Material(joined(training), joined(test))


def _of_one_mind(sets: list[Samples]) -> list[Samples]:
    """The sets with their classes in the same order, those of all of them."""
    classes = tuple(dict.fromkeys(name for samples in sets for name in samples.classes))
    return [samples.in_order_of(classes) for samples in sets]
