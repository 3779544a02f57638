"""The filters, each a small spreadsheet in place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cnnviz.ui.theme import Look


class FilterBank(QWidget):
    """The filters, each a small spreadsheet in place."""

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
