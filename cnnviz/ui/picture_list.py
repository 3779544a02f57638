"""What lists of little pictures have in common."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView

from cnnviz.engine.arrays import Array
from cnnviz.ui.painting import map_image
from cnnviz.ui.theme import Look, picture_colors

_BY_KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


def line_up(view: QListView) -> None:
    """Let `view` show its pictures in lines as long as it is wide, to be scrolled up and down, never dragged."""
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setMovement(QListView.Movement.Static)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setUniformItemSizes(True)
    # Without it, the window is not told which picture the pointer is on.
    view.setMouseTracking(True)


def frame_current(view: QListView, event: QFocusEvent) -> None:
    """Let a keyboard that has come to `view` see what Enter takes: the frame is that of the selection.

    Not one that came with the pointer, which selects by itself, and more than one with Ctrl.
    """
    if event.reason() in _BY_KEYBOARD and view.currentIndex().isValid() and not view.selectionModel().hasSelection():
        view.selectionModel().select(view.currentIndex(), QItemSelectionModel.SelectionFlag.Select)


def picture_icon(picture: Array, paper: float, ink: float, side: int, ratio: float, look: Look) -> QIcon:
    """`picture` ``(rows, columns)`` in a square of `side` pixels, `ratio` device pixels each.

    paper, ink: its numbers for the one and the other.
    """
    pixels, line = round(side * ratio), max(1, round(ratio))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(QColor(look.theme.line))
    # Whole pixels for each cell, so that all cells are the same size.
    cell = max((pixels - 2 * line) // max(picture.shape), 1)
    box = QRect(0, 0, cell * picture.shape[1], cell * picture.shape[0])
    box.moveCenter(pixmap.rect().center())
    with QPainter(pixmap) as painter:
        painter.fillRect(pixmap.rect().adjusted(line, line, -line, -line), QColor(look.theme.paper))
        painter.drawImage(box, map_image(picture, picture_colors(look.theme), paper, ink))
    pixmap.setDevicePixelRatio(ratio)
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(pixmap, mode)
    return icon
