"""How long until the window stands there with its votes painted, beside a bare Qt window in the same run.

    python tests/benchmarks/startup.py [--runs 15]

Prints JSON, times in milliseconds from before the process is started. Without a screen it starts Xvfb for itself.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT))

from tests.screen import screen

BARE = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, done)

def done():
    print(time.monotonic(), flush=True)
    application.exit()

application = QApplication([])
window = Window()
window.resize(1280, 720)
window.show()
application.exec()
"""

#: As a person starts it. The window is there when its votes are painted and the events of that painting are through; it
#: is complete when what was left for afterwards is made.
CNNVIZ = """
import sys, time
sys.argv = ["cnnviz"]
from cnnviz.__main__ import main
# As the command does, before the window's modules are looked into.
from cnnviz.cli.window import hasten_imports
hasten_imports()

def watch():
    from PySide6.QtCore import QEvent, QObject, QTimer, Slot
    from PySide6.QtWidgets import QApplication, QWidget
    from cnnviz.ui.application import Running

    class Votes(QObject):
        there = False

        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                self.there = self.there or self.running.store.state.trace is not None
            return False

    votes = Votes()
    start, complete = Running.start, Running._complete

    def started(running):
        votes.running = running
        start(running)
        for part in (running.window.votes, *running.window.votes.findChildren(QWidget)):
            part.installEventFilter(votes)

    def made(running):
        if not votes.there:
            QTimer.singleShot(0, running._complete)
            return
        print(time.monotonic())
        complete(running)
        print(time.monotonic(), flush=True)
        QApplication.exit()

    Running.start, Running._complete = started, Slot()(made)

watch()
main()
"""


def milliseconds(code: str, environment: dict[str, str]) -> list[float]:
    """From before a process is started to each time that it says."""
    start = time.monotonic()
    said = subprocess.check_output([sys.executable, "-c", code], env=environment, cwd=PROJECT, text=True, timeout=60)
    return [(float(line) - start) * 1000 for line in said.splitlines()]


def measure(runs: int) -> dict[str, float]:
    """The medians of `runs` starts of each, one after the other in turn, after one that warms the disk."""
    bare, cnnviz, complete = [], [], []
    for name in ("QT_QPA_PLATFORM", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    with screen("1280x720"), tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "PYTHONPYCACHEPREFIX": f"{home}/compiled"}
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            environment[name] = f"{home}/{name}"
        for _ in range(runs + 1):
            bare += milliseconds(BARE, environment)
            there, all_made = milliseconds(CNNVIZ, environment)
            cnnviz.append(there)
            complete.append(all_made)
    bare_median, cnnviz_median = statistics.median(bare[1:]), statistics.median(cnnviz[1:])
    return {
        "runs": runs,
        "bare_ms": round(bare_median, 1),
        "cnnviz_ms": round(cnnviz_median, 1),
        "complete_ms": round(statistics.median(complete[1:]), 1),
        "fastest_bare_ms": round(min(bare), 1),
        "fastest_cnnviz_ms": round(min(cnnviz), 1),
        "ratio": round(cnnviz_median / bare_median, 2),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    sys.stdout.write(json.dumps(measure(parser.parse_args().runs), indent=2) + "\n")
