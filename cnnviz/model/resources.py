"""Where the data that travels with the program lies: presets, sample pictures, lessons, icons."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def path(name: str) -> Path:
    """The place of ``resources/<name>``, in an installed package as in a checkout."""
    return _folder() / name


@cache
def _folder() -> Path:
    packaged = _PACKAGE / "resources"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "resources"
