"""Unsaved work, kept where a killed process leaves it behind for the next start."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.model.document import Document
from cnnviz.model.files.codec import Maybe, Record, Text
from cnnviz.model.files.document_file import DOCUMENT, read_text, read_versioned, write_atomically
from cnnviz.model.files.json_text import from_text, to_text
from cnnviz.model.refused import Refused

log = logging.getLogger(__name__)

FORMAT = "cnnviz recovery"
VERSION = 1
#: Milliseconds from a change to its being written; a person loses no more than that.
DELAY = 1000
#: A lock this old, in milliseconds, is left over even where its process seems to live: numbers of processes come back.
_STALE = 7 * 24 * 3600 * 1000

_OUT_OF_REACH = (
    "Unsaved work from last time is kept, but the disk is full or its folder closed: make room, and start cnnviz again."
)


@dataclass(frozen=True, eq=False)
class Work:
    """What is kept: the document, and the file that it came from."""

    document: Document
    source: str | None


_WORK = Record(Work, {"source": Maybe(Text()), "document": DOCUMENT})


@dataclass(frozen=True, eq=False)
class Place:
    """A file for one window's work, locked so that no other window takes it for left behind."""

    file: Path
    lock: QLockFile

    @staticmethod
    def claim(file: Path) -> Place | None:
        """The place, or None where a living process has it."""
        lock = QLockFile(str(file.with_suffix(".lock")))
        lock.setStaleLockTime(_STALE)
        return Place(file, lock) if lock.tryLock(0) else None

    def clear(self) -> None:
        """Delete the file and give the place up."""
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)
        self.lock.unlock()


@dataclass(frozen=True, eq=False)
class LeftBehind:
    """Work that a process which is no more had not saved."""

    work: Work
    place: Place

    @property
    def source(self) -> Path | None:
        return Path(self.work.source) if self.work.source else None


class Recovery(QObject):
    """Writes unsaved work to a file of its own within a second or two of a change, and finds what others left.

    Nothing runs while nothing changes, and writing has a thread of its own, since a disk may be slow.
    """

    _failed = Signal(str)

    def __init__(self, store: Store, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._folder = folder
        self._place: Place | None = None
        self._thread: threading.Thread | None = None
        self._has_warned = False
        self._has_ended = False
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._on_timeout)
        self._failed.connect(self._on_failed)
        store.changed.connect(self._on_store_changed)

    def left_behind(self) -> Iterator[LeftBehind]:
        """Work left behind, the newest first, each claimed so that no other window offers it too.

        Give it to `take`, `drop` or `leave`.
        """
        for file in sorted(self._folder.glob("*.recovery"), key=_age):
            place = Place.claim(file)
            if place is None:
                self._check_folder()
                continue
            try:
                work = read_versioned(from_text(read_text(file)), FORMAT, VERSION, _WORK)
            except (OSError, Refused):
                log.exception("What was left behind in %s cannot be read.", file)
                place.lock.unlock()
                continue
            yield LeftBehind(work, place)

    def _check_folder(self) -> None:
        """Tell of work that is not another window's, but cannot be claimed where nothing can be written."""
        try:
            self._new_place().clear()
        except OSError as error:
            log.warning("What was left behind cannot be claimed: %s", error)
            self._store.tell(_OUT_OF_REACH, is_problem=True)

    def take(self, left: LeftBehind) -> None:
        """Go on with it, unsaved; its file is this window's from now on.

        Where the file that it belongs to has been saved since, it goes on without one: saving must not undo that.
        """
        self._clear()
        self._place = left.place
        source = left.source
        if source is not None and _age(source) < _age(left.place.file):
            self._store.open(left.work.document, is_saved=False)
            self._store.tell(f"“{source.name}” has been saved since, so this work is without a file: save it anew.")
        else:
            self._store.open(left.work.document, source, is_saved=False)

    def drop(self, left: LeftBehind) -> None:
        """Delete it."""
        left.place.clear()

    def leave(self, left: LeftBehind) -> None:
        """Keep it for another start."""
        left.place.lock.unlock()

    def stop(self) -> None:
        """End in order: nothing is left behind, and nothing is kept any more."""
        self._has_ended = True
        self._clear()

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        if self._has_ended:
            return
        if not new.is_unsaved:
            self._clear()
        elif (new.document is not old.document or new.path != old.path) and not self._timer.isActive():
            # Not started anew by the next change: an hour of drawing without a pause is kept as well.
            self._timer.start()

    def _clear(self) -> None:
        self._timer.stop()
        self._finish_writing()
        if self._place is not None:
            self._place.clear()
            self._place = None

    @Slot()
    def _on_timeout(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            # The disk is slower than the hand, which does not wait for it.
            self._timer.start()
            return
        try:
            place = self._place = self._place or self._new_place()
        except OSError as error:
            self._on_failed(str(error))
            return
        state = self._store.state
        work = Work(state.document, str(state.path.absolute()) if state.path else None)
        self._thread = threading.Thread(
            target=_write, args=(work, place.file, self._failed.emit), name="cnnviz recovery"
        )
        self._thread.start()

    def _new_place(self) -> Place:
        self._folder.mkdir(parents=True, exist_ok=True)
        place = Place.claim(self._folder / f"{os.urandom(8).hex()}.recovery")
        if place is None:
            raise OSError(f"no file can be made in {self._folder}")
        return place

    def _finish_writing(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        log.warning("Unsaved work cannot be kept: %s", reason)
        if not self._has_warned:
            self._has_warned = True
            self._store.tell("Unsaved work cannot be kept safe from a crash here; save it often.", is_problem=True)


def _write(work: Work, file: Path, failed: Callable[[str], None]) -> None:
    try:
        write_atomically(to_text({"format": FORMAT, "version": VERSION, **_WORK.write(work)}), file)
    except (OSError, ValueError) as error:
        failed(str(error))


def _age(file: Path) -> float:
    """Sorts the newest first, and what has just gone last."""
    try:
        return -file.stat().st_mtime
    except OSError:
        return 0.0
