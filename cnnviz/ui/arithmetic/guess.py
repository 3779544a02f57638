"""Where a value is guessed before it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from cnnviz.ui.theme import Look

#: What a number begins with.
_BEGINNINGS = "0123456789.,-−"


class Guess(QWidget):
    """A field for a guess, and a button that shows the value.

    guessed(text): a person typed a guess, and Enter. given_up(): the value is to be shown.
    """

    guessed = Signal(str)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._field = QLineEdit()
        self._field.setPlaceholderText("such as 1/2")
        self._field.setAccessibleName("Your guess")
        self._field.setToolTip("Type what the value will be, and press Enter")
        self._field.returnPressed.connect(self._on_return_pressed)
        self._label = QLabel("Your &guess")
        self._label.setBuddy(self._field)
        self._show = QPushButton("Show")
        self._show.setToolTip("Show the value, guessed or not")
        self._show.setAutoDefault(False)
        self._show.clicked.connect(self.given_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self._label, self._field, self._show):
            row.addWidget(widget)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for widget in (self._label, self._field, self._show):
            widget.setFont(look.font())
        self._field.setFixedWidth(look.length(110))

    def set_labelled(self, *, is_labelled: bool) -> None:
        """Say what the field is for, or leave the room to what is said of the guess."""
        self._label.setVisible(is_labelled)

    def begin(self, text: str) -> bool:
        """Begin a guess with a key that nobody else took; whether it can be the beginning of one."""
        if not text or text not in _BEGINNINGS:
            return False
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.setText(text)
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        self._field.clear()

    @Slot()
    def _on_return_pressed(self) -> None:
        if self._field.text().strip():
            self.guessed.emit(self._field.text())
            self._field.selectAll()
