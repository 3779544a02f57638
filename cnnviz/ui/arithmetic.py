"""The sum behind the probed value."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cnnviz.ui.theme import Look


class Arithmetic(QWidget):
    """The sum behind the probed value."""

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
