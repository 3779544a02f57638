"""What a person makes: saved, undone, handed on."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnviz.engine.arrays import Array, Shape, frozen
from cnnviz.engine.layers import Conv2d, Layer, Pool2d
from cnnviz.engine.network import Network
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.refused import Refused

if TYPE_CHECKING:
    from cnnviz.model.lessons.lesson import Place
    from cnnviz.model.practice import Practice

SMALLEST_GRID = 3
LARGEST_GRID = 64
MOST_CLASSES = 10
#: How many numbers the pictures of all samples together may hold: at worst a file of 55 MB, which can still be opened.
MOST_SAMPLED = 5_000_000
#: How many numbers the windows of all layers together may cover for one picture: 128 MB of them.
LARGEST_WORKLOAD = 2**24


class Coding(Enum):
    """The numbers that stand for paper and ink; the network is fed exactly these."""

    SIGNED = "-1/+1"
    UNIT = "0/1"
    BYTES = "0..255"

    @property
    def paper(self) -> float:
        return -1.0 if self is Coding.SIGNED else 0.0

    @property
    def ink(self) -> float:
        return 255.0 if self is Coding.BYTES else 1.0


class Scale(Enum):
    """What one colour means: the same value within a stage, or in all stages."""

    STAGE = "stage"
    SHARED = "shared"


@dataclass(frozen=True)
class Settings:
    """How the numbers are shown; kept with the work, so that a saved file looks the same again."""

    numbers: NumberStyle = NumberStyle.TRUNCATED
    scale: Scale = Scale.STAGE


@dataclass(frozen=True, eq=False)
class OwnSamples:
    """Pictures with their right answers, kept as they were drawn; `model.samples.own` makes them ready to learn from.

    Pictures are shared by all documents that have them, so that keeping one more costs no more than that one.

    pictures: each ``(rows, columns)``, read-only and finite, of a size of its own.
    labels: the index in `classes` of each picture's right answer.
    classes: at most `MOST_CLASSES`, no name twice. A class may have no pictures.
    coding: of all pictures.

    Raises:
        Refused: the four do not belong together, or they are too many.
    """

    pictures: tuple[Array, ...]
    labels: tuple[int, ...]
    classes: tuple[str, ...]
    coding: Coding

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.pictures):
            raise Refused(f"{len(self.pictures)} samples need as many labels, not {len(self.labels)}.")
        if self.labels and not 0 <= min(self.labels) <= max(self.labels) < len(self.classes):
            raise Refused(f"A sample is of none of the {len(self.classes)} classes.")
        if len(set(self.classes)) != len(self.classes):
            raise Refused("Every class needs a name of its own.")
        if len(self.classes) > MOST_CLASSES:
            raise Refused(f"There are {len(self.classes)} classes: take at most {MOST_CLASSES}.")
        if sum(picture.size for picture in self.pictures) > MOST_SAMPLED:
            raise Refused("These are more samples than can be kept: take fewer, or a smaller grid.")

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many pictures each class has."""
        return tuple(np.bincount(np.array(self.labels, dtype=np.intp), minlength=len(self.classes)).tolist())


