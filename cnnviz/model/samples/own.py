"""The person's own samples: kept, named, moved to another class, given back, and made ready to learn from."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from cnnviz.engine.arrays import Array, frozen
from cnnviz.engine.training.samples import Samples
from cnnviz.model.document import MOST_CLASSES, MOST_SAMPLED, Coding, Document, OwnSamples, recode, with_picture
from cnnviz.model.picture.images import centred_on_ink
from cnnviz.model.refused import Refused

_LECTURE = ("X", "O")


def own_samples(document: Document) -> OwnSamples:
    """Those of `document`; where it has none, an empty set of the classes that its network tells apart."""
    if document.samples is not None:
        return document.samples
    named = tuple(dict.fromkeys(name for name in document.network.classes if name))[:MOST_CLASSES]
    return OwnSamples((), (), named if len(named) > 1 else _LECTURE, document.coding)


def ready(own: OwnSamples, grid: tuple[int, int], coding: Coding) -> Samples:
    """The samples on `grid` in `coding`; one of another size is centred and scaled, as an image is."""
    pictures = [fitted(picture, own.coding, grid, coding) for picture in own.pictures]
    stacked = np.stack(pictures, axis=-1)[None] if pictures else np.empty((1, *grid, 0))
    return Samples(stacked, np.array(own.labels, dtype=np.intp), own.classes)


def fitted(picture: Array, old: Coding, grid: tuple[int, int], coding: Coding) -> Array:
    """A sample on a sheet of `grid` in `coding`; itself where it is so already."""
    recoded = recode(picture, old, coding)
    return recoded if picture.shape == grid else centred_on_ink(recoded, coding, grid)


def with_kept(document: Document, label: int) -> Document:
    """`document` with its picture kept as a sample of the class at `label`.

    Raises:
        Refused: the sheet is empty or holds a number out of bounds, or there are too many samples.
    """
    if document.is_blank:
        raise Refused("The sheet is empty: draw something to keep first.")
    own = own_samples(document)
    picture = frozen(recode(document.picture, document.coding, own.coding))
    if not np.isfinite(picture).all():
        raise Refused("A number of this picture is too large to be kept: make it smaller.")
    return _with(document, replace(own, pictures=(*own.pictures, picture), labels=(*own.labels, label)))


def that_fit(own: OwnSamples, more: Samples) -> Samples:
    """`more`, or as many of them as can be kept beside `own`, taken evenly; itself where all can."""
    room = MOST_SAMPLED - sum(picture.size for picture in own.pictures)
    count = max(room, 0) // math.prod(more.picture_shape)
    return more if len(more) <= count else more.take(np.linspace(0, len(more) - 1, count).astype(np.intp))


def with_added(document: Document, more: Samples, coding: Coding) -> Document:
    """`document` with other samples, in `coding`, behind its own; classes not known yet are added.

    Raises:
        Refused: too many samples or classes.
    """
    own = own_samples(document)
    if document.samples is None:
        # Classes that only the network knew give way to those that there are pictures of.
        own = replace(own, classes=())
    classes = tuple(dict.fromkeys((*own.classes, *more.classes)))
    labels = [classes.index(name) for name in more.classes]
    pictures = recode(np.moveaxis(more.pictures[0], -1, 0), coding, own.coding)
    return _with(
        document,
        OwnSamples(
            own.pictures + tuple(frozen(picture) for picture in pictures),
            own.labels + tuple(labels[label] for label in more.labels.tolist()),
            classes,
            own.coding,
        ),
    )


def without(document: Document, indices: Collection[int]) -> Document:
    """`document` without the samples at these places; itself where there are none such."""
    own, gone = own_samples(document), set(indices)
    return _taking(document, own, [index for index in range(len(own)) if index not in gone])


def with_label(document: Document, indices: Collection[int], label: int) -> Document:
    """`document` with the samples at these places in another class; itself where they are in it already."""
    own = own_samples(document)
    labels = list(own.labels)
    for index in indices:
        labels[index] = label
    return _with(document, own if tuple(labels) == own.labels else replace(own, labels=tuple(labels)))


def with_sample_drawn(document: Document, index: int) -> Document:
    """`document` with a sample as its picture; the same object where it is that already."""
    own = own_samples(document)
    return with_picture(document, fitted(own.pictures[index], own.coding, document.grid, document.coding))


def also_kept_as(document: Document) -> str:
    """The name of another class that the newest sample is a sample of, too; empty where there is none."""
    own = own_samples(document)
    newest, its = own.pictures[-1], own.labels[-1]
    others = zip(own.pictures, own.labels, strict=True)
    return next(
        (own.classes[label] for picture, label in others if label != its and np.array_equal(picture, newest)), ""
    )


def of_class(own: OwnSamples, label: int) -> list[int]:
    """The places of a class's samples."""
    return [index for index, its in enumerate(own.labels) if its == label]


def _taking(document: Document, own: OwnSamples, kept: Sequence[int]) -> Document:
    if len(kept) == len(own):
        return document
    pictures, labels = tuple(own.pictures[index] for index in kept), tuple(own.labels[index] for index in kept)
    return _with(document, replace(own, pictures=pictures, labels=labels))


def _with(document: Document, own: OwnSamples) -> Document:
    is_same = own is document.samples or (document.samples is None and not len(own))
    return document if is_same else replace(document, samples=own)
