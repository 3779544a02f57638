"""Filters by name, ready to be put into a network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from cnnviz.engine.arrays import Array, frozen
from cnnviz.model import resources
from cnnviz.model.refused import Refused


@dataclass(frozen=True, eq=False)
class FilterPreset:
    """A filter with a name.

    kernel: ``(rows, columns)``, read-only.
    note: what it is for, in a few words.
    """

    name: str
    kernel: Array
    note: str = ""


@dataclass(frozen=True, eq=False)
class PresetGroup:
    """Presets that belong together."""

    name: str
    presets: tuple[FilterPreset, ...]


@cache
def preset_groups() -> tuple[PresetGroup, ...]:
    """The presets that come with the program, in the order they are offered."""
    # Here, because the window stands there before anyone asks for a preset.
    import tomllib

    with resources.path("filters.toml").open("rb") as file:
        groups = tomllib.load(file)["group"]
    return tuple(PresetGroup(group["name"], tuple(_preset(**preset) for preset in group["preset"])) for group in groups)


def _preset(name: str, kernel: list[list[float]], divisor: float = 1.0, note: str = "") -> FilterPreset:
    return FilterPreset(name, frozen(np.array(kernel) / divisor), note)


def kernel_for(preset: FilterPreset, maps: int, size: tuple[int, int]) -> Array:
    """`preset` as a filter ``(maps, rows, columns)`` of `size`: centred among zeros, the same for every map.

    Raises:
        Refused: the filter is too small for it.
    """
    rows, columns = preset.kernel.shape
    spare = (size[0] - rows, size[1] - columns)
    if min(spare) < 0:
        raise Refused(
            f"“{preset.name}” is a filter of {rows}x{columns} and does not fit into one of {size[0]}x{size[1]}: "
            "choose a larger filter size first."
        )
    around = [(space // 2, space - space // 2) for space in spare]
    return np.repeat(np.pad(preset.kernel, around)[None], maps, axis=0)
