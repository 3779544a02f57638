"""The keys of undo and redo in a field for a number: they are the window's.

The field would take them for itself, and only take back the digits typed into it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def left_to_window(event: QEvent) -> bool:
    """Whether `event` asks a field if it wants the keys of undo or redo; it is refused then."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    is_undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    if is_undo:
        event.ignore()
    return is_undo
