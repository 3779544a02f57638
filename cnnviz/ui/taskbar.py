"""The window's place in the taskbar."""

from __future__ import annotations

import ctypes
from typing import Any


def leave_pythons_button() -> None:
    """On Windows, have a button in the taskbar apart from all else that runs in Python, with the window's own icon.

    It is to be called before there is a window.
    """
    windll: Any = getattr(ctypes, "windll", None)
    if windll is not None:
        windll.shell32.SetCurrentProcessExplicitAppUserModelID("cnnviz")
