"""A field for one number that keeps what was typed, even where it is refused."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit

from cnnviz.ui.theme import Look
from cnnviz.ui.undo_keys import left_to_window


class NumberField(QLineEdit):
    """Enter takes what was typed, Escape returns to what was there.

    entered(text): a hand typed something else than what was shown.
    """

    entered = Signal(str)

    def __init__(self, name: str, tip: str, none: str = "") -> None:
        super().__init__()
        self._shown = ""
        self._refused: str | None = None
        self._look = Look()
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setStatusTip(tip)
        self.setPlaceholderText(none)
        self.returnPressed.connect(self._on_return_pressed)

    def show_value(self, text: str) -> None:
        """Show another value, in place of what was typed."""
        if text != self._shown:
            self._shown = text
            self.settle()

    def settle(self) -> None:
        """Show the value as it is."""
        self._refused = None
        self.setText(self._shown)
        self._draw()

    def refuse(self) -> None:
        """Leave what was typed there, marked, to be mended."""
        self._refused = self.text()
        self._draw()

    def commit(self) -> bool:
        """Have what is typed taken now, as if it was entered; whether nothing is left to be mended."""
        if self.text() != self._shown:
            self.entered.emit(self.text())
        return self._refused is None

    def lead_to(self) -> None:
        """Bring the keyboard here: what is typed next replaces what is there."""
        self.setFocus()
        self.selectAll()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self.setFont(look.font())
        self.setFixedWidth(look.length(66))
        self._draw()

    def event(self, event: QEvent) -> bool:
        # What is half typed is taken back letter by letter.
        return False if self.text() == self._shown and left_to_window(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.settle()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # What was refused has had its sentence.
        if self.text() not in {self._shown, self._refused}:
            self.entered.emit(self.text())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Nobody would know what is to be mended; a window that is made small comes back as it was.
        if self._refused is not None and not event.spontaneous():
            self.settle()

    def _draw(self) -> None:
        theme, colors = self._look.theme, self.palette()
        colors.setColor(QPalette.ColorRole.Text, QColor(theme.text if self._refused is None else theme.problem))
        colors.setColor(QPalette.ColorRole.PlaceholderText, QColor(theme.muted))
        self.setPalette(colors)

    @Slot()
    def _on_return_pressed(self) -> None:
        if self.text() != self._shown:
            self.entered.emit(self.text())
