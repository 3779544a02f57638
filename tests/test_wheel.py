"""The wheel, as it is built and as it runs away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def unpacked(built: Path) -> Path:
    """The wheel's content, as pip would lay it down."""
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(built / "unpacked")
    return built / "unpacked"


def files_of_the_project(*folders: str) -> set[str]:
    """Every file in `folders` that belongs to the project."""
    listed = [path for folder in folders for path in (PROJECT / folder).rglob("*") if path.is_file()]
    return {path.relative_to(PROJECT).as_posix() for path in listed if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_package_and_its_resources_and_nothing_else(unpacked: Path) -> None:
    found = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    resources = {f"cnnviz/{name}" for name in files_of_the_project("resources")}
    expected = files_of_the_project("cnnviz") | resources
    assert {name for name in found if ".dist-info" not in name} == expected
    assert "cnnviz/py.typed" in expected
    assert resources


def test_the_wheel_starts_the_command(unpacked: Path) -> None:
    (points,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert "cnnviz = cnnviz.__main__:main" in points.read_text(encoding="utf-8")


def test_the_source_archive_holds_what_the_tests_need(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as content:
        found = {name.partition("/")[2] for name in content.getnames()}
    assert found >= files_of_the_project("cnnviz", "resources", "tests") | {"pyproject.toml", "README.md", "run.py"}


def test_the_wheel_runs_without_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    image = QImage(9, 9, QImage.Format.Format_Grayscale8)
    image.fill("white")
    for at in range(1, 8):
        image.setPixelColor(at, at, "black")
        image.setPixelColor(8 - at, at, "black")
    assert image.save(str(tmp_path / "x.png"))

    def run(*arguments: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(unpacked)}
        command = [sys.executable, *arguments]
        return subprocess.check_output(command, cwd=tmp_path, env=environment, text=True)

    code = (
        "import cnnviz; from cnnviz.model import resources; from cnnviz.model.picture import presets;"
        "assert presets.picture_presets(); print(cnnviz.__file__); print(resources.path('pictures'))"
    )
    package, pictures = run("-c", code).splitlines()
    assert Path(package).parent == unpacked / "cnnviz"
    assert Path(pictures) == unpacked / "cnnviz" / "resources" / "pictures"
    assert run("-m", "cnnviz", "--version").startswith("cnnviz ")
    assert "x.png: X (" in run("-m", "cnnviz", "votes", "x.png")
