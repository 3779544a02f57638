"""What is on its way while the player goes from one value to the next: the window slides, then the value lands."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from cnnviz.ui.stages.style import Style


@dataclass(frozen=True, eq=False)
class Moving:
    """How far the way from one value to the next has been gone.

    windows: where the windows stood before, as many as there are now, or none where they do not slide.
    cell: where the value before stood, or None.
    color: of the value that lands in a cell; None where none does.
    lights: whether the wires of a vote light in turn.
    share: of the way, from 0 to 1.
    """

    windows: tuple[QRectF, ...]
    cell: QRectF | None
    color: QColor | None
    lights: bool = False
    share: float = 0.0

    @property
    def slid(self) -> float:
        """How far the window has slid: it is there when the value sets out, if one does."""
        return self.share if self.color is None else min(1.0, 2 * self.share)

    @property
    def landed(self) -> float:
        """How far the value has come."""
        return 1.0 if self.color is None else max(0.0, 2 * self.share - 1)

    def windows_now(self, windows: tuple[QRectF, ...]) -> tuple[QRectF, ...]:
        """Where the windows are that slide to `windows`."""
        if len(self.windows) != len(windows):
            return windows
        return tuple(between(one, other, self.slid) for one, other in zip(self.windows, windows, strict=True))

    def cell_now(self, cell: QRectF) -> QRectF:
        """Where the outline of the cell is that goes to `cell`."""
        return cell if self.cell is None else between(self.cell, cell, self.slid)

    def paint_value(self, painter: QPainter, windows: tuple[QRectF, ...], cell: QRectF, style: Style) -> None:
        """Paint the value on its way from its window to its cell, which is empty until then."""
        if self.color is None or not windows:
            return
        painter.fillRect(cell, style.surface)
        if self.share >= 0.5:
            start = windows[0].center()
            small = QRectF(start.x() - cell.width() / 2, start.y() - cell.height() / 2, cell.width(), cell.height())
            painter.fillRect(between(small, cell, self.landed), self.color)


def between(one: QRectF, other: QRectF, share: float) -> QRectF:
    """The rectangle at `share` of the way from one to the other."""
    corner = one.topLeft() + (other.topLeft() - one.topLeft()) * share
    return QRectF(corner, one.size() + (other.size() - one.size()) * share)
