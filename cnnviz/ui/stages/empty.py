"""Values that the class does not see: their cells are empty, and the one to be predicted has a question mark."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from cnnviz.engine.arrays import Mask
from cnnviz.model.concealment import Concealment
from cnnviz.model.view import Probe
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
    _outlines: dict[int, tuple[Place, list[QLineF]]] = field(default_factory=dict, repr=False)

    def mask(self, stage: int) -> Mask | None:
        """Which values of a stage are not seen; None where all are."""
        return self.masks[stage] if self.masks else None

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

    def outlines(self, place: Place, mask: Mask) -> list[QLineF]:
        """The lines around the empty cells of a place, made once for it."""
        stage = place.column.stage
        kept = self._outlines.get(stage)
        if kept is None or kept[0] is not place:
            kept = self._outlines[stage] = place, _outlines_in(place, lines_of(mask))
        return kept[1]

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
    for rect, source in zip(place.boxes, place.sources, strict=True):
        painter.drawImage(rect, image, source)
    painter.setPen(style.frame_pen)
    painter.drawLines(hidden.outlines(place, mask))


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


def _outlines_in(place: Place, lines: Mask) -> list[QLineF]:
    found: list[QLineF] = []
    for box, rect in zip(place.column.boxes, place.boxes, strict=True):
        if min(box.cell_width, box.cell_height) >= LEAST_OUTLINED:
            top = box.first // box.columns
            found += _around(lines[top : top + box.rows], box, rect)
    return found


def _around(empty: Mask, box: Box, rect: QRectF) -> list[QLineF]:
    """The edges of the empty cells of one box; those in a row are one line."""
    left, top, width, height = rect.x() - 0.5, rect.y() - 0.5, box.cell_width, box.cell_height
    flat = np.pad(empty, ((1, 1), (0, 0)))
    across = [
        QLineF(left + start * width, top + row * height, left + end * width, top + row * height)
        for row, edges in enumerate(flat[1:] | flat[:-1])
        for start, end in _runs(edges)
    ]
    tall = np.pad(empty, ((0, 0), (1, 1)))
    down = [
        QLineF(left + column * width, top + start * height, left + column * width, top + end * height)
        for column, edges in enumerate((tall[:, 1:] | tall[:, :-1]).T)
        for start, end in _runs(edges)
    ]
    return across + down


def _runs(edges: Mask) -> list[tuple[int, int]]:
    """Where the true values begin and end that stand in a row."""
    steps = np.flatnonzero(np.diff(np.pad(edges, 1).astype(np.int8)))
    return [(int(start), int(end)) for start, end in steps.reshape(-1, 2)]
