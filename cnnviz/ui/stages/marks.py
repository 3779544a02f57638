"""What lights up over the stages: the probe, what it comes from, what it feeds, a filter's map, a class's wires."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QRegion

from cnnviz.engine.arrays import Mask
from cnnviz.model.highlight import Highlight
from cnnviz.ui.painting import draw_cells
from cnnviz.ui.stages.geometry import Box, Kind
from cnnviz.ui.stages.moving import Moving
from cnnviz.ui.stages.scene import Place, Scene, rect_of
from cnnviz.ui.stages.style import AROUND, Style
from cnnviz.ui.stages.veil import veil
from cnnviz.ui.theme import VEIL

#: From more maps than these no beams are drawn: they would hide what they point at.
MOST_BEAMS = 4
#: In pixels: the number of a smaller cell fills it.
FILLED = 22
_ONE = QMarginsF(1, 1, 1, 1)


@dataclass(frozen=True, eq=False)
class Marks:
    """What is lit.

    highlight: the probe with its sources and targets.
    pinned: whether the probe stays when the pointer leaves.
    lit_maps: for each stage that has one, the map of the filter under the pointer.
    lit_class: whose wires are drawn.
    spotlight: whether everything else is dark.
    voted: of the values that vote for a lit class or vote, which share has, in their order.
    """

    highlight: Highlight | None = None
    pinned: bool = False
    lit_maps: tuple[tuple[int, int], ...] = ()
    lit_class: int | None = None
    spotlight: bool = False
    voted: float = 1.0

    def looks_like(self, other: Marks) -> bool:
        """Whether painting `other` gives the same."""
        return self._key() == other._key()

    def _key(self) -> tuple[object, ...]:
        lit = self.highlight
        # The masks of one probe and network are one object.
        what = None if lit is None else (lit.probe, id(lit.masks), lit.winner)
        return what, self.pinned, self.lit_maps, self.lit_class, self.spotlight, self.voted

    @cached_property
    def outlines(self) -> tuple[tuple[tuple[int, int, int, int, int], ...], ...]:
        """For each stage, the rectangles that its mask is made of: box, first row and column, and how many of each."""
        if self.highlight is None:
            return ()
        return tuple(_rectangles(mask) for mask in self.highlight.masks)

    def windows(self, ready: Scene) -> tuple[QRectF, ...]:
        """What the probe is made from, in the stage before it, as far as that is rectangles."""
        if self.highlight is None or self.highlight.probe.stage == 0:
            return ()
        before = self.highlight.probe.stage - 1
        return tuple(_rect(ready.places[before], each) for each in self.outlines[before])

    def cell(self, ready: Scene) -> QRectF:
        """Where the probe stands, of marks that have one."""
        assert self.highlight is not None
        return rect_of(ready.layout.cell_rect(self.highlight.probe.stage, self.highlight.probe.cell))


def paint_marks(painter: QPainter, ready: Scene, marks: Marks, moving: Moving | None = None) -> None:
    """Paint what is lit over the stages that are already there; `moving` is what is on its way there."""
    # Beside a probe with its windows, more than the first map would be clutter.
    for stage, of_map in marks.lit_maps if marks.highlight is None else marks.lit_maps[:1]:
        outline = ready.places[stage].boxes[of_map].marginsAdded(AROUND)
        _outline(painter, outline, ready.style.accent_pen, ready.style, ready.places[stage])
    if marks.spotlight:
        _darken(painter, ready, marks)
    if marks.highlight is None:
        return
    probe = marks.highlight.probe
    for place, mask in zip(ready.places, marks.highlight.masks, strict=True):
        if place.column.stage != probe.stage and not mask.all() and not marks.spotlight:
            _dim(painter, place, mask, ready)
    _paint_probe(painter, ready, marks, marks.highlight, moving)


def _paint_probe(painter: QPainter, ready: Scene, marks: Marks, lit: Highlight, moving: Moving | None) -> None:
    probe = lit.probe
    windows = marks.windows(ready)
    shown = windows if moving is None else moving.windows_now(windows)
    for place, rectangles in zip(ready.places, marks.outlines, strict=True):
        stage = place.column.stage
        if stage != probe.stage and place.column.kind is not Kind.BARS:
            pen = ready.style.source_pen if stage < probe.stage else ready.style.target_pen
            for rect in shown if stage == probe.stage - 1 else [_rect(place, each) for each in rectangles]:
                # What is around them is dimmed, so all of their outline may lie there.
                _outline(painter, rect.marginsAdded(_ONE) if _are_filled(place) else rect, pen, ready.style, place)
    goal = marks.cell(ready)
    cell = goal if moving is None else moving.cell_now(goal)
    _beams(painter, ready, marks, shown, cell)
    if moving is not None:
        moving.paint_value(painter, windows, goal, ready.style)
    if lit.winner is not None:
        winner = rect_of(ready.layout.cell_rect(probe.stage - 1, lit.winner))
        _outline(painter, winner, _probe_pen(ready, probe.stage - 1), ready.style, ready.places[probe.stage - 1])
    _outline(painter, cell, _probe_pen(ready, probe.stage), ready.style, ready.places[probe.stage])


def _probe_pen(ready: Scene, stage: int) -> QPen:
    return ready.style.fine_probe_pen if _are_filled(ready.places[stage]) else ready.style.probe_pen


def _are_filled(place: Place) -> bool:
    """Whether the numbers of a stage fill its cells, so that a broad outline would hide their signs."""
    box = place.column.boxes[0]
    return min(box.cell_width, box.cell_height) < FILLED


def _outline(painter: QPainter, rect: QRectF, pen: QPen, style: Style, place: Place) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if _are_filled(place):
        painter.setPen(style.fine_halo_pen)
        painter.drawRect(rect.marginsAdded(_ONE))
    else:
        painter.setPen(style.halo_pen)
        painter.drawRect(rect)
    painter.setPen(pen)
    painter.drawRect(rect)


def _dim(painter: QPainter, place: Place, mask: Mask, ready: Scene) -> None:
    """Lay the surface's colour over every cell that the mask leaves out."""
    image = veil(mask, ready.style.dimming)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    draw_cells(painter, place.boxes, image, place.sources)


