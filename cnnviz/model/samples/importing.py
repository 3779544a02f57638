"""Samples from outside: a folder of images with a sub-folder for each class, or an .npz file.

What cannot be read is named and left out; the rest is taken.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.samples import CLASSES
from cnnviz.engine.training.samples import Samples
from cnnviz.model.document import MOST_CLASSES, Coding, recode
from cnnviz.model.files.document_file import reason_of
from cnnviz.model.numbers import listed
from cnnviz.model.picture.images import centred_on_ink, picture_from_image
from cnnviz.model.picture.transforms import fit_to_grid
from cnnviz.model.refused import Refused
from cnnviz.model.samples.classes import describe_classes

#: Bytes that the arrays of an .npz file may take.
LARGEST_ARRAYS = 2**30
#: Under which names others keep pictures and labels, the first being ours.
_PICTURES = ("pictures", "images", "x", "X", "x_train", "X_train", "data")
_LABELS = ("labels", "y", "Y", "y_train", "targets", "target")

#: How many pictures of a file are told by their numbers, and one more where that is all of them.
_MOST_NAMED = 3

Decode = Callable[[Path], Array]
#: Yields the share of the work done, 0 to 1.
Reading = Generator[float, None, "Imported"]


@dataclass(frozen=True)
class Imported:
    """Samples, and a sentence for each thing that was left out or changed."""

    samples: Samples
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """What pictures from outside become: their grid and coding, and whether the ink is centred and scaled."""

    grid: tuple[int, int]
    coding: Coding
    centre: bool = True

    def from_image(self, lightness: Array) -> Array:
        """From the lightness ``(height, width)``, 0 to 1, of an image."""
        return picture_from_image(lightness, self.grid, self.coding, centre=self.centre)

    def from_picture(self, picture: Array, coding: Coding) -> Array:
        """From a drawing ``(rows, columns)`` in a known coding."""
        coded = recode(picture, coding, self.coding)
        if self.centre:
            return centred_on_ink(coded, self.coding, self.grid)
        return fit_to_grid(coded, self.grid, self.coding)


def read_samples(path: Path, target: Target, decode: Decode) -> Imported:
    """The samples in the folder or .npz file at `path`; arguments and refusals as for `reading`."""
    steps = reading(path, target, decode)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            imported: Imported = end.value
            return imported


def reading(path: Path, target: Target, decode: Decode) -> Reading:
    """Reads the samples in the folder or .npz file at `path` one by one: yields the share done, returns the samples.

    Args:
        path: a folder with a sub-folder for each class, or an .npz file.
        target: what the pictures become.
        decode: the lightness ``(height, width)``, 0 to 1, of an image file; raises Refused where it cannot be read.

    Raises:
        Refused: there is nothing to read, or no sample among it.
    """
    try:
        if not path.exists():
            raise Refused(f"“{path.name}” is not there: choose a folder of images or an .npz file.")
        imported = yield from _read_folder(path, target, decode) if path.is_dir() else _read_arrays(path, target)
    except OSError as error:
        raise Refused(f"“{path.name}” could not be read: {reason_of(error)}") from error
    if not len(imported.samples):
        first = f" {imported.remarks[0]}" if imported.remarks else ""
        raise Refused(f"“{path.name}” holds no picture that can be learned from.{first}")
    return imported


@dataclass
class _Gathering:
    """What has been found so far."""

    pictures: list[Array] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, picture: Array, label: int) -> bool:
        """Whether there is anything on the picture; else it is left out."""
        is_drawn = not (picture == picture.flat[0]).all()
        if is_drawn:
            self.pictures.append(picture)
            self.labels.append(label)
        return is_drawn

    def samples(self, classes: tuple[str, ...], grid: tuple[int, int]) -> Samples:
        stacked = np.stack(self.pictures, axis=-1)[None] if self.pictures else np.empty((1, *grid, 0))
        return Samples(stacked, np.array(self.labels, dtype=np.intp), classes)


def _read_folder(path: Path, target: Target, decode: Decode) -> Reading:
    within = [entry for entry in path.iterdir() if entry.is_dir() and not entry.name.startswith(".")]
    if not within:
        raise Refused(
            f"“{path.name}” has no sub-folders: put the images of each class into a folder of their own, "
            "named after the class."
        )
    found = _Gathering()
    folders = {}
    for folder in within:
        try:
            folders[folder.name] = _files_in(folder)
        except OSError as error:
            found.remarks.append(f"The folder “{folder.name}” was left out: {reason_of(error)}")
    classes = _in_order(name for name, files in folders.items() if files)
    sizes: dict[str, tuple[int, ...]] = {}
    files = [(label, file) for label, name in enumerate(classes) for file in folders[name]]
    for done, (label, file) in enumerate(files):
        yield done / len(files)
        try:
            lightness = decode(file)
        except Refused as refused:
            found.remarks.append(f"Left out of {classes[label]}: {refused}")
            continue
        shown = f"“{classes[label]}/{file.name}”"
        sizes[shown] = lightness.shape
        if not found.add(target.from_image(lightness), label):
            found.remarks.append(f"{shown} is blank and was left out.")
    samples = found.samples(classes, target.grid)
    taken = _with_pictures(samples)
    found.remarks += _of_other_sizes(sizes)
    found.remarks += [
        f"The folder “{name}” holds no picture and was left out." for name in sorted(folders.keys() - {*taken})
    ]
    return Imported(samples.in_order_of(taken), tuple(found.remarks))


def _with_pictures(samples: Samples) -> tuple[str, ...]:
    return tuple(name for name, count in zip(samples.classes, samples.counts, strict=True) if count)


def _files_in(folder: Path) -> list[Path]:
    """The files that are not hidden, and links that lead nowhere; not what reading would wait for, such as a pipe."""
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    return [entry for entry in entries if entry.is_file() or not entry.exists()]


def _of_other_sizes(sizes: dict[str, tuple[int, ...]]) -> list[str]:
    """A remark for each image that is not as large as most; one for all where there is no usual size."""
    if not sizes:
        return []
    ((usual, count),) = Counter(sizes.values()).most_common(1)
    if 2 * count < len(sizes):
        return [f"The images have {len(set(sizes.values()))} different sizes; each was scaled."]
    return [
        f"{name} is {size[1]}x{size[0]} pixels, not {usual[1]}x{usual[0]} as most; it was scaled."
        for name, size in sizes.items()
        if size != usual
    ]


def _read_arrays(path: Path, target: Target) -> Reading:
    arrays = _load(path)
    pictures = _pictures(path, arrays)
    labels, classes = _labels(path, arrays, len(pictures))
    coding = next((coding for coding in Coding if str(arrays.get("coding")) == coding.value), None)
    found = _Gathering()
    endless: list[int] = []
    blank: list[int] = []
    low, high = _range(pictures)
    for index, (picture, label) in enumerate(zip(pictures, labels, strict=True), start=1):
        yield (index - 1) / len(pictures)
        if not np.isfinite(picture).all():
            endless.append(index)
            continue
        became = target.from_picture(picture, coding) if coding else target.from_image(_lightness(picture, low, high))
        if not found.add(became, label):
            blank.append(index)
    samples = found.samples(classes, target.grid)
    found.remarks += _left_out(endless, "holds numbers that are not finite", "hold numbers that are not finite")
    found.remarks += _left_out(blank, "is blank", "are blank")
    # Whoever wrote the file has named the class.
    missing = [label for label, count in enumerate(samples.counts) if not count]
    emptied = [classes[label] for label in missing if label in labels]
    if emptied and found.pictures:
        found.remarks[-1] = f"{found.remarks[-1].removesuffix('.')}: none of {describe_classes(emptied)} is left."
    found.remarks += [f"There is no picture of “{classes[label]}”." for label in missing if label not in labels]
    return Imported(samples, tuple(found.remarks))


def _left_out(numbers: list[int], one: str, several: str) -> list[str]:
    """A sentence for all the pictures of these numbers: why they were left out, said of one and of several."""
    if len(numbers) < 2:
        return [f"Picture {number} {one} and was left out." for number in numbers]
    shown = [str(number) for number in numbers]
    if len(shown) > _MOST_NAMED + 1:
        shown[_MOST_NAMED:] = [f"{len(shown) - _MOST_NAMED} more"]
    return [f"Pictures {listed(shown)} {several} and were left out."]


def _load(path: Path) -> dict[str, Any]:
    """The arrays of the file, without ever unpickling anything."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_ARRAYS:
                raise Refused(f"“{path.name}” holds more than {LARGEST_ARRAYS // 2**20} MB: take fewer pictures.")
        with np.load(path, allow_pickle=False) as file:
            wanted = {*_PICTURES, *_LABELS, "classes", "coding"}
            return {name: file[name] for name in file.files if name in wanted}
    except zipfile.BadZipFile:
        raise Refused(
            f"“{path.name}” is no .npz file, or a damaged one: choose another, or a folder with a sub-folder of images "
            "for each class."
        ) from None
    except OSError as error:
        raise Refused(f"“{path.name}” could not be read: {reason_of(error)}") from error
    except (ValueError, EOFError, zlib.error, SyntaxError, MemoryError):
        raise Refused(f"“{path.name}” holds something else than plain numbers: save it anew without objects.") from None


