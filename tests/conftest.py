"""What every test stands on: Qt without a screen, and widgets and threads that must not outlive their test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.leaks import Leaks


@pytest.fixture(autouse=True)
def nothing_is_left_behind() -> Iterator[None]:
    """Fail a test that leaves a worker, a window or a running timer to the next one."""
    leaks = Leaks()
    with leaks.watching():
        yield
    if found := leaks.found():
        pytest.fail("left behind: " + "; ".join(found))
