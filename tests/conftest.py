"""What every test stands on: Qt without a screen, and widgets and threads that must not outlive their test."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":
    # Without a screen Qt asks no system for its fonts.
    os.environ.setdefault("QT_QPA_FONTDIR", os.path.expandvars(r"%WINDIR%\Fonts"))
# Whoever runs the tests may have asked their desktop for less motion: here it is asked as it comes.
os.environ["GSETTINGS_BACKEND"] = "memory"

# Before anything imports NumPy, which it tells to keep to one thread.
import cnnviz  # noqa: F401
from cnnviz.cli.window import hasten_imports

# As on the way to the window, and before anything imports Qt.
hasten_imports()
from tests.leaks import nothing_left  # noqa: E402
from tests.windows import activate, opened_window, renew  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from cnnviz.ui.application import Running


# No test is about time: a busy machine makes any example late, and fails what it says nothing about.
# Forty examples a run, each time others, find what a hundred find: the suite is run many times a day.
settings.register_profile("untimed", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """What is there by now stays to the end, so no search for garbage need go through it again.

    What tests load meanwhile is searched once for many new objects, not for every 700.
    """
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000)


@pytest.fixture(autouse=True, scope="session")
def settings_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests' own settings, so that those of the person who runs them stay as they are."""
    from PySide6.QtCore import QSettings

    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The tests run in cnnviz's own application."""
    from cnnviz.ui.application import Application

    return Application


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Waits for what a busy machine makes late; what never comes fails all the same."""
    for wait in ("waitActive", "waitExposed", "waitSignal", "waitSignals", "waitUntil"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=30_000))
    return qtbot


@pytest.fixture
def fresh_settings(settings_folder: None) -> Iterator[None]:
    """Nothing remembered, and the application's typeface and colours as they were afterwards."""
    from PySide6.QtWidgets import QApplication

    from cnnviz.ui.preferences import preferences

    preferences().clear()
    colors, font = QApplication.palette(), QApplication.font()
    yield
    QApplication.setPalette(colors)
    QApplication.setFont(font)


@pytest.fixture
def fresh(qtbot: QtBot, fresh_settings: None) -> Iterator[Running]:
    """The window with the lecture's X and its votes, before a hand has touched it."""
    running = opened_window()
    yield running
    running.close()


@pytest.fixture
def running(fresh: Running) -> Running:
    """The window that a test is about: a fresh one, unless its module says that a used one will do."""
    return fresh


@pytest.fixture(scope="module")
def kept_window(qapp: QApplication, settings_folder: None) -> Iterator[Running]:
    """One window for a whole module."""
    from cnnviz.ui.preferences import preferences

    preferences().clear()
    colors, font = qapp.palette(), qapp.font()
    with nothing_left():
        running = opened_window()
        yield running
        running.close()
    qapp.setPalette(colors)
    qapp.setFont(font)


@pytest.fixture
def used(kept_window: Running, qtbot: QtBot, fresh_settings: None) -> Iterator[Running]:
    """A window that others have used, with the lecture's X opened anew, seen as at first and the keyboard on it.

    For tests that bring all else about themselves: what the store does not hold, such as the page in front or how
    large a panel is, may be as the test before has left it.
    """
    place = kept_window.window.geometry()
    # A fresh window may have been in front of it meanwhile.
    activate(kept_window)
    yield kept_window
    renew(kept_window, place)


@pytest.fixture(autouse=True)
def nothing_is_left_behind() -> Iterator[None]:
    """Fail a test that leaves a worker, a window or a running timer to the next one."""
    with nothing_left():
        yield
