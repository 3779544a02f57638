"""Painting the whole way: on a screen, into an image, or on paper."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from cnnviz.model.numbers import format_near, format_short
from cnnviz.model.view import Probe
from cnnviz.model.votes.ballot import bar_share
from cnnviz.model.votes.verdict import Verdict
from cnnviz.ui.lettering import Lettering, lettering
from cnnviz.ui.painting import draw_cells, hollow, hollow_negatives, is_on_screen, labels_for, ramp_image, write_numbers
from cnnviz.ui.stages.empty import NOTHING, Hidden, paint_empty, paint_question
from cnnviz.ui.stages.frame import Frame, Sheet
from cnnviz.ui.stages.geometry import Kind
from cnnviz.ui.stages.marks import Marks, paint_marks
from cnnviz.ui.stages.moving import Moving
from cnnviz.ui.stages.names import paint_names
from cnnviz.ui.stages.scene import Place, Scene, Wire
from cnnviz.ui.stages.style import Style
from cnnviz.ui.theme import picture_colors, reads_on

#: A stage of no more values than this has all its numbers written at once.
FEW_VALUES = 1024
# Named once: until Python 3.12 a look at a member of an enum is a call.
_NO_PEN, _NO_BRUSH = Qt.PenStyle.NoPen, Qt.BrushStyle.NoBrush
_SMOOTH, _ANTIALIASING = QPainter.RenderHint.SmoothPixmapTransform, QPainter.RenderHint.Antialiasing
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
#: What stands at the left end of a legend, in its middle, and at its right end.
Labels = tuple[str, str, str]
_UNTOLD: Labels = ("", "", "")


def paint_ground(painter: QPainter, ready: Scene, shown: Frame) -> None:
    """Paint what stands still while values change: heads, names and arrows."""
    style = ready.style
    _paint_arrows(painter, ready)
    _paint_sentence(painter, ready, shown)
    for place in ready.places:
        _paint_head(painter, place, shown, style)
        paint_names(painter, place.names, style)


def paint_values(
    painter: QPainter,
    ready: Scene,
    shown: Frame,
    marks: Marks,
    exposed: QRectF | None = None,
    hidden: Hidden = NOTHING,
    moving: Moving | None = None,
) -> None:
    """Paint the values of `shown` upon the ground, with what is lit; only the columns that touch `exposed`.

    hidden: the values that are not seen. moving: what is on its way to where `marks` are.
    """
    on_screen = is_on_screen(painter)
    voting = replace(marks, voted=moving.share) if moving is not None and moving.lights else marks
    _paint_wires(painter, ready, voting)
    _paint_common_legend(painter, ready, shown, hidden)
    for place in ready.places:
        if exposed is None or place.extent.intersects(exposed):
            if place.column.kind is Kind.BARS:
                _paint_bars(painter, place, shown, ready.style, hidden)
            else:
                sheet = shown.sheets[place.column.stage]
                _paint_boxes(painter, place, sheet, ready.style, on_screen=on_screen)
                paint_empty(painter, place, hidden, ready)
                if place.legend is not None and (exposed is None or place.legend.intersects(exposed)):
                    # Its end is the largest value.
                    labels = _UNTOLD if hidden.hides_all(place.column.stage) else _labels(sheet, shown)
                    _paint_legend(painter, place.legend, sheet.colors, labels, ready.style, on_screen=on_screen)
    paint_marks(painter, ready, marks, moving)
    paint_question(painter, hidden, ready)


def _paint_head(painter: QPainter, place: Place, shown: Frame, style: Style) -> None:
    painter.setFont(style.title)
    painter.setPen(style.text)
    painter.drawText(place.head[0], place.title)
    painter.setFont(style.caption)
    if shown.gradients is not None:
        painter.drawText(place.head[1], shown.sheets[place.column.stage].unit or place.shape)
        return
    painter.drawText(place.head[1], place.shape)
    painter.setPen(style.muted)
    start, line = place.head[2], QPointF(0, style.caption_line)
    for words in place.words:
        painter.drawText(start, words)
        start = start + line


def _paint_sentence(painter: QPainter, ready: Scene, shown: Frame) -> None:
    """What gradients mean, in place of the words above the columns, where there are such."""
    if not shown.sentence or not any(place.words for place in ready.places):
        return
    start, style = ready.places[0].head[2], ready.style
    room = ready.places[-1].rect.right() - start.x()
    painter.setFont(style.caption)
    painter.setPen(style.accent)
    painter.drawText(start, style.caption_metrics.elidedText(shown.sentence, Qt.TextElideMode.ElideRight, room))


def _paint_boxes(painter: QPainter, place: Place, sheet: Sheet, style: Style, *, on_screen: bool) -> None:
    is_small = place.column.boxes[0].cell_width < 1
    painter.setRenderHint(_SMOOTH, is_small)
    draw_cells(painter, place.boxes, sheet.image, place.sources)
    painter.setPen(style.frame_pen)
    painter.setBrush(_NO_BRUSH)
    painter.drawRects(place.frames)
    if style.look.theme.hollows:
        _hollow(painter, place, sheet, style)
    if place.font is None:
        return
    written = lettering((sheet.low, sheet.high), sheet.texts, place.font, place.column.boxes[0].cell_width)
    if written is None:
        return
    image = _all_numbers(painter, place, sheet, written) if on_screen else None
    for box, rect in zip(place.column.boxes, place.boxes, strict=True):
        top = box.first // box.columns
        if image is None:
            rows = slice(top, top + box.rows)
            write_numbers(painter, rect, sheet.values[rows], sheet.dark[rows], written)
        else:
            line = image.height() / sheet.values.shape[0]
            painter.drawImage(rect, image, QRectF(0, top * line, image.width(), box.rows * line))


def _hollow(painter: QPainter, place: Place, sheet: Sheet, style: Style) -> None:
    # The picture's own greys tell its signs.
    if sheet.colors != picture_colors(style.look.theme):
        for box, rect in zip(place.column.boxes, place.boxes, strict=True):
            rows = slice(box.first // box.columns, box.first // box.columns + box.rows)
            hollow_negatives(painter, rect, sheet.values[rows], style.look.theme)


def _all_numbers(painter: QPainter, place: Place, sheet: Sheet, written: Lettering) -> QImage | None:
    """The numbers of the whole stage in one go, unless it is so large that only what is in sight should be written."""
    box = place.column.boxes[0]
    is_small = sheet.values.size <= FEW_VALUES
    labels = labels_for(painter, written, box.cell_width, box.cell_height) if is_small else None
    return None if labels is None else sheet.numbers_in(labels, written.text)


def _labels(sheet: Sheet, shown: Frame) -> Labels:
    low, high = (_end(value, sheet, shown) for value in (sheet.low, sheet.high))
    return low, "0" if sheet.low == -sheet.high else "", high


def _paint_legend(
    painter: QPainter, legend: QRectF, colors: tuple[int, ...], labels: Labels, style: Style, *, on_screen: bool
) -> None:
    if not on_screen:
        _paint_ramp(painter, legend, colors, labels, style)
        return
    ratio = painter.device().devicePixelRatioF()
    kept = _kept_ramp(legend.width(), legend.height(), colors, labels, style, ratio)
    painter.drawPixmap(legend.topLeft() - QPointF(1, 1), kept)


@lru_cache(maxsize=128)
def _kept_ramp(
    width: float, height: float, colors: tuple[int, ...], labels: Labels, style: Style, ratio: float
) -> QPixmap:
    """A legend with a pixel of room around it: the same few come back again and again while a hand draws."""
    pixmap = QPixmap(math.ceil((width + 2) * ratio), math.ceil((height + 2) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(style.surface)
    with QPainter(pixmap) as painter:
        _paint_ramp(painter, QRectF(1, 1, width, height), colors, labels, style)
    return pixmap


def _paint_common_legend(painter: QPainter, ready: Scene, shown: Frame, hidden: Hidden) -> None:
    """One legend for all stages, where there is no room for one below each."""
    signed = shown.sheets[1:]
    if ready.common_legend is None or not signed:
        return
    is_told = not any(hidden.hides_all(place.column.stage) for place in ready.places)
    is_same = all(sheet.high == signed[0].high for sheet in signed)
    labels = _labels(signed[0], shown) if is_same and is_told else ("-max", "0", "max")
    _paint_ramp(painter, ready.common_legend, signed[0].colors, labels, ready.style)


def _end(value: float, sheet: Sheet, shown: Frame) -> str:
    if shown.gradients is not None:
        return sheet.text(value)
    return format_short(value, shown.settings.numbers, whole=value == round(value))


def _paint_ramp(painter: QPainter, rect: QRectF, colors: tuple[int, ...], labels: Labels, style: Style) -> None:
    middle = colors[len(colors) // 2]
    below = (colors[0], middle, colors[-1])
    painter.drawImage(rect, ramp_image(colors))
    if colors[0] == colors[-1]:
        painter.fillRect(hollow(QRectF(rect.topLeft(), QSizeF(rect.width() / 2, rect.height()))), QColor(middle))
        below = (middle, middle, colors[-1])
    painter.setPen(style.frame_pen)
    painter.setBrush(_NO_BRUSH)
    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
    painter.setFont(style.legend)
    labels = _fitting(labels, rect.width(), style)
    inside = rect.adjusted(3, 0, -3, 0)
    for label, color, side in zip(labels, below, (_LEFT, _MIDDLE, _RIGHT), strict=True):
        painter.setPen(style.dark_number if reads_on(color) else style.light_number)
        painter.drawText(inside, side, label)


@lru_cache(maxsize=256)
def _fitting(labels: Labels, width: float, style: Style) -> Labels:
    """The labels of a legend, or as many as fit; of a symmetric one its end says enough."""
    low, middle, high = labels
    room = width - 6
    if style.legend_metrics.horizontalAdvance(f"{low} {middle} {high}") <= room:
        return labels
    if style.legend_metrics.horizontalAdvance(f"{low}    {high}") <= room:
        return low, "", high
    return "", f"±{high}" if middle else "", ""


def _paint_bars(painter: QPainter, place: Place, shown: Frame, style: Style, hidden: Hidden) -> None:
    sheet = shown.sheets[place.column.stage]
    empty = hidden.mask(place.column.stage)
    votes = sheet.values[:, 0] if empty is None else np.where(empty, 0.0, sheet.values[:, 0])
    # Who leads is not told before every vote is there.
    verdict = shown.verdict if hidden.mask(-1) is None else None
    names = shown.trace.network.classes
    # A vote of 1 is a full one; of gradients the largest is.
    limit = max(1.0, sheet.high) if shown.gradients is None else sheet.high
    shares = [bar_share(vote, limit) for vote in votes.tolist()]
    zero = 0.5 if min(shares) < 0 else 0.0
    leaders = () if verdict is None else verdict.leaders
    if shown.gradients is None:
        numbers = [format_near(vote, shown.settings.numbers) for vote in votes.tolist()]
        colors = [style.accent if index in leaders else style.bar for index in range(len(names))]
    else:
        numbers = [sheet.text(vote) for vote in votes.tolist()]
        colors = [style.negative if vote < 0 else style.positive for vote in votes.tolist()]
    if empty is not None:
        stage, asked = place.column.stage, hidden.predicted
        unseen = ["?" if asked == Probe(stage, (index,)) else "" for index in range(len(names))]
        numbers = [unseen[index] if empty[index] else number for index, number in enumerate(numbers)]
    painter.setFont(place.vote_fonts[1])
    widest = max(
        painter.fontMetrics().horizontalAdvance(f"▸ {pair[0]} {pair[1]}") for pair in zip(names, numbers, strict=True)
    )
    fonts = place.vote_fonts if widest < place.boxes[0].width() - 4 else (style.body, style.title)
    for index, box in enumerate(place.boxes):
        leads = index in leaders
        painter.setFont(fonts[leads])
        name = f"▸ {names[index]}" if leads else names[index]
        span = zero, zero + shares[index] * (1 - zero)
        _paint_bar(painter, box, name, numbers[index], span, style, colors[index])
    if verdict is not None:
        _paint_verdict(painter, place, verdict, style)


def _paint_bar(
    painter: QPainter,
    box: QRectF,
    name: str,
    number: str,
    span: tuple[float, float],
    style: Style,
    color: QColor,
) -> None:
    line = box.height() * 0.6
    text = QRectF(box.x() + 2, box.y(), box.width() - 4, line)
    painter.setPen(style.text)
    painter.drawText(text, _LEFT, name)
    painter.drawText(text, _RIGHT, number)
    track = QRectF(text.x(), box.y() + line + 2, text.width(), box.height() * 0.22)
    if track.height() < 2:
        return
    painter.setPen(_NO_PEN)
    painter.setBrush(style.line)
    painter.drawRect(QRectF(track.x(), track.bottom() - 1, track.width(), 1))
    start, end = sorted(span)
    painter.setBrush(color)
    painter.drawRect(
        QRectF(track.x() + start * track.width(), track.y(), (end - start) * track.width(), track.height())
    )


def _paint_verdict(painter: QPainter, place: Place, verdict: Verdict, style: Style) -> None:
    below = place.boxes[-1].bottom() + 4
    rect = QRectF(place.rect.x(), below, place.rect.width(), style.caption_line)
    leaders = verdict.leaders
    painter.setFont(style.caption)
    painter.setPen(style.muted)
    if not leaders:
        painter.drawText(rect, _MIDDLE, "draw something")
    elif len(leaders) > 1:
        painter.drawText(rect, _MIDDLE, "a tie")


def _paint_arrows(painter: QPainter, ready: Scene) -> None:
    painter.setRenderHint(_ANTIALIASING, True)
    painter.setPen(ready.style.arrow_pen)
    for arrow in ready.arrows:
        painter.drawPolyline(arrow)
    painter.setRenderHint(_ANTIALIASING, False)


def _lit_wires(ready: Scene, marks: Marks) -> list[tuple[Wire, QPen]]:
    """The wires to draw, those that are pointed out last and upon the others."""
    if marks.lit_class is not None:
        return [(wire, wire.pens.lit) for wire in ready.wires if wire.of_class == marks.lit_class]
    if marks.highlight is None or ready.wired is None:
        return [(wire, wire.pens.quiet) for wire in ready.wires]
    values, votes = marks.highlight.masks[ready.wired - 1 : ready.wired + 1]
    voted = marks.voted * values.size
    on_way = [bool(values[w.of_value] and votes[w.of_class]) and w.of_value < voted for w in ready.wires]
    beside = [(wire, wire.pens.faint) for wire, is_lit in zip(ready.wires, on_way, strict=True) if not is_lit]
    return (beside if ready.quiet_wires else []) + [
        (wire, wire.pens.lit) for wire, is_lit in zip(ready.wires, on_way, strict=True) if is_lit
    ]


def _paint_wires(painter: QPainter, ready: Scene, marks: Marks) -> None:
    if not ready.wires or not (ready.quiet_wires or marks.highlight or marks.lit_class is not None):
        return
    painter.setRenderHint(_ANTIALIASING, True)
    for wire, pen in _lit_wires(ready, marks):
        painter.setPen(pen)
        painter.drawLine(wire.line)
    painter.setRenderHint(_ANTIALIASING, False)
