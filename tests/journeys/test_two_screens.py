"""A lecturer with a projector."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect

from cnnviz.ui.notes.window import FRAME

ROOT = Path(__file__).parents[2]


def screen(x: int, width: int, height: int, scale: float = 1) -> dict[str, object]:
    """As Qt's platform without a screen is told of one."""
    place = {"x": x, "y": 0, "width": width, "height": height}
    return {"name": str(x), **place, "logicalDpi": 96 * scale, "logicalBaseDpi": 96, "dpr": 1}


def standing(folder: Path, screens: list[dict[str, object]], *actions: str) -> list[list[Any]]:
    """How the windows stand at first and after each action, on these screens."""
    (folder / "screens.json").write_text(json.dumps({"screens": screens}))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen:configfile=screens.json", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.journeys.two_screens_process", *actions]
    said = subprocess.check_output(command, text=True, env=environment, cwd=folder, stderr=subprocess.DEVNULL)
    return [json.loads(line) for line in said.splitlines()]


def test_the_class_sees_the_projector_and_afterwards_the_window_stands_where_it_stood(tmp_path: Path) -> None:
    screens = [screen(0, 1920, 1080), screen(1920, 1400, 900)]
    before, meanwhile, afterwards = standing(tmp_path, screens, "present", "present")
    is_full, place, size, *_ = meanwhile
    assert is_full
    # Which of the two is the lecturer's own is for Qt to say.
    assert (place, size) == (([0, 0], [1920, 1080]) if before[1][0] > 1920 else ([1920, 0], [1400, 900]))
    assert afterwards == before


def test_window_and_notes_exchange_screens_of_unlike_scale(tmp_path: Path) -> None:
    """Each stayed where it was and took the other screen's scale, so the class saw nothing."""
    screens = [screen(0, 1920, 1080, scale=1.5), screen(1920, 1400, 900)]
    before, _, exchanged, again = standing(tmp_path, screens, "notes", "swap_screens", "swap_screens")
    left, right = QRect(0, 0, 1280, 720), QRect(1920, 0, 1400, 900)
    own, other = (right, left) if before[1][0] > 1920 else (left, right)
    for (_, place, size, _, notes), of_window, of_notes in ((exchanged, other, own), (again, own, other)):
        # The platform leaves room for a frame of its own.
        assert (QPoint(*place) - of_window.topLeft()).manhattanLength() <= 4
        assert size == [of_window.width(), of_window.height()]
        assert QRect(*notes) == of_notes.marginsRemoved(FRAME)
