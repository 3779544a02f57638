"""The sum behind a value as a figure: what it is called, its steps, and all of it on a line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from cnnviz.model.sight import Sight
from cnnviz.model.sums.account import Account
from cnnviz.ui.arithmetic.layout import Layout, lay_out
from cnnviz.ui.arithmetic.pens import Pens
from cnnviz.ui.arithmetic.steps import steps_of
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.theme import Look, Type

WIDTH, MARGIN, GAP = 1280, 16, 12
#: How high the steps are, unless there are more than fit; in points.
STEPS = 200
#: Of more terms than this, the middle is left out on the line.
LONGEST = 40
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, eq=False)
class Working:
    """The steps of a sum, laid out."""

    pens: Pens
    layout: Layout

    def paint(self, painter: QPainter) -> None:
        """Paint the steps."""
        painter.setFont(self.pens.heading)
        painter.setPen(self.pens.muted)
        for heading, rect in self.layout.headings:
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, heading)
        for part, rect in self.layout.parts:
            part.paint(painter, self.pens, self.layout.cell, rect)


def working_of(account: Account, pens: Pens, room: QSize) -> Working:
    """The steps of `account`, as large as `room` allows."""
    return Working(pens, lay_out(steps_of(account), pens, room))


def arithmetic_figure(sight: Sight, look: Look) -> Figure | None:
    """The sum behind the value asked about; None where none is asked about, or where it is hidden."""
    account = sight.account
    if account is None:
        return None
    pens = Pens(look)
    working = working_of(account, pens, QSize(WIDTH - 2 * MARGIN, STEPS))
    title, line = look.pixel_font(Type.TITLE, bold=True), look.pixel_font(Type.FIGURE)
    text = account.headline(LONGEST)
    most = max(WIDTH - 2 * MARGIN, working.layout.size.width())
    written = QFontMetricsF(line).boundingRect(QRectF(0, 0, most, 10_000), _WRAPPED.value, text)
    # A little more than what was measured, or the line might break elsewhere.
    inner = max(round(written.width()) + 2, working.layout.size.width(), round(_width(title, account.title)))
    head, below = round(QFontMetricsF(title).height()) + GAP, round(written.height()) + 1
    steps = working.layout.size.height() + GAP

    def paint(painter: QPainter) -> None:
        painter.save()
        painter.translate(MARGIN, MARGIN)
        painter.setFont(title)
        painter.setPen(pens.text)
        painter.drawText(QRect(0, 0, inner, head), Qt.AlignmentFlag.AlignLeft, account.title)
        painter.translate(0, head)
        working.paint(painter)
        painter.translate(0, steps)
        painter.setFont(line)
        painter.setPen(pens.text)
        painter.drawText(QRectF(0, 0, inner, below), _WRAPPED.value, text)
        painter.restore()

    size = inner + 2 * MARGIN, head + steps + below + 2 * MARGIN
    return Figure(account.title, *size, look.theme.surface, paint)


def _width(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text) + 2
