"""Filters in rows that share the width there is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.filters.card import FilterCard
from cnnviz.ui.theme import Look


class CardFlow(ClearArea):
    """As many cards side by side as can be read, all equally wide, the others below.

    They take the width there is, but rather less where all of them, or a whole one of several maps, can then be seen at
    once.
    The room for the vertical scroll bar is always kept free, so that its coming and going moves nothing.

    ground: what the cards stand on, and their parent.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ground = QWidget()
        self.take(self.ground)
        self._cards: tuple[FilterCard, ...] = ()
        self._places: list[QRect] = []
        self._gap = 5
        # It says itself how large the ground is.
        self.setWidgetResizable(False)
        # The cards take the keyboard; the area follows them.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_look(self, look: Look) -> None:
        """Space the cards for another text size."""
        self._gap = look.length(5)
        self.lay_out()

    def set_cards(self, cards: Sequence[FilterCard]) -> None:
        """Show these cards, in this order."""
        self._cards = tuple(cards)
        self.lay_out()

    def nearest(self, place: QPoint) -> int:
        """Which card's place is nearest to `place` of the ground, whatever is dragged over it."""
        ways = [(rect.center() - place).manhattanLength() for rect in self._places]
        return ways.index(min(ways))

    def lay_out(self) -> None:
        """Put every card into its place."""
        if not self._cards:
            return
        narrowest = max(card.narrowest() for card in self._cards)
        widest = min(card.widest() for card in self._cards)
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        across = max(1, min(len(self._cards), (room + self._gap) // (narrowest + self._gap)))
        width = max(narrowest, min(widest, (room + self._gap) // across - self._gap))
        widths = range(narrowest, width + 1)
        # The wider, the higher.
        seen = bisect_right(widths, self.height(), key=lambda width: self._height(across, width))
        width = widths[seen - 1] if seen else self._for_one_row(widths)
        self.ground.resize(across * (width + self._gap) - self._gap, self._place_rows(across, width))

    def _for_one_row(self, widths: range) -> int:
        """The width where not all can be seen: the last, or with several maps the last at which one card is whole."""
        if len(self._cards[0].grids) == 1:
            return widths[-1]
        return widths[max(bisect_right(widths, self.height(), key=self._cards[0].height_for) - 1, 0)]

    def _height(self, across: int, width: int) -> int:
        """The height, in pixels, of all cards at `width`; those of one network are equally high."""
        rows = -(-len(self._cards) // across)
        return rows * (self._cards[0].height_for(width) + self._gap) - self._gap

    def _place_rows(self, across: int, width: int) -> int:
        """Place the cards; the height that they take, in pixels."""
        top = 0
        self._places.clear()
        for first in range(0, len(self._cards), across):
            row = self._cards[first : first + across]
            height = max(card.height_for(width) for card in row)
            for place, card in enumerate(row):
                card.setGeometry(place * (width + self._gap), top, width, height)
                self._places.append(card.geometry())
            top += height + self._gap
        return top - self._gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()
