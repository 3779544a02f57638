"""A work as a class sees it: what is drawn, written and handed out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cnnviz.engine.network import Trace
from cnnviz.model.concealment import Concealment, concealment, to_predict
from cnnviz.model.document import Document
from cnnviz.model.sums.account import Account
from cnnviz.model.sums.seen import seen_account
from cnnviz.model.view import Probe, View, fit

if TYPE_CHECKING:
    from cnnviz.engine.training import Gradients


@dataclass(frozen=True, eq=False)
class Sight:
    """A work with what is asked about, and what must not be seen.

    trace: what its network computed. view: fits the network.
    masks: for each stage, the values that the class must not see; None where there are none.
    gradients: what is shown in place of the values, or None.
    """

    document: Document
    trace: Trace
    view: View
    masks: Concealment
    gradients: Gradients | None = None

    @property
    def probe(self) -> Probe | None:
        """The value asked about."""
        return self.view.asked

    @property
    def predicted(self) -> Probe | None:
        """The value that is to be predicted."""
        return to_predict(self.view)

    @property
    def account(self) -> Account | None:
        """How the value asked about comes about, as far as it may be seen; None where it may not, or where none is."""
        if self.probe is None:
            return None
        if self.gradients is not None:
            from cnnviz.model.sums.gradient import gradient_account_of

            return gradient_account_of(self.gradients, self.probe, self.document)
        return seen_account(self.trace, self.probe, self.document, self.view, self.masks)


def sight_of(document: Document, view: View | None = None, *, reveals: bool = False) -> Sight:
    """`document` as `view` shows it, or as it is; with `reveals`, nothing is hidden."""
    network = document.network
    view = fit(view or View(), network)
    if reveals:
        view = view.with_(pinned=view.asked, player=None, played=None, predicts=False, concealed=frozenset())
    trace = network.forward(document.picture[None])
    gradients = _gradients(document, trace, view) if view.gradients and network.classes else None
    return Sight(document, trace, view, concealment(network, view), gradients)


def _gradients(document: Document, trace: Trace, view: View) -> Gradients | None:
    from cnnviz.engine.training import gradients
    from cnnviz.model.errors.sheet import right_class
    from cnnviz.model.material import practice_of

    target = right_class(trace, view.target)
    if target is None:
        return None
    with np.errstate(all="ignore"):
        return gradients(trace, target, practice_of(document).settings.loss)
