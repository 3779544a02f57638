"""Which part of the stages is in sight once they have been laid out anew, or walked through."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QAbstractScrollArea

from cnnviz.engine.network import Network
from cnnviz.ui.stages.scene import Scene


def offset_after(old: Scene, new: Scene, offset: QPointF, anchor: QPointF | None, middle: QPointF) -> QPointF:
    """How far to scroll in `new`, where `old` was scrolled by `offset`.

    What stood at `anchor`, in the window, stays there. Without one, what stood in the `middle` does, unless the
    beginning was in sight: then it goes on being. Another network is shown from its picture on.
    """
    if _is_another(old.network, new.network):
        return _to_picture(new, middle)
    held = middle if anchor is None else anchor
    place = _moved(held + offset, old, new) - held
    if anchor is None:
        return QPointF(place.x() * (offset.x() > 0), place.y() * (offset.y() > 0))
    return place


def set_ranges(area: QAbstractScrollArea, across: float, down: float) -> None:
    """Have `area` scroll through so much, by the room there is once the bars that are needed have taken theirs."""
    room = area.maximumViewportSize()
    bar_across, bar_down = area.horizontalScrollBar(), area.verticalScrollBar()
    is_tall = down > room.height()
    is_wide = across > room.width() - is_tall * bar_down.sizeHint().width()
    is_tall = down > room.height() - is_wide * bar_across.sizeHint().height()
    width = room.width() - is_tall * bar_down.sizeHint().width()
    height = room.height() - is_wide * bar_across.sizeHint().height()
    for bar, whole, seen in ((bar_across, across, width), (bar_down, down, height)):
        bar.setRange(0, max(0, math.floor(whole) - seen))
        bar.setPageStep(seen)
        bar.setSingleStep(max(20, seen // 12))


def into(near: float, far: float, room: float) -> int:
    """How far to scroll so that `near` to `far` lies between 0 and `room`."""
    if near < 0:
        return math.floor(near)
    return max(0, math.ceil(far - room))


def _to_picture(scene: Scene, middle: QPointF) -> QPointF:
    """How far to scroll to the picture, which stands in the middle of the height; to the titles where both are seen."""
    rect = scene.places[0].boxes[0]
    return QPointF(0.0, 0.0 if rect.bottom() <= 2 * middle.y() else rect.center().y() - middle.y())


def _moved(point: QPointF, old: Scene, new: Scene) -> QPointF:
    """Where what stood at `point` of `old` stands in `new`: the same place in its cell, else the same share of all."""
    found = old.layout.cell_at(point.x(), point.y()) if old.network is new.network else None
    if found is None:
        across, down = new.layout.width / old.layout.width, new.layout.height / old.layout.height
        return QPointF(point.x() * across, point.y() * down)
    before, after = old.layout.cell_rect(*found), new.layout.cell_rect(*found)
    return QPointF(
        after.x + (point.x() - before.x) / before.width * after.width,
        after.y + (point.y() - before.y) / before.height * after.height,
    )


def _is_another(old: Network, new: Network) -> bool:
    """Whether `new` leads another way than `old`: from another picture, or through other layers.

    With a filter or a class more it is still the same way.
    """
    kinds = [[type(layer) for layer in network.layers] for network in (old, new)]
    return old.shapes[0] != new.shapes[0] or kinds[0] != kinds[1]
