"""Qt without a screen, for what only reads or draws images."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication


@contextmanager
def offscreen() -> Iterator[None]:
    """While it lasts there is an application, without which Qt has no fonts and ends the process over a text."""
    if QGuiApplication.instance() is not None:
        yield
        return
    choose_platform()
    application = QGuiApplication(["cnnviz"])
    yield
    application.shutdown()


def choose_platform(system: str = sys.platform) -> None:
    """Have Qt do without a screen, where a system may have none.

    Windows always has one, on which nothing is shown; without it Qt finds none of its fonts, and draws no text.
    """
    if system != "win32":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
