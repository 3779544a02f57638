"""Tool buttons follow their actions, and listen to them no more often for it."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from cnnviz.model.document import with_picture
from cnnviz.model.view import ColorScheme
from cnnviz.ui.action_button import action_button
from cnnviz.ui.application import Running


def test_long_use_connects_nothing_more_to_an_action(running: Running) -> None:
    _use(running)
    before = _receivers(running)
    for _ in range(2):
        _use(running)
    assert _receivers(running) == before


def test_a_button_shows_and_does_what_its_action_says(qtbot: QtBot) -> None:
    action = QAction("One", checkable=True)
    button = action_button(action)
    qtbot.addWidget(button)
    for text, is_enabled, is_checked in (("Two", False, True), ("Three", True, False)):
        action.setText(text)
        action.setToolTip(f"{text} in words")
        action.setEnabled(is_enabled)
        action.setChecked(is_checked)
        assert (button.text(), button.toolTip()) == (text, f"{text} in words")
        assert (button.isEnabled(), button.isChecked()) == (is_enabled, is_checked)
    with qtbot.waitSignals([action.triggered, button.triggered]):
        button.click()
    assert action.isChecked()


def _use(running: Running) -> None:
    """Change what the actions say, and how they look."""
    store = running.store
    store.edit("Draw", lambda document: with_picture(document, -document.picture))
    store.undo()
    for scheme in (ColorScheme.DARK, ColorScheme.LIGHT):
        store.look(color_scheme=scheme)
    QApplication.processEvents()


def _receivers(running: Running) -> dict[str, int]:
    """How often every action that is to be seen on a button is listened to, by its text."""
    buttons = running.window.findChildren(QToolButton)
    actions = {button.defaultAction() for button in buttons if button.defaultAction() is not None}
    assert len(actions) > 20
    return {action.toolTip(): action.receivers(SIGNAL("changed()")) for action in actions}
