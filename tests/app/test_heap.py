from __future__ import annotations

import platform
import subprocess
import sys

import pytest

#: What a second thread is given, as an address, and where the first thread's heap lies.
ASK = """
import ctypes, sys, threading
from pathlib import Path
from cnnviz.app.heap import share_one_heap
if sys.argv[1:]:
    share_one_heap()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
found = []
thread = threading.Thread(target=lambda: found.append(libc.malloc(5000)))
thread.start()
thread.join()
heap = next(line for line in Path("/proc/self/maps").read_text().splitlines() if line.endswith("[heap]"))
start, end = (int(each, 16) for each in heap.split()[0].split("-"))
print(start <= found[0] < end)
"""


def shares_a_heap(*arguments: str) -> bool:
    return subprocess.check_output([sys.executable, "-c", ASK, *arguments], text=True).strip() == "True"


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has a heap for each thread")
def test_another_thread_is_given_memory_of_the_same_heap() -> None:
    assert shares_a_heap("shared")
    # Of its own it is given another; else the first line would tell nothing.
    assert not shares_a_heap()
