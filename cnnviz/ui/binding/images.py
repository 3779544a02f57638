"""An image from outside as the picture, by whichever way it came."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage

from cnnviz.app.store import Store
from cnnviz.app.worker import Worker, answering
from cnnviz.engine.arrays import Array
from cnnviz.model.document import with_picture
from cnnviz.model.picture.images import ink_in, picture_from_ink
from cnnviz.model.refused import Refused
from cnnviz.ui.drawing import DrawPanel
from cnnviz.ui.image_files import lightness, read_grey

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Wanted:
    """An image that is to become the picture, as an undo step called `name`."""

    name: str
    source: Path | QImage


@dataclass(frozen=True, eq=False)
class Read:
    """What became of a wanted image: its ink ``(height, width)``, 0 to 1, or the sentence that refuses it."""

    wanted: Wanted
    ink: Array | None
    refusal: str = ""


class ImagesBinding(QObject):
    """Images that are opened, dropped or pasted are read in a thread of their own; the newest becomes the picture.

    A large one takes seconds to decode, and the hand does not wait for it.
    """

    def __init__(self, store: Store, panel: DrawPanel) -> None:
        super().__init__(panel)
        self._store = store
        self._wanted: Wanted | None = None
        self._worker = Worker(answering(_read), self)
        self._worker.answered.connect(self._on_worker_answered)
        store.opened.connect(self.forget)
        panel.file_pasted.connect(self.open)
        panel.image_pasted.connect(self._on_image_pasted)
        panel.paste_failed.connect(self._on_paste_failed)

    @property
    def is_reading(self) -> bool:
        return self._wanted is not None

    @Slot(object)
    def open(self, path: Path) -> None:
        """Make the image file at `path` the picture, as one undo step, once it is read.

        A file that cannot be read changes nothing, and the person is told why.
        """
        self._store.tell(f"Reading “{path.name}” …")
        self._read(Wanted(f"Take the picture from “{path.name}”", path))

    def take(self, image: QImage, name: str) -> None:
        """Make `image` the picture, as one undo step called `name`."""
        self._read(Wanted(name, image))

    @Slot()
    def forget(self) -> None:
        """Let go of an image that is being read: what it was meant for is no longer there."""
        self._wanted = None

    def stop(self) -> None:
        """End the thread and wait for it."""
        self.forget()
        self._worker.stop()

    def _read(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._worker.ask(wanted)

    @Slot(object)
    def _on_worker_answered(self, read: Read) -> None:
        if read.wanted is not self._wanted:
            return
        self._wanted = None
        ink = read.ink
        if ink is None:
            self._store.tell(read.refusal, is_problem=True)
            return
        is_done = self._store.edit(
            read.wanted.name,
            lambda document: with_picture(document, picture_from_ink(ink, document.grid, document.coding)),
        )
        if is_done and self._store.state.document.is_blank:
            self._store.tell("There is no ink in the image, so the picture is blank; undo brings back what was there.")

    @Slot(object)
    def _on_image_pasted(self, image: QImage) -> None:
        self.take(image, "Paste an image")

    @Slot()
    def _on_paste_failed(self) -> None:
        self._store.tell("There is no image to paste: copy one first.", is_problem=True)


def _read(wanted: Wanted) -> Read:
    source = wanted.source
    try:
        return Read(wanted, ink_in(read_grey(source) if isinstance(source, Path) else lightness(source)))
    except Refused as error:
        return Read(wanted, None, str(error))
    except Exception:
        # The thread lives on whatever a file does to a decoder; the person reads a sentence, the log has the rest.
        log.exception("The image could not be read.")
        return Read(wanted, None, "The image could not be read; the details are in the log.")