def _pictures(path: Path, arrays: dict[str, Any]) -> Array:
    """``(pictures, rows, columns)``."""
    pictures = _first(path, arrays, _PICTURES)
    if pictures.ndim == 4 and 1 in (pictures.shape[1], pictures.shape[3]):
        pictures = pictures.squeeze(1 if pictures.shape[1] == 1 else 3)
    if pictures.ndim != 3 or pictures.dtype.kind not in "biuf" or 0 in pictures.shape[1:]:
        raise Refused(
            f"The pictures in “{path.name}” must be numbers with three axes: pictures, rows, columns; "
            f"they have the shape {'x'.join(map(str, pictures.shape))}."
        )
    return np.asarray(pictures, dtype=np.float64)


def _labels(path: Path, arrays: dict[str, Any], count: int) -> tuple[list[int], tuple[str, ...]]:
    """A label for each picture, and the names of the classes."""
    labels = _first(path, arrays, _LABELS).ravel()
    if len(labels) != count:
        raise Refused(f"“{path.name}” has {count} pictures but {len(labels)} labels: there must be as many.")
    if "classes" in arrays and labels.dtype.kind in "iu":
        classes = tuple(map(str, arrays["classes"].ravel()))
        if labels.size and not 0 <= labels.min() <= labels.max() < len(classes):
            raise Refused(f"“{path.name}” has a label that is none of its {len(classes)} classes.")
        if len(set(classes)) != len(classes):
            raise Refused(f"“{path.name}” names a class twice: give every class a name of its own.")
        _check_number_of(classes)
        return labels.tolist(), classes
    names = [str(int(label)) if isinstance(label, float) and label.is_integer() else str(label) for label in labels]
    classes = _in_order(names)
    return [classes.index(name) for name in names], classes


