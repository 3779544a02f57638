"""A work as a class sees it: what is drawn, written and handed out of it."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.engine.arrays import Cell
from cnnviz.engine.network import Trace
from cnnviz.model.concealment import Concealment, concealment, is_hidden
from cnnviz.model.document import Document
from cnnviz.model.sums.account import Account, account_of
from cnnviz.model.view import Probe, View, fit


@dataclass(frozen=True, eq=False)
class Sight:
    """A work with what is asked about, and what must not be seen.

    trace: what its network computed. probe: the value asked about, or None.
    masks: for each stage, the values that the class must not see; None where there are none.
    layer: the index in the network of the convolution whose filters are shown.
    """

    document: Document
    trace: Trace
    probe: Probe | None
    masks: Concealment
    layer: int

    @property
    def account(self) -> Account | None:
        """How the value asked about comes about; None where none is, or where it or what it is made of is hidden."""
        if self.probe is None or self.hides(self.probe.stage, self.probe.cell):
            return None
        account = account_of(self.trace, self.probe, self.document)
        before = self.probe.stage - 1
        sources = (term.source for term in account.explanation.terms if term.source is not None)
        return None if any(self.hides(before, cell) for cell in sources) else account

    def hides(self, stage: int, cell: Cell) -> bool:
        """Whether the class must not see this value."""
        return is_hidden(self.masks, Probe(stage, cell))


def sight_of(document: Document, view: View | None = None, *, reveals: bool = False) -> Sight:
    """`document` as `view` shows it, or as it is; with `reveals`, nothing is hidden."""
    network = document.network
    view = fit(view or View(), network)
    masks = (None,) * len(network.shapes) if reveals else concealment(network, view)
    return Sight(document, network.forward(document.picture[None]), view.asked, masks, view.layer)
