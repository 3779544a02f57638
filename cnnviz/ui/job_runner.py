"""Long work in a window: a piece now and then, so that the hand never waits."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.model.export.formats import check_place, write_content
from cnnviz.model.refused import Refused
from cnnviz.ui.jobs import Job

log = logging.getLogger(__name__)

#: In milliseconds: so long it works, and so long it rests for what the window has to do.
WORK, REST = 8, 4


class JobRunner(QObject):
    """Does one job at a time and writes what comes of it into a file.

    progressed(share, text): how far it is. ended(sentence, is_problem): it is done, or could not be.
    """

    progressed = Signal(float, str)
    ended = Signal(str, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._path, self._is_begun = Path(), False
        self._timer = QTimer(self)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def start(self, job: Job, path: Path) -> None:
        """Do `job`, and write what comes of it to `path`. There is no other under way."""
        assert self._job is None
        self._job, self._path, self._is_begun = job, path, False
        self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Give up what is being done; the file stays as it was."""
        self._timer.stop()
        if self._job is not None:
            self._job.close()
            self._job = None

    @Slot()
    def _on_timeout(self) -> None:
        end = time.monotonic() + WORK / 1000
        try:
            if not self._is_begun:
                check_place(self._path)
                self._is_begun = True
            while self._job is not None and time.monotonic() < end:
                share, text = next(self._job)
                self.progressed.emit(share, text)
        except StopIteration as done:
            self._end(done.value)
        except Refused as error:
            self._tell(str(error), is_problem=True)
        except Exception:
            # The window lives on whatever a figure does; the person reads a sentence, the log has the rest.
            log.exception("“%s” could not be made.", self._path)
            self._tell(f"“{self._path.name}” could not be made; the details are in the log.", is_problem=True)

    def _end(self, content: bytes) -> None:
        try:
            write_content(content, self._path)
        except Refused as error:
            self._tell(str(error), is_problem=True)
        else:
            self._tell(f"Exported as “{self._path.name}”.", is_problem=False)

    def _tell(self, sentence: str, *, is_problem: bool) -> None:
        self.stop()
        self.ended.emit(sentence, is_problem)
