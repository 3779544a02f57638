"""Long work beside a window: done by a process of its own, so that the hand never waits."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cnnviz.model.files.document_file import reason_of
from cnnviz.ui.job_process import Ended, Progress, do_job
from cnnviz.ui.jobs import Job

log = logging.getLogger(__name__)

#: In milliseconds: so often one looks how far it is.
ASKED = 30


class JobRunner(QObject):
    """Has one job at a time done, and what comes of it written into a file.

    progressed(share, text): how far it is, None where that cannot be said.
    ended(sentence, is_problem): it is done, or could not be.
    """

    progressed = Signal(object, str)
    ended = Signal(str, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Where what is being done tells of itself.
        self._news: Connection | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(ASKED)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def is_busy(self) -> bool:
        return self._news is not None

    def start(self, job: Job, path: Path) -> None:
        """Have `job`, which can be pickled, done and written to `path`. There is no other under way."""
        assert self._news is None
        # Not a fork: of a process with threads and a window, it would be a copy that stands still.
        context = get_context("spawn")
        self._news, theirs = context.Pipe(duplex=False)
        self._path = path
        try:
            context.Process(target=do_job, args=(theirs, job, path), daemon=True).start()
        except OSError as error:
            self.stop()
            self.ended.emit(f"“{path.name}” could not be begun: {reason_of(error)}", True)
        else:
            self._timer.start()
        finally:
            theirs.close()

    @Slot()
    def stop(self) -> None:
        """Give up what is being done; the file stays as it was."""
        self._timer.stop()
        if self._news is not None:
            # Who has no one to tell any more clears away what was begun; the end of the process is not waited for.
            self._news.close()
            self._news = None

    @Slot()
    def _on_timeout(self) -> None:
        assert self._news is not None
        for news in self._come(self._news):
            match news:
                case Progress():
                    self.progressed.emit(news.share, news.text)
                case Ended():
                    self._end(news)
                    return

    def _come(self, news: Connection) -> Iterator[Progress | Ended]:
        """What has come by now."""
        try:
            while news.poll():
                yield news.recv()
        except (EOFError, OSError):
            # As where the memory was not enough for it.
            yield Ended(f"“{self._path.name}” could not be made: making it was ended from outside. Try a smaller one.")

    def _end(self, ended: Ended) -> None:
        self.stop()
        if ended.details:
            log.error("“%s” could not be made.\n%s", self._path, ended.details)
        self.ended.emit(ended.problem or f"Exported as “{self._path.name}”.", bool(ended.problem))
