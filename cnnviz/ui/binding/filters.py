"""Joins the filter bank to the state."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.ui.filter_bank import FilterBank


class FiltersBinding(QObject):
    """Joins the filter bank to the state."""

    def __init__(self, store: Store, widget: FilterBank) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
