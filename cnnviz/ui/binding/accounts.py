"""The sum behind a value as the window shows it: of a value or of its gradient, as far as the class sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.app.state import State
from cnnviz.engine.explain import has_cell
from cnnviz.model.concealment import is_hidden
from cnnviz.model.view import Probe

if TYPE_CHECKING:
    from cnnviz.model.sums.account import Account


def account_at(state: State, probe: Probe | None) -> Account | None:
    """The account of what is shown at `probe`; None where nothing is, or where it is hidden."""
    trace, gradients = state.trace, state.shown_gradients
    # The trace may be one change behind the document, and then not have the cell yet.
    if probe is None or trace is None or not has_cell(trace.network, probe.stage, probe.cell):
        return None
    if gradients is not None and is_hidden(state.hidden, probe):
        return None
    # Loaded when the first number is pointed at, or when the window has been painted: not before it is.
    if gradients is not None:
        from cnnviz.model.sums.gradient import gradient_account_of

        return gradient_account_of(gradients, probe, state.document)
    from cnnviz.model.sums.seen import seen_account

    return seen_account(trace, probe, state.document, state.shown_view, state.hidden)
