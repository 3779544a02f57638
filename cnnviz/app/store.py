"""The one owner of the state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from cnnviz.app.state import Notice, State
from cnnviz.engine.layers import ShapeError
from cnnviz.engine.network import Trace
from cnnviz.model.document import Document
from cnnviz.model.history import History
from cnnviz.model.refused import Refused


class Store(QObject):
    """Owns the State; nothing else replaces it.

    changed(old, new): emitted once for each replacement, never when nothing changed.
    """

    changed = Signal(object, object)

    def __init__(self, document: Document, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = State(History(document), saved=document, path=path)

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

    def undo(self) -> None:
        self._replace(history=self._state.history.undone())

    def redo(self) -> None:
        self._replace(history=self._state.history.redone())

    def look(self, **changes: Any) -> None:
        """Change fields of the View."""
        self._replace(view=self._state.view.with_(**changes))

    def receive(self, trace: Trace) -> None:
        """Take what the worker computed."""
        self._replace(trace=trace)

    def open(self, document: Document, path: Path | None = None) -> None:
        """Begin anew with `document`: nothing to undo, nothing unsaved."""
        self._replace(history=History(document), saved=document, path=path, notice=None)

    def saved(self, document: Document, path: Path) -> None:
        """Remember that `path` now holds `document`."""
        self._replace(saved=document, path=path)

    def tell(self, text: str, *, is_problem: bool = False) -> None:
        """Say one sentence to the person."""
        self._replace(notice=Notice(text, is_problem))

    def _replace(self, **changes: Any) -> None:
        old = self._state
        if all(getattr(old, name) is value for name, value in changes.items()):
            return
        self._state = replace(old, **changes)
        self.changed.emit(old, self._state)
