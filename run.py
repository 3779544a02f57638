"""Sets everything up, then opens the window (`python3 run.py`) or passes the tests (`python3 run.py test`).

Standard library only. What it installs goes into .venv beside it; on Debian and its kin, as root, also the system's
missing packages. What is already there is left alone, so running it again costs next to nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = 11  # of Python 3
HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
ENDING = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{ENDING}"
INSTALLED = VENV / "installed.txt"


def main() -> int:
    """Set up and run; the exit code."""
    if sys.version_info < (3, OLDEST):
        return run_with_newer_python()
    testing = sys.argv[1:2] == ["test"]
    provide_system_packages(testing)
    install("dev" if testing else "")
    return run_tests(sys.argv[2:]) if testing else call(PYTHON, "-m", "cnnviz", *sys.argv[1:])


def run_with_newer_python() -> int:
    """Hand over to a Python that is new enough, where there is one."""
    for minor in range(19, OLDEST - 1, -1):
        python = shutil.which(f"python3.{minor}")
        if python and call(python, "-c", "import venv") == 0:
            return call(python, Path(__file__).resolve(), *sys.argv[1:])
    here = sys.version.split()[0]
    sys.exit(f"cnnviz needs Python 3.{OLDEST} or newer, but this is {here}: get one at https://www.python.org")


def provide_system_packages(testing: bool) -> None:
    """Install what the system lacks where that is allowed here; else name the line that does, and stop."""
    from cnnviz import system

    missing = system.missing_libraries(system.DRAWING if testing else system.window_libraries())
    if not find_spec("ensurepip") and not PYTHON.exists():
        if sys.platform == "win32":
            sys.exit("This Python lacks its venv: get a whole one at https://www.python.org")
        missing.append(system.Library("Python's venv", f"python3.{sys.version_info.minor}-venv", "python"))
    if not missing:
        return
    names = ", ".join(library.name for library in missing)
    line = system.install_line(missing)
    if not (line.startswith(system.APT) and os.geteuid() == 0):
        sys.exit(f"This system lacks {names}." + (f" Install with:\n    {line}" if line else ""))
    print(f"This system lacks {names}; installing.", flush=True)
    apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y")
    check(*apt, "update")
    check(*apt, "install", "--no-install-recommends", *(library.debian for library in missing))


def install(extras: str) -> None:
    """Install cnnviz from this directory into .venv, unless that was done since pyproject.toml changed."""
    done = INSTALLED.read_text(encoding="utf-8").split() if INSTALLED.exists() else []
    if fingerprint() in done and (not extras or extras in done):
        return
    print("Installing cnnviz and what it needs into .venv.", flush=True)
    if not PYTHON.exists() or call(PYTHON, "-c", "import pip") != 0:
        check(sys.executable, "-m", "venv", "--clear", VENV)
    check(PYTHON, "-m", "pip", "install", "-q", "-e", f"{HERE}[{extras}]" if extras else HERE)
    INSTALLED.write_text(f"{fingerprint()} {extras}\n", encoding="utf-8")


def fingerprint() -> str:
    """What an installation depends on: the project, and the Python behind .venv, which an upgrade may take away."""
    python = os.fsencode(PYTHON.resolve()) + (b" is gone" if is_orphaned() else b"")
    return hashlib.sha256((HERE / "pyproject.toml").read_bytes() + python).hexdigest()


def is_orphaned() -> bool:
    """Whether the Python behind .venv is no longer there, which on Windows no broken link shows."""
    told = VENV / "pyvenv.cfg"
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    return any(not Path(line.partition("=")[2].strip()).exists() for line in lines if line.startswith("home ="))


def run_tests(arguments: "list[str]") -> int:
    """Run every check, the tests last; 0 where all pass."""
    os.chdir(HERE)
    results = [
        call(BIN / f"ruff{ENDING}", "check"),
        call(BIN / f"ruff{ENDING}", "format", "--check"),
        call(BIN / f"mypy{ENDING}"),
        call(BIN / f"lint-imports{ENDING}", "--no-logo"),
        call(PYTHON, "-m", "pytest", "--numprocesses=auto", *arguments),
    ]
    return int(any(results))


def call(*command: "str | Path") -> int:
    """Run `command`; its exit code."""
    return subprocess.call([str(part) for part in command])


def check(*command: "str | Path") -> None:
    """Run `command`, and stop where it does not succeed."""
    if call(*command) != 0:
        sys.exit("This did not succeed: " + " ".join(map(str, command)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
