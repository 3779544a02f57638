"""Whether something is there, where the answer is never an error.

A name may be too long, a folder closed, a disk of the network gone: then nothing is there that could be used.
"""

from __future__ import annotations

from pathlib import Path


def is_file(path: Path) -> bool:
    """Whether `path` is a file, as far as can be told."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder, as far as can be told."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def stamp_of(path: Path | None) -> tuple[int, int] | None:
    """When the file at `path` was last written, and its size: another once another program has written it.

    None where there is no file, as far as can be told.
    """
    try:
        status = None if path is None else path.stat()
    except (OSError, ValueError):
        status = None
    return None if status is None else (status.st_mtime_ns, status.st_size)
