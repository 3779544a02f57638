"""The files that were opened or saved last, newest first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from cnnviz.model.files.presence import is_file

MOST = 8
_KEY = "files/recent"


def recent_files(kept: QSettings) -> tuple[Path, ...]:
    """The files that are still there."""
    names: Any = kept.value(_KEY, [])
    # Where the settings hold one entry only, Qt gives it back bare.
    names = [names] if isinstance(names, str) else names or []
    return tuple(path for path in map(Path, names) if is_file(path))[:MOST]


def remember_file(kept: QSettings, path: Path) -> None:
    """Put `path` first."""
    path = path.absolute()
    others = [other for other in recent_files(kept) if other != path]
    kept.setValue(_KEY, [str(entry) for entry in (path, *others)][:MOST])
