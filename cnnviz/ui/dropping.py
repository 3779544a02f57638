"""What is dragged over the window, and what would come of letting it go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QMimeData

from cnnviz.model.files import EXTENSION, LESSON_EXTENSION
from cnnviz.model.files.presence import is_folder
from cnnviz.ui.image_files import SUFFIXES

_ARRAYS = ".npz"


class Kind(Enum):
    """What something becomes here."""

    PICTURE = "picture"
    DOCUMENT = "document"
    LESSON = "lesson"
    SAMPLES = "samples"


@dataclass(frozen=True)
class Dragged:
    """One thing that is dragged: what it becomes, None for nothing, and the sentence that says so or why not.

    path: None where it is an image without a file, as a browser hands on.
    """

    kind: Kind | None
    sentence: str
    path: Path | None = None


def dragged(data: QMimeData) -> Dragged | None:
    """What is in `data`; None where it is nothing that a person would expect to be taken, such as words."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(paths) > 1:
        return Dragged(None, "One at a time: drop a single file or folder.")
    if paths:
        return _of_file(paths[0])
    if data.hasImage():
        return Dragged(Kind.PICTURE, "Drop: this image becomes the picture.")
    if data.hasUrls():
        return Dragged(None, "Nothing is fetched from the web: copy the image there, and paste it here.")
    return None


def _of_file(path: Path) -> Dragged:
    name, suffix = path.name or str(path), path.suffix.lower()
    if is_folder(path) or suffix == _ARRAYS:
        return Dragged(Kind.SAMPLES, f"Drop: the pictures in “{name}” become samples to learn from.", path)
    if suffix == EXTENSION:
        return Dragged(Kind.DOCUMENT, f"Drop: “{name}” is opened.", path)
    if suffix == LESSON_EXTENSION:
        return Dragged(Kind.LESSON, f"Drop: the lesson “{name}” is opened.", path)
    if suffix in SUFFIXES or not suffix:
        # Where the name says nothing, the content does, once it is read.
        return Dragged(Kind.PICTURE, f"Drop: “{name}” becomes the picture.", path)
    return Dragged(
        None, f"“{name}” cannot be opened here: drop an image, a document, a lesson, or a folder of samples.", path
    )
