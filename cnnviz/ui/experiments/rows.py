"""A row for each network of an experiment: its name, and a bar for each of its tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from cnnviz.model.numbers import format_share
from cnnviz.ui.theme import Look, Type


@dataclass(frozen=True)
class Row:
    """One network.

    tests: for each, what it is called and the share that is right, or None while nobody knows.
    is_over: whether its training is over.
    """

    name: str
    tests: tuple[tuple[str, float | None], ...]
    is_over: bool = False


class Rows(QWidget):
    """The networks one below the other, their bars beside one another.

    adopted(index): the network of that row is wanted in the window.
    """

    adopted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._rows: tuple[Row, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._bars: list[list[Bar]] = []
        self._labels: list[QLabel] = []
        self._buttons: list[QToolButton] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; where the names are the same, only the bars move."""
        if _names(rows) != _names(self._rows):
            self._make(rows)
        self._rows = tuple(rows)
        for row, bars, button in zip(rows, self._bars, self._buttons, strict=True):
            button.setEnabled(row.is_over)
            for (_, share), bar in zip(row.tests, bars, strict=True):
                bar.set_share(share)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for label in self._labels:
            label.setFont(look.font())
        for button in self._buttons:
            button.setFont(look.font())
        for bars in self._bars:
            for bar in bars:
                bar.set_look(look)

    @property
    def shares(self) -> list[list[float | None]]:
        """What the bars show, row by row."""
        return [[bar.share for bar in bars] for bars in self._bars]

    def _make(self, rows: Sequence[Row]) -> None:
        for old in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._bars, self._labels, self._buttons = [], [], []
        if rows and len(rows[0].tests) > 1:
            for column, (name, _) in enumerate(rows[0].tests):
                self._put(QLabel(name), 0, 1 + column)
        for index, row in enumerate(rows):
            self._put(QLabel(row.name), index + 1, 0)
            self._bars.append([Bar(f"{row.name}: {name}") for name, _ in row.tests])
            for column, bar in enumerate(self._bars[-1]):
                self._grid.addWidget(bar, index + 1, 1 + column)
                self._grid.setColumnStretch(1 + column, 1)
            self._buttons.append(self._button(index, row.name))
            self._grid.addWidget(self._buttons[-1], index + 1, 1 + len(row.tests))
        self.set_look(self._look)

    def _put(self, label: QLabel, row: int, column: int) -> None:
        label.setWordWrap(True)
        self._labels.append(label)
        self._grid.addWidget(label, row, column)

    def _button(self, index: int, name: str) -> QToolButton:
        button = QToolButton()
        button.setText("Take")
        button.setProperty("row", index)
        button.setAccessibleName(f"Take: {name}")
        button.setToolTip("Take this network, and one of its pictures, into the window; undo brings yours back")
        button.setStatusTip(button.toolTip())
        button.clicked.connect(self._on_clicked)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        self.adopted.emit(self.sender().property("row"))


class Bar(QWidget):
    """A share as a bar and in percent."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_look(Look())
        self._say()

    def set_share(self, share: float | None) -> None:
        """Show `share`, 0 to 1; None where nobody knows."""
        if share != self.share:
            self.share = share
            self._say()
            self.update()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        theme = look.theme
        self.setFont(look.font(Type.TITLE, bold=True))
        self._text, self._fill, self._ground = QColor(theme.text), QColor(theme.accent), QColor(theme.line)
        self._label = self.fontMetrics().horizontalAdvance("100 %  ")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._label + 60, self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._label + 24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self._text)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(0, 0, self._label - 8, self.height()), right, self._percent())
            room = QRect(self._label, self.height() // 4, self.width() - self._label, self.height() // 2)
            painter.fillRect(room, self._ground)
            room.setWidth(round(room.width() * (self.share or 0.0)))
            painter.fillRect(room, self._fill)

    def _percent(self) -> str:
        return "…" if self.share is None else format_share(self.share)

    def _say(self) -> None:
        self.setAccessibleName(f"{self._name}: {self._percent()}")


def _names(rows: Sequence[Row]) -> list[tuple[str, list[str]]]:
    return [(row.name, [name for name, _ in row.tests]) for row in rows]
