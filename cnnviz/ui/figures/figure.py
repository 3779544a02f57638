"""What a figure is: something of a name and a size that paints itself anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QPainter


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture that can be painted on any device.

    title: what it shows. width, height: in points, which are pixels of a screen at its usual size.
    background: of all of it, as ``#rrggbb``. paint: paints it, its upper left corner at the painter's origin.
    """

    title: str
    width: int
    height: int
    background: str
    paint: Callable[[QPainter], None]
