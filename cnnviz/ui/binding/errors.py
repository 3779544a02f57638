"""Joins the page about the error to the state."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.app.worker import Slice, Worker
from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network
from cnnviz.engine.training import CrossEntropy, Loss, Samples, SquaredError, TrainingSettings
from cnnviz.model.document import Coding, Document, OwnSamples
from cnnviz.model.errors.nudge import Nudge, Nudger, Nudging, one_picture, reach
from cnnviz.model.errors.sheet import error_sheet, right_class
from cnnviz.model.errors.weights import (
    axes_of,
    chosen_weight,
    describe_weight,
    first_weight,
    moved,
    parameters_of,
    value_of,
    with_weight,
)
from cnnviz.model.material import material_of, practice_of, with_practice
from cnnviz.model.practice import Practice, with_settings
from cnnviz.model.view import Weight
from cnnviz.model.votes.verdict import is_blank
from cnnviz.ui.errors import ErrorPage
from cnnviz.ui.theme import Look

log = logging.getLogger(__name__)

LOSSES: tuple[Loss, ...] = (SquaredError(), CrossEntropy())
LOSS_TIPS = (
    "The distance of each answer from the right one, multiplied by itself",
    "Softmax makes shares of the votes; the error is minus the logarithm of the right class's share",
)
#: Seconds: a hand that draws faster than that is not held up by curves that are out of date once they are there.
PAUSE = 0.015
NO_CLASSES = "This network names no classes, so there is no right answer to compare with."
NOTHING_DRAWN = "Draw something, or say which answer is right."
NOTHING_TO_NUDGE = "This network has no weights to nudge: add a convolution or a layer of votes."


class Asked(NamedTuple):
    """Whose error is asked for, against which weight.

    picture, target: the picture ``(rows, columns)`` and its right answer; None for all samples.
    taught: what the samples are made from; None for the picture.
    """

    network: Network
    weight: Weight
    loss: Loss
    limit: float
    picture: Array | None
    target: int | None
    taught: Taught | None

    def is_like(self, other: Asked) -> bool:
        """Whether the answer to one is of the same kind as that to the other: it may be shown until that comes."""
        mine, theirs = (self.weight, self.loss), (other.weight, other.loss)
        return mine == theirs and (self.picture is None) is (other.picture is None)

    def has_samples_of(self, other: Asked) -> bool:
        """Whether both are about the same pictures and the same right answers."""
        mine, theirs = (self.target, self.taught), (other.target, other.taught)
        return self.picture is other.picture and mine == theirs and self.network.classes == other.network.classes

    def is_same(self, other: Asked) -> bool:
        """Whether the answer to one is the answer to the other."""
        return self.picture is other.picture and self._replace(picture=None) == other._replace(picture=None)


class Taught(NamedTuple):
    """What all samples are made from. `practice` has the seed and no other setting of the run."""

    practice: Practice
    own: OwnSamples | None
    grid: tuple[int, int]
    coding: Coding


@dataclass(frozen=True, eq=False)
class Answered:
    """A nudge, or the sentence that says why there is none."""

    asked: Asked
    nudge: Nudge | str


class ErrorsBinding(QObject):
    """Shows the error of the trace, and asks a thread of its own for the curve of the chosen weight."""

    def __init__(self, store: Store, widget: ErrorPage) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        self._worker = Worker(Answerer().respond, self)
        self._worker.answered.connect(self._on_worker_answered)
        self._asked: Asked | None = None
        self._limit: tuple[Weight, float] | None = None
        answer, nudge = widget.answer, widget.nudge
        answer.offer_losses([loss.title for loss in LOSSES], LOSS_TIPS)
        answer.target_chosen.connect(self._on_target_chosen)
        answer.loss_chosen.connect(self._on_loss_chosen)
        nudge.picker.scope_chosen.connect(self._on_scope_chosen)
        nudge.picker.parameter_chosen.connect(self._on_parameter_chosen)
        nudge.picker.place_chosen.connect(self._on_place_chosen)
        nudge.slider.nudged.connect(self._on_nudged)
        nudge.slider.let_go.connect(self._on_let_go)

    def set_look(self, look: Look) -> None:
        """Draw the page in another theme or text size."""
        self._widget.set_look(look)

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._worker.stop()

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        style = new.document.settings.numbers
        if old is None or old.document.settings.numbers is not style:
            self._widget.nudge.set_style(style)
        if old is None or old.trace is not new.trace or _error_seen(old) != _error_seen(new):
            self._show_error(new)
        if old is None or _weight_seen(old) != _weight_seen(new):
            self._show_weight(new)
        self._ask(new)

    def _show_error(self, state: State) -> None:
        document, view, answer = state.document, state.view, self._widget.answer
        loss = practice_of(document).settings.loss
        answer.set_targets(document.network.classes, view.target)
        answer.set_loss(LOSSES.index(loss))
        if state.trace is None:
            return
        trace = state.trace
        target = right_class(trace, view.target)
        sheet = None if target is None else error_sheet(trace, target, loss, document.settings.numbers)
        if sheet is None:
            answer.refuse(NOTHING_DRAWN if trace.network.classes else NO_CLASSES)
        else:
            answer.show_sheet(sheet)

    def _show_weight(self, state: State) -> None:
        document, nudge = state.document, self._widget.nudge
        weight = chosen_weight(document.network, state.view.weight)
        nudge.picker.set_scope(int(state.view.of_samples))
        nudge.setEnabled(weight is not None and bool(document.network.classes))
        if weight is None:
            return
        parameters = parameters_of(document.network)
        places = [(parameter.layer, parameter.name) for parameter in parameters]
        titles = [parameter.title for parameter in parameters]
        nudge.picker.set_parameters(titles, places.index((weight.layer, weight.name)))
        nudge.picker.set_place(axes_of(document, weight), weight.index)
        nudge.show_value(value_of(document.network, weight), self._limit_of(document, weight))
        nudge.name_axes(describe_weight(document, weight), practice_of(document).settings.loss.title)

    def _limit_of(self, document: Document, weight: Weight) -> float:
        """How far the weight is nudged: it stays for as long as the weight stays within."""
        value = value_of(document.network, weight)
        if self._limit is None or self._limit[0] != weight or abs(value) > self._limit[1]:
            self._limit = weight, reach(value)
        return self._limit[1]

    def _ask(self, state: State) -> None:
        """Ask for the curve, where something that it depends on has changed."""
        document, view, nudge = state.document, state.view, self._widget.nudge
        weight = chosen_weight(document.network, view.weight)
        of_picture = None if view.of_samples else document.picture
        problem = _unsaid(document.network, of_picture, view.target)
        if weight is None or problem:
            nudge.refuse(NOTHING_TO_NUDGE if weight is None else problem)
            self._asked = None
            return
        # A run has the processor: what all samples come to can wait until it is over.
        if state.trace is None or (view.of_samples and state.order is not None and self._asked is not None):
            return
        target = None if view.of_samples else right_class(state.trace, view.target)
        if target is None and not view.of_samples:
            # The picture is new, and the network has yet to say what it is.
            return
        practice = practice_of(document)
        asked = Asked(
            document.network,
            weight,
            practice.settings.loss,
            self._limit_of(document, weight),
            of_picture,
            target,
            _taught(document, practice) if view.of_samples else None,
        )
        if self._asked is not None and self._asked.is_same(asked):
            return
        if self._asked is None or not self._asked.is_like(asked):
            nudge.wait()
        self._asked = asked
        self._worker.ask(asked)

    @Slot(object)
    def _on_worker_answered(self, answered: Answered) -> None:
        if self._asked is None or not self._asked.is_like(answered.asked):
            return
        if isinstance(answered.nudge, str):
            self._widget.nudge.refuse(answered.nudge)
        else:
            self._widget.nudge.show_nudge(answered.nudge)

    # What a hand did

    @Slot(object)
    def _on_target_chosen(self, target: int | None) -> None:
        self._store.look(target=target)

    @Slot(int)
    def _on_loss_chosen(self, index: int) -> None:
        loss = LOSSES[index]
        self._store.edit(
            f"Measure the error by {loss.title.lower()}",
            lambda document: with_practice(document, with_settings(practice_of(document), loss=loss)),
        )

    @Slot(int)
    def _on_scope_chosen(self, index: int) -> None:
        self._store.look(of_samples=bool(index))

    @Slot(int)
    def _on_parameter_chosen(self, index: int) -> None:
        network = self._store.state.document.network
        self._store.look(weight=first_weight(network, parameters_of(network)[index]))

    @Slot(int, int)
    def _on_place_chosen(self, axis: int, place: int) -> None:
        weight = self._weight
        if weight is not None:
            self._store.look(weight=moved(weight, axis, place))

    @Slot(float, object)
    def _on_nudged(self, value: float, gesture: object) -> None:
        weight = self._weight
        if weight is not None:
            name = f"Nudge {describe_weight(self._store.state.document, weight)}"
            self._store.edit(name, lambda document: with_weight(document, weight, value), gesture)

    @Slot()
    def _on_let_go(self) -> None:
        """Where the hand came to the end, there is more to come."""
        weight, state = self._weight, self._store.state
        if weight is not None and self._limit is not None:
            if abs(value_of(state.document.network, weight)) >= self._limit[1]:
                self._limit = None
            self._show_weight(state)
            self._ask(state)

    @property
    def _weight(self) -> Weight | None:
        state = self._store.state
        return chosen_weight(state.document.network, state.view.weight)


def _unsaid(network: Network, picture: Array | None, target: int | None) -> str:
    """Why nobody says what the right answer is to `picture`, None for samples that bring theirs; empty where one does.

    target: what a person says; where that is None the network does, but has nothing to say of a blank picture.
    """
    if not network.classes:
        return NO_CLASSES
    return NOTHING_DRAWN if target is None and picture is not None and is_blank(picture) else ""


def _error_seen(state: State) -> tuple[object, ...]:
    document = state.document
    return document.network.classes, document.practice, document.settings, state.view.target


def _weight_seen(state: State) -> tuple[object, ...]:
    document = state.document
    names = document.filter_names
    return document.network, names, document.practice, document.settings, state.view.weight, state.view.of_samples


def _taught(document: Document, practice: Practice) -> Taught:
    settings = TrainingSettings(seed=practice.settings.seed)
    return Taught(replace(practice, settings=settings), document.samples, document.grid, document.coding)


class Answerer:
    """Answers questions, better and better; lives in one thread."""

    def __init__(self) -> None:
        self._nudger = Nudger()
        self._last: tuple[Asked, Samples] | None = None

    def respond(self, asked: Asked) -> Iterator[Slice]:
        """The answers to `asked`. Raises nothing."""
        try:
            with np.errstate(all="ignore"):  # Numbers that grow out of bounds are shown as such.
                question = Nudging(asked.network, self._samples_of(asked), asked.loss, asked.weight, asked.limit)
            if not self._nudger.knows_curve(question):
                yield Slice(rest=PAUSE)
            for nudge in self._nudger.answers(question):
                yield Slice() if nudge is None else Slice(Answered(asked, nudge))
        except ValueError as error:
            yield Slice(Answered(asked, str(error)))
        except Exception:
            # The thread lives on whatever a layer does; the person reads a sentence, the log has the rest.
            log.exception("The curve could not be computed.")
            yield Slice(Answered(asked, "The curve could not be computed; the details are in the log."))

    def _samples_of(self, asked: Asked) -> Samples:
        """The samples of `asked`; the same object for the same ones, so that their curve is known again."""
        if self._last is None or not asked.has_samples_of(self._last[0]):
            self._last = asked, self._made(asked)
        return self._last[1]

    def _made(self, asked: Asked) -> Samples:
        if asked.taught is not None:
            return material_of(*asked.taught).training
        assert asked.picture is not None
        assert asked.target is not None
        return one_picture(asked.network, asked.picture, asked.target)
