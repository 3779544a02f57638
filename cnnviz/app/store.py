"""The one owner of the state."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cnnviz.app.state import Notice, State
from cnnviz.engine.layers import ShapeError
from cnnviz.engine.network import Trace
from cnnviz.model.document import Document, with_network
from cnnviz.model.history import History
from cnnviz.model.refused import Refused
from cnnviz.model.view import View, fit

if TYPE_CHECKING:
    from cnnviz.engine.training import Gradients
    from cnnviz.model.lessons.lesson import Lesson
    from cnnviz.model.run import Order, Run


#: The undo step of a run.
TRAIN = "Train"


class Store(QObject):
    """Owns the State; nothing else replaces it. It begins with `document`, seen as `view` or as its lesson's scene.

    changed(old, new): emitted once for each replacement, never when nothing changed. Everyone hears the changes in the
        order they were made, even where hearing of one makes the next.
    leaving(): another scene or work is about to take the place of what there is; what is half typed belongs to this.
    opened(): another work has taken the place of the one before.
    """

    changed = Signal(object, object)
    leaving = Signal()
    opened = Signal()

    def __init__(self, document: Document, path: Path | None = None, view: View | None = None) -> None:
        super().__init__()
        before = View() if view is None else view
        seen = _beside_lesson(_seen(before, document), before, document)
        self._state = State(History(document), saved=document, view=fit(seen, document.network), path=path)
        self._untold: deque[tuple[State, State]] = deque()
        self._may_turn: Callable[[int | None], bool] | None = None

    def set_guard(self, may_turn: Callable[[int | None], bool]) -> None:
        """Ask `may_turn` each time before the scene of that index, or another work, is shown: see `may_leave`."""
        self._may_turn = may_turn

    def may_leave(self, index: int | None = None) -> bool:
        """Have what is half typed finished before the scene of that index, or another work, comes; whether it may."""
        self.leaving.emit()
        return self._may_turn is None or self._may_turn(index)

    @property
    def state(self) -> State:
        return self._state

    def edit(self, name: str, edit: Callable[[Document], Document], gesture: object | None = None) -> bool:
        """Apply `edit` as an undo step called `name`; edits with the same `gesture` in a row are one step.

        Returns whether it was done. An edit that is refused changes nothing and is said to the person.
        """
        try:
            document = edit(self._state.document)
        except (Refused, ShapeError) as error:
            self.tell(str(error), is_problem=True)
            return False
        self._replace(history=self._state.history.did(name, document, gesture), notice=None)
        return True

    def cancel(self, gesture: object) -> None:
        """Take back what `gesture` has done so far, as if it had never begun."""
        self._replace(history=self._state.history.cancelled(gesture), notice=None)

    def undo(self) -> None:
        if self._may_step(self._state.history.undone()):
            # What was half typed is the last step by now.
            history = self._state.history.undone()
            self._go_to(history, before=history.document, after=self._state.document)

    def redo(self) -> None:
        if self._may_step(self._state.history.redone()):
            history = self._state.history.redone()
            self._go_to(history, before=self._state.document, after=history.document)

    def _may_step(self, history: History) -> bool:
        """Whether to go where `history` stands: nothing that is half typed goes along to another scene."""
        old, new = self._state.document.lesson, history.document.lesson
        here, there = (None if place is None else place.index for place in (old, new))
        return here == there or self.may_leave(there)

    def _go_to(self, history: History, before: Document, after: Document) -> None:
        """Go along the step from `before` to `after`; a scene that comes into sight thereby is seen as written."""
        old, new, view = self._state.document.lesson, history.document.lesson, self._state.view
        if new is not None and (old is None or (old.lesson is new.lesson and old.index != new.index)):
            view = view.with_(**new.scene.looks)
        is_closing = before.lesson is not None and after.lesson is None
        # A lesson that is closed leaves nothing unsaved which was not so before, and the other way round.
        is_kept = is_closing and self._state.path is None and not self._state.is_unsaved
        saved = history.document if is_kept else self._state.saved
        self._replace(history=history, saved=saved, view=view, notice=None)

    def look(self, **changes: Any) -> None:
        """Change fields of the View; who pins a value has gone on from what was refused."""
        notice = self._state.notice
        if changes.get("pinned") is not None and notice is not None and notice.is_problem:
            notice = None
        self._replace(view=self._state.view.with_(**changes), notice=notice)

    def receive(self, trace: Trace) -> None:
        """Take what the worker computed."""
        self._replace(trace=trace)

    def receive_gradients(self, gradients: Gradients | None) -> None:
        """Take what backpropagation came to; None where there is no right answer to go back from."""
        self._replace(gradients=gradients)

    def train(self, order: Order | None) -> None:
        """Have the worker train by `order`, or no more; what was said of how another one ended no longer holds."""
        self._replace(order=order, notice=self._state.notice if order is None else None)

    def stop_training(self) -> None:
        """Have the worker train no more; what it has learned beyond what is shown is forgotten."""
        run = self._state.run
        self._replace(order=None, run=run if run is None or self._state.order is None else run.parted())

    def learn(self, answered: Order, run: Run, trace: Trace) -> None:
        """Take what training by the order `answered` came to, its network as an undo step that grows with the run."""
        from cnnviz.model.run_words import describe_end

        order = self._state.order
        if order is None or answered.token is not order.token:
            return
        # An answer that was under way when a newer order was given says nothing about that one.
        is_over = run.done is not None or (answered is order and order.is_met(run.step, run.epochs))
        notice = Notice(describe_end(run), run.done.is_problem) if run.done else self._state.notice
        history, document = self._state.history, self._state.document
        if document.network is run.origin:
            history = history.did(TRAIN, run.begun(document), run.origin)
        else:
            history = history.learned(TRAIN, run.network, run.origin)
        self._replace(
            history=history,
            run=run,
            trace=trace,
            order=None if is_over else order,
            notice=notice,
        )

    def go_back(self, run: Run) -> None:
        """Show another place of the run: its network, within the undo step of the run. It trains no more."""
        history = self._state.history.learned(TRAIN, run.shown.network, run.origin)
        # How the run ended says nothing of another place in it.
        self._replace(history=history, run=run.parted(), order=None, notice=None)

    def rewind(self, run: Run) -> None:
        """Put the first network of `run` back, as an undo step, and forget the run."""
        document = with_network(self._state.document, run.first)
        self._replace(history=self._state.history.did("Rewind the training", document), run=None, order=None)

    def open(self, document: Document, path: Path | None = None, *, is_saved: bool = True) -> None:
        """Begin anew with `document`: nothing to undo, and nothing unsaved unless told so."""
        self.leaving.emit()
        saved, view = document if is_saved else None, _seen(self._state.view, document)
        self._replace(history=History(document), saved=saved, path=path, notice=None, order=None, run=None, view=view)
        self.opened.emit()

    def open_lesson(self, lesson: Lesson, index: int = 0) -> None:
        """Begin anew with a scene of `lesson`."""
        from cnnviz.model.lessons.lesson import Place, begun

        self.leaving.emit()
        place = Place(lesson, index)
        view = self._state.view.with_(**place.scene.looks, solved=frozenset())
        document = begun(place)
        notice = Notice(lesson.trouble, is_problem=True) if lesson.trouble else None
        self._replace(
            history=History(document), saved=document, path=None, notice=notice, order=None, run=None, view=view
        )
        self.opened.emit()

    def go_to_scene(self, index: int) -> None:
        """Show a scene of the lesson as written, also the present one; an undo step, unless the guard is against it.

        The present one's task is asked anew; those of the others stay solved.
        Who goes through a lesson that can be had again leaves nothing unsaved; one that is being written stays so.
        """
        from cnnviz.model.lessons.lesson import begun

        if not self.may_leave(index):
            return
        lesson = self._state.document.lesson
        if lesson is None or not 0 <= index < len(lesson.lesson.scenes):
            return
        place = replace(lesson, index=index)
        document = begun(place)
        history = self._state.history.did(f"Go to “{place.scene.title}”", document)
        solved = self._state.view.solved
        still = solved - {index} if index == lesson.index else solved
        view = self._state.view.with_(**place.scene.looks, solved=still)
        kept = self._state.saved
        is_kept = kept is not None and kept.lesson is not None and kept.lesson.lesson is lesson.lesson
        saved = document if is_kept else kept
        self._replace(history=history, saved=saved, notice=None, order=None, run=None, view=view)

    def saved(self, document: Document, path: Path) -> None:
        """Remember that `path` now holds `document`."""
        self._replace(saved=document, path=path)

    def kept(self, document: Document) -> None:
        """Remember that `document` can be had again from elsewhere than a file of its own."""
        self._replace(saved=document)

    def tell(self, text: str, *, is_problem: bool = False) -> None:
        """Say one sentence to the person."""
        self._replace(notice=Notice(text, is_problem))

    def _replace(self, **changes: Any) -> None:
        old = self._state
        new = replace(old, **changes)
        view = _beside_lesson(new.view, old.view, new.document)
        view = _before_a_class(view, old.document, new.document)
        # What was shown of the same network fits it.
        if view is not old.view or new.document.network is not old.document.network:
            view = fit(view, new.document.network)
            new = replace(new, view=old.view if view == old.view else view)
        if all(getattr(old, field.name) is getattr(new, field.name) for field in fields(State)):
            return
        self._state = new
        self._untold.append((old, new))
        if len(self._untold) == 1:
            self._tell_all()

    def _tell_all(self) -> None:
        """Emit every change not yet heard of; one made by a listener waits until all have heard the one before."""
        while self._untold:
            self.changed.emit(*self._untold[0])
            self._untold.popleft()


def _seen(view: View, document: Document) -> View:
    """`view` as `document` is first seen: as the scene of its lesson was written, where it has one."""
    return view if document.lesson is None else view.with_(**document.lesson.scene.looks)


def _before_a_class(view: View, before: Document, document: Document) -> View:
    """`view` with the panels that a scene shows to a class, where it has just come or been written."""
    old, new = before.lesson, document.lesson
    if new is None or (old is not None and old.scene.view is new.scene.view):
        return view
    return view.with_(presented=new.scene.looks["presented"])


def _beside_lesson(view: View, before: View, document: Document) -> View:
    """`view` with the panels that were put away `before` kept for as long as there is a lesson, and back after it."""
    if (view.usual is None) is (document.lesson is None):
        return view
    return view.after_lesson if document.lesson is None else view.with_(usual=before.hidden)
