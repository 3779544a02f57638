"""The memory that all threads of the process share."""

from __future__ import annotations

import ctypes
import sys

#: glibc's number for "how many heaps at most" (mallopt(3), M_ARENA_MAX).
_HEAPS_AT_MOST = -8


def share_one_heap() -> None:
    """Have all threads allocate from one heap, before there are any.

    glibc gives each thread a heap of its own, so that none waits for another. Here they take turns anyway, and what a
    worker gave back was kept for that worker: after an hour's use a seventh of all memory. Other systems share already.
    """
    if sys.platform == "linux":
        # musl, for one, has no such choice.
        choose = getattr(ctypes.CDLL(None), "mallopt", None)
        if choose is not None:
            choose(_HEAPS_AT_MOST, 1)
