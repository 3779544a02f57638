"""The bar below the stages that plays them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QWidget

from cnnviz.ui.action_button import action_button
from cnnviz.ui.icons import SIDE, icon
from cnnviz.ui.line import Line
from cnnviz.ui.player.options import Options
from cnnviz.ui.player.scrubber import Scrubber
from cnnviz.ui.theme import Look, Type

#: In pixels at the normal text size: what the scrubber, and the words of the moment, need beside all the others.
_SCRUBBING, _READING = 160, 430
#: For so many rows, with the options in them or folded away: the row and column, and how many of them, of the buttons,
#: the scrubber, the words, the options, the button that unfolds these, and the one that closes the bar.
_PLACES = {
    (1, False): ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (0, 3, 1, 1), (0, 4, 1, 1), (0, 5, 1, 1)),
    (2, False): ((0, 0, 1, 1), (0, 1, 1, 4), (1, 0, 1, 3), (1, 3, 1, 3), (0, 4, 1, 1), (0, 5, 1, 1)),
    (1, True): ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 6), (0, 4, 1, 1), (0, 5, 1, 1)),
    (2, True): ((0, 0, 1, 1), (0, 1, 1, 3), (1, 0, 1, 6), (2, 0, 1, 6), (0, 4, 1, 1), (0, 5, 1, 1)),
}


class PlayerBar(QWidget):
    """Buttons for `actions`, the way through, what happens in words, and how it is played; in one or two rows.

    How it is played is folded away before a class, and where there is no room for it; a button brings it in a row more.

    Args:
        actions: of the buttons on the left, from left to right; close: of the one on the right.
        first: which of `actions` the keyboard begins on.
    """

    def __init__(self, actions: Sequence[QAction], close: QAction, first: QAction) -> None:
        super().__init__()
        self.setAccessibleName("Step player")
        self.scrubber, self.options = Scrubber(), Options()
        self._look = Look()
        self._words = Line("What happens")
        self._rows, self._folds = 0, False
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._buttons = {action: _button(action) for action in (*actions, close)}
        for action in actions:
            row.addWidget(self._buttons[action])
        self._first, self._close = self._buttons[first], self._buttons[close]
        self._more = _unfolding()
        self._more.clicked.connect(self._fold)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 2, 12, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._lay_out()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        if look.is_presented is not self._look.is_presented:
            self._more.setChecked(False)
        self._look = look
        self._words.setFont(look.font(Type.TITLE, bold=True))
        self.options.set_look(look)
        side = look.length(SIDE)
        for button in (*self._buttons.values(), self._more):
            button.setIconSize(QSize(side, side))
        self._more.setIcon(icon("more", look.theme.text, side))
        self._lay_out()

    def set_words(self, words: str, *shorter: str) -> None:
        """Say what happens; where there is little room, in fewer words."""
        self._words.set_ways(words, *shorter)

    def take_focus(self) -> None:
        """Have the keyboard begin here."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """In as few rows as the width allows."""
        options, words = self.options.row_width, self._look.length(_READING)
        buttons = self._row.sizeHint().width() + self._close.sizeHint().width() + self._look.length(_SCRUBBING)
        room = self.width() - 48
        folds = self._look.is_presented or words + options > room
        self.options.setMinimumWidth(0 if folds else options)
        beside = self._more.sizeHint().width() if folds else options
        rows = 1 if buttons + words + beside <= room else 2
        if (rows, folds) != (self._rows, self._folds):
            self._rows, self._folds = rows, folds
            self._place()
        self._fold()

    def _place(self) -> None:
        parts = (self._row, self.scrubber, self._words, self.options, self._more, self._close)
        for part, place in zip(parts, _PLACES[self._rows, self._folds], strict=True):
            self._grid.addWidget(part, *place)
        self._grid.setColumnStretch(1, 2 if self._rows == 1 else 1)
        self._grid.setColumnStretch(2, 3 if self._rows == 1 else 0)

    @Slot()
    def _fold(self) -> None:
        """Show the options where they have their place or are asked for."""
        is_away = self._folds and not self._more.isChecked()
        self._more.setVisible(self._folds)
        focused = self.window().focusWidget()
        if is_away and focused is not None and self.options.isAncestorOf(focused):
            # Hiding what has the keyboard would hand it to a stranger.
            self._more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.options.setHidden(is_away)


def _button(action: QAction) -> QToolButton:
    button = action_button(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAccessibleName(action.text().replace("&", ""))
    # A click leaves the keyboard where it was: Space plays on.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _unfolding() -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setAccessibleName("How it plays")
    tip = "How it plays: how fast, how much, in which steps"
    button.setToolTip(tip)
    button.setStatusTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
