"""The networks that cnnviz ships."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.layers import Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.model import resources
from cnnviz.model.document import Coding, Document

DIAGONAL = ((1, -1, -1), (-1, 1, -1), (-1, -1, 1))
CROSS = ((1, -1, 1), (-1, 1, -1), (1, -1, 1))
OTHER_DIAGONAL = ((-1, -1, 1), (-1, 1, -1), (1, -1, -1))

LECTURE_X = (
    ".........",
    ".#.....#.",
    "..#...#..",
    "...#.#...",
    "....#....",
    "...#.#...",
    "..#...#..",
    ".#.....#.",
    ".........",
)
SMILEY = (
    ".......",
    ".#...#.",
    ".......",
    "...#...",
    ".#...#.",
    "..###..",
    ".......",
)
UPPER_RIGHT_AND_LOWER = ((0, 0, 1), (1, 0, 0), (0, 1, 1))
MOUTH = ((0, 1, 0), (0, 0, 0), (1, 1, 1))


def picture_of(drawing: tuple[str, ...], coding: Coding) -> Array:
    """A drawing in rows of text, "#" for ink, as the numbers of `coding`."""
    ink = np.array([[sign == "#" for sign in row] for row in drawing])
    return np.where(ink, coding.ink, coding.paper)


def lecture_network() -> Network:
    """The lecture's X/O network: three features on 9x9, pooled twice, each vote the mean of its strong wires."""
    weight = np.array([DIAGONAL, CROSS, OTHER_DIAGONAL], dtype=np.float64)[:, None]
    votes = np.zeros((2, 12))
    votes[0, [0, 3, 4, 9, 10]] = 1 / 5
    votes[1, [1, 2, 8, 11]] = 1 / 4
    layers = (Conv2d(weight, divide_by_pixels=True), ReLU(), MaxPool2d(), MaxPool2d(), Flatten(), Linear(votes))
    return Network((1, 9, 9), layers, ("X", "O"))


def smiley_network() -> Network:
    """The four steps on a 7x7 smiley: two feature detectors, plain sums, and a vote for each way the mouth bends."""
    weight = np.array([UPPER_RIGHT_AND_LOWER, MOUTH], dtype=np.float64)[:, None]
    body = (Conv2d(weight), ReLU(), MaxPool2d(), Flatten())
    happy, sad = (
        Network((1, 7, 7), body).forward(picture_of(face, Coding.UNIT)[None]).votes for face in (SMILEY, _SAD)
    )
    votes = np.stack([happy > sad, sad > happy]).astype(np.float64)
    return Network((1, 7, 7), (*body, Linear(votes / votes.sum(axis=1, keepdims=True))), ("happy", "sad"))


_SAD = (*SMILEY[:4], "..###..", ".#...#.", ".......")


def plain_network(grid: tuple[int, int], classes: tuple[str, ...], filters: Sequence[int], kernel: int) -> Network:
    """A network that has everything to learn: each convolution with its ReLU and pooling, votes, and their shares.

    Args:
        grid: rows and columns of the picture.
        classes: the names of the votes.
        filters: how many each convolution has.
        kernel: rows and columns of every filter.

    Raises:
        ShapeError: a layer does not fit; the message names it.
    """
    body: tuple[Layer, ...] = ()
    for maps, count in pairwise((1, *filters)):
        body += (Conv2d(np.zeros((count, maps, kernel, kernel)), np.zeros(count)), ReLU(), MaxPool2d())
    body += (Flatten(),)
    (values,) = Network((1, *grid), body).shapes[-1]
    votes = Linear(np.zeros((len(classes), values)), np.zeros(len(classes)))
    return Network((1, *grid), (*body, votes, Softmax()), classes)


def rounded(network: Network, digits: int) -> Network:
    """`network` with every parameter rounded to so many significant digits, for a file that people read."""
    layers = []
    for layer in network.layers:
        numbers = {
            name: np.array([float(f"{value:.{digits}g}") for value in values.flat]).reshape(values.shape)
            for name, values in layer.parameters.items()
        }
        layers.append(layer.with_parameters(numbers))
    return network.with_layers(tuple(layers))


def _blank_network() -> Network:
    """One empty filter and no wires: everything is still to be made."""
    layers = (Conv2d(np.zeros((1, 1, 3, 3))), ReLU(), MaxPool2d(), Flatten(), Linear(np.zeros((2, 16))))
    return Network((1, 9, 9), layers, ("X", "O"))


def lecture_document() -> Document:
    """The lecture's X in front of the lecture's network."""
    return Document(
        picture_of(LECTURE_X, Coding.SIGNED),
        lecture_network(),
        filter_names=("Diagonal", "Cross", "Other diagonal"),
    )


def smiley_document() -> Document:
    """The smiley in front of its four steps."""
    names = ("Detector 1", "Detector 2")
    return Document(picture_of(SMILEY, Coding.UNIT), smiley_network(), Coding.UNIT, names)


def blank_document() -> Document:
    """An empty sheet in front of an empty network."""
    return Document(np.full((9, 9), -1.0), _blank_network(), filter_names=("Filter 1",))


def trained_document(size: str) -> Document:
    """The network that was trained on pictures of `size`, "9x9" or "28x28"; the README tells how.

    Raises:
        Refused: its file is damaged.
    """
    # Files are not read for the networks made here: loading what reads them is time before the window is there.
    from cnnviz.model.files.document_file import load

    return load(resources.path(f"networks/trained-{size}.cnnviz"))


@dataclass(frozen=True)
class Shipped:
    """A document that cnnviz ships: its title for the window, and how it is made."""

    title: str
    make: Callable[[], Document]


SHIPPED = (
    Shipped("X or O, as in the lecture", lecture_document),
    Shipped("Smiley in four steps", smiley_document),
    Shipped("X or O, trained to read handwriting, 9 × 9", partial(trained_document, "9x9")),
    Shipped("X or O, trained to read handwriting, 28 × 28", partial(trained_document, "28x28")),
    Shipped("Blank", blank_document),
)


def with_shipped(document: Document, shipped: Shipped) -> Document:
    """The document that `shipped` is, in the scene, with the samples and with the settings of `document`.

    It is the same object where nothing is another.

    Raises:
        Refused: its file is damaged.
    """
    from cnnviz.model.files.document_file import encode

    other = replace(shipped.make(), settings=document.settings)
    # A file tells all there is to a document, and loses nothing.
    if encode(replace(document, samples=None, lesson=None)) == encode(other):
        return document
    return replace(other, samples=document.samples, lesson=document.lesson)
