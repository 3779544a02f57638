"""One examination of a network: which pictures, how they are prepared, and what came of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

import numpy as np

from cnnviz.engine.network import Network
from cnnviz.engine.samples import CLASSES
from cnnviz.engine.training import Samples, TrainingSettings
from cnnviz.model.document import Coding, Document, OwnSamples
from cnnviz.model.material import Material, material_of, practice_of
from cnnviz.model.picture.images import centred_on_ink
from cnnviz.model.practice import Practice
from cnnviz.model.results.answers import Answers, answers_of
from cnnviz.model.results.cases import Case, CaseCurve, accuracy, case_samples, check_case
from cnnviz.model.run import Run

#: Pictures that are centred before the exam may be broken off: a few milliseconds.
_AT_ONCE = 20
NO_TEST = "So few samples are all learned from: keep more of each class, or ask about the training samples."
#: So many sets of centred pictures are kept: the samples, and a trickier case at each of its values.
_MOST_KEPT = 14


@dataclass(frozen=True)
class Source:
    """Where samples come from: equal sources give the same pictures.

    practice: with nothing but what decides the pictures. own: the person's own samples.
    """

    practice: Practice
    own: OwnSamples | None
    grid: tuple[int, int]
    coding: Coding


def source_of(document: Document) -> Source:
    """What `document` is trained with."""
    return Source(_drawing(practice_of(document)), document.samples, document.grid, document.coding)


def drawn(source: Source) -> Material:
    """The pictures of `source`.

    Raises:
        ValueError: there are none; one sentence for a person.
    """
    return material_of(source.practice, source.own, source.grid, source.coding)


def known_material(run: Run | None, source: Source) -> Material | None:
    """The pictures of `run` where they are those of `source`."""
    if run is None:
        return None
    order = run.order
    ran = Source(_drawing(order.practice), order.own, order.grid, order.coding)
    return run.material if ran == source else None


def _drawing(practice: Practice) -> Practice:
    settings = TrainingSettings(seed=practice.settings.seed)
    return Practice(practice.generated, practice.dials, practice.uses_own, practice.augments, settings)


@dataclass(frozen=True, eq=False)
class Exam:
    """How well does `network` answer?

    source: of the samples. material: what it gives, where that is known already.
    of_test: the test samples are asked about, not those that are learned from.
    centres: the ink of each picture is centred and scaled before it is judged.
    case: this trickier case is asked about, and not the samples.
    """

    network: Network
    source: Source
    material: Material | None
    of_test: bool
    centres: bool
    case: Case | None = None

    def is_like(self, other: Exam) -> bool:
        """Whether `other` asks the same."""
        same = (self.of_test, self.centres, self.case) == (other.of_test, other.centres, other.case)
        return same and self.network is other.network and self.source == other.source


@dataclass(frozen=True, eq=False)
class Marks:
    """What came of an exam: answers or a curve, or else the sentence that says why not."""

    exam: Exam
    answers: Answers | None = None
    curve: CaseCurve | None = None
    refusal: str = ""


class Examiner:
    """Holds one exam after the other, and remembers the pictures of the last ones. Lives in one thread."""

    def __init__(self) -> None:
        self._drawn: tuple[Source, Material] | None = None
        self._centred: dict[Samples, Samples] = {}

    def hold(self, exam: Exam) -> Iterator[Marks | None]:
        """The marks, where they grow more than once; None after a little work, where the exam may be broken off."""
        try:
            yield from self._ask(exam) if exam.case is None else self._try(exam, exam.case)
        except ValueError as error:
            yield Marks(exam, refusal=str(error))

    def _ask(self, exam: Exam) -> Iterator[Marks | None]:
        material = exam.material or self._material(exam.source)
        if exam.of_test and not len(material.test):
            raise ValueError(NO_TEST)
        samples = yield from self._prepared(material.test if exam.of_test else material.training, exam)
        yield Marks(exam, answers_of(exam.network, samples))

    def _try(self, exam: Exam, case: Case) -> Iterator[Marks | None]:
        check_case(exam.network)
        accuracies: tuple[float, ...] = ()
        for place in range(len(case.values)):
            yield None
            samples = case_samples(case, place, exam.source.grid, exam.source.coding)
            samples = yield from self._prepared(samples, exam)
            accuracies = (*accuracies, accuracy(exam.network, samples))
        count = len(exam.network.classes)
        yield Marks(exam, curve=CaseCurve(case, accuracies, 1 / count, leaves_out=count > len(CLASSES)))

    def _material(self, source: Source) -> Material:
        if self._drawn is None or self._drawn[0] != source:
            self._drawn = source, drawn(source)
        return self._drawn[1]

    def _prepared(self, samples: Samples, exam: Exam) -> Generator[None, None, Samples]:
        """The samples as they are judged."""
        if not exam.centres:
            return samples
        if samples not in self._centred:
            pictures = np.empty(samples.pictures.shape)
            for index in range(len(samples)):
                pictures[0, ..., index] = centred_on_ink(samples.pictures[0, ..., index], exam.source.coding)
                if index % _AT_ONCE == _AT_ONCE - 1:
                    yield None
            self._centred[samples] = replace(samples, pictures=pictures)
            while len(self._centred) > _MOST_KEPT:
                del self._centred[next(iter(self._centred))]
        return self._centred[samples]
