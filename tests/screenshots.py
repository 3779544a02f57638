"""Photographs the real window: `python tests/screenshots.py --size 1280x720 --theme dark --out window.png`.

It opens the window on the screen there is, or under Xvfb where there is none, drives it with real events, and writes
what the window shows. `--probe STAGE,MAP,ROW,COLUMN` pins a cell, `--text 150` scales the text, `--scale 2` is for
screens of high density, `--network` takes one of the shipped ones by number, `--learn` opens a tab about learning,
`--lesson 1 --scene 12` a scene of a shipped lesson, after `--steps` of its step player; `--present` shows it as before
a class.
`python tests/screenshots.py --readme` makes resources/screenshots anew. Nothing of the person's settings is touched.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnnviz.ui.application import Running

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.screen import screen

README_SHOTS = {
    "light.png": ("--size", "1280x720", "--theme", "light", "--probe", "1,0,3,3"),
    "learning.png": ("--size", "1280x720", "--theme", "light", "--learn", "Training"),
    "lesson.png": ("--size", "1280x720", "--theme", "light", "--lesson", "1", "--scene", "12", "--steps", "6"),
    "dark.png": ("--size", "1280x720", "--theme", "dark", "--probe", "3,0,1,1"),
}


def main() -> int:
    """Take one photograph, or all of the README's."""
    arguments = _parse()
    if arguments.readme:
        for name, options in README_SHOTS.items():
            out = ROOT / "resources" / "screenshots" / name
            subprocess.run([sys.executable, __file__, *options, "--out", str(out)], check=True)
        return 0
    os.environ["QT_SCALE_FACTOR"] = str(arguments.scale)
    # Before a class, the text is as large as the screen says, which the window fills.
    with screen(arguments.size if arguments.present else "3840x2160"), tempfile.TemporaryDirectory() as home:
        _take(arguments, home)
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--theme", choices=("light", "dark", "contrast", "grey"), default="light")
    parser.add_argument("--text", type=int, default=100, help="text size in percent")
    parser.add_argument("--scale", type=float, default=1, help="device pixels for a pixel")
    parser.add_argument("--probe", help="stage and cell to pin, such as 1,0,3,3")
    parser.add_argument("--learn", help="a tab about learning by its title; Training runs to its end")
    parser.add_argument("--network", type=int, default=0, help="a shipped network by number")
    parser.add_argument("--lesson", help="a shipped lesson by number or name")
    parser.add_argument("--scene", type=int, default=1, help="of the lesson")
    parser.add_argument("--steps", type=int, default=0, help="of the step player")
    parser.add_argument("--present", action="store_true", help="as before a class")
    parser.add_argument("--out", type=Path, default=Path("window.png"))
    parser.add_argument("--readme", action="store_true", help="make resources/screenshots anew")
    return parser.parse_args()


def _take(arguments: argparse.Namespace, home: str) -> None:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from cnnviz.model.networks import SHIPPED
    from cnnviz.model.view import ColorScheme, Probe
    from cnnviz.ui.application import Running

    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)
    application = QApplication(["cnnviz"])
    application.setStyle("Fusion")
    running = Running(SHIPPED[arguments.network].make())
    width, height = (int(side) for side in arguments.size.split("x"))
    running.window.resize(width, height)
    running.store.look(color_scheme=ColorScheme(arguments.theme), text_scale=arguments.text)
    running.start()
    _wait_until(lambda: running.store.state.trace is not None)
    if arguments.probe:
        stage, *cell = (int(part) for part in arguments.probe.split(","))
        running.store.look(pinned=Probe(stage, tuple(cell)))
    if arguments.learn:
        _learn(running, arguments.learn)
    if arguments.lesson:
        _open_lesson(running, arguments.lesson, arguments.scene, arguments.steps)
    if arguments.present:
        running.window.actions_.present.trigger()
    _settle()
    running.window.grab().save(str(arguments.out))
    running.close()


def _learn(running: Running, title: str) -> None:
    """Open a tab as a hand does, and let a run go to its end where it is the one about training."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from cnnviz.app.training import Amount

    _wait_until(lambda: running.window.learning.count() > 0)
    running.window.actions_.learn.trigger()
    bar = running.window.learning.tabBar()
    index = next(index for index in range(bar.count()) if bar.tabText(index).replace("&", "") == title)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(index).center())
    if title == "Training":
        running.training.go(Amount.RUN)
        _wait_until(lambda: running.store.state.order is None)


def _open_lesson(running: Running, name: str, scene: int, steps: int) -> None:
    """Open a scene, and take steps as the clicker does."""
    from cnnviz.model.lessons.reading import read_lesson
    from cnnviz.model.lessons.shipped import find_lesson
    from cnnviz.ui.image_files import read_grey

    _settle()
    running.store.open_lesson(read_lesson(find_lesson(name), read_grey), scene - 1)
    for _ in range(steps):
        running.playing.step_on()
    _settle()


def _wait_until(condition: Callable[[], bool]) -> None:
    from PySide6.QtCore import QDeadlineTimer
    from PySide6.QtWidgets import QApplication

    limit = QDeadlineTimer(20_000)
    while not condition():
        QApplication.processEvents()
        if limit.hasExpired():
            raise SystemExit("The window did not answer.")


def _settle() -> None:
    from PySide6.QtTest import QTest

    QTest.qWait(1500)


if __name__ == "__main__":
    sys.exit(main())
