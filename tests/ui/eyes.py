"""What is to be read on a widget that paints its words itself."""

from __future__ import annotations

import re

from PySide6.QtCore import QBuffer
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget


def written(widget: QWidget) -> list[str]:
    """The words that `widget` paints, in order."""
    buffer, generator = QBuffer(), QSvgGenerator()
    generator.setOutputDevice(buffer)
    widget.render(generator)
    return re.findall(r">\s*([^<>]*[^<>\s])\s*</text>", bytes(buffer.data().data()).decode())
