"""What the README says can be typed, and what it says is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cnnviz import system

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
