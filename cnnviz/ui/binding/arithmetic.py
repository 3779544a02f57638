"""Joins the arithmetic to the state."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.model.concealment import to_predict
from cnnviz.model.view import Panel, Probe
from cnnviz.ui.arithmetic import Arithmetic
from cnnviz.ui.arithmetic.panel import INVITATION
from cnnviz.ui.binding.accounts import account_at
from cnnviz.ui.binding.looks import put_away

#: What is said of the sum once it can be pasted as text, or as something else.
SUM_COPIED = "The sum is on the clipboard, as {}."
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
        """Show what differs between `old` and `new`; everything where `old` is None, nothing while it is put away."""
        shown = None if old is None or _is_away(old) else old
        if _is_away(new):
            if shown is not None:
                # What nobody sees would hold on to the network that it is about.
                self._widget.show_account(None)
            return
        is_same = shown is not None and _asked(shown) == _asked(new) and shown.hidden is new.hidden
        if is_same and _asked(new) is None:
            return
        if shown is None or not is_same or _shown(shown) is not _shown(new) or _told(shown) != _told(new):
            self._show(new)

    def _show(self, state: State) -> None:
        probe = state.view.probe
        account = account_at(state, probe)
        self._widget.show_account(account, INVITATION if probe is None or account is not None else _HIDDEN)
        is_asked = account is not None and probe == to_predict(state.view)
        said_of, sentence = self._said
        is_new = probe is None or said_of != probe
        self._widget.ask(is_asked=is_asked, is_new=is_new, sentence="" if is_new else sentence)

    @Slot(str)
    def _on_copied(self, what: str) -> None:
        self._store.tell(SUM_COPIED.format(what))

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


def _is_away(state: State) -> bool:
    return Panel.ARITHMETIC in put_away(state)


def _asked(state: State) -> object:
    return state.view.probe


def _shown(state: State) -> object:
    return state.shown_gradients or state.trace


def _told(state: State) -> object:
    document = state.document
    return document.settings, document.coding, document.filter_names
