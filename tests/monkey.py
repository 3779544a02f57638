"""A person without a plan: random clicks, strokes, keys, undos, openings and resizes, as real events."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QToolButton, QWidget

from cnnviz.ui.application import Running

Key = Qt.Key
KEYS = (
    *(Key.Key_Tab, Key.Key_Backtab, Key.Key_Space, Key.Key_Backspace, Key.Key_Return, Key.Key_Escape, Key.Key_Delete),
    *(Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home),
    *(Key.Key_0, Key.Key_1, Key.Key_9, Key.Key_Minus, Key.Key_Comma, Key.Key_Period, Key.Key_Slash),
    *(Key.Key_B, Key.Key_E, Key.Key_F, Key.Key_L, Key.Key_X, Key.Key_F1, Key.Key_F2, Key.Key_F6),
)
MODIFIERS = (Qt.KeyboardModifier.NoModifier,) * 4 + (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
BUTTONS = (Qt.MouseButton.LeftButton,) * 3 + (Qt.MouseButton.RightButton,)


class Monkey(QObject):
    """Does one random thing after another with a window; the same things for the same seed.

    files: documents and others that it opens now and then.
    avoids: actions that it leaves alone, besides that which quits.
    """

    def __init__(
        self, running: Running, seed: int, files: tuple[Path, ...] = (), avoids: Iterable[QAction] = ()
    ) -> None:
        super().__init__()
        self._running = running
        self._window = running.window
        self._random = random.Random(seed)
        self._files = files
        actions = self._window.actions_
        self._not_to_trigger = {actions.quit, *avoids}
        self.log: list[str] = []
        self._deeds: tuple[tuple[Callable[[], None], int], ...] = (
            (self._stroke, 20),
            (self._click, 20),
            (self._point, 15),
            (self._press_key, 25),
            (self._turn_wheel, 8),
            (self._undo_or_redo, 8),
            (self._trigger, 6),
            (self._resize, 1),
            (self._open, 1),
        )

    def act(self) -> None:
        """Do one thing, and let the window answer."""
        deeds, weights = zip(*self._deeds, strict=True)
        deed = self._random.choices(deeds, weights)[0]
        self.log.append(deed.__name__)
        # Menus and dialogs run an event loop of their own, in which this is heard.
        QTimer.singleShot(0, self._answer)
        deed()
        QApplication.processEvents()
        self._answer()
        # As the application's own loop does before the next event; here there is none.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _stroke(self) -> None:
        canvas = self._window.draw_panel.canvas
        button = self._random.choice(BUTTONS)
        QTest.mousePress(canvas, button, Qt.KeyboardModifier.NoModifier, self._place(canvas))
        for _ in range(self._random.randrange(4)):
            QTest.mouseMove(canvas, self._place(canvas))
        QTest.mouseRelease(canvas, button, Qt.KeyboardModifier.NoModifier, self._place(canvas))

    def _click(self) -> None:
        widget = self._widget()
        QTest.mouseClick(widget, self._random.choice(BUTTONS), self._random.choice(MODIFIERS), self._place(widget))

    def _point(self) -> None:
        widget = self._random.choice((self._window.stages.viewport(), self._window.votes, self._widget()))
        QTest.mouseMove(widget, self._place(widget))

    def _press_key(self) -> None:
        key, modifiers = self._random.choice(KEYS), self._random.choice(MODIFIERS)
        QTest.keyClick(self._window.focusWidget() or self._window, key, modifiers)

    def _turn_wheel(self) -> None:
        widget = self._widget()
        place = QPointF(self._place(widget))
        turn = QPoint(0, self._random.choice((-120, 120)))
        event = QWheelEvent(
            place,
            QPointF(widget.mapToGlobal(place)),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            self._random.choice(MODIFIERS),
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)

    def _undo_or_redo(self) -> None:
        actions = self._window.actions_
        for _ in range(self._random.randrange(1, 4)):
            self._random.choice((actions.undo, actions.undo, actions.redo)).trigger()

    def _trigger(self) -> None:
        actions = self._window.actions_
        offered = [*actions.all, *(action for choice in actions.choices for action in choice.actions)]
        self._trigger_one([action for action in offered if action not in self._not_to_trigger])

    def _resize(self) -> None:
        self._window.resize(self._random.randrange(640, 1500), self._random.randrange(400, 1000))

    def _open(self) -> None:
        if self._files:
            self._running.files.open_path(self._random.choice(self._files))

    @Slot()
    def _answer(self) -> None:
        """Choose from an open menu or let it go; answer what a dialog asks."""
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu) and self._random.random() < 0.5:
            # What is chosen may open a dialog of its own.
            QTimer.singleShot(0, self._answer)
            self._trigger_one([action for action in popup.actions() if action not in self._not_to_trigger])
        if popup is not None:
            popup.close()
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            # A dialog may ask again, or another follow it.
            QTimer.singleShot(0, self._answer)
            if isinstance(dialog, QMessageBox):
                self._random.choice(dialog.buttons()).click()
            else:
                dialog.reject()

    def _trigger_one(self, actions: list[QAction]) -> None:
        ready = [action for action in actions if action.isEnabled() and not action.isSeparator() and not action.menu()]
        if ready:
            self._random.choice(ready).trigger()

    def _widget(self) -> QWidget:
        """Any widget of the window that can be seen."""
        widgets = self._window.findChildren(QWidget)
        while True:
            widget = self._random.choice(widgets)
            if widget.isVisible() and min(widget.width(), widget.height()) > 1 and not self._is_avoided(widget):
                return widget

    def _is_avoided(self, widget: QWidget) -> bool:
        return isinstance(widget, QToolButton) and widget.defaultAction() in self._not_to_trigger

    def _place(self, widget: QWidget) -> QPoint:
        return QPoint(self._random.randrange(widget.width()), self._random.randrange(widget.height()))
