"""Where Tab goes from one widget into a part of the window."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def lead_tab(before: QWidget, part: QWidget) -> None:
    """Have Tab go from `before` into `part`: one that was made later comes last of all in the window."""
    for one, following in pairwise((before, *_stops(part))):
        QWidget.setTabOrder(one, following)


def _stops(part: QWidget) -> list[QWidget]:
    """Where Tab stops in `part`, from top to bottom.

    Not by `nextInFocusChain`: PySide6 takes what that returns for a child of what was asked, and lets go of both at
    once when one layer's row is removed.
    """
    return [
        widget
        for widget in part.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.window() is part.window()
    ]
