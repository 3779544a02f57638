"""Single keys for the lecturer: heard where the panel that has the keyboard has no use for them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Keys(QObject):
    """Hears keys of a window, before the window's shortcuts and after the widget that has the keyboard.

    So the letters that choose the pen or the eraser on the picture are the lecturer's while a class looks on, but not
    those typed into a field.

    pressed(key): one of the keys, as `Qt.Key`.
    """

    pressed = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._keys: frozenset[int] = frozenset()
        window.installEventFilter(self)

    def set_keys(self, keys: Iterable[Qt.Key]) -> None:
        """Hear these keys from now on."""
        self._keys = frozenset(keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt asks for an override from the widget with the keyboard up to the window, and presses the key likewise.
        if event.type() not in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
            return False
        if not isinstance(event, QKeyEvent) or event.key() not in self._keys or not _is_single(event):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self.pressed.emit(event.key())
        return True


def _is_single(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
