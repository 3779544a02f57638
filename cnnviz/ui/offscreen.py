"""Qt without a screen, for what only reads or draws images."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication


@contextmanager
def offscreen() -> Iterator[None]:
    """While it lasts there is an application, without which Qt has no fonts and ends the process over a text."""
    if QGuiApplication.instance() is not None:
        yield
        return
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["cnnviz"])
    yield
    application.shutdown()
