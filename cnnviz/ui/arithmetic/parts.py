"""What a working is put together from: grids of numbers, words, bars."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from cnnviz.engine.arrays import Array
from cnnviz.ui.arithmetic.pens import Pens
from cnnviz.ui.arithmetic.ruler import Ruler
from cnnviz.ui.painting import hollow


class Part(ABC):
    """Something drawn. Everything grows with `cell`, the side in pixels of one cell of a grid."""

    @abstractmethod
    def width(self, ruler: Ruler, cell: int) -> int:
        """In pixels."""

    @abstractmethod
    def height(self, pens: Pens, cell: int) -> int:
        """In pixels; no text is measured for it."""

    @abstractmethod
    def paint(self, painter: QPainter, pens: Pens, cell: int, rect: QRect) -> None:
        """Draw into `rect`, which is at least as wide and as high as that."""


@dataclass(frozen=True, eq=False)
class Unseen(Part):
    """The room of a part that is not there yet."""

    part: Part

    def width(self, ruler: Ruler, cell: int) -> int:
        return self.part.width(ruler, cell)

    def height(self, pens: Pens, cell: int) -> int:
        return self.part.height(pens, cell)

    def paint(self, painter: QPainter, pens: Pens, cell: int, rect: QRect) -> None:
        pass


@dataclass(frozen=True, eq=False)
class Grid(Part):
    """Numbers in their cells.

    values: ``(rows, columns)``; labels: their texts, in reading order.
    low, high: the ends of the colour scale; is_grey: whether it is that of the picture.
    padding: the places, in reading order, that lie beyond the picture's edge; ringed: the one to point out.
    """

    values: Array
    labels: tuple[str, ...]
    low: float
    high: float
    is_grey: bool = False
    padding: frozenset[int] = frozenset()
    ringed: int | None = None

    @cached_property
    def longest(self) -> str:
        return max(self.labels, key=len)

    def width(self, ruler: Ruler, cell: int) -> int:
        # A cell is wider than high where its numbers would be too small to read.
        narrowest = round(ruler.width(self.longest, ruler.pens.smallest) + 6)
        return int(self.values.shape[1]) * max(cell, narrowest) + 1

    def height(self, pens: Pens, cell: int) -> int:
        return int(self.values.shape[0]) * cell + 1

    def _text_height(self, pens: Pens, cell: int, width: int) -> int:
        wide = pens.metrics(100).horizontalAdvance(self.longest) / 100
        return max(pens.smallest, round(min(cell * 0.56, (width - 5) / max(wide, 0.5))))

    def paint(self, painter: QPainter, pens: Pens, cell: int, rect: QRect) -> None:
        columns = int(self.values.shape[1])
        # Of several maps below one another, each is as wide as the widest.
        width = (rect.width() - 1) // columns
        fills, inks = pens.fills(self.values, self.low, self.high, grey=self.is_grey)
        painter.setFont(pens.font(self._text_height(pens, cell, width)))
        for index, label in enumerate(self.labels):
            row, column = divmod(index, columns)
            place = QRect(rect.x() + column * width, rect.y() + row * cell, width, cell)
            if index in self.padding:
                painter.fillRect(place, pens.padding)
                painter.setPen(pens.text)
            else:
                painter.fillRect(place, fills[index])
                painter.setPen(inks[index])
                if not self.is_grey and pens.look.theme.hollows and self.values.flat[index] < 0:
                    painter.fillRect(hollow(QRectF(place)), QColor(pens.look.theme.zero))
                    painter.setPen(pens.on_light)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, label)
            painter.setPen(pens.line)
            painter.drawRect(place)
        if self.ringed is not None:
            row, column = divmod(self.ringed, columns)
            painter.setPen(pens.probe)
            painter.drawRect(
                QRect(rect.x() + column * width, rect.y() + row * cell, width, cell).adjusted(1, 1, -1, -1)
            )


@dataclass(frozen=True)
class Words(Part):
    """A line of text as high as `share` of a cell."""

    text: str
    share: float = 0.6
    is_bold: bool = False
    is_muted: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft

    def _letters(self, pens: Pens, cell: int) -> int:
        return max(pens.smallest, round(cell * self.share))

    def width(self, ruler: Ruler, cell: int) -> int:
        return round(ruler.width(self.text, self._letters(ruler.pens, cell), bold=self.is_bold)) + 2

    def height(self, pens: Pens, cell: int) -> int:
        return round(pens.metrics(self._letters(pens, cell), bold=self.is_bold).height())

    def paint(self, painter: QPainter, pens: Pens, cell: int, rect: QRect) -> None:
        painter.setFont(pens.font(self._letters(pens, cell), bold=self.is_bold))
        painter.setPen(pens.muted if self.is_muted else pens.text)
        painter.drawText(rect, self.align | Qt.AlignmentFlag.AlignVCenter, self.text)


@dataclass(frozen=True)
class Bar(Part):
    """A bar for `amount`, none for 0; the strongest of its kind, `strongest`, is as long as a bar gets."""

    amount: float
    strongest: float

    def width(self, ruler: Ruler, cell: int) -> int:
        return 3 * cell

    def height(self, pens: Pens, cell: int) -> int:
        return cell // 2

    def paint(self, painter: QPainter, pens: Pens, cell: int, rect: QRect) -> None:
        if not self.amount:
            return
        share = min(1.0, abs(self.amount) / self.strongest) if self.strongest else 0.0
        height = max(4, cell // 2)
        bar = QRect(rect.x(), rect.center().y() - height // 2, max(1, round(rect.width() * share)), height)
        painter.fillRect(bar, pens.positive if self.amount >= 0 else pens.negative)
