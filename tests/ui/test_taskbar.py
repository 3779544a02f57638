"""The window's place in the taskbar."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace

import pytest

from cnnviz.ui import application
from cnnviz.ui.taskbar import leave_pythons_button


def _make_application(system: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What an application is told of itself; a stand-in, for one is all that there can be in a process."""
    names = dict[str, str]()

    def made(_arguments: list[str]) -> SimpleNamespace:
        return SimpleNamespace(
            setApplicationName=lambda name: names.update(setApplicationName=name),
            setDesktopFileName=lambda name: names.update(setDesktopFileName=name),
        )

    monkeypatch.setattr(application, "QPixmapCache", SimpleNamespace(setCacheLimit=lambda _limit: None))
    monkeypatch.setattr(application, "Application", made)
    application.make_application(system)
    return names


def test_on_windows_the_taskbar_is_told_before_there_is_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[str]()
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    leave_pythons_button()
    assert told == ["cnnviz"]
    told.clear()
    _make_application("win32", monkeypatch)
    assert told == ["cnnviz"]


def test_under_wayland_the_window_does_not_go_by_the_name_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _make_application("linux", monkeypatch) == {"setApplicationName": "cnnviz", "setDesktopFileName": "cnnviz"}


def test_other_systems_have_no_such_button(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ctypes, "windll", raising=False)
    leave_pythons_button()
