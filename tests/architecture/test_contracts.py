"""Each rule of the architecture is broken on purpose in a copy of the project, and has to be noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and its configuration, copied once: of each copy, hundreds of files would have to be deleted."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT / "cnnviz", folder / "cnnviz", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def copy(project: Path) -> Iterator[Path]:
    """The copy to plant faults in; they are weeded out afterwards."""
    before = contents(project)
    yield project
    for path, content in contents(project).items():
        if path not in before:
            path.unlink()
        elif content != before[path]:
            path.write_bytes(before[path])


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.py")}


def plant(copy: Path, module: str, line: str) -> None:
    path = copy / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")


def lint_imports(at: Path) -> str:
    """What import-linter says of the broken contracts, "" where all are kept."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache', '--no-logo'])"
    return run(at, "-c", code)


def ruff(at: Path) -> str:
    """What ruff says of the banned imports, "" where there are none."""
    return run(at, "-m", "ruff", "check", "--no-cache", "--select=TID251", "--output-format=concise", "cnnviz")


def run(at: Path, *arguments: str) -> str:
    # -P: what is checked is the copy, never what lies beside the interpreter.
    command = [sys.executable, "-P", *arguments]
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout if done.returncode else ""


def test_an_untouched_copy_keeps_every_contract(copy: Path) -> None:
    assert lint_imports(copy) == ""
    assert ruff(copy) == ""


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("model/refused.py", "import cnnviz.app.state", "Imports go down only"),
        ("engine/arrays.py", "import cnnviz.model.refused", "Imports go down only"),
        ("app/store.py", "import cnnviz.ui.theme", "Imports go down only"),
        ("ui/theme.py", "import cnnviz.cli.parser", "Imports go down only"),
        ("engine/arrays.py", "import PySide6.QtCore", "Engine and model know nothing of Qt"),
        ("model/view.py", "import pyqtgraph", "Engine and model know nothing of Qt"),
        ("system.py", "import numpy", "What the start script asks needs nothing installed"),
        ("ui/stages/panel.py", "import cnnviz.app.store", "Only the binding knows both the state and the widgets"),
        ("ui/votes/panel.py", "import cnnviz.ui.arithmetic", "Panels never know one another"),
        ("ui/theme.py", "import cnnviz.ui.window", "No modules import each other in a circle"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy: Path, module: str, line: str, contract: str) -> None:
    plant(copy, f"cnnviz/{module}", line)
    assert f"{contract} BROKEN" in lint_imports(copy)


def test_a_room_that_no_contract_places_is_noticed(copy: Path) -> None:
    (copy / "cnnviz" / "utils.py").touch()
    assert "cnnviz.utils" in lint_imports(copy)


@pytest.mark.parametrize(
    "line",
    [
        "import PySide6.QtWidgets",
        "from PySide6 import QtGui",
        "from PySide6.QtGui import QColor",
        "import PySide6.QtPrintSupport",
        "import pyqtgraph",
    ],
)
def test_app_knows_the_core_of_qt_alone(copy: Path, line: str) -> None:
    plant(copy, "cnnviz/app/store.py", line)
    assert "store.py" in ruff(copy)
