"""Pictures whose right answers are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.engine.arrays import Array, Shape, Table, describe_shape, frozen
from cnnviz.engine.network import Network


@dataclass(frozen=True, eq=False)
class Samples:
    """Labelled pictures, all of one size.

    pictures: ``(maps, rows, columns, images)``; there may be none.
    labels: ``(images,)``: the index in `classes` of each picture's right answer.
    classes: the names of the classes; no name twice. A class may have no pictures.

    Raises:
        ValueError: the three do not belong together; the message is one sentence for a person.
    """

    pictures: Array
    labels: Table
    classes: tuple[str, ...]

    def __post_init__(self) -> None:
        pictures, labels = frozen(self.pictures), np.array(self.labels)
        if pictures.ndim != 4:
            raise ValueError("Samples need four axes: maps, rows, columns, images.")
        if labels.shape != pictures.shape[3:]:
            raise ValueError(f"{pictures.shape[3]} pictures need as many labels, not {labels.size}.")
        if not np.isfinite(pictures).all():
            raise ValueError("Every pixel of a sample must be finite; NaN and infinity are not allowed.")
        if len(set(self.classes)) != len(self.classes):
            raise ValueError("Every class needs a name of its own.")
        if labels.size and (labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() >= len(self.classes)):
            raise ValueError(
                f"Every label must be a whole number from 0 to {len(self.classes) - 1}, one for each class."
            )
        labels = labels.astype(np.intp)
        labels.setflags(write=False)
        object.__setattr__(self, "pictures", pictures)
        object.__setattr__(self, "labels", labels)
        object.__setattr__(self, "classes", tuple(self.classes))

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def picture_shape(self) -> Shape:
        return self.pictures.shape[:3]

    @property
    def counts(self) -> Table:
        """``(classes,)``: how many pictures each class has."""
        return np.bincount(self.labels, minlength=len(self.classes))

    def take(self, which: npt.ArrayLike) -> Samples:
        """Some of the samples: indices, in the order wanted, or a mask."""
        return Samples(self.pictures[..., which], self.labels[which], self.classes)  # type: ignore[index]

    def fitted_to(self, network: Network) -> Samples:
        """These samples with their labels counted as the votes of `network`.

        Raises:
            ValueError: there are none, or they do not fit; the message is one sentence for a person.
        """
        if not len(self):
            raise ValueError("There are no samples; draw, generate or import some first.")
        if len(network.shapes[-1]) != 1:
            raise ValueError("The network gives maps and no votes; add Flatten and Votes at its end.")
        if self.picture_shape != network.input_shape:
            raise ValueError(
                f"The samples are {describe_shape(self.picture_shape)}, "
                f"but the network takes {describe_shape(network.input_shape)}."
            )
        if network.classes:
            return self.in_order_of(network.classes)
        if self.labels.max() >= network.shapes[-1][0]:
            raise ValueError(
                f"The samples are of {len(self.classes)} classes, but the network gives {network.shapes[-1][0]} votes."
            )
        return self

    def in_order_of(self, classes: tuple[str, ...]) -> Samples:
        """The same samples with the labels counted in `classes`; itself where that is its own order.

        Raises:
            ValueError: a class that has pictures is not among `classes`.
        """
        if classes == self.classes:
            return self
        unknown = [name for name, count in zip(self.classes, self.counts, strict=True) if count and name not in classes]
        if unknown:
            raise ValueError(
                f"There are samples of {', '.join(unknown)}, but the network knows {', '.join(classes)}; "
                "give it votes for all of them, or rename the classes."
            )
        index = np.array([classes.index(name) if name in classes else -1 for name in self.classes], dtype=np.intp)
        return Samples(self.pictures, index[self.labels], classes)


def fitted_to(network: Network, training: Samples, test: Samples | None) -> tuple[Samples, Samples | None]:
    """What a run on `network` learns from, and what it is tested on: None where that is nothing.

    Raises:
        ValueError: they do not fit; the message is one sentence for a person.
    """
    return training.fitted_to(network), test.fitted_to(network) if test is not None and len(test) else None
