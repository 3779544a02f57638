"""The field that a cell becomes while a number is typed into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class CellEditor(QLineEdit):
    """A line edit that stands over one cell.

    finished(rows, columns): the entry is complete; the cell to choose next lies that far down and to the right.
    cancelled(): the old value stays.
    """

    finished = Signal(int, int)
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextMargins(0, 0, 0, 0)
        self.setAccessibleName("Number")
        self.setToolTip("A number such as 1, -0.5 or 1/9; Enter takes it, Escape leaves the old one.")
        self._first = ""
        self._typed = False

    @property
    def was_changed(self) -> bool:
        """Whether a hand typed anything; showing an exact value and leaving it is no change."""
        return self._typed or self.text() != self._first

    def begin(self, text: str, *, typed: bool) -> None:
        """Open with `text`: the old value, selected, or what was `typed` to replace it."""
        self._first, self._typed = text, typed
        self.setText(text)
        self.show()
        self.setFocus()
        if not typed:
            # From the end, so that the beginning is what is seen of a long one.
            self.setSelection(len(text), -len(text))

    def event(self, event: QEvent) -> bool:
        # Escape, Enter and the arrows belong to the entry, not to a shortcut of the window.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own_key(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own_key(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape or self._next_cell(event) is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif (step := self._next_cell(event)) is not None:
            self.finished.emit(*step)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.finished.emit(0, 0)

    def _next_cell(self, event: QKeyEvent) -> tuple[int, int] | None:
        """Where the key leads after taking the entry; None while it goes on."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return (0, 0)
            case Qt.Key.Key_Up:
                return (-1, 0)
            case Qt.Key.Key_Down:
                return (1, 0)
            # Left and right walk inside a value that was opened, and leave one that is being typed anew.
            case Qt.Key.Key_Left if self._typed:
                return (0, -1)
            case Qt.Key.Key_Right if self._typed:
                return (0, 1)
            case _:
                return None
