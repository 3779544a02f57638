"""The only code that knows both the state and the widgets."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Slot

from cnnviz.app.playing import Playing
from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.ui.binding.arithmetic import ArithmeticBinding
from cnnviz.ui.binding.clipboard import ClipboardBinding
from cnnviz.ui.binding.drawing import DrawingBinding
from cnnviz.ui.binding.filters import FiltersBinding
from cnnviz.ui.binding.notes import NotesBinding
from cnnviz.ui.binding.presenting import PresentingBinding
from cnnviz.ui.binding.stages import StagesBinding
from cnnviz.ui.binding.votes import VotesBinding
from cnnviz.ui.binding.window import WindowBinding
from cnnviz.ui.entry import finish_entry
from cnnviz.ui.window import Window


class Part(Protocol):
    """Joins one widget to the state."""

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""


class Binding(QObject):
    """Turns what a hand did into edits, and a new state into what the widgets show."""

    def __init__(self, store: Store, playing: Playing, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._parts: tuple[Part, ...] = (
            WindowBinding(store, window),
            DrawingBinding(store, window.draw_panel),
            FiltersBinding(store, window.filter_bank),
            StagesBinding(store, playing, window.stages),
            ArithmeticBinding(store, window.arithmetic),
            VotesBinding(store, window.votes),
            PresentingBinding(store, window),
            NotesBinding(store, window),
        )
        self._clipboard = ClipboardBinding(store, window)
        self._render(None, store.state)
        store.changed.connect(self._on_store_changed)
        store.leaving.connect(self._on_store_leaving)

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        self._render(old, new)

    @Slot()
    def _on_store_leaving(self) -> None:
        finish_entry(self._window)

    def _render(self, old: State | None, new: State) -> None:
        for part in self._parts:
            part.render(old, new)
