"""What a layer comes to, in columns that are the same in every row."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.ui.line import Line
from cnnviz.ui.theme import Look, Type

#: The columns' shares of the width, and what stands above them.
_SHARES = (11, 7, 10)
HEADINGS = ("Size", "Comes out", "Parameters")


class Columns(QWidget):
    """Three short texts side by side; the second, what comes out, is the one to read first."""

    def __init__(self, *, is_heading: bool = False) -> None:
        super().__init__()
        self._is_heading = is_heading
        self._lines = [Line(heading) for heading in HEADINGS]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for line, share in zip(self._lines, _SHARES, strict=True):
            layout.addWidget(line, share)

    def set_texts(self, *texts: str) -> None:
        """Show one text in each column."""
        for line, text in zip(self._lines, texts, strict=True):
            line.set_text(text)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for line in self._lines:
            is_first = line is self._lines[1] and not self._is_heading
            line.setFont(look.font(Type.CAPTION))
            line.set_color(look.theme.text if is_first else look.theme.muted)
