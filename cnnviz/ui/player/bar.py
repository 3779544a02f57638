"""The bar below the stages that plays them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cnnviz.ui.icons import SIDE
from cnnviz.ui.line import Line
from cnnviz.ui.player.options import Options
from cnnviz.ui.player.scrubber import Scrubber
from cnnviz.ui.theme import Look, Type

#: Of what happens, so much of the bar's width is to be read before the options give way to it.
_WORDS_SHARE = 0.35


class PlayerBar(QWidget):
    """Buttons for `actions`, the way through, what happens in words, and how it is played.

    Args:
        actions: of the buttons on the left, from left to right; close: of the one on the right.
        first: which of `actions` the keyboard begins on.
    """

    def __init__(self, actions: Sequence[QAction], close: QAction, first: QAction) -> None:
        super().__init__()
        self.setAccessibleName("Step player")
        self.scrubber, self.options = Scrubber(), Options()
        self._words = Line("What happens")
        self._buttons = [_button(action) for action in (*actions, close)]
        self._first = self._buttons[list(actions).index(first)]
        top = QHBoxLayout()
        top.setSpacing(2)
        for button in self._buttons[:-1]:
            top.addWidget(button)
        top.addSpacing(6)
        top.addWidget(self.scrubber, 1)
        top.addSpacing(6)
        top.addWidget(self._buttons[-1])
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(6)
        self._lower.addWidget(self._words, 1)
        self._lower.addWidget(self.options)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 2, 12, 6)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addLayout(self._lower)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._words.setFont(look.font(Type.TITLE, bold=True))
        self.options.set_look(look)
        side = look.length(SIDE)
        for button in self._buttons:
            button.setIconSize(QSize(side, side))
        self._lay_out()

    def set_words(self, words: str) -> None:
        """Say what happens."""
        self._words.set_text(words)

    def take_focus(self) -> None:
        """Have the keyboard begin here."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """The options beside the words, or below them where they would leave them no room."""
        needed = self.options.row_width
        is_wide = needed <= (1 - _WORDS_SHARE) * self.width()
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self.options.setMinimumWidth(needed if is_wide else 0)
        if way is not self._lower.direction():
            self._lower.setDirection(way)


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAccessibleName(action.text().replace("&", ""))
    # A click leaves the keyboard where it was: Space plays on.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
