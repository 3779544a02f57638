"""The page of the arithmetic panel that shows a sum: its title, the working and the line below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from cnnviz.model.sums.account import Account
from cnnviz.ui.action_button import action_button
from cnnviz.ui.arithmetic.headline import Headline
from cnnviz.ui.arithmetic.pens import Pens
from cnnviz.ui.arithmetic.working import Working
from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.leaving import Leaving
from cnnviz.ui.line import Line
from cnnviz.ui.style import WORKING_FRAME
from cnnviz.ui.theme import Look, Type

#: Pixels: how far the frame that shows the keyboard's focus stands from what it frames.
INSET = 6


class SumPage(QWidget):
    """A sum, step by step and in one line. Its button copies as the first of `copying`; its menu holds all."""

    def __init__(self, copying: Sequence[QAction]) -> None:
        super().__init__()
        self._look = Look()
        self._is_asking = False
        self._title, self._sentence = Line("What is computed"), Line("What is said of the guess")
        self._sentence.hide()
        self._working, self._headline = Working(), Headline()
        self._area = _Area()
        self._area.take(self._working)
        self._area.resized.connect(self._working.lay_out)
        head = self._head = QHBoxLayout()
        head.setContentsMargins(INSET, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._sentence, 1)
        self._copy = _button(copying)
        head.addWidget(self._copy)
        foot = QHBoxLayout()
        foot.setContentsMargins(INSET, 0, INSET, 0)
        foot.addWidget(self._headline)
        page = QVBoxLayout(self)
        page.setContentsMargins(12 - INSET, 0, 12 - INSET, 6)
        page.setSpacing(4)
        page.addLayout(head)
        page.addWidget(self._area, 7)
        page.addLayout(foot, 2)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for line in (self._title, self._sentence):
            line.setFont(look.font(Type.TITLE, bold=True))
        self._sentence.set_color(look.theme.accent)
        self._hide_copying()
        pens = Pens(look)
        self._working.set_pens(pens)
        self._headline.set_pens(pens)

    def show_account(self, account: Account) -> None:
        """Show where a value comes from."""
        self._title.set_ways(account.title, *account.shorter)
        self._working.show_account(account)
        self._headline.show_account(account)
        self._area.setAccessibleDescription(f"{account.title}: {self._headline.text}")

    def put_in_head(self, widget: QWidget) -> None:
        """Put `widget` between the title and the button."""
        self._head.insertWidget(self._head.count() - 1, widget)

    def say(self, sentence: str, *, is_asking: bool) -> None:
        """Say something in place of the title, or nothing. While it asks, its head has no room for copying."""
        self._is_asking = is_asking
        self._hide_copying()
        self._sentence.set_text(sentence)
        self._sentence.setVisible(bool(sentence))
        self._title.setHidden(bool(sentence))

    def _hide_copying(self) -> None:
        # Before a class the title needs the room; Ctrl+C copies as well.
        self._copy.setHidden(self._is_asking or self._look.is_presented)

    def take_focus(self) -> None:
        """Have the keyboard upon the sum."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)


class _Area(ClearArea):
    """The working, scrolled by wheel and keys where it is larger than its room.

    resized: its room has changed.
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setMinimumHeight(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The sum, step by step")
        self.setViewportMargins(INSET - WORKING_FRAME, 0, INSET - WORKING_FRAME, 0)
        self.setObjectName("working")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def _button(copying: Sequence[QAction]) -> QToolButton:
    button = action_button(copying[0])
    menu = QMenu(button)
    menu.addActions(copying)
    Leaving(menu)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
