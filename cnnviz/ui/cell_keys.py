"""The keys in a grid of cells: those that walk from cell to cell, and those that change the one they have come to."""

from __future__ import annotations

from PySide6.QtCore import Qt

#: How many rows down and columns to the right each leads.
ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
EDIT_KEYS = frozenset({Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter})
CLEAR_KEYS = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
#: What a number begins with; typing one of these begins an entry.
FIRST_SIGNS = frozenset("0123456789-+.,−")
