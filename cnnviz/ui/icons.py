"""Icons: drawings in one colour, which the theme gives."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cnnviz.model import resources

#: Sides of the icons: those of menus and toolbars, and two for large text; others are scaled down from the next.
_SIDES = (16, 20, 32, 64)


def icon(name: str, color: str) -> QIcon:
    """``resources/icons/<name>.svg`` with its `currentColor` drawn in `color` (``#rrggbb``).

    It is drawn for the screens there are: each further size of each icon is time before the window is there. A
    QIconEngine of our own would draw a size when asked; PySide6 loses such an engine when an icon is copied.

    Raises:
        OSError: there is no such icon.
    """
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}
    return _drawn(name, color, tuple(sorted({round(side * ratio) for side in _SIDES for ratio in ratios})))


@lru_cache(maxsize=256)
def _drawn(name: str, color: str, sides: tuple[int, ...]) -> QIcon:
    drawing = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    renderer = QSvgRenderer(drawing.encode())
    result = QIcon()
    for side in sides:
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        result.addPixmap(pixmap)
    return result
