"""What was copied, as the process ends."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from shiboken6 import createdByPython


def take_back() -> None:
    """Clear the clipboard where no system keeps what is on it, as where there is no screen but one over VNC.

    WORKAROUND PySide6 6.11: Qt then deletes it at the very end, and the process dies of it, for it is told to Python.
    """
    clipboard = QGuiApplication.clipboard()
    content = clipboard.mimeData()
    if content is not None and createdByPython(content) and not clipboard.ownsClipboard():
        clipboard.clear()
