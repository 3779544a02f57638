"""How long from a mouse move on the canvas to the repaint that shows that picture's votes, in a real window.

    python tests/benchmarks/live.py [--moves 1500] [--deeds 12000] [--without-startup]

Prints JSON, times in milliseconds. A move counts from its delivery to the canvas until the window has repainted the
stages and the votes of its picture, or of a newer one. Moves come 125 a second, as from a mouse, whether or not the
window has kept up. Memory is what the process holds after random use (`--deeds`: 12000 are ten minutes of twenty
things a second), beside what it held after the first fifth: what is made when it is first shown has been made before.
What is needed of it is what is left when the allocator has given back what is free. Labels, icons and letters of sizes
that come for the first time are kept, up to a limit, so it grows until there have been most of them, and what is free
lies in pages that are held for their other half. What has leaked is rather in the objects that a window leaves behind
when it is closed, beyond those that one leaves which nobody used. With no moves, or no deeds, only the other is
measured. Without a screen it starts Xvfb.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT))

# Before anything imports NumPy, which it tells to keep to one thread, as it does for the window.
import cnnviz  # noqa: F401

# isort: split
import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, QSettings, Qt, QTimer, Slot
from PySide6.QtGui import QMouseEvent, QPixmapCache
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from cnnviz.app.state import State
from cnnviz.app.training import Amount
from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU
from cnnviz.engine.network import Network
from cnnviz.model.document import Document
from cnnviz.model.material import with_practice
from cnnviz.model.networks import lecture_document
from cnnviz.model.practice import Practice
from cnnviz.model.view import ColorScheme, View
from cnnviz.ui.application import Running, make_application
from cnnviz.ui.labels import SHEETS
from cnnviz.ui.theme import reads_on
from tests.everything import open_everything
from tests.monkey import Monkey
from tests.screen import screen

#: Milliseconds between two moves, and the moves of a stroke.
INTERVAL = 8
STROKE = 40


def small() -> Document:
    """28x28, 8 filters."""
    return _document(28, (Conv2d(_weights(8, 1)), ReLU(), MaxPool2d(), Flatten()))


def large() -> Document:
    """64x64, two convolutions of 16 maps."""
    first, second = Conv2d(_weights(16, 1)), Conv2d(_weights(16, 16))
    return _document(64, (first, ReLU(), MaxPool2d(), second, ReLU(), MaxPool2d(), Flatten()))


def _document(side: int, body: tuple[Layer, ...]) -> Document:
    values = Network((1, side, side), body).shapes[-1][0]
    votes = Linear(np.random.default_rng(1).normal(size=(2, values)) / values)
    return Document(np.full((side, side), -1.0), Network((1, side, side), (*body, votes), ("X", "O")))


def _weights(maps: int, inputs: int) -> Array:
    return np.random.default_rng(maps).normal(size=(maps, inputs, 3, 3)).round(1)


class Stopwatch(QObject):
    """Moves the mouse over the canvas and notes when the window shows what came of it."""

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._running = running
        self._left = 0
        self._at, self._is_down, self._is_over = 0, False, False
        self._canvas = running.window.draw_panel.canvas
        stages, votes = running.window.stages.viewport(), running.window.votes
        self._answers: dict[QObject, int] = {stages: 0, votes: 1, **dict.fromkeys(votes.findChildren(QWidget), 1)}
        # Not the whole application: a filter in Python on every event would be a part of what it measures.
        self._watched = (self._canvas, running.window, *self._answers)
        self._pending: list[tuple[float, Array]] = []
        self._delivered = 0.0
        self._painted: set[int] = set()
        self.times: list[float] = []
        self._timer = QTimer(self, interval=INTERVAL, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)
        running.store.changed.connect(self._on_changed)

    def run(self, moves: int) -> list[float]:
        """The milliseconds of every move that changed the picture; the walk goes on where it ended last."""
        self._left, self.times = moves, []
        for watched in self._watched:
            watched.installEventFilter(self)
        self._timer.start()
        _wait_until(lambda: self._left <= 0)
        self._timer.stop()
        _wait(500)
        # A cell that the next move put back before it was computed never shows: there is nothing to wait for.
        self._pending.clear()
        for watched in self._watched:
            watched.removeEventFilter(self)
        return self.times

    @Slot()
    def _on_timeout(self) -> None:
        """Walk to the next cell: back and forth over the whole picture, drawing and erasing it in turn."""
        if self._left <= 0:
            self._timer.stop()
            return
        rows, columns = self._running.store.state.document.grid
        turn, cell = divmod(self._at, rows * columns)
        if not self._is_down and not self._is_over:
            # Before it draws, the pointer comes to the cell, and asks of its value.
            self._post(QEvent.Type.MouseMove, Qt.MouseButton.NoButton, divmod(cell, columns))
            self._is_over = True
            return
        self._left -= 1
        button = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)[turn % 2]
        is_last = self._left == 0 or cell == rows * columns - 1
        if not self._is_down:
            self._post(QEvent.Type.MouseButtonPress, button, divmod(cell, columns))
        else:
            self._post(QEvent.Type.MouseMove, button, divmod(cell, columns))
        self._is_down = not is_last and (self._at + 1) % STROKE != 0
        if not self._is_down:
            self._post(QEvent.Type.MouseButtonRelease, button, divmod(cell, columns))
            self._is_over = False
        self._at += 1

    def _post(self, kind: QEvent.Type, button: Qt.MouseButton, cell: tuple[int, int]) -> None:
        # Every second row is walked backwards.
        columns = self._canvas.board.columns
        row, column = cell[0], cell[1] if cell[0] % 2 == 0 else columns - 1 - cell[1]
        place = self._canvas.board.cell_rect((row, column)).center()
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
        pressed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button
        where = QPointF(self._canvas.mapToGlobal(place))
        event = QMouseEvent(kind, place, where, pressed, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(self._canvas, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._canvas and kind in {QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress}:
            self._delivered = time.perf_counter()
        elif kind == QEvent.Type.Paint:
            self._painted.add(self._answers.get(watched, -1))
        elif kind == QEvent.Type.UpdateRequest and watched is self._running.window:
            # Handed on here and not after the filter, so that the repaint is over when the clock is read.
            QMainWindow.event(self._running.window, event)
            self._note_shown()
            return True
        return False

    @Slot(object, object)
    def _on_changed(self, old: State, new: State) -> None:
        if new.document.picture is not old.document.picture:
            self._pending.append((self._delivered, new.document.picture))
        if new.trace is not old.trace:
            self._painted.clear()

    def _note_shown(self) -> None:
        trace = self._running.store.state.trace
        if trace is None or self._painted <= {-1}:
            return
        now, shown = time.perf_counter(), trace.picture[0]
        for index in range(len(self._pending) - 1, -1, -1):
            if np.array_equal(self._pending[index][1], shown):
                self.times += [(now - delivered) * 1000 for delivered, _ in self._pending[: index + 1]]
                del self._pending[: index + 1]
                return


def latency(document: Document, moves: int, *, training: bool = False) -> dict[str, float]:
    """Percentiles for one document, after a few strokes that warm up; where asked for while it trains flat out."""
    running = _open(document)
    stopwatch = Stopwatch(running)
    if training:
        settings = replace(Practice().settings, epochs=None)
        running.store.edit("Train for ever", lambda document: with_practice(document, Practice(settings=settings)))
        running.training.go(Amount.RUN)
        _wait_until(lambda: running.store.state.run is not None)
    stopwatch.run(3 * STROKE)
    times = stopwatch.run(moves)
    if training and running.store.state.order is None:
        raise SystemExit("The run ended before the measurement did.")
    _close(running)
    cuts = statistics.quantiles(times, n=100)
    return {
        "moves": len(times),
        "p50_ms": round(cuts[49], 2),
        "p95_ms": round(cuts[94], 2),
        "p99_ms": round(cuts[98], 2),
        "max_ms": round(max(times), 2),
    }


def memory(deeds: int) -> dict[str, object]:
    """What random use leaves in memory, while the window is open and when it is closed."""
    unused = _open(lecture_document())
    open_everything(unused)
    _close(unused)
    del unused
    before = _left()
    running = _open(lecture_document())
    open_everything(running)
    monkey = Monkey(running, seed=1)
    held, needed, widgets = [], [], []
    for part in range(5):
        for _ in range(deeds // 5):
            monkey.act()
        _begin_again(running)
        held.append(_resident())
        _give_back()
        needed.append(_resident())
        widgets.append(len(QApplication.allWidgets()))
        print(f"memory {part + 1}/5: {held[-1]:.1f} MB, needed {needed[-1]:.1f} MB", file=sys.stderr)
    _close(running)
    del running, monkey
    after = _left()
    return {
        "deeds": deeds,
        "after_each_fifth_mb": [round(each, 1) for each in held],
        "needed_after_each_fifth_mb": [round(each, 1) for each in needed],
        "growth_mb": round(held[-1] - held[0], 1),
        "growth_of_what_is_needed_mb": round(needed[-1] - needed[0], 1),
        "widgets_after_each_fifth": widgets,
        "left_by_an_unused_window": before,
        "left_by_this_window": after,
    }


def _left() -> dict[str, float]:
    """What is there when what is kept to be quick is forgotten, or left out of account."""
    QPixmapCache.clear()
    gc.collect()
    for kept in gc.get_objects():
        if isinstance(kept, type(reads_on)) and str(kept.__module__).startswith("cnnviz."):
            kept.cache_clear()
    gc.collect()
    _give_back()
    return {
        "mb": round(_resident() - SHEETS.size / 1e6, 1),
        "objects": len(gc.get_objects()),
        "widgets": len(QApplication.allWidgets()),
    }


def _begin_again(running: Running) -> None:
    """Show the same as before each other reading, and nothing else, so that what differs is not what is shown."""
    first = View(color_scheme=ColorScheme.LIGHT, hidden=frozenset())
    running.store.open(lecture_document())
    running.store.look(**{field.name: getattr(first, field.name) for field in fields(View)})
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window is not running.window:
            window.close()
    QApplication.clipboard().clear()
    running.window.resize(1280, 720)
    _wait(500)
    gc.collect()


def _give_back() -> None:
    """Have the system's allocator return what is free, where it can be told to (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _resident() -> float:
    """Megabytes of memory that the process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _open(document: Document) -> Running:
    running = Running(document)
    running.window.resize(1280, 720)
    running.store.look(color_scheme=ColorScheme.LIGHT)
    running.start()
    _wait_until(lambda: running.store.state.trace is not None)
    _wait(300)
    return running


def _close(running: Running) -> None:
    running.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _wait(milliseconds: int) -> None:
    # An idle window has no events at all, so what waits for the next one needs an end of its own.
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moves", type=int, default=1500)
    parser.add_argument("--deeds", type=int, default=12000)
    parser.add_argument("--without-startup", action="store_true")
    arguments = parser.parse_args()
    with screen("1280x720"), tempfile.TemporaryDirectory() as home:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)
        application = make_application()
        found: dict[str, object] = {}
        if arguments.moves:
            found["default"] = latency(lecture_document(), arguments.moves)
            found["default, while it trains flat out"] = latency(lecture_document(), arguments.moves, training=True)
            found["28x28, 8 filters"] = latency(small(), arguments.moves)
            found["64x64, two convolutions of 16 maps"] = latency(large(), arguments.moves)
        if arguments.deeds:
            found["memory"] = memory(arguments.deeds)
        if not arguments.without_startup:
            from tests.benchmarks.startup import measure

            found["startup"] = measure(runs=9)
        del application
    json.dump(found, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
