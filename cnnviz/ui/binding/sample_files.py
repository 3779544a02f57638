"""Samples brought in from folders and files, and handed on, beside the window."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Slot

from cnnviz.app.store import Store
from cnnviz.app.worker import Slice, Worker
from cnnviz.model.document import Coding, OwnSamples
from cnnviz.model.files.presence import is_folder
from cnnviz.model.refused import Refused
from cnnviz.model.samples.exporting import fresh_folder, write_arrays, write_folder
from cnnviz.model.samples.importing import Imported, Target, reading
from cnnviz.model.samples.own import own_samples, ready, that_fit, with_added
from cnnviz.ui.image_files import read_grey, write_grey
from cnnviz.ui.samples.collection import Collection
from cnnviz.ui.samples.dialogs import ask_arrays_to_open, ask_arrays_to_save, ask_folder

log = logging.getLogger(__name__)

#: Seconds from one report of progress to the next.
_REPORT = 0.25


@dataclass(frozen=True, eq=False)
class Import:
    """What is in `path` is to become samples."""

    path: Path
    target: Target


@dataclass(frozen=True, eq=False)
class Export:
    """Samples are to be written: into a new folder in `path`, or to the .npz file `path`."""

    path: Path
    own: OwnSamples
    grid: tuple[int, int]
    coding: Coding
    to_folder: bool


@dataclass(frozen=True)
class Nothing:
    """What is being read is not wanted any longer."""


@dataclass(frozen=True)
class Done:
    """What became of what was asked: a sentence, what an import brought, and whether it is over."""

    asked: Import | Export
    text: str
    imported: Imported | None = None
    is_over: bool = True
    is_problem: bool = False


class SampleFilesBinding(QObject):
    """Asks for a folder or file, reads or writes it in a thread of its own, and says how far it is."""

    def __init__(self, store: Store, widget: Collection) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        self._worker = Worker(_work, self)
        self._worker.answered.connect(self._on_worker_answered)
        self._asked: Import | Export | None = None
        self._folder: Path | None = None
        store.opened.connect(self._on_opened)
        widget.folder_wanted.connect(self._on_folder_wanted)
        widget.file_wanted.connect(self._on_file_wanted)

    @property
    def is_busy(self) -> bool:
        return self._asked is not None

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._worker.stop()

    @Slot(bool)
    def _on_folder_wanted(self, is_import: bool) -> None:
        title = "Import samples: a folder with a sub-folder for each class" if is_import else "Export samples into"
        path = ask_folder(self._widget.window(), title, self._start())
        if path is not None:
            self._begin(path, is_import=is_import, is_folder=True)

    @Slot(bool)
    def _on_file_wanted(self, is_import: bool) -> None:
        ask = ask_arrays_to_open if is_import else ask_arrays_to_save
        path = ask(self._widget.window(), self._start())
        if path is not None:
            self._begin(path, is_import=is_import, is_folder=False)

    def take(self, path: Path) -> None:
        """Bring in the samples in the folder or .npz file at `path`."""
        self._begin(path, is_import=True, is_folder=is_folder(path))

    def _start(self) -> Path:
        """Where a person looks first: where it was last, else among the documents."""
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        folder = self._folder or documents
        return folder if is_folder(folder) else Path.home()

    def _begin(self, path: Path, *, is_import: bool, is_folder: bool) -> None:
        if self._asked is not None:
            self._store.tell(f"“{self._asked.path.name}” is still being worked on: wait a moment.", is_problem=True)
            return
        self._folder = path if is_folder and not is_import else path.parent
        document = self._store.state.document
        grid, coding = document.grid, document.coding
        if is_import:
            self._asked = Import(path, Target(grid, coding, self._widget.centres.isChecked()))
        else:
            self._asked = Export(path, own_samples(document), grid, coding, is_folder)
        self._store.tell(f"{'Reading' if is_import else 'Writing'} “{path.name}” …")
        self._worker.ask(self._asked)

    @Slot(object)
    def _on_worker_answered(self, done: Done) -> None:
        asked = done.asked
        if asked is not self._asked:
            return
        if done.is_over:
            self._asked = None
        if done.imported is None or not isinstance(asked, Import):
            self._store.tell(done.text, is_problem=done.is_problem)
            return
        self._take(asked, done.imported)

    @Slot()
    def _on_opened(self) -> None:
        """Let go of samples that are being read: the work that they were meant for is no longer there."""
        if isinstance(self._asked, Import):
            self._asked = None
            self._worker.ask(Nothing())

    def _take(self, asked: Import, imported: Imported) -> None:
        """Add what was read to the samples, and say what was left out."""
        name, coding = asked.path.name, asked.target.coding
        fitting = that_fit(own_samples(self._store.state.document), imported.samples)
        if not len(fitting):
            self._store.tell("There is no room for more samples: delete some first.", is_problem=True)
            return
        if not self._store.edit(
            f"Import samples from “{name}”", lambda document: with_added(document, fitting, coding)
        ):
            return
        taken, remarks = f"Took {_samples(len(fitting))} from “{name}”.", imported.remarks
        if fitting is not imported.samples:
            remarks = (f"There is no room for all {len(imported.samples)}; some of each part were taken.", *remarks)
        self._store.tell(f"{taken} {remarks[0]}" if len(remarks) == 1 else taken)
        if len(remarks) > 1:
            self._widget.show_remarks(f"{taken} {len(remarks)} things to know:", remarks)


def _work(asked: Import | Export | Nothing) -> Iterator[Slice]:
    if isinstance(asked, Nothing):
        return
    try:
        yield from _read(asked) if isinstance(asked, Import) else _written(asked)
    except (Refused, ValueError) as error:
        yield Slice(Done(asked, str(error), is_problem=True))
    except Exception:
        # The thread lives on whatever a file does to a decoder; the person reads a sentence, the log has the rest.
        log.exception("The samples could not be read or written.")
        sentence = f"“{asked.path.name}” could not be read or written; the details are in the log."
        yield Slice(Done(asked, sentence, is_problem=True))


def _read(asked: Import) -> Iterator[Slice]:
    steps, name = reading(asked.path, asked.target, read_grey), asked.path.name
    told = time.monotonic()
    while True:
        try:
            share = next(steps)
        except StopIteration as end:
            imported: Imported = end.value
            yield Slice(Done(asked, "", imported))
            return
        is_time = time.monotonic() - told >= _REPORT
        if is_time:
            told = time.monotonic()
        yield Slice(Done(asked, f"Reading “{name}”: {share:.0%} …", is_over=False) if is_time else None)


def _written(asked: Export) -> Iterator[Slice]:
    samples, path = ready(asked.own, asked.grid, asked.coding), asked.path
    if asked.to_folder:
        path = fresh_folder(path)
        write_folder(samples, asked.coding, path, write_grey)
    else:
        write_arrays(samples, asked.coding, path)
    yield Slice(Done(asked, f"Wrote {_samples(len(samples))} to “{path.name}”."))


def _samples(count: int) -> str:
    return f"{count} sample{'' if count == 1 else 's'}"
