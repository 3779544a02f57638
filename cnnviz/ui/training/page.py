"""The page that steers training and shows its curves."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.ui.theme import Look
from cnnviz.ui.training.transport import Transport


class TrainingPage(QWidget):
    """Steering on the left, curves on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.transport = Transport()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.transport)
        layout.addStretch(1)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self.transport.set_look(look)
