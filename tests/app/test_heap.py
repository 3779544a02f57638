"""How many heaps the threads of a process have."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

#: Whether a second thread is given memory beside that of the first, which lives on, or of the process itself.
ASK = """
import ctypes, sys, threading
from pathlib import Path
from cnnviz.app.heap import share_heaps
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
found, end = [], threading.Event()

def allocate():
    found.append(libc.malloc(5000))
    end.wait()

def begin():
    count = len(found)
    threading.Thread(target=allocate, daemon=True).start()
    while len(found) == count:
        pass

begin()
if sys.argv[1:]:
    share_heaps()
begin()
end.set()
heap = next(line for line in Path("/proc/self/maps").read_text().splitlines() if line.endswith("[heap]"))
start, stop = (int(each, 16) for each in heap.split()[0].split("-"))
# A thread's heap begins at a whole number of 64 MB.
first, second = (address >> 26 for address in found)
print(first == second or start <= found[1] < stop)
"""


def shares_a_heap(*arguments: str) -> bool:
    return subprocess.check_output([sys.executable, "-c", ASK, *arguments], text=True).strip() == "True"


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has a heap for each thread")
def test_a_thread_that_begins_later_is_given_memory_of_a_heap_there_is() -> None:
    assert shares_a_heap("shared")
    # Of its own it is given another; else the first line would tell nothing.
    assert not shares_a_heap()
