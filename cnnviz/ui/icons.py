"""Icons: drawings in one colour, which the theme gives."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cnnviz.model import resources

#: Sides in device pixels: the icons of the toolbars (20) and menus (16) at 100, 150, 200 and 300 %; others are scaled
#: down from the next. Each one more is drawn for every icon before the window is there.
_SIDES = (16, 20, 24, 30, 32, 40, 48, 60, 96)


@lru_cache(maxsize=256)
def icon(name: str, color: str) -> QIcon:
    """``resources/icons/<name>.svg`` with its `currentColor` drawn in `color` (``#rrggbb``).

    A QIconEngine of our own would draw each size when asked; PySide6 loses such an engine when an icon is copied.

    Raises:
        OSError: there is no such icon.
    """
    drawing = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    renderer = QSvgRenderer(drawing.encode())
    result = QIcon()
    for side in _SIDES:
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        result.addPixmap(pixmap)
    return result
