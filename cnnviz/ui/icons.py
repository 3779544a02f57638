"""Icons: drawings in one colour, which the theme gives."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cnnviz.model import resources

#: Sides in device pixels: the usual icon sizes at 100, 150, 200 and 300 %, so that none is scaled.
_SIDES = (16, 18, 20, 24, 30, 32, 36, 40, 48, 60, 64, 72, 96)


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