def _darken(painter: QPainter, ready: Scene, marks: Marks) -> None:
    """Lay a dark veil over all that is neither the probe nor belongs to it."""
    masks = None if marks.highlight is None else marks.highlight.masks
    boxes = QRegion()
    for place in ready.places:
        if masks is not None:
            draw_cells(painter, place.boxes, veil(masks[place.column.stage], QColor.fromRgba(VEIL)), place.sources)
            for rect in place.boxes:
                boxes += rect.toAlignedRect()
    painter.save()
    whole = painter.clipBoundingRect()
    painter.setClipRegion(QRegion(whole.toAlignedRect()) - boxes, Qt.ClipOperation.IntersectClip)
    painter.fillRect(whole, QColor.fromRgba(VEIL))
    painter.restore()


def _beams(painter: QPainter, ready: Scene, marks: Marks, windows: tuple[QRectF, ...], cell: QRectF) -> None:
    """From the corners of each window in the stage before to the corners of the cell."""
    highlight = marks.highlight
    assert highlight is not None
    stage = highlight.probe.stage
    if not 0 < len(windows) <= MOST_BEAMS:
        return
    if ready.places[stage].column.kind is Kind.BARS:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(ready.style.beam_pen)
    painter.setBrush(ready.style.beam)
    for window in windows:
        beam = QPolygonF([window.topRight(), cell.topLeft(), cell.bottomLeft(), window.bottomRight()])
        painter.drawPolygon(beam)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _rect(place: Place, rectangle: tuple[int, int, int, int, int]) -> QRectF:
    of_box, row, column, rows, columns = rectangle
    box: Box = place.column.boxes[of_box]
    width, height = box.cell_width, box.cell_height
    corner = QPointF(box.rect.x + column * width, box.rect.y + row * height)
    return QRectF(corner.x(), corner.y(), columns * width, rows * height)


def _rectangles(mask: Mask) -> tuple[tuple[int, int, int, int, int], ...]:
    """One for each map whose marked cells fill a rectangle; none for a list of values or a scattered map."""
    found = []
    for index, of_map in enumerate(mask if mask.ndim == 3 else ()):
        rows, columns = np.flatnonzero(of_map.any(axis=1)), np.flatnonzero(of_map.any(axis=0))
        if rows.size == 0:
            continue
        height, width = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
        if int(of_map.sum()) == height * width:
            found.append((index, int(rows[0]), int(columns[0]), height, width))
    return tuple(found)
