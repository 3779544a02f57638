"""The lesson panel: the lessons there are, or the scene in sight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from cnnviz.ui.theme import Look


class LessonPanel(QStackedWidget):
    """Holds what is shown of lessons; empty until it is first shown.

    shown(): it has come into sight.
    """

    shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._smallest = QSize(200, 120)
        self.setAccessibleName("Lesson")

    def show_page(self, page: QWidget) -> None:
        """Bring `page` to the front; it stays among the pages."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self.setFont(look.font())

    def minimumSizeHint(self) -> QSize:
        # Its pages scroll by themselves.
        return self._smallest

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()
