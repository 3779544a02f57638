"""A button is not drawn as if the pointer were on it once its menu was used and the pointer is elsewhere."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from cnnviz.model.view import Panel
from cnnviz.ui.application import Running
from cnnviz.ui.leaving import Leaving


@pytest.mark.parametrize("moves_off", [True, False])
def test_a_button_hears_that_the_pointer_left_while_its_menu_was_open(qtbot: QtBot, *, moves_off: bool) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    menu = QMenu(button)
    menu.addAction("One")
    Leaving(menu)
    button.setMenu(menu)
    with qtbot.waitExposed(button):
        button.show()
    on_it = button.mapToGlobal(button.rect().center())
    QCursor.setPos(on_it)
    here = QPointF(button.rect().center())
    QApplication.sendEvent(button, QEnterEvent(here, here, QPointF(on_it)))
    assert button.underMouse()
    menu.popup(on_it + QPoint(0, 60))
    if moves_off:
        QCursor.setPos(button.mapToGlobal(button.rect().bottomRight()) + QPoint(30, 80))
    menu.close()
    assert button.underMouse() is not moves_off


def test_every_button_with_a_menu_is_told(running: Running) -> None:
    running.store.look(hidden=frozenset({Panel.ARITHMETIC}))
    learning = running.window.learning
    for index in range(learning.count()):
        learning.setCurrentIndex(index)
    tools, others = running.window.findChildren(QToolButton), running.window.findChildren(QPushButton)
    menus = [(each, each.menu()) for each in tools] + [(each, each.menu()) for each in others]
    # Those for what a bar has no room for are Qt's.
    own = [(button, menu) for button, menu in menus if menu is not None and not button.objectName().startswith("qt_")]
    assert len(own) > 5
    assert not [button.accessibleName() for button, menu in own if menu.findChild(Leaving) is None]


def test_closing_ends_the_thread(running: Running) -> None:
    assert "cnnviz worker" in {thread.name for thread in threading.enumerate()}
    running.close()
    assert "cnnviz worker" not in {thread.name for thread in threading.enumerate()}
