"""Joins recovery to the window: what was left behind is offered with its picture."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QPixmap

from cnnviz.app.recovery import LeftBehind, Recovery
from cnnviz.ui.file_dialogs import Recover, ask_recover
from cnnviz.ui.painting import map_image
from cnnviz.ui.theme import Look, picture_colors
from cnnviz.ui.window import Window

_SIDE = 144


class RecoveryBinding(QObject):
    """Asks about each work left behind until one is taken up, or put off."""

    def __init__(self, recovery: Recovery, window: Window, look: Look) -> None:
        super().__init__(window)
        self._recovery = recovery
        self._window = window
        self._look = look

    @Slot()
    def offer(self) -> None:
        for left in self._recovery.left_behind():
            match ask_recover(self._window, self._picture(left), left.source.name if left.source else None):
                case Recover.RECOVER:
                    self._recovery.take(left)
                    return
                case Recover.LATER:
                    self._recovery.leave(left)
                    return
                case Recover.DELETE:
                    self._recovery.drop(left)

    def _picture(self, left: LeftBehind) -> QPixmap:
        document = left.work.document
        colors = picture_colors(self._look.theme)
        image = map_image(document.picture, colors, document.coding.paper, document.coding.ink)
        side = self._look.length(_SIDE)
        return QPixmap.fromImage(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
