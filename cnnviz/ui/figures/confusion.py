"""The confusion matrix as a figure: right answers down, the network's across."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from cnnviz.model.results.confusion import NO_PICTURES, Confusion
from cnnviz.ui.counts import count_colors
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.theme import Look

#: In points: of the cells all together, at most, and of one; what is kept free around and between.
WIDEST, CELL, MARGIN, GAP = 1000, 110, 16, 2
#: Of the headline, of the counts and names, and of what stands above and beside them.
HEADLINE, LETTERS, CAPTION = 22, 20, 15
#: No name takes more room beside the cells.
LONGEST = 160
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def confusion_figure(confusion: Confusion, look: Look) -> Figure:
    """The counts; the fuller a cell's row, the stronger its colour: one for right, another for wrong."""
    bold = look.letters(LETTERS, bold=True)
    cell = min(CELL, WIDEST // len(confusion.classes))
    names = max(QFontMetricsF(bold).horizontalAdvance(name) for name in (*confusion.classes, "is"))
    left, top = MARGIN + min(round(names), LONGEST) + 12, MARGIN + 2 * HEADLINE + CAPTION + 2 * LETTERS
    side = cell * len(confusion.classes)
    headline = QFontMetricsF(look.letters(HEADLINE, bold=True)).horizontalAdvance(confusion.told)
    width = max(left + side, MARGIN + round(headline)) + MARGIN

    def paint(painter: QPainter) -> None:
        painter.setPen(QColor(look.theme.text))
        painter.setFont(look.letters(HEADLINE, bold=True))
        painter.drawText(QPointF(MARGIN, MARGIN + HEADLINE), confusion.told)
        painter.translate(left, top)
        _paint_names(painter, confusion.classes, cell, left - MARGIN, look)
        _paint_counts(painter, confusion, cell, bold, look)

    return Figure("Confusion matrix", width, top + side + MARGIN, look.theme.surface, paint)


def _paint_names(painter: QPainter, classes: tuple[str, ...], cell: int, room: int, look: Look) -> None:
    """What stands above the cells and left of them."""
    painter.setFont(look.letters(CAPTION))
    painter.setPen(QColor(look.theme.muted))
    painter.drawText(QRectF(0, -2 * LETTERS - CAPTION, cell * len(classes), CAPTION * 1.4), _CENTRE, "answered")
    painter.drawText(QRectF(-room, -1.6 * LETTERS, room - 12, 1.4 * LETTERS), _RIGHT, "is")
    painter.setFont(look.letters(LETTERS, bold=True))
    painter.setPen(QColor(look.theme.text))
    metrics, elide = QFontMetricsF(painter.font()), Qt.TextElideMode.ElideRight
    for index, name in enumerate(classes):
        above = QRectF(index * cell, -1.6 * LETTERS, cell - GAP, 1.4 * LETTERS)
        painter.drawText(above, _CENTRE, metrics.elidedText(name, elide, cell))
        beside = QRectF(-room, index * cell, room - 12, cell - GAP)
        painter.drawText(beside, _RIGHT, metrics.elidedText(name, elide, room - 12))


def _paint_counts(painter: QPainter, confusion: Confusion, cell: int, letters: QFont, look: Look) -> None:
    for row, counts in enumerate(confusion.counts.tolist()):
        if not any(counts):
            whole = QRectF(0, row * cell, len(counts) * cell - GAP, cell - GAP)
            painter.setFont(_fitted(look.letters(CAPTION), NO_PICTURES, whole))
            painter.setPen(QColor(look.theme.muted))
            painter.drawText(whole, _CENTRE, NO_PICTURES)
            continue
        for column, count in enumerate(counts):
            rect = QRectF(column * cell, row * cell, cell - GAP, cell - GAP)
            color, ink = count_colors(count, sum(counts), look.theme, is_right=row == column)
            painter.fillRect(rect, color)
            painter.setFont(_fitted(letters, str(count), rect))
            painter.setPen(ink)
            painter.drawText(rect, _CENTRE, str(count))


def _fitted(letters: QFont, text: str, rect: QRectF) -> QFont:
    """`letters`, smaller where `text` would not fit."""
    font = QFont(letters)
    share = 0.9 * rect.width() / QFontMetricsF(font).horizontalAdvance(text)
    font.setPixelSize(max(1, int(font.pixelSize() * min(1.0, share))))
    return font
