"""The keys that walk through the stages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cnnviz.model.walk import Way

_WALKS = {
    (Qt.Key.Key_Left, False): Way.LEFT,
    (Qt.Key.Key_Right, False): Way.RIGHT,
    (Qt.Key.Key_Up, False): Way.UP,
    (Qt.Key.Key_Down, False): Way.DOWN,
    (Qt.Key.Key_Left, True): Way.BACK,
    (Qt.Key.Key_Right, True): Way.ON,
    (Qt.Key.Key_PageUp, False): Way.BACK,
    (Qt.Key.Key_PageDown, False): Way.ON,
}


def way_of(event: QKeyEvent) -> Way | None:
    """Which way a key walks; None where it does not."""
    return _WALKS.get((Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)))
