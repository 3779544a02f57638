"""The page of the arithmetic panel that shows a sum: its title, the working and the line below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from cnnviz.ui.action_button import action_button
from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.leaving import Leaving
from cnnviz.ui.line import Line
from cnnviz.ui.style import WORKING_FRAME
from cnnviz.ui.theme import Look, Type

if TYPE_CHECKING:
    from cnnviz.model.sums.account import Account
    from cnnviz.ui.arithmetic.headline import Headline
    from cnnviz.ui.arithmetic.working import Working

#: Pixels: how far the frame that shows the keyboard's focus stands from what it frames.
INSET = 6


class SumPage(QWidget):
    """A sum, step by step and in one line. Its button copies as the first of `copying`; its menu holds all.

    What draws the sum is made for the first one, or by `prepare`: it is no part of a window's first sight.
    """

    def __init__(self, copying: Sequence[QAction]) -> None:
        super().__init__()
        self._look = Look()
        self._drawing: tuple[Working, Headline] | None = None
        self._is_asking = False
        self._title, self._sentence = Line("What is computed"), Line("What is said of the guess")
        self._sentence.hide()
        self._area = _Area()
        head = self._head = QHBoxLayout()
        head.setContentsMargins(INSET, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._sentence, 1)
        self._copy = _button(copying)
        head.addWidget(self._copy)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(INSET, 0, INSET, 0)
        page = QVBoxLayout(self)
        page.setContentsMargins(12 - INSET, 0, 12 - INSET, 6)
        page.setSpacing(4)
        page.addLayout(head)
        page.addWidget(self._area, 7)
        page.addLayout(self._foot, 2)

    def prepare(self) -> tuple[Working, Headline]:
        """Make what draws a sum, unless it is there."""
        from cnnviz.ui.arithmetic.headline import Headline
        from cnnviz.ui.arithmetic.working import Working

        if self._drawing is None:
            self._drawing = Working(), Headline()
            self._area.take(self._drawing[0])
            self._area.resized.connect(self._drawing[0].lay_out)
            self._foot.addWidget(self._drawing[1])
            self._set_pens(*self._drawing)
        return self._drawing

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for line in (self._title, self._sentence):
            line.setFont(look.font(Type.TITLE, bold=True))
        self._sentence.set_color(look.theme.accent)
        self._hide_copying()
        if self._drawing is not None:
            self._set_pens(*self._drawing)

    def show_account(self, account: Account) -> None:
        """Show where a value comes from."""
        working, headline = self.prepare()
        self._title.set_ways(account.title, *account.shorter)
        working.show_account(account)
        headline.show_account(account)
        self._area.setAccessibleDescription(f"{account.title}: {headline.text}")

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

    def _set_pens(self, working: Working, headline: Headline) -> None:
        from cnnviz.ui.arithmetic.pens import Pens

        pens = Pens(self._look)
        working.set_pens(pens)
        headline.set_pens(pens)


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
