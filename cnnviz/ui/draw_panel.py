"""The drawing canvas with its tools and presets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cnnviz.ui.theme import Look


class DrawPanel(QWidget):
    """The drawing canvas with its tools and presets."""

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
