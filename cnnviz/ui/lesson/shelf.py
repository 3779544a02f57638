"""The lessons there are, while none is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.ui.theme import Look, Type


class Shelf(QWidget):
    """Lessons to choose from.

    chosen(index): a lesson of the list is wanted.
    file_asked(): one from a file is wanted.
    begun(): a new one is, of what is on the screen.
    """

    chosen = Signal(int)
    file_asked = Signal()
    begun = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = QLabel("Lessons")
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._entries: list[tuple[QPushButton, QLabel]] = []
        self._open = QPushButton("Open a lesson…")
        self._open.setToolTip("Open a lesson that somebody has written (.toml)")
        self._open.clicked.connect(self.file_asked)
        self._begin = QPushButton("Write a lesson")
        self._begin.setToolTip("Begin a lesson whose first scene is what you see now")
        self._begin.clicked.connect(self.begun)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.addWidget(self._heading)
        layout.addLayout(self._list)
        layout.addStretch(1)
        layout.addWidget(self._open)
        layout.addWidget(self._begin)

    def offer(self, lessons: Sequence[tuple[str, str]]) -> None:
        """Offer lessons: the title of each, and what it is about."""
        for index, (title, about) in enumerate(lessons):
            button = QPushButton(title.replace("&", "&&"))
            button.setStatusTip(about)
            self._group.addButton(button, index)
            words = QLabel(about)
            words.setWordWrap(True)
            self._entries.append((button, words))
            self._list.addWidget(button)
            self._list.addWidget(words)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._heading.setFont(look.font(Type.FIGURE, bold=True))
        for button, words in self._entries:
            button.setStyleSheet("text-align: left;")
            button.setFont(look.font(bold=True))
            words.setFont(look.font(Type.CAPTION))
            words.setStyleSheet(f"color: {look.theme.muted}; margin-bottom: {look.length(6)}px;")
