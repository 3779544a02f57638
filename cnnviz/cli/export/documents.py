"""What is exported: a document, or an image before the lecture's network."""

from __future__ import annotations

from pathlib import Path

from cnnviz.cli.inputs import is_document, open_input, qt
from cnnviz.model.document import Document


def document_in(path: Path | None) -> Document:
    """The document in `path`, or the lecture's; with an image, the lecture's with it for its picture.

    Raises:
        Refused: it cannot be read.
    """
    if path is None or is_document(path):
        return open_input(path)
    with qt():
        return open_input(path)
