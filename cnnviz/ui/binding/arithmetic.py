"""Joins the arithmetic to the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.explain import has_cell
from cnnviz.ui.arithmetic import Arithmetic

if TYPE_CHECKING:
    from cnnviz.model.sums.account import Account


class ArithmeticBinding(QObject):
    """Shows the sum of the probed value, from the trace that the window shows."""

    def __init__(self, store: Store, widget: Arithmetic) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        widget.copied.connect(self._on_copied)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        if old is None or _asked(old) != _asked(new) or _shown(old) is not _shown(new) or _told(old) != _told(new):
            self._widget.show_account(_account(new))

    @Slot(str)
    def _on_copied(self, what: str) -> None:
        self._store.tell(f"The sum is on the clipboard, as {what}.")


def _asked(state: State) -> object:
    return state.view.probe


def _shown(state: State) -> object:
    return state.shown_gradients or state.trace


def _told(state: State) -> object:
    document = state.document
    return document.settings, document.coding, document.filter_names


def _account(state: State) -> Account | None:
    probe, trace = state.view.probe, state.trace
    # The trace may be one change behind the document, and then not have the cell yet.
    if probe is None or trace is None or not has_cell(trace.network, probe.stage, probe.cell):
        return None
    # Loaded when the first number is pointed at, or when the window has been painted: not before it is.
    gradients = state.shown_gradients
    if gradients is not None:
        from cnnviz.model.sums.gradient import gradient_account_of

        return gradient_account_of(gradients, probe, state.document)
    from cnnviz.model.sums.account import account_of

    return account_of(trace, probe, state.document)
