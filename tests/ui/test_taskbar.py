"""The window's place in the taskbar."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace

import pytest

from cnnviz.ui import application
from cnnviz.ui.taskbar import leave_pythons_button


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
