"""In which colours a confusion matrix is drawn."""

from __future__ import annotations

from PySide6.QtGui import QColor

from cnnviz.ui.theme import NUMBER_DARK, NUMBER_LIGHT, Theme, mixed, reads_on


def count_colors(count: int, whole: int, theme: Theme, *, is_right: bool) -> tuple[QColor, QColor]:
    """Those of a cell and of the count on it: the more of the row's `whole`, the stronger; another for wrong ones."""
    # A single mistake among hundreds has to be seen as one.
    strength = 0.2 + 0.8 * count / whole if count else 0.0
    color = mixed(theme.negative if is_right else theme.positive, theme.zero, strength)
    return color, QColor(NUMBER_DARK if reads_on(color.rgb()) else NUMBER_LIGHT)
