"""Jobs for tests, in a file without those: the process that does one reads all that it imports."""

from __future__ import annotations

import atexit
import os
from multiprocessing import parent_process
from pathlib import Path

from PySide6.QtGui import QImage, QPainter

from cnnviz.model.refused import Refused
from cnnviz.ui.jobs import Tell


def own_number(tell: Tell) -> bytes:
    tell(0.5, "half of it")
    return str(os.getpid()).encode()


def refused(tell: Tell) -> bytes:
    raise Refused("It is too large.")


def broken(tell: Tell) -> bytes:
    raise ZeroDivisionError("in the middle of it")


def killed(tell: Tell) -> bytes:
    os._exit(9)


def endless(kept: Path, tell: Tell) -> bytes:
    """What begins a file of its own, and clears it away when it is given up."""
    kept.touch()
    try:
        while True:
            tell(0.1, "still the same")
    finally:
        kept.unlink()


def always_painting(tell: Tell) -> bytes:
    image = QImage(9, 9, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.save()
        tell(0.1, "a picture")
        while True:
            painter.drawPoint(4, 4)


def leaving_late(gate: Path, tell: Tell) -> bytes:
    """What is done, in a process that does not end before there is a `gate`."""
    atexit.register(wait_for, gate)
    return b"all of it"


def wait_for(gate: Path) -> None:
    parent = parent_process()
    assert parent is not None
    while not gate.exists() and parent.is_alive():
        pass
