"""What a test left behind: a worker that still runs, a window that still lives, a timer that still ticks."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

WORKER = "cnnviz worker"


@contextmanager
def nothing_left() -> Iterator[None]:
    """Fail where something is left behind that was not there before."""
    leaks = Leaks()
    with leaks.watching():
        yield
    if found := leaks.found():
        pytest.fail("left behind: " + "; ".join(found))


class Leaks:
    """Looks at a test from its begin to its end."""

    def __init__(self) -> None:
        self._before = _widgets()
        # A window that is kept for a whole module begins others at any time; it is looked at when it is closed.
        self._is_worker_kept = bool(_workers())
        self._timers: weakref.WeakSet[QTimer] = weakref.WeakSet()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note every timer that Python code starts."""
        start = QTimer.start

        def noted(timer: QTimer, *interval: int) -> None:
            self._timers.add(timer)
            start(timer, *interval)

        QTimer.start = noted  # type: ignore[method-assign]
        try:
            yield
        finally:
            QTimer.start = start  # type: ignore[method-assign]

    def found(self) -> list[str]:
        """A sentence for each thing left behind."""
        # What only waits for its deferred deletion or for the collector is no leak. The collector comes last, for it
        # walks through all that the tests have ever loaded.
        for let_go in (_delete_what_waits, gc.collect):
            if not self._look():
                return []
            let_go()
        _delete_what_waits()
        return self._look()

    def _look(self) -> list[str]:
        threads = [] if self._is_worker_kept else [f"thread {name!r} runs" for name in _workers()]
        widgets = [f"top-level widget {w!r} lives" for w in _widgets() - self._before if not self._belongs(w)]
        timers = [f"timer {t!r} ticks" for t in self._timers if shiboken6.isValid(t) and t.isActive()]
        return threads + widgets + timers

    def _belongs(self, widget: QWidget) -> bool:
        """Whether it is a closed dialog of a window that was there before, and goes with that."""
        parent = widget.parentWidget()
        return not widget.isVisible() and parent is not None and parent.window() in self._before


def _workers() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == WORKER]


def _delete_what_waits() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _widgets() -> set[QWidget]:
    """Windows of ours, and whatever can be seen; Qt keeps hidden ones of its own, such as the last tool tip."""
    windows = QApplication.topLevelWidgets() if QApplication.instance() else []
    return {window for window in windows if window.isVisible() or type(window).__module__.startswith("cnnviz")}
