"""A bar and a number per class, and who won."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cnnviz.ui.theme import Look


class Votes(QWidget):
    """A bar and a number per class, and who won."""

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
