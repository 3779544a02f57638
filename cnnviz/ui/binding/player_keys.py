"""Whose a key is while the step player is open: the player's, unless what holds the keyboard needs it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from cnnviz.ui.drawing.canvas import Canvas
from cnnviz.ui.number_grid import NumberGrid
from cnnviz.ui.window import Window

_Key = Qt.Key
_MOVES = {_Key.Key_Left, _Key.Key_Right, _Key.Key_Home, _Key.Key_End}
#: The keys that these need for themselves. What text is typed into takes its own before any shortcut, as Qt has it.
_OWN_KEYS: tuple[tuple[type[QWidget], set[Qt.Key]], ...] = (
    (QAbstractButton, {_Key.Key_Space}),
    (Canvas, _MOVES | {_Key.Key_Space}),
    (NumberGrid, _MOVES | {_Key.Key_Space}),
    (QComboBox, _MOVES | {_Key.Key_Space}),
    (QAbstractSpinBox, _MOVES),
    (QAbstractSlider, _MOVES),
    (QAbstractItemView, _MOVES | {_Key.Key_Space}),
    (QTabBar, _MOVES),
)


class PlayerKeys(QObject):
    """Lets what holds the keyboard keep the keys that it needs, while the player is open."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._is_open = False
        self._watched: QWidget | None = None

    def set_open(self, *, is_open: bool) -> None:
        """Watch who holds the keyboard while the player is open."""
        if is_open is self._is_open:
            return
        self._is_open = is_open
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if is_open:
            application.focusChanged.connect(self._on_focus_changed)
            self._watch(application.focusWidget())
        else:
            application.focusChanged.disconnect(self._on_focus_changed)
            self._watch(None)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        self._watch(new)

    def _watch(self, widget: QWidget | None) -> None:
        # A list that a box opened is gone by the time the keyboard is back.
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = widget if widget is not None and _own_keys(widget) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if is_plain and isinstance(watched, QWidget) and event.key() in _own_keys(watched):
                event.accept()
                return True
        return False


def _own_keys(widget: QWidget) -> set[Qt.Key]:
    return next((keys for kind, keys in _OWN_KEYS if isinstance(widget, kind)), set())
