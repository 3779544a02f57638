"""What figures are drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field

from cnnviz.engine.network import Trace
from cnnviz.model.concealment import Concealment, concealment
from cnnviz.model.document import Document
from cnnviz.model.sums.account import Account, account_of
from cnnviz.model.view import Probe, View, fit
from cnnviz.ui.theme import LIGHT, Look, Theme


@dataclass(frozen=True, eq=False)
class Sight:
    """A work as a class sees it.

    trace: what its network computed. probe: the value asked about, or None.
    masks: for each stage, the values that the class must not see; None where there are none.
    layer: the index in the network of the convolution whose filters are shown.
    """

    document: Document
    trace: Trace
    probe: Probe | None
    masks: Concealment
    layer: int
    look: Look = field(default_factory=Look)

    @property
    def account(self) -> Account | None:
        """How the value asked about comes about; None where none is, or where it or what it is made of is hidden."""
        if self.probe is None:
            return None
        account = account_of(self.trace, self.probe, self.document)
        stage = self.probe.stage
        cells = [(stage, self.probe.cell)] + [
            (stage - 1, term.source) for term in account.explanation.terms if term.source is not None
        ]
        return None if any(self.hides(of, cell) for of, cell in cells) else account

    def hides(self, stage: int, cell: tuple[int, ...]) -> bool:
        """Whether the class must not see this value."""
        mask = self.masks[stage]
        return mask is not None and bool(mask[cell])


def sight_of(document: Document, view: View | None = None, theme: Theme = LIGHT, *, reveals: bool = False) -> Sight:
    """`document` as `view` shows it, or as it is; with `reveals`, nothing is hidden."""
    network = document.network
    view = fit(view or View(), network)
    trace = network.forward(document.picture[None])
    masks = (None,) * len(network.shapes) if reveals else concealment(network, view)
    return Sight(document, trace, view.asked, masks, view.layer, Look(theme))
