"""The memory that the threads of the process allocate from."""

from __future__ import annotations

import ctypes
import sys

#: glibc's number for "how many heaps at most" (mallopt(3), M_ARENA_MAX).
_HEAPS_AT_MOST = -8


def share_heaps() -> None:
    """Have threads that begin from now on allocate from the heaps there are.

    glibc would give each one of its own, so that none waits for another, and keep the free end of it for ever: 14 MB
    for a thread that once read an image. Call this once the threads that a hand waits for have begun. Other systems
    have no such choice, and need none.
    """
    if sys.platform == "linux":
        # musl, for one, has none either.
        choose = getattr(ctypes.CDLL(None), "mallopt", None)
        if choose is not None:
            choose(_HEAPS_AT_MOST, 1)
