"""The filters by name, each with its picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from cnnviz.model.filters.presets import FilterPreset, preset_groups
from cnnviz.ui.painting import hollow_negatives, map_image
from cnnviz.ui.theme import Look, Theme, diverging_colors

THUMBNAIL = 48


class PresetMenu(QMenu):
    """A menu of filters in groups, filled when it is first opened.

    preset_chosen(preset): a person chose a `FilterPreset`.
    """

    preset_chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._theme = Look().theme
        self._actions: list[tuple[QAction, FilterPreset]] = []
        self.aboutToShow.connect(self._on_about_to_show)
        self.triggered.connect(self._on_triggered)

    def set_look(self, look: Look) -> None:
        """Draw the thumbnails in another theme."""
        if look.theme != self._theme:
            self._theme = look.theme
            for action, preset in self._actions:
                action.setIcon(thumbnail(preset, self._theme))

    @Slot()
    def _on_about_to_show(self) -> None:
        if self._actions:
            return
        for group in preset_groups():
            menu = self.addMenu(group.name)
            menu.setToolTipsVisible(True)
            for preset in group.presets:
                action = menu.addAction(thumbnail(preset, self._theme), preset.name)
                action.setToolTip(preset.note or preset.name)
                action.setData(preset)
                self._actions.append((action, preset))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        preset = action.data()
        if isinstance(preset, FilterPreset):
            self.preset_chosen.emit(preset)


def thumbnail(preset: FilterPreset, theme: Theme) -> QIcon:
    """A filter's numbers as colours."""
    limit = float(np.abs(preset.kernel).max()) or 1.0
    pixmap = QPixmap(THUMBNAIL, THUMBNAIL)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        rect, colors = QRectF(0, 0, THUMBNAIL, THUMBNAIL), diverging_colors(theme)
        painter.drawImage(rect, map_image(preset.kernel, colors, -limit, limit))
        if theme.hollows:
            hollow_negatives(painter, rect, preset.kernel, theme)
    return QIcon(pixmap)
