"""A panel on a quiet card with its title."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cnnviz.ui.theme import Look, palette

#: Pixels: how narrow and how low a card may become.
LEAST_WIDTH, LEAST_HEIGHT = 160, 96
#: Pixels between the card's frame and what stands upon it.
_EDGE = 1


class Drawn(Protocol):
    """What can be drawn in any theme and text size."""

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""


class _Wide(QScrollArea):
    """Asks for the width at which nothing in it scrolls sideways, even where it scrolls down."""

    def minimumSizeHint(self) -> QSize:
        content, least = self.widget(), super().minimumSizeHint()
        if content is None or not self.isVisible():
            # What was never shown has not been dressed, and takes itself for wider than it is.
            return least
        wide = content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return least.expandedTo(QSize(wide, 0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # What is in it may ask for another width.
            self.updateGeometry()
        return super().event(event)


class Card(QFrame):
    """A title above a panel, which scrolls when the card is smaller than the panel can be.

    A panel that is full of titles goes without: `has_title` False. One that is never to scroll sideways is as wide as
    it needs: `is_whole`.
    """

    def __init__(self, title: str, panel: QWidget, *, has_title: bool = True, is_whole: bool = False) -> None:
        super().__init__()
        self._panel = panel
        self.setObjectName("card")
        self.setAccessibleName(title)
        self._title = QLabel(title)
        self._title.setObjectName("cardTitle")
        self._title.setIndent(0)
        self._has_title = has_title
        area = _Wide() if is_whole else QScrollArea()
        area.setWidget(panel)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        # The panel's own controls take the keyboard; the area follows them.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(0)
        layout.addWidget(self._title)
        layout.addWidget(area, 1)
        # Not before it stands upon the card, where it would flash up as a window of its own.
        self._title.setVisible(has_title)
        self.setMinimumHeight(LEAST_HEIGHT)
        if not is_whole:
            self.setMinimumWidth(LEAST_WIDTH)

    def put_below(self, widget: QWidget) -> None:
        """Put `widget` below the panel, where it stays while the panel scrolls."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)

    def set_titled(self, *, is_titled: bool) -> None:
        """Show the title where the panel has one, or leave all room to the panel."""
        self._title.setVisible(self._has_title and is_titled)

    def set_look(self, look: Look) -> None:
        """Write the title in another text size; the panel is told by the window."""
        self._title.setFont(look.font(bold=True))
        # Everything upon the card stands on its colour, not on the window's.
        colors = palette(look.theme)
        colors.setColor(QPalette.ColorRole.Window, look.theme.surface)
        self._panel.setPalette(colors)
