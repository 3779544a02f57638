"""What the commands are given: documents and images. Images are read while there is an application."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cnnviz.model.document import Document, with_picture
from cnnviz.model.files import EXTENSION
from cnnviz.model.networks import lecture_document
from cnnviz.model.picture.images import picture_from_image
from cnnviz.model.refused import Refused
from cnnviz.system import problem_with_drawing


def is_document(path: Path) -> bool:
    """Whether `path` names a document, not an image."""
    return path.suffix.lower() == EXTENSION


def open_input(path: Path | None) -> Document:
    """The document in `path`, or the lecture's: as it is without a path, with the image for its picture with one.

    Raises:
        Refused: it cannot be read.
    """
    if path is None:
        return lecture_document()
    # Not loaded where there is no file to read: it is time before the window is there.
    from cnnviz.model.files.document_file import load

    return load(path) if is_document(path) else with_image(lecture_document(), path)


def with_image(document: Document, path: Path, *, centre: bool = True) -> Document:
    """`document` with the image file `path` for its picture, centred and scaled to the ink or as it lies.

    Raises:
        Refused: it cannot be read.
    """
    from cnnviz.ui.image_files import read_grey

    return with_picture(document, picture_from_image(read_grey(path), document.grid, document.coding, centre=centre))


@contextmanager
def qt() -> Iterator[None]:
    """While it lasts, Qt reads images and draws, without a screen.

    Raises:
        Refused: system libraries are missing.
    """
    if problem := problem_with_drawing():
        raise Refused(problem)
    from cnnviz.ui.offscreen import offscreen

    with offscreen():
        yield
