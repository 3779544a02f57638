"""The confusion matrix: right answers down, the network's across."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontInfo,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.engine.arrays import Table
from cnnviz.model.results.confusion import NO_PICTURES
from cnnviz.ui.cell_keys import ARROWS
from cnnviz.ui.counts import count_colors
from cnnviz.ui.theme import Look, Type

_DOWN, _ACROSS = "is", "answered"


class ConfusionMatrix(QWidget):
    """A table of counts; the fuller a cell's row, the stronger its colour: one for right, another for wrong.

    A class without pictures has no counts.

    cell_chosen(row, column): a cell was clicked, or chosen by the keys.
    """

    cell_chosen = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._classes: tuple[str, ...] = ()
        self._counts: list[list[int]] = []
        self._chosen: tuple[int, int] | None = None
        self._at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Confusion matrix")
        tip = "Rows: what the pictures are. Columns: what the network answered. Click a cell to see its pictures."
        self.setToolTip(tip)
        self.setStatusTip(tip)
        self.set_look(Look())

    def set_counts(self, classes: tuple[str, ...], counts: Table) -> None:
        """Show ``(classes, classes)`` counts: rows right answers, columns the network's."""
        self._classes, self._counts = classes, counts.tolist()
        self._at = min(self._at[0], len(classes) - 1), min(self._at[1], len(classes) - 1)
        self.setAccessibleDescription(self._described())
        self.updateGeometry()
        self.update()

    def set_chosen(self, cell: tuple[int, int] | None) -> None:
        """Mark the cell whose pictures are shown."""
        if cell != self._chosen:
            self._chosen = cell
            self.update()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self._font, self._bold, self._small = look.font(), look.font(bold=True), look.font(Type.CAPTION)
        self._largest = QFontInfo(look.font(Type.DISPLAY)).pixelSize()
        self._focus = QPen(QColor(look.theme.accent), 2)
        self._mark = QPen(QColor(look.theme.text), 3)
        self.updateGeometry()
        self.update()

    def cell_rect(self, row: int, column: int) -> QRect:
        """Where a cell stands, in pixels of this widget."""
        left, top = self._heads()
        count = max(1, len(self._classes))
        width, height = (self.width() - left - 2) // count, (self.height() - top - 2) // count
        return QRect(left + column * width, top + row * height, width - 2, height - 2)

    def sizeHint(self) -> QSize:
        left, top = self._heads()
        count = max(2, len(self._classes))
        return QSize(left + count * self._look.length(76), top + count * self._look.length(50))

    def minimumSizeHint(self) -> QSize:
        left, top = self._heads()
        count = max(2, len(self._classes))
        line = QFontMetrics(self._bold).height()
        return QSize(left + count * line * 2, top + count * (line + 2))

    def _heads(self) -> tuple[int, int]:
        """The width and height of what stands beside and above the cells."""
        bold, small = QFontMetrics(self._bold), QFontMetrics(self._small)
        names = max((bold.horizontalAdvance(name) for name in self._classes), default=0)
        widest = max(min(names, self._look.length(80)), small.horizontalAdvance(_DOWN))
        return widest + self._look.length(10), small.height() + bold.height() + 2

    def _described(self) -> str:
        lines = []
        for name, row in zip(self._classes, self._counts, strict=True):
            if not any(row):
                lines.append(f"Of {name}: {NO_PICTURES}.")
                continue
            answered = ", ".join(f"{count} {other}" for count, other in zip(row, self._classes, strict=True))
            lines.append(f"Of {sum(row)} {name}, answered: {answered}.")
        return " ".join(lines)

    # How it is drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._classes:
            return
        with QPainter(self) as painter:
            self._paint_heads(painter)
            for row, counts in enumerate(self._counts):
                if not any(counts):
                    self._paint_none(painter, row)
                    continue
                for column, count in enumerate(counts):
                    colors = count_colors(count, sum(counts), self._look.theme, is_right=row == column)
                    self._paint_cell(painter, self.cell_rect(row, column), str(count), *colors)
            for cell, pen in ((self._chosen, self._mark), (self._at if self.hasFocus() else None, self._focus)):
                if cell is not None:
                    painter.setPen(pen)
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(self.cell_rect(*cell).adjusted(1, 1, -1, -1))

    def _paint_heads(self, painter: QPainter) -> None:
        left, top = self._heads()
        theme, middle = self._look.theme, Qt.AlignmentFlag.AlignVCenter
        small = QFontMetrics(self._small).height()
        painter.setFont(self._small)
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRect(left, 0, self.width() - left, small), Qt.AlignmentFlag.AlignHCenter, _ACROSS)
        painter.drawText(QRect(0, small, left - self._look.length(6), top - small), Qt.AlignmentFlag.AlignRight, _DOWN)
        painter.setFont(self._bold)
        painter.setPen(QColor(theme.text))
        metrics, elide = QFontMetrics(self._bold), Qt.TextElideMode.ElideRight
        for index, name in enumerate(self._classes):
            above, beside = self.cell_rect(0, index), self.cell_rect(index, 0)
            column = QRect(above.x(), small, above.width(), top - small)
            row = QRect(0, beside.y(), left - self._look.length(6), beside.height())
            name_above = metrics.elidedText(name, elide, column.width())
            painter.drawText(column, Qt.AlignmentFlag.AlignHCenter | middle, name_above)
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | middle, metrics.elidedText(name, elide, row.width()))

    def _paint_none(self, painter: QPainter, row: int) -> None:
        whole = self.cell_rect(row, 0).united(self.cell_rect(row, len(self._classes) - 1))
        painter.setFont(self._small)
        painter.setPen(QColor(self._look.theme.muted))
        text = QFontMetrics(self._small).elidedText(NO_PICTURES, Qt.TextElideMode.ElideRight, whole.width())
        painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_cell(self, painter: QPainter, rect: QRect, text: str, color: QColor, ink: QColor) -> None:
        painter.fillRect(rect, color)
        painter.setPen(ink)
        painter.setFont(self._fitted(text, rect))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _fitted(self, text: str, rect: QRect) -> QFont:
        """The largest letters that `text` fits its cell in, up to a size that is read from afar."""
        font = QFont(self._bold)
        font.setPixelSize(100)
        width = 0.85 * rect.width() * 100 / max(1, QFontMetrics(font).horizontalAdvance(text))
        font.setPixelSize(max(1, int(min(width, 0.5 * rect.height(), self._largest))))
        return font

    # What a hand does

    def _cell_at(self, where: QPointF) -> tuple[int, int] | None:
        cells = ((row, column) for row in range(len(self._classes)) for column in range(len(self._classes)))
        return next((cell for cell in cells if self.cell_rect(*cell).contains(where.toPoint())), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._at = cell
            self.cell_chosen.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._classes) - 1
        if key in ARROWS and self._classes:
            down, right = ARROWS[key]
            self._at = max(0, min(self._at[0] + down, last)), max(0, min(self._at[1] + right, last))
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._classes:
            self.cell_chosen.emit(*self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
