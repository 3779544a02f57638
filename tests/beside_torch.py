"""What the comparisons with PyTorch share: PyTorch itself, on one thread, and a stopwatch."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

#: Calls from one look at the clock to the next, so that looking costs nothing beside them.
CALLS = 4


def torch_on_one_thread() -> Any:
    """PyTorch.

    Raises:
        SystemExit: it is not installed.
    """
    try:
        torch = import_module("torch")
    except ModuleNotFoundError:
        sys.exit('PyTorch is not installed; "pip install torch" adds what this comparison needs.')
    torch.set_num_threads(1)
    return torch


def seconds_per_call(call: Callable[[], object], lasting: float) -> float:
    """The mean time of one call over about `lasting` seconds."""
    calls, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < lasting:
        for _ in range(CALLS):
            call()
        calls += CALLS
    return spent / calls
