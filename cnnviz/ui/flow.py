"""A row of widgets that goes on in the next line where it is too long."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Widgets from left to right, in as many lines as the width asks for; each line as high as its highest.

    In their line they stand on its middle.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        # Qt asks again and again before anything has changed.
        self._heights: dict[int, int] = {}
        self._smallest: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), moves=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        self._smallest = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._smallest is None:
            self._smallest = QSize()
            for item in self._items:
                self._smallest = self._smallest.expandedTo(item.sizeHint())
        return QSize(self._smallest)

    def _place(self, rect: QRect, *, moves: bool) -> int:
        """Lay the widgets into `rect`, or only measure; the height needed."""
        y = rect.y()
        for line in self._lines(rect.width()):
            highest = max(size.height() for _, size in line)
            x = rect.x()
            for item, size in line:
                if moves:
                    item.setGeometry(QRect(x, y + (highest - size.height()) // 2, size.width(), size.height()))
                x += size.width() + self.spacing()
            y += highest + self.spacing()
        return y - self.spacing() - rect.y()

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The widgets that are shown and their sizes, by lines of at most `room` pixels; a wider one has its own."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        taken = 0
        for item in self._items:
            if item.widget() is not None and item.isEmpty():
                continue
            size = item.sizeHint()
            if not lines or taken + size.width() > room:
                lines.append([])
                taken = 0
            lines[-1].append((item, size))
            taken += size.width() + self.spacing()
        return lines
