"""The screen that windows are opened on: the one there is, or Xvfb."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen(size: str = "1920x1080") -> Iterator[None]:
    """A screen in DISPLAY for as long as this lasts.

    Raises:
        SystemExit: there is none, and Xvfb is not installed.
    """
    if os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM") or sys.platform != "linux":
        yield
        return
    if shutil.which("Xvfb") is None:
        raise SystemExit("There is no screen and no Xvfb: install it (on Debian or Ubuntu: apt install xvfb).")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-noreset", "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            os.environ["DISPLAY"] = ":" + answer.readline().strip()
        try:
            yield
        finally:
            server.terminate()
            del os.environ["DISPLAY"]
