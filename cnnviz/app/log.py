"""What went wrong inside, for whoever mends it: a log file, and one sentence for the person."""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

SENTENCE = "Something went wrong inside cnnviz; your work is still here, and the details are in the log."

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _LazyFile(logging.Handler):
    """A file of at most a megabyte, with one before it, made when there is something to write."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        # Where none can be made, as in a folder that may only be read, what goes on is more than the log of it.
        with suppress(OSError):
            self._file = self._file or self._opened()
            self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            # What a full disk has not taken is tried once more.
            with suppress(OSError):
                self._file.close()
        super().close()

    def _opened(self) -> logging.Handler:
        # Its import costs a start hundredths of a second, and most runs have nothing to log.
        from logging.handlers import RotatingFileHandler

        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(self._path, maxBytes=2**20, backupCount=1, encoding="utf-8")
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        return file


class Log(QObject):
    """Catches what nobody caught, in any thread, and Qt's own warnings, from `install` to `uninstall`.

    reported(sentence): something unexpected happened; emitted in the thread where it did.
    """

    reported = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handler = _LazyFile(path)

    def install(self) -> None:
        # On a full disk logging would print a traceback for each line that it cannot write.
        logging.raiseExceptions = False
        logging.getLogger().addHandler(self._handler)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def uninstall(self) -> None:
        qInstallMessageHandler(None)
        threading.excepthook = threading.__excepthook__
        sys.excepthook = sys.__excepthook__
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()
        logging.raiseExceptions = True

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None, where: str = "the window"
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, Exception):
            logging.getLogger(__name__).error("Nobody caught this in %s.", where, exc_info=(kind, error, trace))
            self.reported.emit(SENTENCE)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            name = args.thread.name if args.thread else "a thread"
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback, name)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
