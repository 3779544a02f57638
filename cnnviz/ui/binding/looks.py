"""What everything is drawn like, and which panels are shown: told in one place, for the window and for a class."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from cnnviz.app.state import State
from cnnviz.model.view import Panel, View
from cnnviz.ui.preferences import nearest_text_scale
from cnnviz.ui.style import presented_theme, theme_for
from cnnviz.ui.theme import Look, base_pixel_size

#: So many lines of text as a class reads it are as high as the usual screen, which is so much wider than high.
LINES = 44
WIDTH = 16 / 9


def look_of(state: State) -> Look:
    """The theme and the text size; for a class at a high contrast, in text of its own size."""
    view = state.view
    theme_of = presented_theme if view.presenting else theme_for
    return Look(theme_of(view.color_scheme), text_scale_of(view), is_presented=view.presenting)


def lecturers_look(state: State) -> Look:
    """That of the window that the class does not see."""
    return Look(theme_for(state.view.color_scheme), state.view.text_scale)


def looks_like(old: State, new: State) -> bool:
    """Whether `new` is drawn like `old`, while the system's own colours stay as they are."""
    return _manner(old.view) == _manner(new.view)


def _manner(view: View) -> tuple[object, ...]:
    return view.color_scheme, view.presenting, text_scale_of(view)


def screen_for_class(window: QWidget) -> QScreen:
    """The screen that a class sees: a second one, where there is one, for the first is the lecturer's own."""
    mine = window.screen()
    if mine is not QGuiApplication.primaryScreen():
        return mine
    return next((screen for screen in QGuiApplication.screens() if screen is not mine), mine)


def text_scale_on(screen: QScreen) -> int:
    """The text size for a class that looks at `screen`, in percent: where that is narrow, there is room for less."""
    width, height = screen.size().width(), screen.size().height()
    pixels = min(height, math.sqrt(width * height / WIDTH)) / LINES
    return nearest_text_scale(round(100 * pixels / base_pixel_size()))


def text_scale_of(view: View) -> int:
    """The text size in percent."""
    return view.presented_text if view.presenting else view.text_scale


def with_text_scale(view: View, percent: int) -> dict[str, Any]:
    """The field of `view` that changes where the text size becomes `percent`."""
    return {"presented_text" if view.presenting else "text_scale": percent}


def put_away(state: State) -> frozenset[Panel]:
    """The panels that are not shown; a class sees no lesson where none is open."""
    view = state.view
    if not view.presenting:
        return view.hidden
    lesson = frozenset() if state.document.lesson is not None else frozenset({Panel.LESSON})
    return frozenset(Panel) - view.presented | lesson


def with_put_away(view: View, panels: frozenset[Panel]) -> dict[str, Any]:
    """The field of `view` that changes where `panels` are put away, and the others are shown."""
    return {"presented": frozenset(Panel) - panels} if view.presenting else {"hidden": panels}
