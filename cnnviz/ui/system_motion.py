"""Whether the system wants things to move on the screen."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication


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
