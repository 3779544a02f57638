"""BLAS runs on one thread unless the person says otherwise; it has to be told before NumPy loads."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SCRIPT = """
import sys, cnnviz
assert "numpy" not in sys.modules, "too late: NumPy is loaded already"
import os
print(os.environ["OPENBLAS_NUM_THREADS"])
"""


@pytest.mark.parametrize(("set_by_the_person", "threads"), [(None, "1"), ("3", "3")])
def test_blas_is_told_before_numpy_loads(set_by_the_person: str | None, threads: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    if set_by_the_person:
        environment["OPENBLAS_NUM_THREADS"] = set_by_the_person
    ran = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.stderr) == (threads, "")
