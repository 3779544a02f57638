"""The arithmetic panel: the sum behind the probed value, drawn step by step and written out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cnnviz.model.sums.account import Account
from cnnviz.ui.arithmetic.headline import Headline
from cnnviz.ui.arithmetic.pens import Pens
from cnnviz.ui.arithmetic.working import Working
from cnnviz.ui.line import Line
from cnnviz.ui.theme import Look, Type

#: The frame that shows the keyboard's focus, and how far it stands from what it frames, in pixels.
FRAME, INSET = 2, 6
INVITATION = "Point at any number to see where it comes from; click to keep it."


class Arithmetic(QWidget):
    """The sum behind one value.

    copied(what): the sum was put on the clipboard, as "text" or "LaTeX".
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account: Account | None = None
        self.setAccessibleName("Arithmetic")
        self._title = Line("What is computed")
        self._working = Working()
        self._headline = Headline()
        self._invitation = QLabel(INVITATION)
        self._invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._invitation.setWordWrap(True)
        self._copy_text = self._action("Copy text", "Copy the sum as text (Ctrl+C here)")
        self._copy_text.triggered.connect(self._on_copy_text)
        self._copy_latex = self._action("Copy LaTeX", "Copy the sum as LaTeX, for a formula in a document")
        self._copy_latex.triggered.connect(self._on_copy_latex)
        self._copy_exact = self._action("Copy text with every digit", "Copy the sum as text, no decimals cut")
        self._copy_exact.triggered.connect(self._on_copy_exact)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._stack = QStackedWidget()
        self._lay_out()
        self.set_look(Look())
        self.show_account(None)

    def _action(self, text: str, tip: str) -> QAction:
        action = QAction(text, self)
        action.setToolTip(tip)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 0, 0, 0)
        head.addWidget(self._title, 1)
        copy = QToolButton()
        copy.setDefaultAction(self._copy_text)
        menu = QMenu(copy)
        menu.addActions([self._copy_text, self._copy_latex, self._copy_exact])
        copy.setMenu(menu)
        copy.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        copy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head.addWidget(copy)
        self._area = _Area(self._working)
        sum_page = QWidget()
        page = QVBoxLayout(sum_page)
        page.setContentsMargins(12 - INSET, 0, 12 - INSET, 6)
        page.setSpacing(4)
        page.addLayout(head)
        page.addWidget(self._area, 7)
        foot = QHBoxLayout()
        foot.setContentsMargins(INSET, 0, INSET, 0)
        foot.addWidget(self._headline)
        page.addLayout(foot, 2)
        self._stack.addWidget(self._invitation)
        self._stack.addWidget(sum_page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        pens = Pens(look)
        self._smallest = look.length(40)
        self._title.setFont(look.font(Type.TITLE, bold=True))
        self._invitation.setFont(look.font(Type.TITLE))
        self._area.set_look(look)
        self._working.set_pens(pens)
        self._headline.set_pens(pens)

    def minimumSizeHint(self) -> QSize:
        # The working scrolls by itself; a second bar around it would only be in the way.
        return QSize(self._smallest, self._smallest)

    def show_account(self, account: Account | None) -> None:
        """Show where a value comes from; an invitation where there is none."""
        if account is not None and account == self._account:
            return
        self._account = account
        for action in (self._copy_text, self._copy_latex, self._copy_exact):
            action.setEnabled(account is not None)
        self._stack.setCurrentIndex(0 if account is None else 1)
        if account is None:
            self._working.setAccessibleDescription("")
            return
        self._title.set_text(account.title)
        self._working.show_account(account)
        self._headline.show_account(account)
        self._area.setAccessibleDescription(f"{account.title}: {self._headline.text}")

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
            self._on_copy_text()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_copy_text(self) -> None:
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


class _Area(QScrollArea):
    """The working, scrolled by wheel and keys where it is larger than its room."""

    def __init__(self, working: QWidget) -> None:
        super().__init__()
        self.setWidget(working)
        self.setMinimumHeight(0)
        self.setWidgetResizable(True)
        # Both would be filled in the window's colour; the card's shows through.
        self.viewport().setAutoFillBackground(False)
        working.setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The sum, step by step")
        self.setViewportMargins(INSET - FRAME, 0, INSET - FRAME, 0)
        self.setObjectName("working")

    def set_look(self, look: Look) -> None:
        """Frame the area in the accent colour while it has the keyboard."""
        self.setStyleSheet(
            f"QScrollArea#working {{ border: {FRAME}px solid transparent; border-radius: 6px; }}"
            f"QScrollArea#working:focus {{ border-color: {look.theme.accent}; }}"
        )


def _is_copy(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy)
