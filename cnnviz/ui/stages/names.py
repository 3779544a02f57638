"""What stands beside the maps: their numbers, and the names of the filters that made the first ones; and beside a list.

The sum of a vote names the values of the list by their numbers, so that they are to be found by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from cnnviz.engine.network import Network
from cnnviz.model.document import first_convolution
from cnnviz.ui.stages.geometry import Kind
from cnnviz.ui.stages.layout import Column
from cnnviz.ui.stages.style import Style

#: Between a name and its map, and between a name and what stands on its left, where an arrow needs room.
BESIDE, BEFORE = 4.0, 12.0
#: As much between a number and its list, and before it: a short arrow is enough, a number that is missed is not.
CLOSE, LITTLE = 3.0, 8.0
#: How far the letters above a map stand above the foot of their line: the frame would cut off the foot of a “g”.
LIFT = 1.5
#: Where values stand closer together than their numbers, only each so many-th is numbered, besides the first.
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, eq=False)
class MapName:
    """A map's name: at its upper left corner, beside it or above it, or words that run upwards along it; or a number.

    start: where the line of letters begins; None for words that run upwards in the middle of `rect`.
    """

    text: str
    rect: QRectF
    start: QPointF | None


def map_names(
    network: Network, column: Column, before: float, top: float, style: Style, filter_names: tuple[str, ...]
) -> tuple[MapName, ...]:
    """The names of the maps of `column`: on their left, else above them; or the numbers of the values of a list.

    There are none where there is no room.

    Args:
        network: whose maps they are.
        column: where the maps, or the values, stand.
        before: where the column's left neighbour ends.
        top: where the head of the column ends.
        style: in which letters.
        filter_names: those of the first convolution.
    """
    if column.kind is Kind.STRIP:
        return _numbers(column, before, style)
    if column.kind is not Kind.MAPS or len(column.boxes) < 2:
        return ()
    first = first_convolution(network)
    known = filter_names if first is not None and column.stage == first + 1 else ()
    texts = [
        (str(number), f"{number} {name}" if name else str(number))
        for number, name in zip_longest(range(1, len(column.boxes) + 1), known[: len(column.boxes)], fillvalue="")
    ]
    return _beside(column, before, style, texts) or _above(column, top, style, texts)


def _beside(column: Column, before: float, style: Style, texts: list[tuple[str, str]]) -> tuple[MapName, ...]:
    names, ascent = [], style.caption_metrics.ascent()
    ends = [before, *(box.rect.right for box in column.boxes)]
    for (text, long), box in zip(texts, column.boxes, strict=True):
        room = box.rect.x - max(end for end in ends if end <= box.rect.x)
        width = max(style.caption_line, style.caption_metrics.horizontalAdvance(text) + 1)
        if room < width + BESIDE + BEFORE:
            return ()
        runs = long != text and style.caption_metrics.horizontalAdvance(long) <= box.rect.height
        rect = QRectF(box.rect.x - BESIDE - width, box.rect.y, width, box.rect.height)
        start = QPointF(rect.right() - style.caption_metrics.horizontalAdvance(text), rect.y() + ascent)
        names.append(MapName(long, rect, None) if runs else MapName(text, rect, start))
    return tuple(names)


def _above(column: Column, top: float, style: Style, texts: list[tuple[str, str]]) -> tuple[MapName, ...]:
    names, ascent = [], style.caption_metrics.ascent()
    bottoms = [top, *(box.rect.bottom for box in column.boxes)]
    for (text, long), box in zip(texts, column.boxes, strict=True):
        rect = QRectF(box.rect.x, box.rect.y - style.caption_line, box.rect.width, style.caption_line)
        if rect.y() < max((bottom for bottom in bottoms if bottom <= box.rect.y), default=top):
            return ()
        fits = style.caption_metrics.horizontalAdvance(long) <= box.rect.width
        names.append(MapName(long if fits else text, rect, QPointF(rect.x(), rect.y() + ascent - LIFT)))
    return tuple(names)


def _numbers(column: Column, before: float, style: Style) -> tuple[MapName, ...]:
    if len(column.boxes) > 1:
        # Only the first line of values has room on its left.
        return ()
    (box,) = column.boxes
    metrics, line = style.caption_metrics, style.caption_line
    step = next((step for step in STEPS if step * box.cell_height >= line), box.rows)
    width = metrics.horizontalAdvance(str(box.rows)) + 1
    if box.rect.x - before < width + CLOSE + LITTLE:
        return ()
    names = []
    for number in dict.fromkeys((1, *range(step, box.rows + 1, step))):
        cell = box.cell_rect(box.first + number - 1)
        rect = QRectF(cell.x - CLOSE - width, cell.y + (cell.height - line) / 2, width, line)
        start = QPointF(rect.right() - metrics.horizontalAdvance(str(number)), rect.y() + metrics.ascent())
        names.append(MapName(str(number), rect, start))
    # The second of them may stand upon the first.
    return tuple(name for name in names if name is names[0] or name.rect.top() >= names[0].rect.bottom())


def paint_names(painter: QPainter, names: tuple[MapName, ...], style: Style) -> None:
    """Paint `names`."""
    painter.setFont(style.caption)
    painter.setPen(style.muted)
    for name in names:
        if name.start is not None:
            # Half the time that letters in a rectangle take.
            painter.drawText(name.start, name.text)
            continue
        painter.save()
        painter.translate(name.rect.left(), name.rect.bottom())
        painter.rotate(-90)
        along = QRectF(0, 0, name.rect.height(), name.rect.width())
        painter.drawText(along, Qt.AlignmentFlag.AlignCenter, name.text)
        painter.restore()