def _first(path: Path, arrays: dict[str, Any], names: Sequence[str]) -> np.ndarray[Any, Any]:
    for name in names:
        if name in arrays:
            return np.asarray(arrays[name])
    raise Refused(f"“{path.name}” has no “{names[0]}”: it needs two arrays, “{_PICTURES[0]}” and “{_LABELS[0]}”.")


def _range(pictures: Array) -> tuple[float, float]:
    """The least and the greatest number of all pictures that are finite."""
    finite = pictures[np.isfinite(pictures)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def _lightness(picture: Array, low: float, high: float) -> Array:
    """Numbers of a range that nobody named, as lightness from 0 to 1; which end is paper, the image itself tells."""
    return (picture - low) / (high - low) if high > low else np.ones_like(picture)


def _in_order(names: Any) -> tuple[str, ...]:
    """Each name once: X and O as in the lecture, then the others by the alphabet."""
    known = {name: place for place, name in enumerate(CLASSES)}
    classes = tuple(sorted(set(names), key=lambda name: (known.get(name, len(known)), name)))
    _check_number_of(classes)
    return classes


def _check_number_of(classes: Sequence[str]) -> None:
    if len(classes) > MOST_CLASSES:
        raise Refused(f"There are {len(classes)} classes ({', '.join(classes[:3])}, …): take at most {MOST_CLASSES}.")
