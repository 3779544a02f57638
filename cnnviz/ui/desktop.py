"""What the desktop knows the window by: its icon, and its place in the taskbar."""

from __future__ import annotations

import ctypes
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cnnviz.model import resources

#: In pixels, those that title bars, taskbars and docks ask for.
_SIDES = (16, 24, 32, 48, 64, 128, 256)


def window_icon() -> QIcon:
    """A filter with a cross in it."""
    renderer = QSvgRenderer(str(resources.path("window.svg")))
    result = QIcon()
    for side in _SIDES:
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            renderer.render(painter)
        result.addPixmap(pixmap)
    return result


def leave_pythons_button() -> None:
    """On Windows, have a button in the taskbar apart from all else that runs in Python, with the window's own icon.

    It is to be called before there is a window.
    """
    windll: Any = getattr(ctypes, "windll", None)
    if windll is not None:
        windll.shell32.SetCurrentProcessExplicitAppUserModelID("cnnviz")
