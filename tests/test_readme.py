"""What the README says can be typed, and what it says is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cnnviz import system
from cnnviz.cli.train import train_parser
from cnnviz.engine.layers import Conv2d
from cnnviz.model.files.document_file import load

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_scripts_it_names_are_there() -> None:
    named = set(re.findall(r"(?:python3?|py) ((?:[\w/]+/)?\w+\.py)", README))
    assert "run.py" in named
    assert [name for name in named if not (PROJECT / name).is_file()] == []


def test_the_packages_it_names_are_those_that_are_asked_for() -> None:
    named = re.findall(rf"^{system.APT} (.+)$", README, re.MULTILINE)
    assert len(named) == 1
    assert set(named[0].split()) <= {library.debian for library in system.DRAWING + system.X11}


def test_the_sentence_it_shows_for_a_missing_screen_is_the_one_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert f"\ncnnviz: {system.problem_with_window()}\n" in README


def test_the_commands_that_made_the_trained_networks_are_those_of_their_files() -> None:
    made = re.findall(r"^cnnviz train (.* -o (resources/networks/\S+))$", README, re.MULTILINE)
    assert {file for _, file in made} == {
        f"resources/networks/{path.name}" for path in (PROJECT / "resources/networks").iterdir()
    }
    for arguments, file in made:
        given = train_parser().parse_args(arguments.split())
        network = load(PROJECT / file).network
        filters = [layer for layer in network.layers if isinstance(layer, Conv2d)]
        assert network.input_shape == (1, *(given.grid or (9, 9)))
        assert [layer.filters for layer in filters] == given.filters
        assert {layer.kernel_size for layer in filters} == {(given.kernel or 3,) * 2}
