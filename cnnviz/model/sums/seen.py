"""What the class sees of the sum behind a value."""

from __future__ import annotations

from dataclasses import replace

from cnnviz.engine.network import Trace
from cnnviz.model.concealment import Concealment, is_hidden, to_predict
from cnnviz.model.document import Document
from cnnviz.model.sums.account import Account, account_of
from cnnviz.model.sums.so_far import SoFar, so_far_at, to_begin_with
from cnnviz.model.view import Probe, View


def seen_account(trace: Trace, probe: Probe, document: Document, view: View, masks: Concealment) -> Account | None:
    """The account of the value at `probe`, as far as it has come about; None where it is hidden.

    It is hidden with the value, unless that is to be predicted or is just being played, and where anything is hidden
    that it is made of. `view` and `masks` fit the trace's network.

    Raises:
        IndexError: there is no such value.
    """
    account = account_of(trace, probe, document)
    so_far = _so_far(trace, probe, view)
    if so_far is None and is_hidden(masks, probe):
        return None
    before = masks[probe.stage - 1] if probe.stage else None
    if before is not None:
        sources = (term.source for term in account.explanation.terms if term.source is not None)
        if any(bool(before[source]) for source in sources):
            return None
    return account if so_far is None else replace(account, so_far=so_far)


def _so_far(trace: Trace, probe: Probe, view: View) -> SoFar | None:
    if probe == to_predict(view):
        return to_begin_with(trace.network, probe.stage)
    if view.player is None or probe != view.played:
        return None
    moment = view.player.moment(trace.network)
    return None if moment is None else so_far_at(moment)
