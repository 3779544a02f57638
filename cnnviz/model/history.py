"""Undo and redo over whole documents."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cnnviz.model.document import Document

LONGEST = 200


@dataclass(frozen=True, eq=False)
class Step:
    """One thing a person did, and the document to return to: the one before it (past) or after it (future)."""

    name: str
    document: Document


@dataclass(frozen=True, eq=False)
class History:
    """The present document with what came before and what was undone.

    past, future: the nearest step last.
    gesture: what the last step belongs to; edits of the same gesture (one stroke, one drag) in a row merge into one
        step. Undo and redo end it: what the hand does next is a step of its own.
    """

    document: Document
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    gesture: object | None = None

    @property
    def undo_name(self) -> str | None:
        """What `undone` would take back, or None."""
        return self.past[-1].name if self.past else None

    @property
    def redo_name(self) -> str | None:
        """What `redone` would do again, or None."""
        return self.future[-1].name if self.future else None

    def did(self, name: str, document: Document, gesture: object | None = None) -> History:
        """The history after an edit called `name` that made `document`."""
        if document is self.document:
            return self
        if gesture is not None and gesture == self.gesture:
            return replace(self, document=document, future=())
        past = (*self.past, Step(name, self.document))[-LONGEST:]
        return History(document, past, (), gesture)

    def cancelled(self, gesture: object) -> History:
        """The history as if `gesture`, the last thing done, had never begun; itself where it is not the last."""
        if not self.past or gesture != self.gesture:
            return self
        return History(self.past[-1].document, self.past[:-1])

    def undone(self) -> History:
        """The history one step back; itself where there is nothing to undo."""
        if not self.past:
            return self
        *past, step = self.past
        return History(step.document, tuple(past), (*self.future, Step(step.name, self.document)))

    def redone(self) -> History:
        """The history one step forward; itself where there is nothing to redo."""
        if not self.future:
            return self
        *future, step = self.future
        return History(step.document, (*self.past, Step(step.name, self.document)), tuple(future))
