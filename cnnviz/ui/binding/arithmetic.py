"""Joins the arithmetic to the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.explain import has_cell
from cnnviz.model.concealment import is_hidden, to_predict
from cnnviz.model.view import Probe
from cnnviz.ui.arithmetic import Arithmetic
from cnnviz.ui.arithmetic.panel import INVITATION

if TYPE_CHECKING:
    from cnnviz.model.sums.account import Account


_HIDDEN = "This value is still to come."


class ArithmeticBinding(QObject):
    """Shows the sum of the probed value, from the trace that the window shows."""

    def __init__(self, store: Store, widget: Arithmetic) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        # What was said of which guess last.
        self._said: tuple[Probe | None, str] = (None, "")
        widget.copied.connect(self._on_copied)
        widget.guessed.connect(self._on_guessed)
        widget.given_up.connect(self._on_given_up)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        is_same = old is not None and _asked(old) == _asked(new) and old.hidden is new.hidden
        if is_same and _asked(new) is None:
            return
        if old is None or not is_same or _shown(old) is not _shown(new) or _told(old) != _told(new):
            self._show(new)

    def _show(self, state: State) -> None:
        account, probe = _account(state), state.view.probe
        self._widget.show_account(account, INVITATION if probe is None or account is not None else _HIDDEN)
        is_asked = account is not None and probe == to_predict(state.view)
        said_of, sentence = self._said
        is_new = probe is None or said_of != probe
        self._widget.ask(is_asked=is_asked, is_new=is_new, sentence="" if is_new else sentence)

    @Slot(str)
    def _on_copied(self, what: str) -> None:
        self._store.tell(f"The sum is on the clipboard, as {what}.")

    @Slot(str)
    def _on_guessed(self, text: str) -> None:
        from cnnviz.model.guess import is_right, said_of

        account, probe = self._widget.account, to_predict(self._store.state.view)
        if account is None or probe is None:
            return
        value = account.explanation.value
        self._said = probe, said_of(text, value, account.written_value)
        if is_right(text, value):
            self._store.look(revealed=probe)
        else:
            self._show(self._store.state)

    @Slot()
    def _on_given_up(self) -> None:
        self._said = None, ""
        self._store.look(revealed=to_predict(self._store.state.view))


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
    if gradients is not None and is_hidden(state.hidden, probe):
        return None
    if gradients is not None:
        from cnnviz.model.sums.gradient import gradient_account_of

        return gradient_account_of(gradients, probe, state.document)
    from cnnviz.model.sums.seen import seen_account

    return seen_account(trace, probe, state.document, state.shown_view, state.hidden)
