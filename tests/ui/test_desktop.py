"""What the desktop knows the window by."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from cnnviz.ui import application
from cnnviz.ui.application import Running
from cnnviz.ui.desktop import leave_pythons_button


def test_the_window_has_an_icon_in_every_size_that_is_asked_for(running: Running, qtbot: QtBot) -> None:
    icon = running.window.windowIcon()
    for side in (16, 32, 256):
        pixmap = icon.pixmap(QSize(side, side), 1.0)
        assert pixmap.size() == QSize(side, side)
        image = pixmap.toImage()
        assert image.pixelColor(side // 2, side // 2) == QColor("#ffffff")
        assert image.pixelColor(side // 2, side // 16) == QColor("#4338ca")


def test_on_windows_the_taskbar_is_told_before_there_is_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[str]()
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    leave_pythons_button()
    assert told == ["cnnviz"]
    # One application is all that there can be in a process.
    told.clear()
    monkeypatch.setattr(application, "QPixmapCache", SimpleNamespace(setCacheLimit=lambda _limit: None))
    monkeypatch.setattr(application, "Application", lambda _arguments: SimpleNamespace(setApplicationName=told.append))
    application.make_application("win32")
    assert told == ["cnnviz", "cnnviz"]


def test_other_systems_have_no_such_button(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ctypes, "windll", raising=False)
    leave_pythons_button()
