"""What time it is, and how long the lecture has gone on."""

from __future__ import annotations

import time

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnnviz.ui.theme import Look, Type


class Clock(QWidget):
    """The time of day and the time since the start, which a button sets to nought. It ticks only while it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = time.monotonic()
        self._now, self._since = QLabel(), QLabel()
        self._now.setAccessibleName("Time of day")
        self._since.setAccessibleName("Time since the start")
        self._restart = restart = QPushButton("From 0:00")
        restart.setToolTip("Count the time from now on")
        restart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        restart.clicked.connect(self.restart)
        row = QHBoxLayout()
        row.addWidget(self._since, 1)
        row.addWidget(restart)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._now)
        layout.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._on_ticked)

    @property
    def since(self) -> str:
        """How long it has been, as it is written."""
        return self._since.text()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._now.setFont(look.font(Type.DISPLAY, bold=True))
        self._since.setFont(look.font(Type.FIGURE))
        self._restart.setFont(look.font())

    @Slot()
    def restart(self) -> None:
        """Begin to count at nought."""
        self._begun = time.monotonic()
        self._on_ticked()

    def showEvent(self, event: QShowEvent) -> None:
        self._on_ticked()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()

    @Slot()
    def _on_ticked(self) -> None:
        now = QDateTime.currentDateTime().time()
        self._now.setText(QLocale.system().toString(now, QLocale.FormatType.ShortFormat))
        self._since.setText(written(int(time.monotonic() - self._begun)))


def written(seconds: int) -> str:
    """A span of time as hours, minutes and seconds; without the hours where there are none."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
