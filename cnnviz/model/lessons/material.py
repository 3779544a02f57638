"""What a scene begins with: its network, its picture, its filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from cnnviz.engine.arrays import Array
from cnnviz.model.document import LARGEST_GRID, SMALLEST_GRID, Coding, Document, recode, with_coding, with_settings
from cnnviz.model.files import EXTENSION
from cnnviz.model.files.document_file import decode, load
from cnnviz.model.files.presence import is_file
from cnnviz.model.lessons.kernels import filter_of, with_filters
from cnnviz.model.lessons.layers import network_of
from cnnviz.model.lessons.table import Table, among, matrix, shortened, text
from cnnviz.model.networks import blank_document, lecture_document, picture_of, smiley_document, trained_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.picture.grid import parse_grid, with_grid
from cnnviz.model.picture.presets import picture_presets, with_preset
from cnnviz.model.picture.transforms import fit_to_grid
from cnnviz.model.refused import Refused
from cnnviz.model.rewiring import fit_network_to_grid

NETWORKS: Mapping[str, Callable[[], Document]] = {
    "lecture": lecture_document,
    "smiley": smiley_document,
    "blank": blank_document,
    "trained 9x9": partial(trained_document, "9x9"),
    "trained 28x28": partial(trained_document, "28x28"),
}
NUMBERS = {"cut": NumberStyle.TRUNCATED, "rounded": NumberStyle.ROUNDED}
CODINGS = {coding.value: coding for coding in Coding}
_IMAGES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".svg")
#: The settings of a scene that make its document.
MATERIAL = ("document", "network", "picture", "grid", "filters", "coding", "numbers", "loss")


@dataclass(frozen=True)
class Beside:
    """The files that a lesson may name.

    folder: where they lie; None where there are none.
    read_grey: reads an image file as lightness ``(height, width)``, 0 black to 1 white; None where nothing can.
    """

    folder: Path | None = None
    read_grey: Callable[[Path], Array] | None = None

    def file(self, name: str) -> Path:
        """The file of that name.

        Raises:
            Refused: there is none.
        """
        path = Path(name)
        if path.is_absolute() or ".." in path.parts:
            raise Refused(f"“{shortened(name)}” does not lie beside the lesson: put the file there and give its name.")
        found = None if self.folder is None else self.folder / path
        if found is None or not is_file(found):
            raise Refused(f"there is no file “{shortened(name)}” beside the lesson: put it there, or correct its name.")
        return found


def document_of(table: Table, before: Document | None, beside: Beside) -> Document:
    """The work that a scene begins with; what is at fault is left as it was in the scene before."""
    if "document" in table:
        for name in MATERIAL[1:]:
            if name in table:
                table.note(f"“{name}” has no effect beside “document”: take one of them out.", name)
        return table.get("document", _decoded, before or lecture_document())
    document = _started(table, before, beside)
    coding = table.get("coding", lambda value: among(value, CODINGS, "coding"), None)
    document = document if coding is None else with_coding(document, coding)
    document = table.get("grid", lambda value: with_grid(document, parse_grid(str(value))), document)
    document = table.get("picture", lambda value: _with_picture(document, value, beside), document)
    document = document if coding is None else with_coding(document, coding)
    if isinstance(table.values.get("network"), Mapping):
        document = table.within("network", lambda inner: network_of(inner, document, NETWORKS), document)
    document = _with_filters(document, table)
    document = table.get("numbers", lambda value: _with_numbers(document, value), document)
    return table.get("loss", lambda value: _with_loss(document, value), document)


def _decoded(value: Any) -> Document:
    try:
        return replace(decode(text(value)), lesson=None)
    except Refused as refused:
        raise Refused(f"the document cannot be read: {refused}") from refused


def _started(table: Table, before: Document | None, beside: Beside) -> Document:
    """The network with its own picture, or the scene before."""
    unchanged = before or lecture_document()
    if isinstance(table.values.get("network"), Mapping):
        return unchanged
    named = table.get("network", lambda value: _named(text(value), beside), None)
    if named is None:
        return unchanged
    return named if before is None else with_settings(named, before.settings)


def _named(name: str, beside: Beside) -> Document:
    if name.lower().endswith(EXTENSION):
        return replace(load(beside.file(name)), lesson=None)
    return among(name, NETWORKS, "network")()


def _with_picture(document: Document, value: Any, beside: Beside) -> Document:
    if isinstance(value, list):
        return _on_its_sheet(document, matrix(value))
    name = text(value)
    if "\n" in name or set(name) <= set("#. "):
        return _on_its_sheet(document, _drawn(name, document.coding))
    if name.lower().endswith(_IMAGES):
        return _with_image(document, beside.file(name), beside)
    presets = {preset.name: preset for preset in picture_presets()}
    return with_preset(document, among(name, presets, "picture"))


def _drawn(drawing: str, coding: Coding) -> Array:
    rows = tuple(drawing.split())
    odd = sorted(set(drawing) - set("#. \t\r\n"))
    if odd:
        raise Refused(f"a drawing has # for ink and . for paper, no “{odd[0]}”.")
    if len(set(map(len, rows))) != 1:
        raise Refused("the rows of this drawing are of unequal lengths.")
    return picture_of(rows, coding)


def _on_its_sheet(document: Document, picture: Array) -> Document:
    """`document` with a picture of any size; the network follows."""
    rows, columns = picture.shape
    if not all(SMALLEST_GRID <= side <= LARGEST_GRID for side in (rows, columns)):
        raise Refused(f"a picture has {SMALLEST_GRID} to {LARGEST_GRID} rows and columns, not {rows}x{columns}.")
    return replace(document, picture=picture, network=fit_network_to_grid(document.network, rows, columns))


def _with_image(document: Document, path: Path, beside: Beside) -> Document:
    """`document` with the whole image on its sheet, grey for grey: dark is ink."""
    if beside.read_grey is None:
        raise Refused(f"“{path.name}” is an image, and images cannot be read here.")
    shares = fit_to_grid(1.0 - beside.read_grey(path), document.grid, Coding.UNIT)
    return replace(document, picture=recode(shares, Coding.UNIT, document.coding))


def _with_filters(document: Document, table: Table) -> Document:
    presets = table.each("filters", filter_of)
    if presets is None or len(presets) < len(table.values["filters"]):
        return document
    return table.get("filters", lambda _: with_filters(document, presets), document)


def _with_numbers(document: Document, value: Any) -> Document:
    return with_settings(document, replace(document.settings, numbers=among(value, NUMBERS, "way to write numbers")))


def _with_loss(document: Document, value: Any) -> Document:
    # Only a scene about learning waits for what learning needs.
    from cnnviz.engine.training import CrossEntropy, Loss, SquaredError
    from cnnviz.model.material import practice_of, with_practice
    from cnnviz.model.practice import with_settings

    losses: dict[str, Loss] = {"squared": SquaredError(), "cross-entropy": CrossEntropy()}
    return with_practice(document, with_settings(practice_of(document), loss=among(value, losses, "error")))
