"""A list that drops down, one entry of which is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from cnnviz.ui.wheel import Wheel, left_to_page


class DropDown(QComboBox):
    """The wheel scrolls past it unless it has the keyboard, and then goes one entry on for each notch.

    Qt's own goes one on for every event, and a touchpad sends dozens.
    """

    def __init__(self, *, editable: bool = False) -> None:
        super().__init__(editable=editable)
        self._wheel = Wheel()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if left_to_page(self, event):
            return
        self._wheel.turn(event)
        for _ in range(abs(self._wheel.notches)):
            super().wheelEvent(event)
