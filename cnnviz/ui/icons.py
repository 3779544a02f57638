"""Icons: drawings in one colour, which the theme gives, and the window's own."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cnnviz.model import resources

#: The side of an icon in menus and on the toolbar, in pixels at the normal text size.
SIDE = 20
#: In pixels, those that title bars, taskbars and docks ask for.
_DESKTOP_SIDES = (16, 24, 32, 48, 64, 128, 256)


def icon(name: str, color: str, side: int = SIDE, chosen: str | None = None) -> QIcon:
    """``resources/icons/<name>.svg`` with its `currentColor` drawn in `color` (``#rrggbb``), `side` pixels high.

    In an entry of a menu that is about to be chosen it is drawn in `chosen`, if that is given.

    It is drawn for the screens there are, and in no other size: each would be time before the window is there. A
    QIconEngine of our own would draw a size when asked; PySide6 loses such an engine when an icon is copied.

    Raises:
        OSError: there is no such icon.
    """
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}
    return _drawn(name, color, tuple(sorted({round(side * ratio) for ratio in ratios})), chosen)


def window_icon() -> QIcon:
    """What the desktop knows the window by: a filter with a cross in it, in its own colours."""
    renderer = QSvgRenderer(str(resources.path("window.svg")))
    result = QIcon()
    for side in _DESKTOP_SIDES:
        result.addPixmap(_painted(renderer, side))
    return result


@lru_cache(maxsize=256)
def _drawn(name: str, color: str, sides: tuple[int, ...], chosen: str | None) -> QIcon:
    drawing = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    renderer = QSvgRenderer(drawing.encode())
    result = QIcon()
    for side in sides:
        pixmap = _painted(renderer, side)
        result.addPixmap(pixmap)
        if chosen is not None:
            # Menus ask for this mode; so do buttons that raise themselves under the pointer.
            result.addPixmap(_dyed(pixmap, chosen), QIcon.Mode.Active)
    return result


def _painted(renderer: QSvgRenderer, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        renderer.render(painter)
    return pixmap


def _dyed(pixmap: QPixmap, color: str) -> QPixmap:
    """The same drawing in `color`, for far less time than drawing it takes."""
    result = QPixmap(pixmap)
    with QPainter(result) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(result.rect(), QColor(color))
    return result
