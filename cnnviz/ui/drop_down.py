"""A list that drops down, one entry of which is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from cnnviz.ui.wheel import WHEEL_NOTCH, WHEEL_PAUSE, left_to_page


class DropDown(QComboBox):
    """The wheel scrolls past it unless it has the keyboard, and then goes one entry on for each notch.

    Qt's own goes one on for every event, and a touchpad sends dozens.
    """

    def __init__(self, *, editable: bool = False) -> None:
        super().__init__(editable=editable)
        self._wheel_turned = self._wheel_time = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if left_to_page(self, event):
            return
        if event.timestamp() - self._wheel_time > WHEEL_PAUSE:
            self._wheel_turned = 0
        self._wheel_time = event.timestamp()
        self._wheel_turned += event.angleDelta().y()
        if abs(self._wheel_turned) >= WHEEL_NOTCH:
            self._wheel_turned = 0
            super().wheelEvent(event)
