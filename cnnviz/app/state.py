"""Everything the window shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.engine.network import Trace
from cnnviz.model.concealment import Concealment, concealment
from cnnviz.model.document import Document
from cnnviz.model.files.names import file_stem
from cnnviz.model.history import History
from cnnviz.model.view import View, fit

if TYPE_CHECKING:
    from cnnviz.engine.training import Gradients
    from cnnviz.model.run import Order, Run

#: What work is called that no file holds yet.
UNTITLED = "Untitled"


@dataclass(frozen=True)
class Notice:
    """One sentence for the person. `is_problem` where something was refused."""

    text: str
    is_problem: bool = False


@dataclass(frozen=True, eq=False)
class State:
    """Everything the window shows.

    view: always fits the document's network (`model.view.fit`).
    trace: what the network last computed; it may be one drawing, or one network, behind the document, never a mix of
        two: what is shown of it is shown from it alone.
    path: the file that the work was opened from or saved to, or None.
    saved: the document as that file holds it, so `saved is document` means nothing is unsaved; None where no file
        holds it.
    notice: the last thing said.
    order: what the worker is training by; None while it does not train.
    run: the last training run, going on or over; None where there was none since the work was opened.
    gradients: what backpropagation last came to; they carry the trace that they are of.
    """

    history: History
    saved: Document | None
    view: View = field(default_factory=View)
    trace: Trace | None = None
    path: Path | None = None
    notice: Notice | None = None
    order: Order | None = None
    run: Run | None = None
    gradients: Gradients | None = None

    @property
    def document(self) -> Document:
        return self.history.document

    @cached_property
    def shown_view(self) -> View:
        """The view as far as the trace goes, which may be of the network before the document's, with other stages."""
        if self.trace is None or self.trace.network is self.document.network:
            return self.view
        return fit(self.view, self.trace.network)

    @cached_property
    def hidden(self) -> Concealment:
        """For each stage of the trace, which values the class does not see; () where there is no trace."""
        return () if self.trace is None else concealment(self.trace.network, self.shown_view)

    @property
    def shown_gradients(self) -> Gradients | None:
        """The gradients that the window shows in place of values; None where it shows values."""
        found, trace = self.gradients, self.trace
        if not self.view.gradients or found is None or trace is None:
            return None
        # Of a network that was built otherwise they would not fit what else is shown.
        return found if found.trace.network.shapes == trace.network.shapes else None

    @property
    def name(self) -> str:
        """What the work is called in the window."""
        if self.path is not None:
            return self.path.name
        return UNTITLED if self.document.lesson is None else self.document.lesson.lesson.title

    @property
    def stem(self) -> str:
        """What files that are made of the work begin with."""
        return file_stem(self.name, UNTITLED) if self.path is None else self.path.stem

    @property
    def is_unsaved(self) -> bool:
        return self.saved is not self.document
