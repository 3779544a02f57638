"""Each rule of the architecture is broken on purpose in a copy of the project, and has to be noticed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
#: Imports that no module may make: where, what, and the contract that forbids it.
PLANTED = (
    ("model.refused", "cnnviz.app.state", "Imports go down only"),
    ("engine.arrays", "cnnviz.model.refused", "Imports go down only"),
    ("app.store", "cnnviz.ui.theme", "Imports go down only"),
    ("ui.theme", "cnnviz.cli.parser", "Imports go down only"),
    ("engine.arrays", "PySide6.QtCore", "Engine and model know nothing of Qt"),
    ("model.view", "pyqtgraph", "Engine and model know nothing of Qt"),
    ("system", "numpy", "What the start script asks needs nothing installed"),
    ("ui.stages.panel", "cnnviz.app.store", "Only the binding knows both the state and the widgets"),
    ("ui.votes.panel", "cnnviz.ui.arithmetic", "Panels never know one another"),
    ("ui.theme", "cnnviz.ui.card", "No modules import each other in a circle"),
)
PLANTED_IN_APP = (
    "import PySide6.QtWidgets",
    "from PySide6 import QtGui",
    "from PySide6.QtGui import QColor",
    "import PySide6.QtPrintSupport",
    "import pyqtgraph",
)


def copied_to(folder: Path) -> Path:
    """The package and its configuration, to plant faults in."""
    shutil.copytree(PROJECT / "cnnviz", folder / "cnnviz", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


def plant(copy: Path, module: str, line: str) -> None:
    with (copy / "cnnviz" / module.replace(".", "/")).with_suffix(".py").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def lint_imports(at: Path) -> dict[str, str]:
    """What import-linter says of each broken contract, by its name; nothing where all are kept."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache', '--no-logo'])"
    _, _, said = run(at, "-c", code).partition("Broken contracts")
    _, *names_and_texts = re.split(r"\n(.+)\n-{3,}\n", said)
    return dict(zip(names_and_texts[::2], names_and_texts[1::2], strict=True))


def ruff(at: Path) -> str:
    """What ruff says of the banned imports, "" where there are none."""
    return run(at, "-m", "ruff", "check", "--no-cache", "--select=TID251", "--output-format=concise", "cnnviz")


def run(at: Path, *arguments: str) -> str:
    # -P: what is checked is the copy, never what lies beside the interpreter.
    command = [sys.executable, "-P", *arguments]
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout if done.returncode else ""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of a copy with all that is planted: each of them is named by itself."""
    copy = copied_to(tmp_path_factory.mktemp("broken"))
    for module, imported, _ in PLANTED:
        plant(copy, module, f"import {imported}")
    (copy / "cnnviz" / "utils.py").touch()
    return lint_imports(copy)


def test_an_untouched_copy_keeps_every_contract(tmp_path: Path) -> None:
    copy = copied_to(tmp_path)
    assert lint_imports(copy) == {}
    assert ruff(copy) == ""


@pytest.mark.parametrize(("module", "imported", "contract"), PLANTED)
def test_a_planted_import_breaks_its_contract(
    broken: dict[str, str], module: str, imported: str, contract: str
) -> None:
    # A library is named as a whole; of a circle, its two ends within the package they share.
    library = imported.partition(".")[0]
    whole = f"cnnviz.{module} -> {imported if library == 'cnnviz' else library} ("
    ends = f"- .{module.rpartition('.')[2]} -> .{imported.rpartition('.')[2]} ("
    assert whole in broken[contract] or ends in broken[contract]


def test_a_room_that_no_contract_places_is_noticed(broken: dict[str, str]) -> None:
    assert "utils" in broken["Imports go down only"]


def test_app_knows_the_core_of_qt_alone(tmp_path: Path) -> None:
    copy = copied_to(tmp_path)
    for line in PLANTED_IN_APP:
        plant(copy, "app.store", line)
    lines = (copy / "cnnviz" / "app" / "store.py").read_text(encoding="utf-8").splitlines()
    said = ruff(copy)
    for line in PLANTED_IN_APP:
        assert f"store.py:{lines.index(line) + 1}:" in said
