"""The window that F1 opens: every key there is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from cnnviz.ui.key_names import with_key_names
from cnnviz.ui.theme import Look, Type

#: The keys of the panels, which are no actions: what holds the keyboard answers to them.
PANEL_KEYS = {
    "Drawing": (
        ("Arrow keys", "Move the cell cursor"),
        ("Space", "Paint the cell"),
        ("Backspace", "Erase the cell"),
        ("0–9, minus, comma or point, then Enter", "Type the cell's value"),
        ("Right button, or Shift with the left", "Erase"),
        ("Escape, while the button is held", "Take the stroke or the line back"),
        ("P, E, L, B, V", "Pen, eraser, straight line, fill, value"),
        ("S", "Soft edges of the pen"),
        ("Ctrl+Arrow keys", "Move the drawing"),
        ("R, Shift+R", "Rotate by 15° to the left, to the right"),
        ("G, Shift+G", "Draw it larger, smaller"),
        ("T, Shift+T", "Thicken, thin"),
        ("C, N, I", "Centre and scale to fill, add noise, invert"),
        ("Ctrl+Backspace", "Clear the sheet"),
    ),
    "Filters and weights": (
        ("Arrow keys, Tab", "Move from cell to cell"),
        ("1, -0.5, 0,5 or 1/9, then Enter", "Type a number"),
        ("Escape", "Put the old number back"),
        ("Wheel, or drag up and down", "Change by 0.1; by 1 with Shift, by 0.01 with Ctrl"),
        ("Shift+Arrows, Shift+click", "Choose a block of numbers"),
        ("Ctrl+C, Ctrl+V", "Copy and paste the chosen block, or the whole filter"),
    ),
    "Stages": (
        ("Point at a cell", "Show where its value comes from and what it feeds"),
        ("Click, or Enter", "Pin the cell; again to let go"),
        ("Escape", "Let go of the pinned cell"),
        ("Arrow keys", "Walk from cell to cell and from stage to stage"),
        ("Wheel, or pinch", "Zoom"),
        ("Middle button, two fingers, or Shift+Wheel", "Move along a zoomed picture"),
    ),
    "Before a class (F5)": (
        ("Escape", "Put the marker away; let go of the pinned cell; leave"),
        ("Right button, long press, or the menu key", "Choose panels, text size and theme"),
        ("Alt+1, Alt+2, …", "Show or hide a panel, for the class alone"),
        ("S", "Spotlight: dim all but the value asked about and what belongs to it"),
        ("P, then 1, 2, 3, 4", "Marker, and its colours"),
        ("E", "Wipe the marks"),
        ("H", "Halo: a ring around the pointer"),
        ("B or full stop", "Blank screen; any key or a click ends it"),
    ),
    "Arithmetic": (("Ctrl+C", "Copy the sum as text"),),
    "Votes": (
        ("Up and down, or point at a class", "Show which values voted for it"),
        ("Enter, Space, or click", "Pin its sum; again to let go"),
        ("F2, or double-click", "Rename the class"),
    ),
    "Samples": (
        ("Ctrl+1, Ctrl+2, …", "Keep the drawing as a sample of the first class, the second, …"),
        ("Enter, Space, or click", "Bring the sample to the canvas"),
        ("1, 2, …, or right button", "Move what is chosen to that class"),
        ("Delete", "Delete what is chosen"),
        ("Ctrl+click, Shift+click", "Choose several"),
    ),
}


class ShortcutsHelp(QDialog):
    """Lists the actions' shortcuts and the panels' keys; Escape closes it."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self._sections = {"Everywhere": _keys_of(actions), **PANEL_KEYS}
        self._text = QTextBrowser()
        self._text.setAccessibleName("Keyboard shortcuts")
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_look(self, look: Look) -> None:
        """Write it in another theme or text size."""
        self._text.setFont(look.font())
        self._text.document().setDocumentMargin(look.length(16))
        self._text.setHtml("".join(self._section(title, keys, look) for title, keys in self._sections.items()))
        self.resize(look.length(560), min(look.length(640), self.screen().availableGeometry().height() - 80))

    @property
    def text(self) -> str:
        """What is shown, without its format."""
        return self._text.toPlainText()

    @staticmethod
    def _section(title: str, keys: Iterable[tuple[str, str]], look: Look) -> str:
        muted, size = look.theme.muted, look.font(Type.TITLE).pointSizeF()
        rows = "".join(
            f"<tr><td width='45%' style='color:{muted}; padding:2px 24px 2px 0'>{escape(with_key_names(key))}</td>"
            f"<td style='padding:2px 0'>{escape(with_key_names(what))}</td></tr>"
            for key, what in keys
        )
        return f"<p style='font-size:{size}pt; font-weight:bold'>{escape(title)}</p><table width='100%'>{rows}</table>"


def _keys_of(actions: Iterable[QAction]) -> tuple[tuple[str, str], ...]:
    style = QKeySequence.SequenceFormat.NativeText
    return tuple(
        (" or ".join(key.toString(style) for key in action.shortcuts()), action.whatsThis())
        for action in actions
        if action.shortcuts()
    )
