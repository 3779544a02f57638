"""The pictures that are one click away."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from cnnviz.engine.arrays import Array, frozen
from cnnviz.model import resources
from cnnviz.model.document import Coding, Document, recode, with_picture
from cnnviz.model.networks import picture_of
from cnnviz.model.rewiring import fit_network_to_grid


@dataclass(frozen=True, eq=False)
class PicturePreset:
    """A picture with a name, as the lecture draws it.

    picture: ``(rows, columns)``, read-only, in `coding`.
    """

    name: str
    picture: Array
    coding: Coding


@lru_cache(maxsize=1)
def picture_presets() -> tuple[PicturePreset, ...]:
    """All of them, in the order of the lectures."""
    text = resources.path("pictures/lecture.toml").read_text(encoding="utf-8")
    return tuple(_read(entry) for entry in tomllib.loads(text)["picture"])


def with_preset(document: Document, preset: PicturePreset) -> Document:
    """`document` with the preset's picture.

    On a sheet of the preset's size the person's coding stays. Otherwise size and coding come with the picture, and the
    network follows.

    Raises:
        Refused: the network cannot follow to the preset's size.
    """
    rows, columns = preset.picture.shape
    if (rows, columns) == document.grid:
        return with_picture(document, recode(preset.picture, preset.coding, document.coding))
    network = fit_network_to_grid(document.network, rows, columns)
    return replace(document, picture=preset.picture, network=network, coding=preset.coding)


def _read(entry: dict[str, object]) -> PicturePreset:
    coding = Coding(entry["coding"])
    if "values" in entry:
        return PicturePreset(str(entry["name"]), frozen(entry["values"]), coding)
    if "photograph" in entry:
        return PicturePreset(str(entry["name"]), _photograph(str(entry["photograph"]), coding), coding)
    drawing = tuple(str(entry["drawing"]).split())
    return PicturePreset(str(entry["name"]), frozen(picture_of(drawing, coding)), coding)


def _photograph(name: str, coding: Coding) -> Array:
    """An image of one byte a cell (PGM): what is dark in it is ink."""
    content = resources.path(f"pictures/{name}").read_bytes()
    header = re.match(rb"P5\s(?:#[^\n]*\n)*(\d+) (\d+)\s255\s", content)
    assert header is not None
    columns, rows = map(int, header.groups())
    lightness = np.frombuffer(content, np.uint8, rows * columns, header.end()).reshape(rows, columns) / 255.0
    return frozen(coding.ink + lightness * (coding.paper - coding.ink))
