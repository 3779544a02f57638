"""The arithmetic panel: the sum behind the probed value, drawn step by step and written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from cnnviz.ui.key_names import with_key_names
from cnnviz.ui.theme import Look, Type

if TYPE_CHECKING:
    from cnnviz.model.sums.account import Account
    from cnnviz.ui.arithmetic.guess import Guess
    from cnnviz.ui.arithmetic.sum_page import SumPage

INVITATION = "Point at any number to see where it comes from; click to keep it."


class Arithmetic(QWidget):
    """The sum behind one value.

    copied(what): the sum was put on the clipboard, as "text" or "LaTeX".
    guessed(text): a person typed what the value will be. given_up(): it is to be shown.
    """

    copied = Signal(str)
    guessed = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account: Account | None = None
        self._guess: Guess | None = None
        self._look = Look()
        self.setAccessibleName("Arithmetic")
        self._invitation = QLabel(INVITATION)
        self._invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._invitation.setWordWrap(True)
        self._invitation.setContentsMargins(12, 0, 12, 0)
        self._copy_text = self._action("Copy text", with_key_names("Copy the sum as text (Ctrl+C)"))
        self._copy_text.triggered.connect(self.copy_text)
        self._copy_latex = self._action("Copy LaTeX", "Copy the sum as LaTeX, for a formula in a document")
        self._copy_latex.triggered.connect(self._on_copy_latex)
        self._copy_exact = self._action("Copy text with every digit", "Copy the sum as text, no decimals cut")
        self._copy_exact.triggered.connect(self._on_copy_exact)
        self._stack = QStackedWidget()
        self._page: SumPage | None = None
        self._stack.addWidget(self._invitation)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.set_look(Look())
        self._show(None)

    def _action(self, text: str, tip: str) -> QAction:
        action = QAction(text, self)
        action.setToolTip(tip)
        self.addAction(action)
        return action

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        # Before a class the right button opens the lecture's menu, wherever it is pressed.
        policy = Qt.ContextMenuPolicy
        self.setContextMenuPolicy(policy.DefaultContextMenu if look.is_presented else policy.ActionsContextMenu)
        self._smallest = look.length(40)
        self._invitation.setFont(look.font(Type.TITLE))
        if self._page is not None:
            self._page.set_look(look)
        if self._guess is not None:
            self._guess.set_look(look)

    def minimumSizeHint(self) -> QSize:
        # The working scrolls by itself; a second bar around it would only be in the way.
        return QSize(self._smallest, self._smallest)

    def heightForWidth(self, width: int) -> int:
        # Of the pages only one is seen; the other's height is none of the card's business.
        return self._smallest if self._stack.currentIndex() else self._invitation.heightForWidth(width)

    def show_account(self, account: Account | None, instead: str = INVITATION) -> None:
        """Show where a value comes from; where there is none, `instead`."""
        self._invitation.setText(instead)
        if account != self._account:
            self._show(account)

    def _show(self, account: Account | None) -> None:
        self._account = account
        for action in (self._copy_text, self._copy_latex, self._copy_exact):
            action.setEnabled(account is not None)
        if account is not None:
            self.prepare().show_account(account)
        self._stack.setCurrentIndex(0 if account is None else 1)

    def ask(self, *, is_asked: bool, is_new: bool = True, sentence: str = "") -> None:
        """Ask what the value will be, or not; `sentence` is what is said of the last guess.

        is_new: whether no guess of it was made before.
        """
        if self._guess is None and is_asked:
            from cnnviz.ui.arithmetic.guess import Guess

            self._guess = Guess()
            self._guess.guessed.connect(self.guessed)
            self._guess.given_up.connect(self.given_up)
            self._guess.set_look(self._look)
            self.prepare().put_in_head(self._guess)
        if self._page is not None:
            self._page.say(sentence, is_asking=is_asked)
        if self._guess is None:
            return
        if not is_asked and self._guess.isAncestorOf(self.focusWidget()):
            # The field goes away; the keys of the player work upon the sum.
            self.prepare().take_focus()
        if is_new:
            self._guess.clear()
        self._guess.set_labelled(is_labelled=not sentence)
        self._guess.setVisible(is_asked)

    def begin_guess(self, text: str) -> bool:
        """Type `text` where the value is guessed; whether it is asked for, and this can be the beginning of a guess."""
        return self._guess is not None and self._guess.isVisible() and self._guess.begin(text)

    def prepare(self) -> SumPage:
        """Make what shows a sum, unless it is there, so that the first one does not wait for it."""
        if self._page is None:
            from cnnviz.ui.arithmetic.sum_page import SumPage

            self._page = SumPage((self._copy_text, self._copy_latex, self._copy_exact))
            self._page.set_look(self._look)
            self._stack.addWidget(self._page)
        return self._page

    @property
    def account(self) -> Account | None:
        """What is shown."""
        return self._account

    def event(self, event: QEvent) -> bool:
        # Ctrl+C in this panel copies the sum, whatever the window would copy.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_copy(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_copy(event):
            self.copy_text()
        else:
            super().keyPressEvent(event)

    @Slot()
    def copy_text(self) -> None:
        """Put the sum on the clipboard as text, where there is one."""
        if self._account is not None:
            self._copy(self._account.as_text(), "text")

    @Slot()
    def _on_copy_exact(self) -> None:
        if self._account is not None:
            self._copy(self._account.as_text(every_digit=True), "text")

    @Slot()
    def _on_copy_latex(self) -> None:
        if self._account is not None:
            self._copy(self._account.as_latex(), "LaTeX")

    def _copy(self, text: str, what: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(what)


def _is_copy(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy)
