"""How the cards share the window: side by side, or below each other where they would be too narrow for their text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from cnnviz.model.view import Panel
from cnnviz.ui.card import LEAST_HEIGHT, LEAST_WIDTH, Card
from cnnviz.ui.sharing import LEFT, LESSON, RIGHT, Sharing, columns
from cnnviz.ui.theme import Look

GAP = 8
#: The share of the height that learning asks for, its tabs and curves as they are.
_LEARNING_HEIGHT = 0.46
#: Pixels at the normal text size: a filter in a column of its own, beside its scroll bar.
_LEAST_LEFT = 115
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
_PANELS_OF = {
    "left": {Panel.DRAWING, Panel.FILTERS},
    "answer": {Panel.ARITHMETIC, Panel.LEARNING, Panel.VOTES},
    "right": {Panel.STAGES, Panel.ARITHMETIC, Panel.LEARNING, Panel.VOTES},
}


class Panels(QScrollArea):
    """The cards, with what a hand drags between them; where there is little width they are a page that scrolls down."""

    def __init__(self, cards: Mapping[Panel, Card]) -> None:
        super().__init__()
        self._cards = cards
        self._look = Look()
        self._sharing = Sharing(self._look.text_scale)
        #: How those splitters stand usually that now stand otherwise: all of them where the cards stand below each
        #: other, the columns' where the votes are left alone beside the canvas.
        self._usual: dict[str, QByteArray] = {}
        #: Whether learning stood in the lower row, of which it takes more, when it was last told how they stand.
        self._told_learning = False
        #: What the page is to show once everything has its place, and whether its end rather than its beginning.
        self._goal: tuple[Card, bool] | None = None
        self._set_sharing(self._sharing)
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
        whole = _split(Qt.Orientation.Horizontal, (cards[Panel.LESSON], LESSON), (left, LEFT), (right, RIGHT))
        # From scene to scene other panels come and go; the text and its buttons stay where they are.
        whole.setStretchFactor(0, 0)
        whole.setContentsMargins(GAP, 0, GAP, 0)
        return {"whole": whole, "left": left, "right": right, "answer": answer}

    @property
    def is_page(self) -> bool:
        """Whether the cards stand below each other."""
        return self._splitters["whole"].orientation() is Qt.Orientation.Vertical

    def set_look(self, look: Look) -> None:
        """Share the window as another text size asks for."""
        self._look = look
        if self.isVisible():
            self._arrange()
        elif not self.is_page:
            self._fit()

    def _fit(self) -> None:
        """Share the window as the text size asks for, and as a hand has shared it before."""
        text_scale, for_class = self._look.text_scale, self._look.is_presented
        if (self._sharing.text_scale, self._sharing.for_class) == (text_scale, for_class):
            return
        self._take_room_back()
        self._read_wish()
        self._set_sharing(self._sharing.in_text(text_scale, for_class=for_class))
        whole = self._splitters["whole"]
        whole.setSizes(self._sharing.columns(whole.sizes(), self._sharing.lesson))
        self._set_lower()
        self._leave_room_to_canvas()
        self._leave_room_to_stages()

    def _set_sharing(self, sharing: Sharing) -> None:
        self._sharing = sharing
        self._cards[Panel.LESSON].setMinimumWidth(sharing.least_lesson)

    def _read_wish(self) -> None:
        """Keep how a hand shares the window, unless that is known, or there is no telling yet how large it will be."""
        if self._sharing.wish is None and self.isVisible():
            self._read_left()
            self._read_lower()
            self._sharing = self._sharing.wishing(self._splitters["whole"].sizes()[0])

    def _read_left(self, *, by_hand: bool = False) -> bool:
        """Keep the left column's share of the width, where both columns stand as a hand has left them; whether so."""
        _, left, right = self._splitters["whole"].sizes()
        is_usual = bool(left and right) and self.isVisible() and not self._usual
        # In a narrow window it is as narrow as it may be, and nobody's wish; before a class it may have given way.
        is_wish = not self._sharing.for_class and left > self._splitters["left"].minimumSizeHint().width()
        if is_usual and (by_hand or is_wish):
            self._sharing = self._sharing.with_left(left, right)
        return is_usual

    def _read_lower(self) -> None:
        """Keep the lower row's share of the height, where learning has not asked for more, nor a class."""
        upper, lower = self._splitters["right"].sizes()
        is_asked = self._cards[Panel.LEARNING].isVisible() or self._look.is_presented
        if upper and lower and self.isVisible() and not self.is_page and not is_asked:
            self._sharing = self._sharing.with_lower(upper, lower)

    def _set_lower(self) -> None:
        """Give the lower row its share of the height, and learning what it needs."""
        right = self._splitters["right"]
        least = _LEARNING_HEIGHT if self._cards[Panel.LEARNING].isVisible() else 0.0
        right.setSizes(self._sharing.rows(right.sizes(), least))

    def set_hidden(self, hidden: frozenset[Panel]) -> None:
        """Put these panels away and show the others."""
        was_usual = self._read_left()
        self._read_lower()
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
        self._leave_room_to_stages()
        if Panel.LEARNING not in hidden:
            self.give_lower_row(_LEARNING_HEIGHT)
        elif had_learning:
            self._give_back_lower()
        # Several come with a scene, which is read first.
        newest = coming.get(Panel.LESSON) or (next(iter(coming.values())) if len(coming) == 1 else None)
        if newest is not None:
            self.begin_with(newest)

    def _give_back_left(self) -> None:
        """Have the left column as wide as it was beside the right one: Qt gives what comes a share of all there is."""
        whole, left = self._splitters["whole"], self._sharing.left
        if left is None or self._usual or not self.isVisible():
            return
        # It is yet to learn which of its columns have come and gone.
        whole.refresh()
        sizes = whole.sizes()
        if sizes[1] and sizes[2]:
            whole.setSizes(columns(sizes, left, sizes[0]))

    def _give_back_lower(self) -> None:
        """Have the lower row as high as it was without learning."""
        is_free = self._cards[Panel.LEARNING].isHidden() and not self.is_page
        if self._sharing.lower is not None and self.isVisible() and is_free:
            self._set_lower()

    def _leave_room_to_canvas(self) -> None:
        """Let votes that stand alone beside the left column take what they need; once they do not, all is as it was."""
        shown = {panel for panel, card in self._cards.items() if not card.isHidden()}
        if shown & _PANELS_OF["right"] != {Panel.VOTES} or not shown & _PANELS_OF["left"]:
            self._take_room_back()
        elif not self._usual and self.isVisible():
            whole = self._splitters["whole"]
            self._usual = {"whole": whole.saveState()}
            # It is yet to learn which of its columns have come and gone.
            whole.refresh()
            share, sizes = self._sharing.beside_votes, whole.sizes()
            whole.setSizes(columns(sizes, share, sizes[0]))
            self._share_what_comes(round(100 * share), round(100 * (1 - share)))

    def _take_room_back(self) -> None:
        if self._usual and not self.is_page:
            usual, self._usual = self._usual, {}
            self._splitters["whole"].restoreState(usual["whole"])
            self._share_what_comes(LEFT, RIGHT)

    def _leave_room_to_stages(self) -> None:
        """Before a class, which is to read every number, have the other columns leave the stages what they need."""
        sharing, whole = self._sharing, self._splitters["whole"]
        if not sharing.makes_room or not self.isVisible():
            return
        # It is yet to learn which of its columns have come and gone.
        whole.refresh()
        sizes, least = whole.sizes(), max(LEAST_WIDTH, self._look.length(_LEAST_LEFT))
        lesson = sharing.lesson_for_class(whole.contentsRect().width() - 2 * GAP, least)
        if self._usual:
            whole.setSizes(columns(sizes, sharing.beside_votes, lesson))
        elif self._cards[Panel.STAGES].isHidden() or not self._cards[Panel.DRAWING].isHidden():
            # The canvas is read as the stages are.
            whole.setSizes(sharing.columns(sizes, lesson))
        else:
            whole.setSizes(sharing.columns_for_stages(sizes, lesson, least))

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
        return {name: splitter.saveState() for name, splitter in self._splitters.items()} | self._usual

    def restore(self, states: Mapping[str, QByteArray]) -> None:
        """Let the splitters stand as they stood."""
        self._set_sharing(self._sharing.restored(self._look.text_scale, is_seen=self.isVisible()))
        if self.is_page:
            self._usual = dict(states)
            return
        self._stand(states)
        if self._told_learning:
            self._give_back_lower()

    def _stand(self, states: Mapping[str, QByteArray]) -> None:
        self._take_room_back()
        # From within: what still stands below each other would ask for its height.
        for name, splitter in reversed(self._splitters.items()):
            splitter.restoreState(states[name])
        self._leave_room_to_canvas()

    @Slot()
    def _on_splitter_moved(self) -> None:
        if self._look.is_presented and self.sender() is not self._splitters["whole"]:
            # The columns still make room by themselves.
            return
        self._sharing = self._sharing.dragged()
        self._read_left(by_hand=True)
        self._read_lower()

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
        self._leave_room_to_stages()

    def _arrange(self) -> None:
        # A class sees everything at once.
        is_page = not self._look.is_presented and self.width() < self._look.length(_NARROW)
        for panel, card in self._cards.items():
            card.setMinimumHeight(self._look.length(_HEIGHTS[panel]) if is_page else LEAST_HEIGHT)
        if is_page:
            self._take_room_back()
            self._stack()
            return
        if self.is_page:
            states, self._usual = self._usual, {}
            self._stand(states)
        self._fit()

    def _stack(self) -> None:
        """Let the cards stand below each other."""
        self._usual = self.states()
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
