"""Values that the class does not see: their cells are empty, and the one to be predicted has a question mark."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from cnnviz.engine.arrays import Mask
from cnnviz.model.concealment import Concealment
from cnnviz.model.view import Probe
from cnnviz.ui.painting import draw_cells
from cnnviz.ui.stages.geometry import Box, Kind
from cnnviz.ui.stages.scene import Place, Scene, rect_of
from cnnviz.ui.stages.veil import lines_of, veil

#: Smaller cells, in pixels, are empty without an outline each.
LEAST_OUTLINED = 6


@dataclass(frozen=True, eq=False)
class Hidden:
    """What is not seen.

    masks: for each stage, which of its values; None where all are seen. () hides nothing.
    predicted: the value that is to be predicted.
    """

    masks: Concealment = ()
    predicted: Probe | None = None

    def mask(self, stage: int) -> Mask | None:
        """Which values of a stage are not seen; None where all are."""
        return self.masks[stage] if self.masks else None

    def hides_all(self, stage: int) -> bool:
        """Whether no value of a stage is seen."""
        mask = self._at(stage)
        return mask is not None and bool(mask.all())

    def changed_from(self, before: Hidden) -> tuple[int, ...]:
        """The stages that look different from `before`."""
        stages = range(max(len(self.masks), len(before.masks)))
        moved = {probe.stage for probe in (self.predicted, before.predicted) if probe is not None}
        has_moved = self.predicted != before.predicted
        return tuple(
            stage
            for stage in stages
            if not _is_same(self._at(stage), before._at(stage)) or (has_moved and stage in moved)
        )

    def _at(self, stage: int) -> Mask | None:
        return self.masks[stage] if stage < len(self.masks) else None


NOTHING = Hidden()


def paint_empty(painter: QPainter, place: Place, hidden: Hidden, ready: Scene) -> None:
    """Empty the cells of a stage of maps, or of a list, whose values are not seen."""
    mask, style = hidden.mask(place.column.stage), ready.style
    if mask is None:
        return
    image = veil(~mask, style.surface)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    draw_cells(painter, place.boxes, image, place.sources)
    painter.setPen(style.frame_pen)
    painter.drawLines(_outlines(place, mask.tobytes()))


def paint_question(painter: QPainter, hidden: Hidden, ready: Scene) -> None:
    """A question mark in the cell that is to be predicted."""
    probe = hidden.predicted
    if probe is None or ready.places[probe.stage].column.kind is Kind.BARS:
        return
    cell = rect_of(ready.layout.cell_rect(probe.stage, probe.cell))
    font = QFont(ready.style.title)
    font.setPixelSize(max(8, math.floor(min(cell.width(), cell.height()) * 0.75)))
    painter.setFont(font)
    painter.setPen(ready.style.accent)
    # Upon a cell that is too small for it, it stands out a little.
    painter.drawText(cell.adjusted(-6, -6, 6, 6), Qt.AlignmentFlag.AlignCenter, "?")


def _is_same(one: Mask | None, other: Mask | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or (one.shape == other.shape and bool(np.array_equal(one, other)))


@lru_cache(maxsize=64)
def _outlines(place: Place, mask: bytes) -> list[QLineF]:
    """The lines around the empty cells of a place; in most stages they are the same from step to step."""
    column = place.column
    empty = lines_of(np.frombuffer(mask, dtype=np.bool_).reshape(column.shape))
    found: list[QLineF] = []
    for box, rect in zip(column.boxes, place.boxes, strict=True):
        if min(box.cell_width, box.cell_height) >= LEAST_OUTLINED:
            top = box.first // box.columns
            found += _around(empty[top : top + box.rows], box, rect)
    return found


def _around(empty: Mask, box: Box, rect: QRectF) -> list[QLineF]:
    """The edges of the empty cells of one box; those in a row are one line."""
    x, y, width, height = rect.x() - 0.5, rect.y() - 0.5, box.cell_width, box.cell_height
    across = [
        QLineF(x + start * width, y + row * height, x + end * width, y + row * height)
        for row, start, end in _edges(empty)
    ]
    down = [
        QLineF(x + column * width, y + start * height, x + column * width, y + end * height)
        for column, start, end in _edges(empty.T)
    ]
    return across + down


def _edges(empty: Mask) -> list[tuple[int, int, int]]:
    """The edges between rows that belong to an empty cell: which edge, and from where to where it goes."""
    rows, columns = empty.shape
    edges = np.zeros((rows + 1, columns + 2), dtype=np.int8)
    edges[:-1, 1:-1] |= empty
    edges[1:, 1:-1] |= empty
    turns = np.diff(edges, axis=1)
    which, starts = np.nonzero(turns == 1)
    ends = np.nonzero(turns == -1)[1]
    return list(zip(which.tolist(), starts.tolist(), ends.tolist(), strict=True))
