"""The votes as a figure: who wins, and a bar and a number for each class."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from cnnviz.model.sight import Sight
from cnnviz.model.votes.ballot import Ballot, ballot_of
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.theme import Look

WIDTH, MARGIN, ROW, GAP = 560, 16, 44, 12
#: In points.
HEADLINE, LETTERS = 26, 20
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def votes_figure(sight: Sight, look: Look) -> Figure | None:
    """The votes; None where the network names no classes. What is hidden has neither bar nor number."""
    ballot = ballot_of(sight.trace, sight.document.settings.numbers, sight.masks[-1])
    if not ballot.classes:
        return None
    height = 2 * MARGIN + 2 * HEADLINE + ROW * len(ballot.classes)

    def paint(painter: QPainter) -> None:
        painter.setFont(look.letters(HEADLINE, bold=True))
        painter.setPen(QColor(look.theme.text))
        painter.drawText(QPointF(MARGIN, MARGIN + HEADLINE), f"{ballot.headline} {ballot.detail}".strip())
        painter.translate(MARGIN, MARGIN + 2 * HEADLINE)
        _paint_rows(painter, ballot, look)

    return Figure("Votes", WIDTH, height, look.theme.surface, paint)


def _paint_rows(painter: QPainter, ballot: Ballot, look: Look) -> None:
    plain, bold = look.letters(LETTERS), look.letters(LETTERS, bold=True)
    widest = QFontMetricsF(bold)
    numbers = [ballot.number(index) for index in range(len(ballot.classes))]
    names = max(widest.horizontalAdvance(name) for name in ballot.classes) + GAP
    room = WIDTH - 2 * MARGIN - names - max(widest.horizontalAdvance(number) for number in numbers) - GAP
    largest = max(1.0, *(abs(vote) for vote in ballot.votes))
    zero = names + (room / 2 if min(ballot.votes) < 0 else 0)
    unit = (room / 2 if min(ballot.votes) < 0 else room) / largest
    for index, (name, vote, number) in enumerate(zip(ballot.classes, ballot.votes, numbers, strict=True)):
        leads = index in ballot.verdict.leaders
        row = QRectF(0, index * ROW, WIDTH - 2 * MARGIN, ROW)
        painter.setFont(bold if leads else plain)
        painter.setPen(QColor(look.theme.text))
        painter.drawText(row, _LEFT, name)
        painter.drawText(row, _RIGHT, number)
        if index not in ballot.hidden:
            bar = QRectF(zero, row.y() + ROW / 4, vote * unit, ROW / 2).normalized()
            painter.fillRect(bar, QColor(look.theme.accent if leads else look.theme.muted))
        painter.drawLine(QPointF(zero, row.y() + ROW / 4 - 2), QPointF(zero, row.y() + ROW * 3 / 4 + 2))
