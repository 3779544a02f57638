"""The network written into a file for other programs, beside the window."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from cnnviz.app.store import Store
from cnnviz.app.worker import Worker, answering
from cnnviz.model.document import Document
from cnnviz.model.export.formats import Format, export
from cnnviz.model.refused import Refused

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Wanted:
    """The network of `document` is to be written to `path`."""

    document: Document
    kind: Format
    path: Path


@dataclass(frozen=True)
class Written:
    """What became of it, in a sentence."""

    text: str
    is_problem: bool = False


class NetworkExport(QObject):
    """Writes networks in a thread of its own: a large one takes seconds, and the hand does not wait for it."""

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._wanted: Wanted | None = None
        self._worker = Worker(answering(_written), self)
        self._worker.answered.connect(self._on_worker_answered)

    @property
    def is_busy(self) -> bool:
        return self._wanted is not None

    def write(self, document: Document, kind: Format, path: Path) -> None:
        """Write the network of `document` to `path`, and say when it is done or why it is not."""
        if self._wanted is not None:
            self._store.tell(f"“{self._wanted.path.name}” is still being written: wait a moment.", is_problem=True)
            return
        self._store.tell(f"Writing “{path.name}” …")
        self._wanted = Wanted(document, kind, path)
        self._worker.ask(self._wanted)

    def stop(self) -> None:
        """Finish what is being written, and end the thread."""
        self._worker.stop()

    @Slot(object)
    def _on_worker_answered(self, written: Written) -> None:
        self._wanted = None
        self._store.tell(written.text, is_problem=written.is_problem)


def _written(wanted: Wanted) -> Written:
    name = wanted.path.name
    try:
        export(wanted.document, wanted.kind, wanted.path)
    except Refused as error:
        return Written(str(error), is_problem=True)
    except Exception:
        # The thread lives on whatever happens; the person reads a sentence, the log has the rest.
        log.exception("The network could not be exported.")
        return Written(f"“{name}” could not be written; the details are in the log.", is_problem=True)
    return Written(f"Exported as “{name}”.")
