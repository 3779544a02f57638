"""A tool button that stands for an action, and listens to it no more often for each change of it."""

from __future__ import annotations

from PySide6.QtCore import QMetaMethod, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton


def action_button(action: QAction) -> QToolButton:
    """A button that shows and does what `action` says."""
    button = QToolButton()
    button.setDefaultAction(action)
    OneConnection(button)
    return button


class OneConnection(QObject):
    """Has `button`, which lives as long as this, let go of what it connects to its default action.

    WORKAROUND Qt 6.11: a tool button takes its default action anew whenever that changes, and each time connects to it
    once more. An hour of undoing held tens of megabytes of such connections, and every change went through all of them.
    A button hears of changes by an event, and needs none of these.
    """

    def __init__(self, button: QToolButton) -> None:
        super().__init__(button)
        self._button = button
        button.defaultAction().changed.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        action = self._button.defaultAction()
        # An invalid method stands for whatever the button has connected.
        QObject.disconnect(action, QMetaMethod.fromSignal(action.changed), self._button, QMetaMethod())
