"""A field for a whole number."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSpinBox

from cnnviz.ui.undo_keys import left_to_window
from cnnviz.ui.wheel import left_to_page

_NARROWEST = 56


class WholeField(QSpinBox):
    """Tells a number that a hand has typed or stepped to, once it is whole.

    chosen(number): another one than was shown.
    """

    chosen = Signal(int)

    def __init__(self, most: int, step: int = 1) -> None:
        super().__init__()
        self._shown = 0
        self.setRange(0, most)
        self.setSingleStep(step)
        # Half-typed numbers are nobody's choice.
        self.setKeyboardTracking(False)
        # It need not be as wide as its largest number.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_NARROWEST)
        # A style sheet cannot keep the text away from the frame.
        self.lineEdit().setTextMargins(3, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editingFinished.connect(self._tell)

    def set_number(self, number: int) -> None:
        """Show `number`."""
        self._shown = number
        self.setValue(number)

    def stepBy(self, steps: int) -> None:
        super().stepBy(steps)
        self._tell()

    def event(self, event: QEvent) -> bool:
        return False if left_to_window(event) else super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not left_to_page(self, event):
            super().wheelEvent(event)

    @Slot()
    def _tell(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.chosen.emit(self.value())
