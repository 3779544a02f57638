"""The page about samples: one's own, the generator's, and what a drawing becomes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.samples.collection import Collection
from cnnviz.ui.samples.generator import Generator
from cnnviz.ui.samples.pictures import Pictures
from cnnviz.ui.theme import Look, Type

_SHARES = (49, 33, 28)
#: In less width than these together, in pixels, the columns stand below each other: what is as wide in any text size,
#: and what grows with it.
_NARROWEST, _NARROWEST_TEXT = 215, 398
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class SamplesPage(QWidget):
    """One's own samples on the left, the generator in the middle, what comes of its dials on the right.

    Where that is too wide they stand below each other.
    """

    def __init__(self, levels: Sequence[str]) -> None:
        super().__init__()
        self._look = Look()
        self.collection = Collection()
        self.generator = Generator(levels)
        self.generated = Pictures("Generated samples, for example")
        self.becoming = Pictures("The drawing and what it becomes", is_first_framed=True)
        self._titles = tuple(
            QLabel(text)
            for text in ("Your own samples", "Generated samples", "For example", "What the drawing becomes")
        )
        own, generated, example, becoming = self._titles
        head = QHBoxLayout()
        head.addWidget(own, 1)
        head.addWidget(self.collection.uses)
        content = QWidget()
        self._columns = QBoxLayout(_ACROSS, content)
        self._columns.setContentsMargins(12, 6, 12, 8)
        self._columns.setSpacing(16)
        self._pictures = QBoxLayout(_DOWN)
        self._pictures.setSpacing(3)
        self._pictures.addLayout(_column(example, self.generated), 1)
        self._pictures.addLayout(_column(becoming, self.becoming), 1)
        parts = (_column(head, self.collection), _column(generated, self.generator), self._pictures)
        for share, part in zip(_SHARES, parts, strict=True):
            self._columns.addLayout(part, share)
        area = ClearArea()
        area.take(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for title in self._titles:
            title.setFont(look.font(Type.CAPTION, bold=True))
        for part in (self.collection, self.generator, self.generated, self.becoming):
            part.set_look(look)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()

    def _turn(self) -> None:
        """Beside each other, or below each other where there is no room; the two blocks of pictures the other way."""
        is_wide = self.width() >= _NARROWEST + self._look.length(_NARROWEST_TEXT)
        self._columns.setDirection(_ACROSS if is_wide else _DOWN)
        self._pictures.setDirection(_DOWN if is_wide else _ACROSS)
        self.collection.set_alone(is_alone=not is_wide)


def _column(head: QWidget | QBoxLayout, body: QWidget) -> QBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    if isinstance(head, QWidget):
        column.addWidget(head)
    else:
        column.addLayout(head)
    column.addWidget(body, 1)
    return column
