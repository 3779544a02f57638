"""Samples for others: a folder of images with a sub-folder for each class, or an .npz file. Both can be read back."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.training.samples import Samples
from cnnviz.model.document import Coding
from cnnviz.model.files.document_file import reason_of, write_atomically
from cnnviz.model.files.names import file_stem
from cnnviz.model.refused import Refused

Encode = Callable[[Array, Path], None]


def write_arrays(samples: Samples, coding: Coding, path: Path) -> None:
    """An .npz with ``pictures`` (pictures, rows, columns), ``labels``, ``classes`` and ``coding``.

    What `path` held before stays there until all of the new is written.

    Raises:
        Refused: it cannot be written.
    """
    pictures = np.moveaxis(samples.pictures[0], -1, 0)
    content = io.BytesIO()
    np.savez_compressed(
        content,
        pictures=pictures,
        labels=samples.labels,
        classes=np.array(samples.classes, dtype=np.str_),
        coding=np.array(coding.value),
    )
    try:
        write_atomically(content.getvalue(), path)
    except OSError as error:
        raise Refused(f"“{path.name}” could not be written: {reason_of(error)}") from error


def write_folder(samples: Samples, coding: Coding, path: Path, encode: Encode) -> None:
    """A sub-folder for each class, with one image for each picture: ``X/0001.png``. Ink is black, paper white.

    Args:
        samples: with names of classes that a folder can have.
        coding: of the pictures.
        path: the folder; it is made.
        encode: writes lightness ``(rows, columns)``, 0 to 1, to an image file; raises Refused where it cannot.

    Raises:
        Refused: it cannot be written; a folder that was begun is gone again.
    """
    is_new = not os.access(path, os.F_OK)
    try:
        _write_images(samples, coding, path, encode)
    except (OSError, Refused) as error:
        if is_new:
            # Half of the samples would be taken for all.
            shutil.rmtree(path, ignore_errors=True)
        if isinstance(error, Refused):
            raise
        raise Refused(f"“{path.name}” could not be written: {reason_of(error)}") from error


def _write_images(samples: Samples, coding: Coding, path: Path, encode: Encode) -> None:
    _check_apart(samples.classes)
    width = max(4, len(str(len(samples))))
    for label, name in enumerate(samples.classes):
        folder = path / _folder_name(name)
        folder.mkdir(parents=True, exist_ok=True)
        for number, index in enumerate(np.flatnonzero(samples.labels == label), start=1):
            shares = (samples.pictures[0, ..., index] - coding.paper) / (coding.ink - coding.paper)
            encode(np.clip(1.0 - shares, 0.0, 1.0), folder / f"{number:0{width}}.png")


def fresh_folder(parent: Path, name: str = "samples") -> Path:
    """A folder in `parent` that is not there yet, so that nothing is written over: "samples", "samples 2"."""
    names = (name, *(f"{name} {number}" for number in range(2, 10_000)))
    return next(parent / each for each in names if not (parent / each).exists())


def _check_apart(names: Sequence[str]) -> None:
    """Windows and macOS take X and x for one folder, in which the pictures of one would replace the other's.

    Raises:
        Refused: two names are such.
    """
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            raise Refused(
                f"“{other}” and “{name}” would be one folder on some systems: rename one of the classes first."
            )


def _folder_name(name: str) -> str:
    """The class's name, where it is one that every system allows.

    Raises:
        Refused: it is not.
    """
    if file_stem(name, "") != name or not name.isprintable():
        raise Refused(f"A folder cannot be called “{name}”: rename the class first.")
    return name
