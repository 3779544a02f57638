"""What a layer comes to, in columns that are the same in every row."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cnnviz.ui.line import Line
from cnnviz.ui.theme import Look, Type

#: What the columns are called, and their shares of the width.
HEADINGS = ("Size", "Comes out", "Parameters")
_SHARES = (11, 7, 10)
#: The width, in pixels at the normal text size, below which they stand below one another.
NARROWEST = 360


class Columns(QWidget):
    """Three short texts; the second, what comes out, is the one to read first.

    They stand side by side, or each in a line of its own, with its name, where that is too narrow.
    """

    def __init__(self) -> None:
        super().__init__()
        self._texts: tuple[str, ...] = ("", "", "")
        self._is_narrow = False
        self._narrowest = NARROWEST
        self._lines = [Line(heading) for heading in HEADINGS]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for line, share in zip(self._lines, _SHARES, strict=True):
            self._row.addWidget(line, share)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written, as it is written."""
        return tuple(line.text for line in self._lines)

    def set_texts(self, *texts: str) -> None:
        """Show one text in each column."""
        self._texts = texts
        self._write()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for line in self._lines:
            line.setFont(look.font(Type.CAPTION))
            line.set_color(look.theme.text if line is self._lines[1] else look.theme.muted)
        self._narrowest = look.length(NARROWEST)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        self._is_narrow = self.width() < self._narrowest
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if self._is_narrow else direction.LeftToRight)
        self._row.setSpacing(1 if self._is_narrow else 8)
        self._write()

    def _write(self) -> None:
        for line, heading, text in zip(self._lines, HEADINGS, self._texts, strict=True):
            line.set_text(f"{heading}: {text}" if self._is_narrow and text else text)


class Headings(QWidget):
    """The names of the columns above them; nothing where each stands in a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._narrowest = NARROWEST
        self._lines = [Line(heading) for heading in HEADINGS]
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for line, heading, share in zip(self._lines, HEADINGS, _SHARES, strict=True):
            line.set_text(heading)
            row.addWidget(line, share)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for line in self._lines:
            line.setFont(look.font(Type.CAPTION))
            line.set_color(look.theme.muted)
        self._narrowest = look.length(NARROWEST)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        for line in self._lines:
            line.setVisible(self.width() >= self._narrowest)
