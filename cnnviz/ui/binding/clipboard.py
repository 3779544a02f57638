"""Joins copying and pasting to what they are meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget

from cnnviz.app.store import Store
from cnnviz.model.number_block import parse_block
from cnnviz.model.refused import Refused
from cnnviz.ui.binding.accounts import account_at
from cnnviz.ui.binding.arithmetic import SUM_COPIED
from cnnviz.ui.window import Window

if TYPE_CHECKING:
    from cnnviz.model.sums.account import Account

_COPY, _PASTE = Qt.Key.Key_C, Qt.Key.Key_V


class ClipboardBinding(QObject):
    """What holds the keyboard copies and pastes if it can; else the sum is copied, and an image becomes the picture.

    What cannot be done is dimmed while the menu is open, and only then: by its key it is asked for, and said.
    """

    def __init__(self, store: Store, window: Window) -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        window.actions_.copy.triggered.connect(self._on_copy)
        window.actions_.paste.triggered.connect(self._on_paste)
        window.edit_menu.aboutToShow.connect(self._on_menu_shown)
        window.edit_menu.aboutToHide.connect(self._on_menu_hidden)

    @Slot()
    def _on_copy(self) -> None:
        if self._takes(_COPY):
            self._press(_COPY)
        elif (account := self._account) is not None:
            QGuiApplication.clipboard().setText(account.as_text())
            self._store.tell(SUM_COPIED.format("text"))
        else:
            self._store.tell("There is nothing to copy: point at a number for its sum.", is_problem=True)

    @Slot()
    def _on_paste(self) -> None:
        if self._takes(_PASTE):
            self._press(_PASTE)
        elif _are_numbers(QGuiApplication.clipboard().text()):
            # A spreadsheet copies its cells as an image, too, which nobody means to draw.
            self._store.tell("These are numbers: click a cell of a filter for them first.", is_problem=True)
        else:
            self._window.draw_panel.paste()

    @Slot()
    def _on_menu_shown(self) -> None:
        actions, window = self._window.actions_, self._window
        field = _text_field(self._holder)
        can_copy = self._takes(_COPY) or self._account is not None if field is None else field.hasSelectedText()
        has_text = bool(QGuiApplication.clipboard().text())
        actions.copy.setEnabled(can_copy)
        actions.paste.setEnabled(has_text if self._takes(_PASTE) else window.draw_panel.can_paste)

    @Slot()
    def _on_menu_hidden(self) -> None:
        for action in (self._window.actions_.copy, self._window.actions_.paste):
            action.setEnabled(True)

    def _takes(self, key: Qt.Key) -> bool:
        """Whether what holds the keyboard would answer to Ctrl and this key, as it says before any shortcut does."""
        event = _event(QEvent.Type.ShortcutOverride, key)
        event.ignore()
        QApplication.sendEvent(self._holder, event)
        return event.isAccepted()

    def _press(self, key: Qt.Key) -> None:
        QApplication.sendEvent(self._holder, _event(QEvent.Type.KeyPress, key))

    @property
    def _account(self) -> Account | None:
        # Asked of the state: the panel knows none while it is put away.
        return account_at(self._store.state, self._store.state.view.probe)

    @property
    def _holder(self) -> QWidget:
        return self._window.focusWidget() or self._window


def _text_field(holder: QWidget) -> QLineEdit | None:
    if isinstance(holder, QComboBox | QAbstractSpinBox):
        return holder.findChild(QLineEdit)
    return holder if isinstance(holder, QLineEdit) else None


def _are_numbers(text: str) -> bool:
    try:
        parse_block(text)
    except Refused:
        return False
    return True


def _event(kind: QEvent.Type, key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(kind, key, Qt.KeyboardModifier.ControlModifier)
