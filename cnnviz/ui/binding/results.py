"""Joins the page about how well the network answers to the state."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.worker import Slice, Worker
from cnnviz.model.document import recode, with_picture
from cnnviz.model.results.cases import CASES, Case
from cnnviz.model.results.confusion import Confusion
from cnnviz.model.results.exam import Exam, Examiner, Marks, known_material, source_of
from cnnviz.ui.binding.race import RaceBinding
from cnnviz.ui.results import ResultsPage, Section
from cnnviz.ui.theme import Look

log = logging.getLogger(__name__)

#: From one exam to the next, in milliseconds: a run changes the network with every step.
_PAUSE = 500
#: Seconds for the window's thread after each piece of an exam.
_REST = 0.001
#: What stands where the first answers take their time.
JUDGING = "The pictures are being judged…"


class ResultsBinding(QObject):
    """Has the network examined whenever it, its samples or the question changed, and shows the newest marks."""

    def __init__(self, store: Store, widget: ResultsPage) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        self._race = RaceBinding(store, widget.race)
        self._of_test, self._case = True, CASES[0]
        self._asked: Exam | None = None
        self._marks: Marks | None = None
        self._worker = Worker(_Room().hold, self)
        self._worker.answered.connect(self._on_answered)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._on_pause_over)
        widget.section_chosen.connect(self._on_section_chosen)
        widget.centring_chosen.connect(self._on_centring_chosen)
        widget.answers.samples_chosen.connect(self._on_samples_chosen)
        widget.answers.picture_chosen.connect(self._on_picture_chosen)
        widget.cases.case_chosen.connect(self._on_case_chosen)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        if old is None or old.view.centres is not new.view.centres:
            self._widget.set_centres(centres=new.view.centres)
        if old is None or _asked_of(old) != _asked_of(new):
            self._examine()

    @property
    def confusion(self) -> Confusion | None:
        """Who is taken for whom, as it was last shown; None where that was of another network."""
        marks = self._marks
        if marks is None or marks.answers is None or marks.exam.network is not self._store.state.document.network:
            return None
        samples = f"{'test' if marks.exam.of_test else 'training'} samples"
        return Confusion(marks.answers.classes, marks.answers.evaluation.confusion, samples)

    def set_look(self, look: Look) -> None:
        """Draw the page in another theme or text size."""
        self._widget.set_look(look)

    def stop(self) -> None:
        """End what runs behind the page."""
        self._pause.stop()
        self._race.stop()
        self._worker.stop()

    # Asking

    def _examine(self, *, at_once: bool = False) -> None:
        """Ask what the page has to show, unless that was asked already; soon, if something was asked just now."""
        exam = self._exam()
        if exam is None or (self._asked is not None and exam.is_like(self._asked)):
            return
        if self._pause.isActive() and not at_once:
            return
        self._pause.start()
        self._asked = exam
        self._worker.ask(exam)

    def _exam(self) -> Exam | None:
        state, section = self._store.state, self._widget.section
        if section is Section.RACE:
            return None
        source = source_of(state.document)
        case: Case | None = self._case if section is Section.CASES else None
        material = known_material(state.run, source) if case is None else None
        return Exam(state.document.network, source, material, self._of_test, state.view.centres, case)

    @Slot()
    def _on_pause_over(self) -> None:
        if not self._widget.isVisible():
            return
        self._examine()
        if self._marks is None and self._asked is not None:
            self._widget.show_sentence(JUDGING)

    @Slot(object)
    def _on_answered(self, marks: Marks) -> None:
        if self._asked is None or marks.exam.case is not self._asked.case:
            return
        self._marks = marks
        if self._widget.section is not Section.RACE:
            self._show(marks)

    def _show(self, marks: Marks) -> None:
        if marks.refusal:
            self._widget.show_sentence(marks.refusal)
            return
        if marks.answers is not None:
            coding = marks.exam.source.coding
            self._widget.answers.set_answers(marks.answers, coding.paper, coding.ink)
        if marks.curve is not None:
            self._widget.cases.set_curve(marks.curve)
        self._widget.show_section()

    # What a hand does

    @Slot(object)
    def _on_section_chosen(self, section: Section) -> None:
        self._widget.set_section(section)
        # What was shown of it may be of another network, or a sentence.
        self._asked = None
        self._examine(at_once=True)

    @Slot(bool)
    def _on_centring_chosen(self, centres: bool) -> None:
        self._store.look(centres=centres)
        self._examine(at_once=True)

    @Slot(bool)
    def _on_samples_chosen(self, of_test: bool) -> None:
        self._of_test = of_test
        self._examine(at_once=True)

    @Slot(object)
    def _on_case_chosen(self, case: Case) -> None:
        self._case = case
        self._examine(at_once=True)

    @Slot(int)
    def _on_picture_chosen(self, index: int) -> None:
        marks = self._marks
        if marks is None or marks.answers is None or marks.exam.source.grid != self._store.state.document.grid:
            return
        picture, coding, caption = marks.answers.picture(index), marks.exam.source.coding, marks.answers.caption(index)
        self._store.edit(
            f"Take the sample that {caption}",
            lambda document: with_picture(document, recode(picture, coding, document.coding)),
        )


def _asked_of(state: State) -> tuple[object, ...]:
    """What an exam depends on."""
    return state.document, state.run, state.view.centres


class _Room:
    """Where exams are held. Lives in one thread."""

    def __init__(self) -> None:
        self._examiner = Examiner()

    def hold(self, exam: Exam) -> Iterator[Slice]:
        try:
            for marks in self._examiner.hold(exam):
                yield Slice(marks, _REST)
        except Exception:
            # The thread lives on whatever a layer does; the person reads a sentence, the log has the rest.
            log.exception("The network could not be examined.")
            yield Slice(Marks(exam, refusal="The network could not be examined; the details are in the log."))
