"""A stroke of the pen on the window's own canvas."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from cnnviz.ui.application import Running
from tests.ui.hands import drag


def draw_upwards(running: Running, column: int) -> None:
    """Draw from the second row from below to the second from above."""
    canvas = running.window.draw_panel.canvas
    rows = running.store.state.document.grid[0]
    start, end = (_center(running, row, column) for row in (rows - 2, 1))
    drag(canvas, start, start.y() - end.y())


def _center(running: Running, row: int, column: int) -> QPoint:
    return running.window.draw_panel.canvas.board.cell_rect((row, column)).center().toPoint()
