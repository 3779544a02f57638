"""Joins the votes to the state."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.ui.votes import Votes


class VotesBinding(QObject):
    """Joins the votes to the state."""

    def __init__(self, store: Store, widget: Votes) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
