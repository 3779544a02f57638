"""The changes to a whole picture that a person asks for with one press of a button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding
from cnnviz.model.picture import transforms
from cnnviz.model.picture.thinning import thin
from cnnviz.model.picture.transforms import Pose

ANGLE = 15.0
FACTOR = 1.125
NOISE = 0.05


class Change(Enum):
    """Each with the name of its undo step."""

    UP = "Move up"
    DOWN = "Move down"
    LEFT = "Move left"
    RIGHT = "Move right"
    ROTATE_LEFT = f"Rotate by {ANGLE:.0f}° to the left"
    ROTATE_RIGHT = f"Rotate by {ANGLE:.0f}° to the right"
    ENLARGE = "Draw larger"
    REDUCE = "Draw smaller"
    THICKEN = "Thicken"
    THIN = "Thin"
    NOISE = "Add noise"
    CENTRE = "Centre and scale to fill"
    INVERT = "Invert"
    CLEAR = "Clear"


_SIMPLE: dict[Change, Callable[[Array, Coding], Array]] = {
    Change.UP: lambda picture, coding: transforms.shift(picture, -1, 0, coding),
    Change.DOWN: lambda picture, coding: transforms.shift(picture, 1, 0, coding),
    Change.LEFT: lambda picture, coding: transforms.shift(picture, 0, -1, coding),
    Change.RIGHT: lambda picture, coding: transforms.shift(picture, 0, 1, coding),
    Change.THICKEN: transforms.thicken,
    Change.THIN: thin,
    Change.CENTRE: transforms.centre_and_fill,
    Change.INVERT: transforms.invert,
    Change.CLEAR: transforms.clear,
}
#: Degrees counter-clockwise and the factor that a pose takes on.
_TURNS = {
    Change.ROTATE_LEFT: (ANGLE, 1.0),
    Change.ROTATE_RIGHT: (-ANGLE, 1.0),
    Change.ENLARGE: (0.0, FACTOR),
    Change.REDUCE: (0.0, 1 / FACTOR),
}


def turns(change: Change) -> bool:
    """Whether the change rotates or scales, so that it adds to the pose the picture has already."""
    return change in _TURNS


def turned(pose: Pose, change: Change) -> Pose:
    """`pose` after one more rotation or scaling."""
    degrees, factor = _TURNS[change]
    return replace(pose, degrees=pose.degrees + degrees, factor=pose.factor * factor)


def changed(picture: Array, change: Change, coding: Coding, random: np.random.Generator) -> Array:
    """`picture` after any change, by itself; `random` is drawn from for noise alone."""
    if change in _TURNS:
        return turned(Pose(picture), change).picture(coding)
    if change is Change.NOISE:
        return transforms.add_noise(picture, NOISE, coding, random)
    return _SIMPLE[change](picture, coding)
