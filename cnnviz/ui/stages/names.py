"""What stands beside the maps: their numbers, and the names of the filters that made the first ones."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from cnnviz.engine.network import Network
from cnnviz.model.document import first_convolution
from cnnviz.ui.stages.geometry import Kind
from cnnviz.ui.stages.layout import Column
from cnnviz.ui.stages.style import Style

#: Between a name and its map, and between a name and what stands on its left, where an arrow needs room.
BESIDE, BEFORE = 4.0, 12.0


@dataclass(frozen=True, eq=False)
class MapName:
    """A map's name at its left: a number at its upper corner, or words that run upwards along it."""

    text: str
    rect: QRectF
    runs_upwards: bool


def map_names(
    network: Network, column: Column, before: float, style: Style, filter_names: tuple[str, ...]
) -> tuple[MapName, ...]:
    """The names of the maps of `column`, whose left neighbour ends at `before`; none where there is no room."""
    if column.kind is not Kind.MAPS or len(column.boxes) < 2:
        return ()
    line = style.caption_line
    first = first_convolution(network)
    known = filter_names if first is not None and column.stage == first + 1 else ()
    names = []
    ends = [before, *(box.rect.right for box in column.boxes)]
    for number, box in enumerate(column.boxes):
        text, room = str(number + 1), box.rect.x - max(end for end in ends if end <= box.rect.x)
        width = max(line, style.caption_metrics.horizontalAdvance(text) + 1)
        if room < width + BESIDE + BEFORE:
            return ()
        long = f"{text} {known[number]}" if number < len(known) and known[number] else text
        runs = long != text and style.caption_metrics.horizontalAdvance(long) <= box.rect.height
        left = box.rect.x - BESIDE - width
        names.append(MapName(long if runs else text, QRectF(left, box.rect.y, width, box.rect.height), runs))
    return tuple(names)


def paint_names(painter: QPainter, names: tuple[MapName, ...], style: Style) -> None:
    """Paint `names`."""
    painter.setFont(style.caption)
    painter.setPen(style.muted)
    for name in names:
        if not name.runs_upwards:
            painter.drawText(name.rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, name.text)
            continue
        painter.save()
        painter.translate(name.rect.left(), name.rect.bottom())
        painter.rotate(-90)
        along = QRectF(0, 0, name.rect.height(), name.rect.width())
        painter.drawText(along, Qt.AlignmentFlag.AlignCenter, name.text)
        painter.restore()
