"""A field for a text of several lines."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit

from cnnviz.ui.theme import Look


class PlainText(QPlainTextEdit):
    """Plain text that a hand edits; Tab goes on to the next field.

    edited(text): a hand has changed it.
    """

    edited = Signal(str)

    def __init__(self, name: str, hint: str, lines: int) -> None:
        super().__init__()
        self._shown = ""
        self._lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text_changed)

    def set_text(self, text: str) -> None:
        """Show `text`; what stands there already is left alone, with its cursor."""
        if text != self.toPlainText():
            self._shown = text
            self.setPlainText(text)
        self._shown = text

    def set_look(self, look: Look) -> None:
        """Write in another theme or text size."""
        self.setFont(look.font())

    def sizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().lineSpacing() * self._lines + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().lineSpacing() * 2 + 12)

    @Slot()
    def _on_text_changed(self) -> None:
        text = self.toPlainText()
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)
