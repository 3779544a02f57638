"""What is said where the system lacks something, and the start script's set-up, without touching the system."""

from __future__ import annotations

import _ctypes
import importlib.util
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from cnnviz import system
from cnnviz.system import Library

ABSENT = Library("libabsent.so.9", "libabsent9", "absent")
SECOND = Library("libsecond.so.1", "libsecond1", "absent")
#: Real sockets, and a real library of X11.
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these screens")
PROJECT = Path(__file__).parents[1]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make one program the only one that is found."""

    def choose(name: str) -> None:
        monkeypatch.setattr(shutil, "which", lambda wanted: f"/usr/bin/{name}" if wanted == name else None)

    return choose


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch, only: Callable[[str], None]) -> None:
    """A Debian with everything in place but a screen."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name in ("DRAWING", "X11", "WAYLAND"):
        monkeypatch.setattr(system, name, ())
    only("apt-get")


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install --no-install-recommends libabsent9 libsecond1"),
        ("pacman", "sudo pacman -S absent"),
        ("dnf", "sudo dnf install 'libabsent.so.9()(64bit)' 'libsecond.so.1()(64bit)'"),
        ("zypper", "sudo zypper install 'libabsent.so.9()(64bit)' 'libsecond.so.1()(64bit)'"),
        ("brew", ""),
    ],
)
def test_the_line_is_that_of_the_systems_package_manager(manager: str, line: str, only: Callable[[str], None]) -> None:
    only(manager)
    assert system.install_line([ABSENT, SECOND]) == line


def test_the_line_that_adds_a_package_works_wherever_python_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/home/jane doe/.venv/bin/python")
    assert system.pip_line("onnx", "linux") == "'/home/jane doe/.venv/bin/python' -m pip install onnx"
    assert system.pip_line("onnx", "win32") == '"/home/jane doe/.venv/bin/python" -m pip install onnx'


def test_only_what_the_loader_does_not_find_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    # The interpreter's own module is a library that can be loaded anywhere.
    present = Library(_ctypes.__file__, "", "")
    assert system.missing_libraries([present, ABSENT]) == [ABSENT]
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system.missing_libraries([ABSENT]) == []


@pytest.mark.usefixtures("linux")
class TestWindow:
    def test_no_screen(self) -> None:
        assert "no screen" in str(system.problem_with_window())

    def test_a_platform_of_ones_own_choice_needs_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
        assert system.problem_with_window() is None

    def test_missing_libraries_are_named_with_the_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.setattr(system, "DRAWING", (SECOND,))
        monkeypatch.setattr(system, "X11", (ABSENT,))
        said = str(system.problem_with_window())
        assert "libsecond.so.1, libabsent.so.9" in said
        assert said.endswith("libsecond1 libabsent9")
        assert system.problem_with_drawing() is not None

    @ON_LINUX
    def test_a_wayland_screen_needs_nothing_of_x11(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(system, "X11", (ABSENT,))
        monkeypatch.setenv("DISPLAY", ":987")
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
        # Not within tmp_path: the address of a socket may have a hundred characters only.
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("XDG_RUNTIME_DIR", ".")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("wayland-9")
            server.listen()
            assert system.problem_with_window() is None
        assert "libabsent.so.9" in str(system.problem_with_window())

    @ON_LINUX
    def test_a_screen_that_does_not_answer_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISPLAY", ":987")
        assert ":987 does not answer" in str(system.problem_with_window())


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """run.py at work in a folder of its own; what it would run is noted in `script.ran` instead."""
    spec = importlib.util.spec_from_file_location("run", PROJECT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("one", encoding="utf-8")
    for name in ("HERE", "VENV", "BIN", "PYTHON", "INSTALLED"):
        monkeypatch.setattr(module, name, tmp_path / getattr(module, name).relative_to(PROJECT))
    ran: list[str] = []

    def call(*command: str | Path) -> int:
        ran.append(" ".join(map(str, command)))
        if "venv" in command:
            module.PYTHON.parent.mkdir(parents=True)
            module.PYTHON.touch()
        return 0

    monkeypatch.setattr(module, "call", call)
    monkeypatch.setattr(module, "ran", ran, raising=False)
    return module


def test_it_installs_once_and_again_when_the_project_changed(script: ModuleType) -> None:
    script.install("")
    venv, pip = script.ran
    assert "-m venv" in venv
    assert pip.endswith(f"pip install -q -e {script.HERE}")
    script.ran.clear()
    script.install("")
    assert script.ran == []
    script.install("dev")
    assert script.ran[-1].endswith(f"pip install -q -e {script.HERE}[dev]")
    script.ran.clear()
    script.install("dev")
    script.install("")
    assert script.ran == []
    (script.HERE / "pyproject.toml").write_text("two", encoding="utf-8")
    script.install("")
    assert "pip install" in script.ran[-1]
    assert not any("-m venv" in command for command in script.ran)


def test_it_installs_anew_when_the_python_behind_it_is_gone(script: ModuleType, tmp_path: Path) -> None:
    script.install("")
    script.ran.clear()
    told = script.VENV / "pyvenv.cfg"
    told.write_text(f"home = {tmp_path}\nversion = 3.12.1\n", encoding="utf-8")
    script.install("")
    assert script.ran == []
    told.write_text(f"home = {tmp_path / 'Python312'}\nversion = 3.12.1\n", encoding="utf-8")
    script.install("")
    assert "pip install" in script.ran[-1]


def test_an_older_python_is_refused_in_a_sentence(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "OLDEST", 99)
    with pytest.raises(SystemExit, match=r"needs Python 3\.99 or newer, but this is 3\."):
        script.main()


def test_an_older_python_hands_over_to_a_newer_one(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(script.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "python3.12" else None)
    monkeypatch.setattr(script.sys, "argv", ["run.py", "test"])
    assert script.main() == 0
    assert script.ran[-1] == f"/usr/bin/python3.12 {PROJECT / 'run.py'} test"


class TestSystemPackages:
    @pytest.fixture(autouse=True)
    def _missing(self, linux: None, monkeypatch: pytest.MonkeyPatch, script: ModuleType) -> None:
        monkeypatch.setattr(system, "DRAWING", (ABSENT,))
        monkeypatch.setattr(system, "X11", (SECOND,))
        monkeypatch.setattr(script, "find_spec", lambda _: object())

    def test_root_on_debian_has_them_installed(self, script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(script.os, "geteuid", lambda: 0, raising=False)
        script.provide_system_packages(testing=True)
        assert script.ran[-1].endswith("install --no-install-recommends libabsent9")
        script.provide_system_packages(testing=False)
        assert script.ran[-1].endswith("install --no-install-recommends libabsent9 libsecond1")

    def test_a_windows_python_without_its_venv_says_where_to_get_another(
        self, script: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(script, "find_spec", lambda _: None)
        with pytest.raises(SystemExit, match=r"lacks its venv: .* https://www\.python\.org"):
            script.provide_system_packages(testing=True)
        assert script.ran == []

    def test_another_person_reads_the_line(self, script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(script.os, "geteuid", lambda: 1000, raising=False)
        monkeypatch.setattr(script, "find_spec", lambda _: None)
        with pytest.raises(SystemExit, match=r"lacks libabsent\.so\.9, Python's venv\."):
            script.provide_system_packages(testing=True)
        assert script.ran == []
