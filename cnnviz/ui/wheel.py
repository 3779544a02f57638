"""The wheel over a control on a page that scrolls: it is the page's, unless the control has the keyboard."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget


def left_to_page(widget: QWidget, event: QWheelEvent) -> bool:
    """Whether `event` only scrolls past `widget`, which then stays as it is; the wheel is refused there."""
    if widget.hasFocus():
        return False
    event.ignore()
    return True