@dataclass(frozen=True, eq=False)
class Document:
    """A picture, a network, and how they are shown.

    picture: ``(rows, columns)``, read-only, finite, in the units of `coding`.
    network: takes ``(1, rows, columns)``.
    filter_names: one name per filter of the first convolution; empty names are allowed.
    samples: the person's own, for training; None where there are none.
    practice: what a person chose for training; None where nothing was chosen (`model.material.practice_of`).
    lesson: the scene of a lesson that this came from; None outside lessons. Part of the work, so that going from scene
        to scene, and writing scenes, is undone like everything else.

    Raises:
        Refused: the picture is not finite, too small or too large, or not of the network's input shape; or the network
            is too large to be computed while a hand moves.
    """

    picture: Array
    network: Network
    coding: Coding = Coding.SIGNED
    filter_names: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)
    samples: OwnSamples | None = None
    practice: Practice | None = None
    lesson: Place | None = None

    def __post_init__(self) -> None:
        picture = frozen(self.picture)
        if picture.ndim != 2 or not all(SMALLEST_GRID <= side <= LARGEST_GRID for side in picture.shape):
            raise Refused(f"A picture has {SMALLEST_GRID} to {LARGEST_GRID} rows and columns.")
        if not np.isfinite(picture).all():
            raise Refused("A picture holds finite numbers only.")
        if self.network.input_shape != (1, *picture.shape):
            raise Refused("The picture does not have the size that the network takes.")
        if workload(self.network) > LARGEST_WORKLOAD:
            raise Refused("The network is too large for this window: use fewer or smaller maps.")
        object.__setattr__(self, "picture", picture)
        count = first_filters(self.network)
        names = (self.filter_names + ("",) * count)[:count]
        object.__setattr__(self, "filter_names", names)

    @property
    def grid(self) -> tuple[int, int]:
        """Rows and columns of the picture."""
        return int(self.picture.shape[0]), int(self.picture.shape[1])

    @property
    def is_blank(self) -> bool:
        """Whether every cell holds the same value, so that there is nothing to judge."""
        return bool((self.picture == self.picture.flat[0]).all())


def first_convolution(network: Network) -> int | None:
    """The index in `network.layers` of the first convolution, or None."""
    return next((index for index, layer in enumerate(network.layers) if isinstance(layer, Conv2d)), None)


def first_filters(network: Network) -> int:
    """How many filters the first convolution has."""
    index = first_convolution(network)
    layer = None if index is None else network.layers[index]
    return layer.filters if isinstance(layer, Conv2d) else 0


def workload(network: Network) -> int:
    """How many numbers are laid out to compute one picture, windows that overlap counted anew: memory and time."""
    shapes = network.shapes[1:]
    return sum(_laid_out(layer, shape) for layer, shape in zip(network.layers, shapes, strict=True))


def _laid_out(layer: Layer, shape: Shape) -> int:
    match layer:
        case Conv2d():  # all its filters look at the same patches
            return math.prod(layer.weight.shape[1:]) * math.prod(shape[1:]) + math.prod(shape)
        case Pool2d():
            return layer.window**2 * math.prod(shape)
    return math.prod(shape)


def with_network(document: Document, network: Network) -> Document:
    """`document` with a network that takes the same pictures; the same object where nothing changes."""
    if network is document.network:
        return document
    if network.shapes is document.network.shapes:
        # It differs in its numbers alone, as after each report of a run: nothing needs checking.
        return _with(document, network=network)
    return replace(document, network=network)


def with_picture(document: Document, picture: Array) -> Document:
    """`document` with another picture ``(rows, columns)`` of the same size; the same object where nothing changes.

    Raises:
        Refused: it is of another size, or not finite.
    """
    if np.array_equal(document.picture, picture):
        return document
    if picture.shape == document.picture.shape and np.isfinite(picture).all():
        # As at every move of a hand that draws: what else is checked is as it was.
        return _with(document, picture=frozen(picture))
    return replace(document, picture=picture)


def _with(document: Document, **changes: Any) -> Document:
    """`document` with fields that need no checking."""
    other = object.__new__(Document)
    other.__dict__.update(document.__dict__, **changes)
    return other


def with_coding(document: Document, coding: Coding) -> Document:
    """`document` in another coding: paper stays paper and ink stays ink, so every number of the picture changes."""
    if coding is document.coding:
        return document
    return replace(document, picture=recode(document.picture, document.coding, coding), coding=coding)


def recode(picture: Array, old: Coding, new: Coding) -> Array:
    """The numbers of `picture` in another coding; the same object where it is the same."""
    if old is new:
        return picture
    share = (picture - old.paper) / (old.ink - old.paper)
    recoded: Array = new.paper + share * (new.ink - new.paper)
    return recoded


def with_settings(document: Document, settings: Settings) -> Document:
    """`document` shown in another way."""
    return document if settings == document.settings else replace(document, settings=settings)
