"""What is remembered of the window from one start to the next."""

from __future__ import annotations

import contextlib
from typing import Any

from PySide6.QtCore import QSettings

from cnnviz.model.view import ColorScheme, Panel, View
from cnnviz.ui.system_motion import system_moves


def preferences() -> QSettings:
    """The person's own settings, a text file where the system keeps such files."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "cnnviz", "cnnviz")


def remember_view(kept: QSettings, view: View, *, is_reduced: bool = False) -> None:
    """Keep what a person set once for every picture. is_reduced: the system has asked for less motion since."""
    kept.setValue("look/color_scheme", view.color_scheme.value)
    kept.setValue("look/text_scale", view.text_scale)
    # As long as a person wants what the system does, it goes with the system.
    if view.moves is (system_moves() and not is_reduced):
        kept.remove("look/motion")
    else:
        kept.setValue("look/motion", "on" if view.moves else "off")
    # What a lesson's scene has put away is back without it.
    hidden = view.hidden if view.usual is None else view.usual
    kept.setValue("window/hidden", ",".join(sorted(panel.value for panel in hidden)))


def remembered_view(kept: QSettings) -> dict[str, Any]:
    """The fields of View that were kept; what cannot be read is left out, for such a file can be edited by anyone."""
    found: dict[str, Any] = {}
    with contextlib.suppress(ValueError):
        found["color_scheme"] = ColorScheme(str(kept.value("look/color_scheme")))
    with contextlib.suppress(ValueError):
        found["text_scale"] = nearest_text_scale(int(str(kept.value("look/text_scale"))))
    moves = {"on": True, "off": False}.get(str(kept.value("look/motion")), system_moves())
    if moves is not View().moves:
        found["moves"] = moves
    if kept.contains("window/hidden"):
        # A lesson is gone with the window that showed it.
        found["hidden"] = _panels(str(kept.value("window/hidden"))) | {Panel.LESSON}
    return found


def _panels(text: str) -> frozenset[Panel]:
    names = {panel.value: panel for panel in Panel}
    return frozenset(names[name] for name in text.split(",") if name in names)


#: The text sizes that are offered, in percent.
TEXT_SCALES = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


def nearest_text_scale(percent: int) -> int:
    """The offered text size nearest to `percent`."""
    return min(TEXT_SCALES, key=lambda scale: abs(scale - percent))
