"""Asks a system whether it wants things to move where only a command of its own tells it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QStandardPaths, Signal, Slot

#: The command of each such system, and the answer that means less motion.
_COMMANDS = {
    "linux": (("gsettings", "get", "org.gnome.desktop.interface", "enable-animations"), "false"),
    "darwin": (("defaults", "read", "com.apple.universalaccess", "reduceMotion"), "1"),
}


class MotionProcess(QObject):
    """Asks without waiting for the answer.

    reduced(): the person has asked the system for less motion.
    """

    reduced = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.finished.connect(self._on_finished)

    def ask(self, platform: str = sys.platform) -> None:
        """Ask, where the system has such a command."""
        (program, *arguments), _ = _COMMANDS.get(platform, (("",), ""))
        found = QStandardPaths.findExecutable(program) if program else ""
        if found:
            self._process.start(found, arguments)

    def stop(self) -> None:
        """Wait for no answer any longer."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(1000)

    @Slot()
    def _on_finished(self) -> None:
        told = bytes(self._process.readAllStandardOutput().data()).decode(errors="replace").strip()
        if any(told == answer for _, answer in _COMMANDS.values()):
            self.reduced.emit()
