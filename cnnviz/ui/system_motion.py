"""Whether the system wants things to move on the screen."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QStandardPaths, Signal, Slot
from PySide6.QtGui import QGuiApplication

#: Where Qt does not know it, these systems tell it by a command: the command, and the answer that means less motion.
_COMMANDS = {
    "linux": (("gsettings", "get", "org.gnome.desktop.interface", "enable-animations"), "false"),
    "darwin": (("defaults", "read", "com.apple.universalaccess", "reduceMotion"), "1"),
}


def system_moves() -> bool:
    """False where the person has asked the system for less motion; True where it does not say so at once."""
    # Qt knows it from 6.12 on, for every system.
    hints = getattr(QGuiApplication.styleHints(), "accessibility", lambda: None)()
    preference = getattr(hints, "motionPreference", None)
    return _windows_moves() if preference is None else preference().name == "NoPreference"


def _windows_moves() -> bool:
    if sys.platform != "win32":
        return True
    import ctypes

    client_area_animation = 0x1042
    is_on = ctypes.c_int(1)
    ctypes.windll.user32.SystemParametersInfoW(client_area_animation, 0, ctypes.byref(is_on), 0)
    return bool(is_on.value)


class SystemMotion(QObject):
    """Asks a system that tells it only by a command, without waiting for the answer.

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
