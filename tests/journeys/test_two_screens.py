"""A lecturer with a projector."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def screen(x: int, width: int, height: int) -> dict[str, object]:
    """As Qt's platform without a screen is told of one."""
    place = {"x": x, "y": 0, "width": width, "height": height}
    return {"name": str(x), **place, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def test_the_class_sees_the_projector_and_afterwards_the_window_stands_where_it_stood(tmp_path: Path) -> None:
    (tmp_path / "screens.json").write_text(json.dumps({"screens": [screen(0, 1920, 1080), screen(1920, 1400, 900)]}))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen:configfile=screens.json", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.journeys.two_screens_process"]
    said = subprocess.check_output(command, text=True, env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL)
    before, meanwhile, afterwards = map(json.loads, said.splitlines())
    is_full, place, size, _ = meanwhile
    assert is_full
    # Which of the two is the lecturer's own is for Qt to say.
    assert (place, size) == (([0, 0], [1920, 1080]) if before[1][0] > 1920 else ([1920, 0], [1400, 900]))
    assert afterwards == before
