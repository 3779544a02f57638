"""How the cards share the window: side by side, or below each other where they would be too narrow for their text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from cnnviz.model.view import Panel
from cnnviz.ui.card import LEAST_HEIGHT, Card
from cnnviz.ui.theme import Look

GAP = 8
#: The left column's share of the width: at the normal text size, and at most, also where a hand has made it wider.
_LEFT, _WIDEST_LEFT = 0.272, 0.6
#: The votes' share of the width where they stand alone beside the left column: at the normal text size, and at most.
_VOTES, _WIDEST_VOTES = 0.3, 0.34
#: Pixels: how narrow the lesson may become, which grows with the text, but not for ever.
_LESSON, _WIDEST_LESSON = 250, 440
#: The lower row's share of the height: as long as the stages can be seen whole beside it, and from this text size on.
_LOWER, _HIGHEST_LOWER, _LARGE = 0.297, 0.42, 150
#: The lower row's share of the height at most where a hand has made it higher and the text has grown since.
_HIGHEST_DRAGGED = 0.7
#: The share of the height that learning asks for, its tabs and curves as they are.
_LEARNING_HEIGHT = 0.46
#: In less width than this the cards stand below each other, and in less than that the picture and the filters do, too;
#: in pixels at the normal text size.
_NARROW, _NARROWEST = 780, 500
#: How high each card is then, in pixels at the normal text size.
_HEIGHTS = {
    Panel.LESSON: 250,
    Panel.DRAWING: 275,
    Panel.FILTERS: 275,
    Panel.STAGES: 380,
    Panel.ARITHMETIC: 170,
    Panel.LEARNING: 300,
    Panel.VOTES: 170,
}
#: The widths of the left column and of what stands beside it, in pixels of the usual window.
_COLUMNS = 348, 932
_PANELS_OF = {
    "left": {Panel.DRAWING, Panel.FILTERS},
    "answer": {Panel.ARITHMETIC, Panel.LEARNING, Panel.VOTES},
    "right": {Panel.STAGES, Panel.ARITHMETIC, Panel.LEARNING, Panel.VOTES},
}


class _Shares(NamedTuple):
    """How a hand shares the window; as multiples of what a text size asks for by itself, so that all hold in any.

    lesson: how wide it is in pixels, in any text size; 0 where it is as narrow as it may be.
    left, lower: of the left column's share of the width, and of the lower row's of the height.
    """

    lesson: int
    left: float
    lower: float


class Panels(QScrollArea):
    """The cards, with what a hand drags between them; where there is little width they are a page that scrolls down."""

    def __init__(self, cards: Mapping[Panel, Card]) -> None:
        super().__init__()
        self._cards = cards
        self._look = Look()
        #: How the splitters stand side by side, while the cards stand below each other.
        self._beside: dict[str, QByteArray] | None = None
        #: The text size that the splitters stand for, and how a hand shares them; None where that is yet to be read.
        self._fitted = self._look.text_scale
        self._shares: _Shares | None = None
        #: The left column's share of the width, for when both columns are shown again, and the lower row's share of the
        #: height, for when learning, which takes more, is put away; None before they ever were seen. And whether
        #: learning stood there when it was last told how the splitters stand.
        self._left: float | None = None
        self._row: float | None = None
        self._told_learning = False
        #: What the page is to show once everything has its place, and whether its end rather than its beginning.
        self._goal: tuple[Card, bool] | None = None
        #: How the columns stood when the votes were left alone beside the canvas.
        self._before_votes: QByteArray | None = None
        self._cards[Panel.LESSON].setMinimumWidth(self._least_lesson)
        self._splitters = self._lay_out()
        for splitter in self._splitters.values():
            splitter.splitterMoved.connect(self._on_splitter_moved)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # The cards' own controls take the keyboard; the page follows them.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._splitters["whole"])

    def _lay_out(self) -> dict[str, QSplitter]:
        cards = self._cards
        left = _split(Qt.Orientation.Vertical, (cards[Panel.DRAWING], 375), (cards[Panel.FILTERS], 205))
        answer = _split(
            Qt.Orientation.Horizontal,
            (cards[Panel.ARITHMETIC], 640),
            (cards[Panel.LEARNING], 640),
            (cards[Panel.VOTES], 300),
        )
        right = _split(Qt.Orientation.Vertical, (cards[Panel.STAGES], 436), (answer, 184))
        whole = _split(
            Qt.Orientation.Horizontal, (cards[Panel.LESSON], _LESSON), (left, _COLUMNS[0]), (right, _COLUMNS[1])
        )
        # From scene to scene other panels come and go; the text and its buttons stay where they are.
        whole.setStretchFactor(0, 0)
        whole.setContentsMargins(GAP, 0, GAP, 0)
        return {"whole": whole, "left": left, "right": right, "answer": answer}

    @property
    def is_page(self) -> bool:
        """Whether the cards stand below each other."""
        return self._beside is not None

    def set_look(self, look: Look) -> None:
        """Share the window as another text size asks for."""
        self._look = look
        if self.isVisible():
            self._arrange()
        elif not self.is_page:
            self._fit()

    def _fit(self) -> None:
        """Share the window as the text size asks for, and as a hand has shared it before."""
        if self._fitted == self._look.text_scale:
            return
        self._take_room_back()
        if self._shares is None:
            self._shares = self._read_shares()
        self._fitted = self._look.text_scale
        self._cards[Panel.LESSON].setMinimumWidth(self._least_lesson)
        self._left = min(self._shares.left * self._grown(_LEFT), _WIDEST_LEFT)
        self._set_left(self._left, max(self._shares.lesson, self._least_lesson))
        self._row = min(self._shares.lower * self._lower, _HIGHEST_DRAGGED)
        self._set_lower(self._row)
        self._leave_room_to_canvas()

    def _read_shares(self) -> _Shares:
        """How a hand shares the window; what is out of sight is as usual."""
        if not self.isVisible():
            # There is no telling yet how large it will be.
            return _Shares(lesson=0, left=1.0, lower=1.0)
        self._read_left()
        self._read_row()
        lesson = self._splitters["whole"].sizes()[0]
        return _Shares(
            lesson=lesson if lesson > self._least_lesson else 0,
            left=1.0 if self._left is None else self._left / self._grown(_LEFT),
            lower=1.0 if self._row is None else self._row / self._lower,
        )

    def _read_left(self, *, by_hand: bool = False) -> bool:
        """Keep the left column's share of the width, where both columns stand as a hand has left them; whether so."""
        _, left, right = self._splitters["whole"].sizes()
        is_usual = bool(left and right) and self.isVisible() and not self.is_page and self._before_votes is None
        # In a narrow window it is as narrow as it may be, and nobody's wish.
        if is_usual and (by_hand or left > self._splitters["left"].minimumSizeHint().width()):
            self._left = left / (left + right)
        return is_usual

    def _read_row(self) -> None:
        """Keep the lower row's share of the height, where learning has not asked for more, nor a class."""
        upper, lower = self._splitters["right"].sizes()
        is_asked = self._cards[Panel.LEARNING].isVisible() or self._look.is_presented
        if upper and lower and self.isVisible() and not self.is_page and not is_asked:
            self._row = lower / (upper + lower)

    @property
    def _least_lesson(self) -> int:
        """How narrow the lesson may become, in the text size that the splitters stand for."""
        return min(round(_LESSON * self._fitted / 100), _WIDEST_LESSON)

    @property
    def _lower(self) -> float:
        """The lower row's share of the height: larger text asks for a higher one, for a sum is read whole."""
        return _LOWER if self._fitted < _LARGE else _HIGHEST_LOWER

    def _grown(self, share: float, widest: float = 1.0) -> float:
        """Larger text asks for a wider column on the left; the stages can be scrolled, and the tools are all needed."""
        return min(share * math.sqrt(self._fitted / 100), widest)

    def _set_left(self, share: float, lesson: int) -> None:
        """Have the lesson `lesson` pixels wide, and give the left column this share of the width beside it."""
        whole = self._splitters["whole"]
        sizes = whole.sizes()
        # What is out of sight stands in nobody's way.
        room = sum(sizes) - (lesson if sizes[0] else 0)
        left = round(room * share)
        whole.setSizes([lesson, left, room - left])

    def _set_lower(self, share: float) -> None:
        """Give the lower row this share of the height, and learning what it needs."""
        right = self._splitters["right"]
        room = sum(right.sizes())
        if self._cards[Panel.LEARNING].isVisible():
            share = max(share, _LEARNING_HEIGHT)
        right.setSizes([room - round(room * share), round(room * share)])

    def set_hidden(self, hidden: frozenset[Panel]) -> None:
        """Put these panels away and show the others."""
        was_usual = self._read_left()
        self._read_row()
        had_learning = not self._cards[Panel.LEARNING].isHidden()
        coming = {panel: card for panel, card in self._cards.items() if card.isHidden() and panel not in hidden}
        for panel, card in self._cards.items():
            card.setVisible(panel not in hidden)
        # A splitter with nothing in it would still take its space.
        for name, panels in _PANELS_OF.items():
            self._splitters[name].setHidden(panels <= hidden)
        self._leave_room_to_canvas()
        if not was_usual:
            self._give_back_left()
        if Panel.LEARNING not in hidden:
            self.give_lower_row(_LEARNING_HEIGHT)
        elif had_learning:
            self._give_back_row()
        # Several come with a scene, which is read first.
        newest = coming.get(Panel.LESSON) or (next(iter(coming.values())) if len(coming) == 1 else None)
        if newest is not None:
            self.begin_with(newest)

    def _give_back_left(self) -> None:
        """Have the left column as wide as it was beside the right one: Qt gives what comes a share of all there is."""
        whole = self._splitters["whole"]
        if self._left is None or self.is_page or not self.isVisible() or self._before_votes is not None:
            return
        # It is yet to learn which of its columns have come and gone.
        whole.refresh()
        lesson, left, right = whole.sizes()
        if left and right:
            self._set_left(self._left, lesson)

    def _give_back_row(self) -> None:
        """Have the lower row as high as it was without learning."""
        if self._row is not None and self.isVisible() and not self.is_page and self._cards[Panel.LEARNING].isHidden():
            self._set_lower(self._row)

    def _leave_room_to_canvas(self) -> None:
        """Let votes that stand alone beside the left column take what they need; once they do not, all is as it was."""
        shown = {panel for panel, card in self._cards.items() if not card.isHidden()}
        if shown & _PANELS_OF["right"] != {Panel.VOTES} or not shown & _PANELS_OF["left"]:
            self._take_room_back()
        elif self._before_votes is None and self.isVisible() and not self.is_page:
            whole = self._splitters["whole"]
            self._before_votes = whole.saveState()
            # It is yet to learn which of its columns have come and gone.
            whole.refresh()
            share = 1 - self._grown(_VOTES, _WIDEST_VOTES)
            self._set_left(share, whole.sizes()[0])
            self._share_what_comes(round(100 * share), round(100 * (1 - share)))

    def _take_room_back(self) -> None:
        before, self._before_votes = self._before_votes, None
        if before is not None:
            self._splitters["whole"].restoreState(before)
            self._share_what_comes(*_COLUMNS)

    def _share_what_comes(self, left: int, right: int) -> None:
        """Have the columns grow and shrink with the window in this proportion."""
        whole = self._splitters["whole"]
        whole.setStretchFactor(1, left)
        whole.setStretchFactor(2, right)

    def give_lower_row(self, share: float) -> None:
        """Give the lower row this share of the height, where it has less."""
        right = self._splitters["right"]
        room = sum(right.sizes())
        lower = round(room * share)
        if not self.is_page and right.sizes()[1] < lower:
            right.setSizes([room - lower, lower])

    def states(self) -> dict[str, QByteArray]:
        """How the splitters stand, where the cards stand side by side."""
        self._told_learning = self._cards[Panel.LEARNING].isVisible()
        if self._beside is not None:
            return self._beside
        states = {name: splitter.saveState() for name, splitter in self._splitters.items()}
        return states if self._before_votes is None else states | {"whole": self._before_votes}

    def restore(self, states: Mapping[str, QByteArray]) -> None:
        """Let the splitters stand as they stood."""
        self._fitted, self._shares = self._look.text_scale, None
        if not self.isVisible():
            self._left = self._row = None
        self._cards[Panel.LESSON].setMinimumWidth(self._least_lesson)
        if self._beside is None:
            self._stand(states)
            if self._told_learning:
                self._give_back_row()
        else:
            self._beside = dict(states)

    def _stand(self, states: Mapping[str, QByteArray]) -> None:
        self._take_room_back()
        # From within: what still stands below each other would ask for its height.
        for name, splitter in reversed(self._splitters.items()):
            splitter.restoreState(states[name])
        self._leave_room_to_canvas()

    @Slot()
    def _on_splitter_moved(self) -> None:
        self._shares = None
        self._read_left(by_hand=True)
        self._read_row()

    def begin_with(self, card: Card) -> None:
        """Bring `card` into sight once everything has its place, rather than what else comes meanwhile."""
        self._go_to(card, by_end=False)

    def end_with(self, card: Card) -> None:
        """Bring the end of `card` into sight once everything has its place."""
        self._go_to(card, by_end=True)

    def bring_into_sight(self, card: Card) -> None:
        """Have the page begin with `card`, where it is a page and does not show all of the card."""
        place = self._place_of(card)
        if not self.viewport().rect().contains(place):
            self._scroll(place.top())

    def is_end_below(self, card: Card) -> bool:
        """Whether the page has yet to be scrolled down to the end of `card`."""
        return self.is_page and self._place_of(card).bottom() > self.viewport().rect().bottom()

    def _bring_end_into_sight(self, card: Card) -> None:
        seen, place = self.viewport().rect(), self._place_of(card)
        if not seen.contains(place.bottomLeft()):
            self._scroll(place.bottom() - seen.bottom())

    def _place_of(self, card: Card) -> QRect:
        return QRect(card.mapTo(self.viewport(), QPoint()), card.size())

    def _scroll(self, by: int) -> None:
        if self.is_page:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + by)

    def _go_to(self, card: Card, *, by_end: bool) -> None:
        self._goal = card, by_end
        # Once everything has its place.
        QTimer.singleShot(0, self, self._show_goal)

    def focusNextPrevChild(self, forward: bool) -> bool:
        focused = self.window().focusWidget()
        if focused is not None and not focused.isVisible():
            # Qt looks for the next where one with the keyboard is hidden, too: the page stays where it is read.
            return QWidget.focusNextPrevChild(self, forward)
        return super().focusNextPrevChild(forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._leave_room_to_canvas()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        # A class sees everything at once.
        is_page = not self._look.is_presented and self.width() < self._look.length(_NARROW)
        for panel, card in self._cards.items():
            card.setMinimumHeight(self._look.length(_HEIGHTS[panel]) if is_page else LEAST_HEIGHT)
        if is_page:
            self._take_room_back()
            self._stack()
            return
        if self._beside is not None:
            states, self._beside = self._beside, None
            self._stand(states)
        self._fit()

    def _stack(self) -> None:
        """Let the cards stand below each other."""
        self._beside = self.states()
        for splitter in self._splitters.values():
            splitter.setOrientation(Qt.Orientation.Vertical)
        if self.width() >= self._look.length(_NARROWEST):
            self._splitters["left"].setOrientation(Qt.Orientation.Horizontal)

    @Slot()
    def _show_goal(self) -> None:
        goal, self._goal = self._goal, None
        if goal is not None:
            card, by_end = goal
            (self._bring_end_into_sight if by_end else self.bring_into_sight)(card)


def _split(orientation: Qt.Orientation, *parts: tuple[QWidget, int]) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(GAP)
    for index, (widget, size) in enumerate(parts):
        splitter.addWidget(widget)
        splitter.setStretchFactor(index, size)
    splitter.setSizes([size for _, size in parts])
    return splitter
