"""The font of a box that is typed into."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox


def set_box_font(box: QComboBox | QSpinBox, font: QFont) -> None:
    """Write in `box` in another font; under a style sheet, Qt leaves the field within it the one that it had before."""
    box.setFont(font)
    for field in box.findChildren(QLineEdit):
        field.setFont(font)
