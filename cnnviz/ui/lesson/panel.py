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
        self.updateGeometry()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self.setFont(look.font())

    def minimumSizeHint(self) -> QSize:
        # Its pages scroll up and down by themselves; the buttons above and below the text are as wide as their words.
        page = self.currentWidget()
        return self._smallest if page is None else self._smallest.expandedTo(QSize(page.minimumSizeHint().width(), 0))

    def heightForWidth(self, width: int) -> int:
        return self._smallest.height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()
