"""The lesson panel: the scene's title and text, and the way to the next."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.ui.theme import Look, Type


class LessonPanel(QWidget):
    """The scene in sight.

    scene_asked(index): another scene, or the present one anew, is wanted.
    """

    scene_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._index, self._count = 0, 0
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._back = QPushButton("Back")
        self._back.clicked.connect(self._on_back)
        self._on = QPushButton("Next")
        self._on.clicked.connect(self._on_next)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._on)
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self._text, 1)
        layout.addLayout(row)
        self.setAccessibleName("Lesson")

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._title.setFont(look.font(Type.TITLE, bold=True))

    def show_scene(self, index: int, count: int, title: str, text: str) -> None:
        """Show the scene `index` of `count`; `text` is Markdown."""
        self._index, self._count = index, count
        self._title.setText(title)
        self._text.setText(text)

    @Slot()
    def _on_back(self) -> None:
        self.scene_asked.emit(self._index - 1)

    @Slot()
    def _on_next(self) -> None:
        self.scene_asked.emit(self._index + 1)
