"""The whole way from picture to votes, left to right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cnnviz.ui.theme import Look


class Stages(QWidget):
    """The whole way from picture to votes, left to right."""

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
