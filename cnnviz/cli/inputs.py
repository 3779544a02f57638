"""What the commands are given: documents and images. Images are read while there is an application."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.model.document import Document, with_picture
from cnnviz.model.files import EXTENSION, LESSON_EXTENSION
from cnnviz.model.networks import lecture_document
from cnnviz.model.picture.images import picture_from_image
from cnnviz.model.refused import Refused
from cnnviz.system import problem_with_drawing

if TYPE_CHECKING:
    from cnnviz.engine.arrays import Array
    from cnnviz.model.lessons.lesson import Lesson, Place


def is_document(path: Path) -> bool:
    """Whether `path` names a document, not an image."""
    return path.suffix.lower() == EXTENSION


def is_lesson(path: Path) -> bool:
    """Whether `path` names a lesson."""
    return path.suffix.lower() == LESSON_EXTENSION


def open_lesson(path: Path) -> Lesson:
    """The lesson in `path`, with the images beside it.

    Raises:
        Refused: it cannot be read.
    """
    from cnnviz.model.lessons.reading import read_lesson

    return read_lesson(path, _read_grey)


def open_place(path: Path, index: int) -> Place:
    """A scene, by its index, of the lesson in `path`.

    Raises:
        Refused: it cannot be read, or has no such scene.
    """
    from cnnviz.model.lessons.lesson import Place

    lesson = open_lesson(path)
    if index >= len(lesson.scenes):
        raise Refused(f"“{lesson.title}” has no scene {index + 1}: the last is {len(lesson.scenes)}.")
    return Place(lesson, index)


def _read_grey(path: Path) -> Array:
    # Only a lesson that names images needs what reads them.
    if problem := problem_with_drawing():
        raise Refused(problem)
    from cnnviz.ui.image_files import read_grey

    return read_grey(path)


def open_document(path: Path) -> Document:
    """The document in `path`, where nothing else is of use.

    Raises:
        Refused: it is none, or cannot be read.
    """
    from cnnviz.model.files.document_file import load

    if not is_document(path):
        raise Refused(f"“{path}” is no document: choose a {EXTENSION} file.")
    return load(path)


def open_voting(path: Path) -> Document:
    """As `open_document`, where the network's answer is what is asked for.

    Raises:
        Refused: it is none, cannot be read, or its network has no votes.
    """
    document = open_document(path)
    if not document.network.classes:
        raise Refused(f"The network in “{path}” names no classes, so it has no votes: choose another document.")
    return document


def open_input(path: Path | None) -> Document:
    """The document in `path`, or the lecture's: as it is without a path, with the image for its picture with one.

    Raises:
        Refused: it cannot be read.
    """
    if path is None:
        return lecture_document()
    if is_lesson(path):
        raise Refused(f"“{path}” is a lesson: choose a document ({EXTENSION}) or an image.")
    # Not loaded where there is no file to read: it is time before the window is there.
    from cnnviz.model.files.document_file import load

    return load(path) if is_document(path) else with_image(lecture_document(), path)


def with_image(document: Document, path: Path, *, centre: bool = True) -> Document:
    """`document` with the image file `path` for its picture, centred and scaled to the ink or as it lies.

    Raises:
        Refused: it cannot be read.
    """
    if is_document(path):
        raise Refused(f"“{path}” is a document: choose an image, and name its network by --network.")
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
