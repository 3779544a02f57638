"""Undo and redo over whole documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import accumulate
from typing import Any

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network
from cnnviz.model.document import Document, with_network

LONGEST = 200
#: In bytes, what the steps may hold beyond the present document before the oldest are let go; the last few stay.
MOST_HELD = 64_000_000
FEWEST = 10


@dataclass(frozen=True, eq=False)
class Step:
    """One thing a person did, and the document to return to: the one before it (past) or after it (future).

    gesture: what it belongs to, or None.
    held: in bytes, what `document` holds and the one after it does not; told once another step follows.
    """

    name: str
    document: Document
    gesture: object | None = None
    held: int = 0


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
            began = self.past[-1].document
            if _alike(document, began):
                # There is nothing to take back; what the gesture goes on to do is a step again.
                return History(began, self.past[:-1])
            return replace(self, document=document, future=())
        past = (*self._weighed(), Step(name, self.document, gesture))
        return History(document, _bounded(past), (), gesture)

    def learned(self, name: str, network: Network, gesture: object) -> History:
        """The history after training, whose step is that of `gesture`, has come to `network`.

        What was done meanwhile and left the network alone, such as a stroke, stays a step of its own after that of the
        training: undoing it takes it back and leaves what was learned.
        """
        document = with_network(self.document, network)
        since = next((at for at in reversed(range(len(self.past))) if self.past[at].gesture is gesture), None)
        if document is self.document or since is None:
            return self.did(name, document, gesture)
        past, meanwhile = self.past[: since + 1], self.past[since + 1 :]
        if any(step.document.network is not self.document.network for step in meanwhile):
            return self.did(name, document, gesture)
        future = self.future
        if any(step.document.network is not self.document.network for step in future):
            future = ()
        return replace(self, document=document, past=(*past, *_with(network, meanwhile)), future=_with(network, future))

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
        return History(step.document, tuple(past), (*self.future, replace(step, document=self.document)))

    def redone(self) -> History:
        """The history one step forward; itself where there is nothing to redo."""
        if not self.future:
            return self
        *future, step = self.future
        return History(step.document, (*self.past, replace(step, document=self.document)), tuple(future))

    def _weighed(self) -> tuple[Step, ...]:
        """The past when another step follows: what its last gesture came to is not changed any more."""
        if not self.past:
            return ()
        *past, last = self.past
        return (*past, replace(last, held=_held(last.document, self.document)))


def _alike(one: Any, other: Any) -> bool:
    """Whether nothing tells two values apart; quick where they share most of what they are made of."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(_alike(*pair) for pair in zip(one, other, strict=True))
    if is_dataclass(one):
        return all(_alike(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return bool(one == other)


def _bounded(past: tuple[Step, ...]) -> tuple[Step, ...]:
    """The newest steps: as many as there may be, and as they may hold."""
    held = accumulate(step.held for step in reversed(past))
    fitting = sum(1 for sum_ in held if sum_ <= MOST_HELD)
    return past[-min(max(fitting, FEWEST), LONGEST) :]


def _held(document: Document, beside: Document) -> int:
    """The bytes of the numbers that `document` has and `beside` has not."""
    known = {id(array) for array in _arrays(beside, document)}
    return sum(array.nbytes for array in _arrays(document, beside) if id(array) not in known)


def _arrays(document: Document, other: Document) -> Iterator[Array]:
    """The arrays of `document`, but not those of samples that `other` has as they are: they may be thousands."""
    yield document.picture
    for layer in document.network.layers:
        yield from layer.parameters.values()
    if document.samples is not None and document.samples is not other.samples:
        yield from document.samples.pictures


def _with(network: Network, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(replace(step, document=with_network(step.document, network)) for step in steps)
