"""What the system must bring for Qt: its libraries and a screen.

Qt's own answer to a missing one is a loader's traceback or an abort. Standard library only: the start script asks
here before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Library(NamedTuple):
    """A shared library by the name the loader asks for, and the packages that bring it."""

    name: str
    debian: str
    arch: str


#: Without these Qt cannot even be imported.
DRAWING = (
    Library("libGL.so.1", "libgl1", "libglvnd"),
    Library("libEGL.so.1", "libegl1", "libglvnd"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
)
X11 = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libx11"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0", "wayland"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
)


APT = "sudo apt-get install --no-install-recommends"
_INSTEAD = "to draw the stages without one: cnnviz render -o stages.png"


def missing_libraries(wanted: Iterable[Library]) -> list[Library]:
    """Those of `wanted` that the loader does not find; none on systems where Qt's packages bring everything."""
    return [library for library in wanted if not _loads(library.name)] if _is_linux() else []


def window_libraries() -> tuple[Library, ...]:
    """What a window on this desktop needs."""
    return DRAWING + (WAYLAND if os.environ.get("WAYLAND_DISPLAY") else X11)


def install_line(libraries: Sequence[Library]) -> str:
    """The line to type that installs `libraries` here, or "" where no known package manager is found."""
    if shutil.which("apt-get"):
        return f"{APT} {' '.join(library.debian for library in libraries)}"
    if shutil.which("pacman"):
        return "sudo pacman -S " + " ".join(dict.fromkeys(library.arch for library in libraries))
    # RPM packages can be asked for by the library that they bring.
    for manager in ("dnf", "zypper"):
        if shutil.which(manager):
            return f"sudo {manager} install " + " ".join(f"'{library.name}()(64bit)'" for library in libraries)
    return ""


def pip_line(package: str, system: str = sys.platform) -> str:
    """The line to type that adds a Python package to this installation, wherever that is."""
    import shlex
    import subprocess

    line = [sys.executable, "-m", "pip", "install", package]
    return subprocess.list2cmdline(line) if system == "win32" else shlex.join(line)


def problem_with_drawing() -> str | None:
    """The sentence to say where Qt cannot draw at all, or None."""
    return _problem_with(DRAWING)


def problem_with_window() -> str | None:
    """The sentence to say where no window can be opened, or None."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if not _is_linux() or chosen not in ("", "wayland", "xcb"):
        return problem_with_drawing()
    problem: str | None = f"There is no screen to open a window on; {_INSTEAD}"
    # In Qt's own order: what does not work as a Wayland client may do so over X11.
    for platform, variable, libraries, answers in (
        ("wayland", "WAYLAND_DISPLAY", WAYLAND, _wayland_answers),
        ("xcb", "DISPLAY", X11, _x11_answers),
    ):
        screen = os.environ.get(variable)
        if not screen or chosen not in ("", platform):
            continue
        problem = _problem_with(DRAWING + libraries)
        if problem is None and answers():
            return None
        problem = problem or f"The screen {screen} does not answer; {_INSTEAD}"
    return problem


def _problem_with(wanted: Iterable[Library]) -> str | None:
    missing = missing_libraries(wanted)
    if not missing:
        return None
    names = ", ".join(library.name for library in missing)
    how = install_line(missing) or "the system's package manager"
    return f"Qt needs system libraries that are not installed: {names}; install them with: {how}"


def _is_linux() -> bool:
    return sys.platform.startswith("linux")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _x11_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers


def _wayland_answers() -> bool:
    import socket

    # An absolute name stands for itself, as joining paths has it.
    address = Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / os.environ["WAYLAND_DISPLAY"]
    with socket.socket(socket.AF_UNIX) as connection:
        return connection.connect_ex(str(address)) == 0
