"""The process beside a window that does long work, and tells the window how far it is."""

from __future__ import annotations

import logging
import os
import signal
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import qInstallMessageHandler

from cnnviz.model.export.formats import check_place, write_content
from cnnviz.model.refused import Refused
from cnnviz.ui.jobs import Job
from cnnviz.ui.offscreen import offscreen

log = logging.getLogger(__name__)

#: By so much it stands back, on systems that know it, where the window needs the processor.
NICENESS = 10
#: In seconds, between two times that it tells how far it is.
TOLD = 0.03


@dataclass(frozen=True)
class Progress:
    """How far it is: a share of 1, or None where that cannot be said, and what is being done."""

    share: float | None
    text: str


@dataclass(frozen=True)
class Ended:
    """What became of it. problem: a sentence where it could not be made. details: for the log."""

    problem: str = ""
    details: str = ""


def do_job(news: Connection, job: Job, path: Path) -> None:
    """Do `job`, write what comes of it to `path`, and send `news` of it: a `Progress` now and then, at last `Ended`."""
    # A terminal's Ctrl+C is for the window, which ends this one with it; what was begun is cleared away then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _give_up)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    teller = _Teller(news)
    try:
        check_place(path)
        with offscreen():
            content = job(teller.tell)
        teller.send(Progress(1.0, "the file"))
        write_content(content, path)
    except Refused as error:
        teller.send(Ended(str(error)))
    except Exception:
        log.exception("“%s” could not be made.", path)
        teller.send(Ended(f"“{path.name}” could not be made; the details are in the log.", traceback.format_exc()))
    else:
        teller.send(Ended())


class _Teller:
    """Tells the window, as often as one looks; where nobody listens any more, the work is given up."""

    def __init__(self, news: Connection) -> None:
        self._news = news
        self._next = 0.0

    def tell(self, share: float | None, text: str) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + TOLD
            self.send(Progress(share, text))

    def send(self, news: Progress | Ended) -> None:
        try:
            self._news.send(news)
        except OSError:
            _give_up()


def _give_up(*_: object) -> NoReturn:
    # A signal comes in the midst of anything: of a picture that is left as it is, Qt would complain on the terminal.
    qInstallMessageHandler(lambda *_: None)
    raise SystemExit
