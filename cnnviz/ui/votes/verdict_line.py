"""Who wins, on one line."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.ui.theme import Look, Type

_BASELINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Letters(NamedTuple):
    """The fonts of winner and margin, and how wide each writes."""

    bold: QFont
    plain: QFont
    wide: QFontMetricsF
    slim: QFontMetricsF


class VerdictLine(QWidget):
    """The winner in large letters and the margin in smaller ones; smaller still, or alone, where they would not fit."""

    def __init__(self) -> None:
        super().__init__()
        self._headline, self._detail = "", ""
        # The margin, or nothing where there is no room for it.
        self._shown = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.set_look(Look())

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        self._text, self._muted = QColor(look.theme.text), QColor(look.theme.muted)
        self._usual = round(QFontMetricsF(look.font(Type.FIGURE, bold=True)).height()) + look.length(2)
        self.setMinimumHeight(self._usual)
        self._fit()

    def show_verdict(self, headline: str, detail: str) -> None:
        """Write who wins, and by how much."""
        if (headline, detail) != (self._headline, self._detail):
            self._headline, self._detail = headline, detail
            self.setAccessibleName(f"{headline} {detail}".strip())
            self.setToolTip(f"{headline} {detail}".strip())
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        # Who wins is worth more than by how much: the margin goes before the letters become too small to read afar.
        for detail, least in ((self._detail, 0.6), ("", 0.5)):
            self._shown = detail
            # Letters of twice the size are about twice as wide: what is far too large need not be measured.
            widest = 1.1 * self.width() / max(1.0, self._measure(1.0))
            share = max(1.0, self.height() / self._usual)
            while share > least and (share > widest or self._measure(share) > self.width()):
                share -= 0.1
            if self._measure(share) <= self.width():
                break
        self._start = round(self._letters.wide.horizontalAdvance(self._headline)) + self._look.length(6)
        self.update()

    def _measure(self, share: float) -> float:
        """Take letters `share` of their usual size; how wide the line then is."""
        self._letters = _letters(self._look, share)
        gap = self._look.length(6) if self._shown else 0
        return (
            gap
            + self._letters.wide.horizontalAdvance(self._headline)
            + self._letters.slim.horizontalAdvance(self._shown)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self._letters.bold)
            painter.setPen(self._text)
            painter.drawText(self.rect(), _BASELINE, self._headline)
            painter.setFont(self._letters.plain)
            painter.setPen(self._muted)
            painter.drawText(QRect(self._start, 0, self.width() - self._start, self.height()), _BASELINE, self._shown)


@lru_cache(maxsize=32)
def _letters(look: Look, share: float) -> _Letters:
    """Letters `share` of their usual size; the same few are measured again and again while a hand draws."""
    bold, plain = look.font(Type.FIGURE, bold=True), look.font(Type.TITLE)
    for font in (bold, plain):
        font.setPixelSize(max(1, round(QFontInfo(font).pixelSize() * share)))
    return _Letters(bold, plain, QFontMetricsF(bold), QFontMetricsF(plain))
