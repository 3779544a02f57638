"""Words above a column that is narrower than they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF


def broken(text: str, room: float, metrics: QFontMetricsF, most: int) -> tuple[str, ...]:
    """`text` in lines no wider than `room` pixels: broken after commas, or where that is not enough between words.

    There are `most` lines at most; what has no room in the last is cut off.
    """
    if metrics.horizontalAdvance(text) <= room or most == 1:
        return (metrics.elidedText(text, Qt.TextElideMode.ElideRight, room),)
    pieces = text.replace(", ", ",\n").split("\n")
    if any(metrics.horizontalAdvance(piece) > room for piece in pieces):
        pieces = text.split(" ")
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]} {piece}" if lines else piece
        if lines and (len(lines) == most or metrics.horizontalAdvance(longer) <= room):
            lines[-1] = longer
        else:
            lines.append(piece)
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines)
