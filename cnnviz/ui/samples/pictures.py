"""A few pictures in a block, to look at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.engine.arrays import Array
from cnnviz.ui.painting import map_image
from cnnviz.ui.theme import Look, picture_colors

_COLUMNS, _ROWS = 3, 2
_GAP = 4
_SMALLEST = 32

#: How many are shown.
COUNT = _COLUMNS * _ROWS


class Pictures(QWidget):
    """`COUNT` pictures, each as large as there is room for; the first is framed where it is what the others come from.

    Args:
        name: what they are, for those who cannot see them.
        is_first_framed: whether the first is the origin of the others.
    """

    def __init__(self, name: str, *, is_first_framed: bool = False) -> None:
        super().__init__()
        self._pictures: tuple[Array, ...] = ()
        self._paper, self._ink = -1.0, 1.0
        self._is_first_framed = is_first_framed
        self._look = Look()
        self.setAccessibleName(name)
        self.setMinimumSize(_COLUMNS * (_SMALLEST + _GAP), _ROWS * (_SMALLEST + _GAP))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def pictures(self) -> tuple[Array, ...]:
        return self._pictures

    def show_pictures(self, pictures: Sequence[Array], paper: float, ink: float) -> None:
        """Show pictures ``(rows, columns)`` with these numbers for paper and ink."""
        self._pictures, self._paper, self._ink = tuple(pictures), paper, ink
        self.update()

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            theme = self._look.theme
            side = min((self.width() + _GAP) // _COLUMNS, (self.height() + _GAP) // _ROWS) - _GAP
            for index, picture in enumerate(self._pictures[:COUNT]):
                row, column = divmod(index, _COLUMNS)
                frame = QRect(column * (side + _GAP), row * (side + _GAP), side - 1, side - 1)
                painter.fillRect(frame, QColor(theme.paper))
                painter.drawImage(
                    _box(picture, frame), map_image(picture, picture_colors(theme), self._paper, self._ink)
                )
                is_origin = index == 0 and self._is_first_framed
                painter.setPen(QPen(QColor(theme.accent if is_origin else theme.line), 2 if is_origin else 1))
                painter.drawRect(frame.adjusted(1, 1, 0, 0) if is_origin else frame)


def _box(picture: Array, frame: QRect) -> QRect:
    """Where a picture lies in `frame`: in whole pixels for each cell where it is large enough."""
    rows, columns = picture.shape
    room = frame.width() - 2
    step = max(rows, columns)
    scale = room // step if room >= step else room / step
    box = QRect(0, 0, round(columns * scale), round(rows * scale))
    box.moveCenter(frame.center())
    return box
