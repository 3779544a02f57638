"""The whole sum on one line, as large as it fits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cnnviz.model.sums.account import Account
from cnnviz.ui.arithmetic.pens import Pens
from cnnviz.ui.theme import Look

#: How many terms are tried, until the line fits.
LENGTHS = (None, 40, 25, 16, 12, 9, 7, 5, 4, 3, 2)
MOST_IN_LINE = 49
#: So many terms, as of a filter of 3x3, a class adds up itself: small letters are better than some of them.
BY_HAND = 9
#: More terms with every digit are no help in a tool tip.
MOST_IN_TIP = 49


class Headline(QWidget):
    """The sum, its result in bold. Of a sum too long for the line, the middle is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._pens = Pens(Look())
        self._account: Account | None = None
        self._lead, self._result, self._height = "", "", 1
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def set_pens(self, pens: Pens) -> None:
        """Draw in another look."""
        self._pens = pens
        self.setMinimumHeight(round(pens.metrics(pens.body * 3 // 2).height()))
        self._fit()

    @property
    def text(self) -> str:
        """What is written."""
        return self._lead + self._result

    @property
    def text_width(self) -> float:
        """How much of the line is written on, in pixels."""
        return self._width(self._height)

    def show_account(self, account: Account) -> None:
        """Write the sum of `account`."""
        self._account = account
        self._fit()
        self.setAccessibleName(self.text)

    def event(self, event: QEvent) -> bool:
        # Written only when somebody asks: a vote may have thousands of wires.
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._account is not None:
            QToolTip.showText(event.globalPos(), self._exact(self._account), self)
            return True
        return super().event(event)

    @staticmethod
    def _exact(account: Account) -> str:
        few = len(account.explanation.terms) <= MOST_IN_TIP
        if few or account.so_far is not None:
            return account.as_text(every_digit=True) if few else account.headline(MOST_IN_TIP)
        return account.number(account.explanation.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Take the most terms that can be read, and the largest letters that fit."""
        if self._account is None:
            return
        terms = len(self._account.explanation.terms)
        for longest in LENGTHS[0 if terms <= MOST_IN_LINE else 1 :]:
            self._write(self._account.headline(longest))
            is_whole = longest is None and terms <= BY_HAND and self._width(self._height) <= self.width()
            if is_whole or self._height >= self._pens.body * 5 // 4:
                break
        if self._width(self._height) > self.width():
            # What it comes to is not what may be cut off.
            self._write(self._account.outline)
        self.update()

    def _write(self, text: str) -> None:
        lead, space, result = text.rpartition(" ")
        self._lead, self._result = lead + space, result
        self._height = self._fitting_height()

    def _fitting_height(self) -> int:
        # Text is about a third higher than its letters' nominal size.
        height = max(self._pens.smallest, self.height() * 3 // 4)
        while height > self._pens.smallest and self._width(height) > self.width():
            height = max(self._pens.smallest, min(height - 1, int(height * self.width() / self._width(height))))
        return height

    def _width(self, height: int) -> float:
        pens = self._pens
        lead = pens.metrics(height).horizontalAdvance(self._lead)
        return lead + pens.metrics(height, bold=True).horizontalAdvance(self._result)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            pens, left = self._pens, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.setFont(pens.font(self._height))
            painter.setPen(pens.text)
            painter.drawText(self.rect(), left, self._lead)
            start = round(pens.metrics(self._height).horizontalAdvance(self._lead))
            painter.setFont(pens.font(self._height, bold=True))
            painter.setPen(pens.accent)
            painter.drawText(QRect(start, 0, self.width() - start, self.height()), left, self._result)
