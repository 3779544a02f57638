"""The lessons there are, while none is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.ui.lesson.parts import button, column
from cnnviz.ui.theme import Look, Type


class Entry(QPushButton):
    """A lesson to choose: its title, and below it what it is about."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self._title, self._about = QLabel(title), QLabel(about)
        self._about.setObjectName("about")
        layout = QVBoxLayout(self)
        layout.setSpacing(2)
        for label in (self._title, self._about):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            # The button is pressed through them.
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._title.setFont(look.font(bold=True))
        self._about.setFont(look.font(Type.CAPTION))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter opens what is chosen in a list, as Space presses a button; Qt's own way would fill it under its words.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        return layout.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(220))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(self.width(), 120)))


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
        self._entries: list[Entry] = []
        self._open = button("Open a lesson…", "Open a lesson that somebody has written (.toml)", self.file_asked)
        self._begin = button("Write a lesson", "Begin a lesson whose first scene is what you see now", self.begun)
        area, self._list = column(spacing=8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 10)
        for widget in (self._heading, area, self._open, self._begin):
            layout.addWidget(widget, 1 if widget is area else 0)

    def offer(self, lessons: Sequence[tuple[str, str]]) -> None:
        """Offer lessons: the title of each, and what it is about."""
        for index, (title, about) in enumerate(lessons):
            entry = Entry(title, about)
            self._group.addButton(entry, index)
            self._entries.append(entry)
            self._list.addWidget(entry)
        self._list.addStretch(1)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._heading.setFont(look.font(Type.FIGURE, bold=True))
        for entry in self._entries:
            entry.set_look(look)
