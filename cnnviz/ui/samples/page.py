"""The page about samples: one's own, the generator's, and what a drawing becomes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.samples.collection import Collection
from cnnviz.ui.samples.generator import Generator
from cnnviz.ui.samples.pictures import Pictures
from cnnviz.ui.theme import Look, Type

_SHARES = (49, 33, 28)


class SamplesPage(QWidget):
    """One's own samples on the left, the generator in the middle, what comes of its dials on the right."""

    def __init__(self, levels: Sequence[str]) -> None:
        super().__init__()
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
        columns = QHBoxLayout(content)
        columns.setContentsMargins(12, 6, 12, 8)
        columns.setSpacing(16)
        parts: tuple[tuple[QWidget, ...], ...] = (
            (self.collection,),
            (generated, self.generator),
            (example, self.generated, becoming, self.becoming),
        )
        for share, widgets in zip(_SHARES, parts, strict=True):
            column = QVBoxLayout()
            column.setSpacing(3)
            if self.collection in widgets:
                column.addLayout(head)
            for widget in widgets:
                column.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
            columns.addLayout(column, share)
        area = ClearArea()
        area.take(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for title in self._titles:
            title.setFont(look.font(Type.CAPTION, bold=True))
        for part in (self.collection, self.generator, self.generated, self.becoming):
            part.set_look(look)
