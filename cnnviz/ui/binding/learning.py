"""Joins the tabs about learning to the state: a page is made when first shown, and follows while it is in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.training import Training
from cnnviz.ui.binding.looks import look_of, looks_like
from cnnviz.ui.learning import Learning
from cnnviz.ui.theme import Look

_Part = TypeVar("_Part")


class LearningPart(Protocol):
    """Joins one page to the state."""

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""

    def set_look(self, look: Look) -> None:
        """Draw the page in another theme or text size."""

    def stop(self) -> None:
        """End what runs behind the page."""


@dataclass(frozen=True)
class Page:
    """A tab: its title, what it is for, and what makes it from the store and the training.

    tells_votes: whether the votes for the picture can be read from it.
    """

    title: str
    tip: str
    make: Callable[[Store, Training], tuple[QWidget, LearningPart]]
    tells_votes: bool = False


def _samples(store: Store, training: Training) -> tuple[QWidget, LearningPart]:
    from cnnviz.engine.samples import LEVELS
    from cnnviz.ui.binding.samples import SamplesBinding
    from cnnviz.ui.samples import SamplesPage

    page = SamplesPage(tuple(LEVELS))
    return page, SamplesBinding(store, page)


def _training(store: Store, training: Training) -> tuple[QWidget, LearningPart]:
    from cnnviz.ui.binding.training import TrainingBinding
    from cnnviz.ui.training import TrainingPage

    page = TrainingPage()
    return page, TrainingBinding(store, training, page)


def _results(store: Store, training: Training) -> tuple[QWidget, LearningPart]:
    from cnnviz.ui.binding.results import ResultsBinding
    from cnnviz.ui.results import ResultsPage

    page = ResultsPage()
    return page, ResultsBinding(store, page)


def _errors(store: Store, training: Training) -> tuple[QWidget, LearningPart]:
    from cnnviz.ui.binding.errors import ErrorsBinding
    from cnnviz.ui.errors import ErrorPage

    page = ErrorPage()
    return page, ErrorsBinding(store, page)


def _step(store: Store, training: Training) -> tuple[QWidget, LearningPart]:
    from cnnviz.ui.binding.step import StepBinding
    from cnnviz.ui.step import StepPage

    page = StepPage()
    return page, StepBinding(store, page)


def _experiments(store: Store, training: Training) -> tuple[QWidget, LearningPart]:
    from cnnviz.model.experiments import EXPERIMENTS
    from cnnviz.ui.binding.experiments import ExperimentsBinding
    from cnnviz.ui.experiments import ExperimentsPage

    page = ExperimentsPage([experiment.title for experiment in EXPERIMENTS])
    return page, ExperimentsBinding(store, page)


def _layers(store: Store, training: Training) -> tuple[QWidget, LearningPart]:
    from cnnviz.ui.binding.layers import LayersBinding
    from cnnviz.ui.layers import LayersPage

    page = LayersPage()
    return page, LayersBinding(store, page)


#: What stands in place of a page that tells the votes.
HIDDEN = "Hidden until the votes are shown."

#: A new page is told here and nowhere else.
PAGES = (
    Page("Samples", "What the network learns from: your own drawings, and generated ones", _samples),
    Page("Error", "How wrong the answer is, and how that changes with one weight", _errors, tells_votes=True),
    Page("Step", "One step of gradient descent, with all its numbers", _step, tells_votes=True),
    Page("Training", "Let the network learn, step by step or flat out", _training),
    Page("Results", "What the network gets right, and what it does not", _results, tells_votes=True),
    Page("Experiments", "Questions for a class, answered by networks that are trained side by side", _experiments),
    Page("Layers", "Which layers, in which order, with which knobs", _layers),
)


class LearningBinding(QObject):
    """Makes the pages and keeps the one in sight up to date."""

    def __init__(self, store: Store, training: Training, widget: Learning) -> None:
        super().__init__(widget)
        self._store = store
        self._training = training
        self._widget = widget
        self._parts: dict[int, LearningPart] = {}
        self._seen: dict[int, State] = {}

    def start(self) -> None:
        """Offer the tabs."""
        self._widget.page_shown.connect(self._on_page_shown)
        self._store.changed.connect(self._on_store_changed)
        self._store.opened.connect(self._on_store_opened)
        self._widget.set_titles([(page.title, page.tip) for page in PAGES])

    def stop(self) -> None:
        """End what runs behind the pages."""
        for part in self._parts.values():
            part.stop()

    def part(self, kind: type[_Part]) -> _Part | None:
        """What joins the page of that kind; None where it has not been shown yet."""
        return next((part for part in self._parts.values() if isinstance(part, kind)), None)

    @Slot(int)
    def _on_page_shown(self, index: int) -> None:
        is_new = index not in self._parts
        if is_new:
            page, part = PAGES[index].make(self._store, self._training)
            part.set_look(look_of(self._store.state))
            self._parts[index] = part
            self._widget.fill(index, page)
        self._render(index)
        if is_new:
            # With all that the page offers only once it shows something.
            self._widget.lead_tab_into(index)

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        if not looks_like(old, new):
            for part in self._parts.values():
                part.set_look(look_of(new))
        index = self._widget.currentIndex()
        if index in self._parts and self._widget.isVisible():
            self._render(index)

    @Slot()
    def _on_store_opened(self) -> None:
        # What pages out of sight show of the work before, they would hold, with all of its undo steps and its run.
        self._seen = {index: seen for index, seen in self._seen.items() if seen is self._store.state}

    def _render(self, index: int) -> None:
        state = self._store.state
        is_hidden = PAGES[index].tells_votes and bool(state.hidden) and state.hidden[-1] is not None
        self._widget.cover(index, HIDDEN if is_hidden else "")
        if is_hidden:
            return
        self._parts[index].render(self._seen.get(index), state)
        self._seen[index] = state
