"""What tells a button that the pointer left it while its menu was open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid


class Leaving(QObject):
    """Has whatever the pointer was on as `menu` opened hear of it when the pointer is elsewhere as the menu closes.

    WORKAROUND Qt 6.11: while a menu is open it alone hears of the pointer. A button whose menu was used was drawn as if
    the pointer were on it until it next came by.
    """

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._below: QWidget | None = None
        menu.aboutToShow.connect(self._on_about_to_show)
        menu.aboutToHide.connect(self._on_about_to_hide)

    @Slot()
    def _on_about_to_show(self) -> None:
        self._below = QApplication.widgetAt(QCursor.pos())

    @Slot()
    def _on_about_to_hide(self) -> None:
        below, self._below = self._below, None
        if below is None or not isValid(below):
            return
        if not below.rect().contains(below.mapFromGlobal(QCursor.pos())):
            QApplication.sendEvent(below, QEvent(QEvent.Type.Leave))
            below.update()
