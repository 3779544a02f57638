"""What comes from fingers on the screen."""

from __future__ import annotations

from typing import TypeGuard

from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputDevice, QTouchEvent


def is_touch(event: QEvent) -> TypeGuard[QTouchEvent]:
    """Whether fingers do something on the screen. Those on a touchpad move the pointer; macOS tells of them, too."""
    return isinstance(event, QTouchEvent) and event.device().type() == QInputDevice.DeviceType.TouchScreen
