"""What an import left out or changed: each thing in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from cnnviz.ui.theme import Look


class Remarks(QWidget):
    """A headline and a list of sentences, to be read, scrolled and copied.

    closed(): they were read.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.headline = QLabel()
        self.headline.setWordWrap(True)
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setAccessibleName("What was left out or changed")
        self.close_button = QPushButton("Done")
        self.close_button.clicked.connect(self._on_close_clicked)
        top = QHBoxLayout()
        top.addWidget(self.headline, 1)
        top.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)

    def show_remarks(self, headline: str, remarks: Sequence[str]) -> None:
        """Show these."""
        self.headline.setText(headline)
        self.list.setPlainText("\n".join(f"• {remark}" for remark in remarks))

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self.headline.setFont(look.font(bold=True))
        self.list.setFont(look.font())
        self.close_button.setFont(look.font())

    @Slot()
    def _on_close_clicked(self) -> None:
        self.closed.emit()
