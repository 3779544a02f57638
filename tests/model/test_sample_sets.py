"""Samples brought in, handed on, split and generated."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.engine.samples import DEFAULT, HARD, draw_samples
from cnnviz.engine.training import Samples
from cnnviz.model.document import Coding
from cnnviz.model.picture.images import centred_on_ink
from cnnviz.model.refused import Refused
from cnnviz.model.samples.augmented import augmented
from cnnviz.model.samples.exporting import fresh_folder, write_arrays, write_folder
from cnnviz.model.samples.generated import generate, generate_both
from cnnviz.model.samples.importing import Imported, Target, read_samples
from cnnviz.model.samples.sets import joined, split
from cnnviz.ui.image_files import read_grey, write_grey

AS_THEY_LIE = Target((9, 9), Coding.SIGNED, centre=False)


def drawn(count: int = 10, side: int = 9) -> Samples:
    return draw_samples(count, (side, side), DEFAULT, np.random.default_rng(1))


def read(path: Path, target: Target = AS_THEY_LIE) -> Imported:
    return read_samples(path, target, read_grey)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten images, five of each class."""
    write_folder(drawn(), Coding.SIGNED, tmp_path / "data", write_grey)
    return tmp_path / "data"


@pytest.mark.parametrize("coding", list(Coding))
def test_a_file_of_arrays_comes_back_to_the_last_bit(tmp_path: Path, coding: Coding) -> None:
    samples = draw_samples(12, (7, 9), HARD, np.random.default_rng(2), coding.paper, coding.ink)
    path = tmp_path / "samples.npz"
    write_arrays(samples, coding, path)
    imported = read(path, Target((7, 9), coding, centre=False))
    assert np.array_equal(imported.samples.pictures, samples.pictures)
    assert imported.samples.labels.tolist() == samples.labels.tolist()
    assert imported.samples.classes == samples.classes
    assert imported.remarks == ()


def test_a_folder_of_images_comes_back_but_for_the_rounding_to_256_greys(folder: Path) -> None:
    imported = read(folder)
    samples = drawn()
    order = np.argsort(samples.labels, kind="stable")
    assert np.abs(imported.samples.pictures - samples.pictures[..., order]).max() <= 1 / 255
    assert imported.samples.labels.tolist() == sorted(samples.labels)
    assert imported.samples.classes == ("X", "O")
    assert imported.remarks == ()


def test_what_cannot_be_read_is_named_and_the_rest_is_taken(folder: Path) -> None:
    (folder / "X" / "notes.txt").write_text("not an image")
    (folder / "X" / "0001.png").write_bytes((folder / "X" / "0001.png").read_bytes()[:60])
    (folder / "X" / ".hidden").write_text("never looked at")
    write_grey(np.ones((9, 9)), folder / "O" / "blank.png")
    imported = read(folder)
    assert imported.samples.counts.tolist() == [4, 5]
    damaged, text, blank = imported.remarks
    assert damaged.startswith("Left out of X: “0001.png” is damaged")
    assert text.startswith("Left out of X: “notes.txt” is no image")
    assert blank == "“O/blank.png” is blank and was left out."


def test_a_folder_without_a_picture_is_no_class(folder: Path) -> None:
    for number in range(20):
        (folder / f"A{number:02}").mkdir()
    (folder / "Notes").mkdir()
    (folder / "Notes" / "notes.txt").write_text("not an image")
    (folder / ".thumbnails").mkdir()
    write_grey(np.eye(9), folder / ".thumbnails" / "0001.png")
    imported = read(folder)
    assert imported.samples.classes == ("X", "O")
    assert imported.samples.counts.tolist() == [5, 5]
    assert imported.remarks[0].startswith("Left out of Notes: “notes.txt” is no image")
    assert imported.remarks[1] == "The folder “A00” holds no picture and was left out."
    assert imported.remarks[-1] == "The folder “Notes” holds no picture and was left out."
    assert len(imported.remarks) == 22


@pytest.mark.parametrize(
    ("blank", "endless", "remarks"),
    [
        ([4], [], ["Picture 5 is blank and was left out."]),
        ([0, 4], [], ["Pictures 1 and 5 are blank and were left out."]),
        ([0, 1, 2, 3, 4], [], ["Pictures 1, 2, 3 and 2 more are blank and were left out."]),
        (
            [0, 3],
            [1],
            [
                "Picture 2 holds numbers that are not finite and was left out.",
                "Pictures 1 and 4 are blank and were left out.",
            ],
        ),
        ([1, 3, 5, 7, 9], [], ["Pictures 2, 4, 6 and 2 more are blank and were left out: none of “O” is left."]),
    ],
)
def test_what_is_left_out_of_a_file_is_told_in_a_sentence(
    tmp_path: Path, blank: list[int], endless: list[int], remarks: list[str]
) -> None:
    pictures = np.moveaxis(drawn().pictures[0], -1, 0).copy()
    pictures[blank] = -1.0
    pictures[endless, 0, 0] = np.nan
    labels = ["X", "O"] * 5
    np.savez(tmp_path / "some.npz", pictures=pictures, labels=labels, coding=Coding.SIGNED.value)
    imported = read(tmp_path / "some.npz")
    assert list(imported.remarks) == remarks
    assert len(imported.samples) == 10 - len(blank) - len(endless)


def test_a_class_that_a_file_names_without_a_picture_stays(tmp_path: Path) -> None:
    samples = drawn()
    named = Samples(samples.pictures, samples.labels, ("X", "O", "Z"))
    write_arrays(named, Coding.SIGNED, tmp_path / "named.npz")
    imported = read(tmp_path / "named.npz")
    assert imported.samples.classes == ("X", "O", "Z")
    assert imported.remarks == ("There is no picture of “Z”.",)


def test_images_of_another_size_are_named_and_scaled(folder: Path) -> None:
    write_grey(1.0 - np.eye(30, 20), folder / "X" / "wide.png")
    imported = read(folder)
    assert len(imported.samples) == 11
    assert imported.remarks == ("“X/wide.png” is 20x30 pixels, not 9x9 as most; it was scaled.",)


def test_a_folder_of_images_of_every_size_is_told_so_once(tmp_path: Path) -> None:
    (tmp_path / "X").mkdir()
    for side in range(9, 15):
        write_grey(1.0 - np.eye(side), tmp_path / "X" / f"{side}.png")
    imported = read(tmp_path)
    assert len(imported.samples) == 6
    assert imported.remarks == ("The images have 6 different sizes; each was scaled.",)


def test_centring_brings_ink_from_a_corner_to_the_middle(tmp_path: Path) -> None:
    (tmp_path / "X").mkdir()
    image = np.ones((60, 60))
    image[:20, :20] = 1.0 - np.eye(20)
    write_grey(image, tmp_path / "X" / "corner.png")
    centred = read(tmp_path, Target((9, 9), Coding.SIGNED)).samples.pictures[0, ..., 0]
    assert (np.diag(centred)[1:8] > 0).all()
    as_it_lies = read(tmp_path).samples.pictures[0, ..., 0]
    assert (as_it_lies[4:, 4:] == -1.0).all()


def test_digits_from_elsewhere_are_read_whichever_end_is_ink(tmp_path: Path) -> None:
    white_on_black = (np.moveaxis(drawn(6, 28).pictures[0], -1, 0) > 0) * np.uint8(255)
    for name, pictures in (("black.npz", white_on_black), ("white.npz", 255 - white_on_black)):
        np.savez(tmp_path / name, x_train=pictures[..., None], y_train=np.array([3, 7] * 3))
        imported = read(tmp_path / name, Target((9, 9), Coding.UNIT))
        assert imported.samples.classes == ("3", "7")
        assert imported.samples.labels.tolist() == [0, 1] * 3
        assert imported.samples.pictures.mean() < 0.5
    named = np.array(["O", "X"] * 3)
    np.savez(tmp_path / "named.npz", images=white_on_black, labels=named)
    assert read(tmp_path / "named.npz").samples.classes == ("X", "O")


X = np.ones((2, 5, 5)) - np.eye(5)


@pytest.mark.parametrize(
    ("arrays", "sentence"),
    [
        ({"labels": [0, 1]}, "has no “pictures”"),
        ({"pictures": X}, "has no “labels”"),
        ({"pictures": X, "labels": [0, 1, 0]}, "2 pictures but 3 labels"),
        ({"pictures": X[0], "labels": [0, 1, 0, 1, 0]}, "three axes"),
        ({"pictures": X.astype("U3"), "labels": [0, 1]}, "must be numbers"),
        ({"pictures": X, "labels": [0, 2], "classes": ["X", "O"]}, "a label that is none of its 2 classes"),
        ({"pictures": X, "labels": [0, 1], "classes": ["X", "X"]}, "names a class twice"),
        ({"pictures": np.array([{}, {}]), "labels": [0, 1]}, "something else than plain numbers"),
        ({"pictures": np.zeros((0, 5, 5)), "labels": []}, "holds no picture"),
        ({"pictures": X * np.nan, "labels": [0, 1]}, "Pictures 1 and 2 hold numbers that are not finite"),
        ({"pictures": np.zeros((11, 5, 5)) + np.eye(5), "labels": range(11)}, "take at most 10"),
    ],
)
def test_a_file_of_something_else_is_refused_in_a_sentence(
    tmp_path: Path, arrays: dict[str, Any], sentence: str
) -> None:
    given: dict[str, Any] = {name: np.asarray(values) for name, values in arrays.items()}
    np.savez(tmp_path / "odd.npz", **given)
    with pytest.raises(Refused, match=sentence):
        read(tmp_path / "odd.npz")


def test_what_is_no_file_of_arrays_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("hello")
    for path in (tmp_path / "text.npz", tmp_path / "nowhere"):
        with pytest.raises(Refused, match=r"^“(text.npz|nowhere)” is "):
            read(path)
    with pytest.raises(Refused, match="has no sub-folders"):
        read(tmp_path)
    (tmp_path / "X").mkdir()
    with pytest.raises(Refused, match=r"can be learned from\. The folder “X” holds no picture"):
        read(tmp_path)


def test_a_damaged_file_of_arrays_is_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "samples.npz"
    write_arrays(drawn(), Coding.SIGNED, path)
    content = path.read_bytes()
    random = np.random.default_rng(0)
    for _ in range(60):
        damaged = bytearray(content)
        damaged[random.integers(len(content))] ^= int(random.integers(1, 256))
        path.write_bytes(bytes(damaged))
        with suppress(Refused):
            assert len(read(path).samples) > 0


@pytest.mark.parametrize("names", [("..", "a/b"), ("X", "O."), ("Con", "X"), ("X", "x")])
def test_a_class_that_has_no_folder_of_its_own_on_every_system_is_refused(
    names: tuple[str, ...], tmp_path: Path
) -> None:
    samples = Samples(drawn().pictures, drawn().labels, names)
    with pytest.raises(Refused, match="rename"):
        write_folder(samples, Coding.SIGNED, tmp_path / "samples", write_grey)
    assert not (tmp_path / "samples").exists()


def test_samples_get_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    for name in ("samples", "samples 2", "samples 3"):
        assert fresh_folder(tmp_path) == tmp_path / name
        (tmp_path / name).mkdir()


def test_samples_are_refused_where_none_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="could not be written"):
        write_folder(drawn(), Coding.SIGNED, tmp_path / "file", write_grey)
    with pytest.raises(Refused, match="could not be written"):
        write_arrays(drawn(), Coding.SIGNED, tmp_path)


def test_a_folder_that_may_not_be_read_is_named_and_the_rest_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(drawn(), Coding.SIGNED, tmp_path, write_grey)
    entries = Path.iterdir

    def closed(path: Path) -> Iterator[Path]:
        if path.name == "O":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return entries(path)

    monkeypatch.setattr(Path, "iterdir", closed)
    imported = read(tmp_path)
    assert imported.samples.classes == ("X",)
    assert [remark for remark in imported.remarks if "“O”" in remark] == [
        "The folder “O” was left out: you have no permission for it; choose another file or folder."
    ]
    # That a file is there cannot be told of every name either.
    with pytest.raises(Refused, match=r"could not be read: the name is too long|is not there"):
        read(tmp_path / ("n" * 300))


def test_samples_that_find_no_room_leave_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "0002.png":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return written(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refused, match=r"^“0002\.png” cannot be written: the disk is full;"):
        write_folder(drawn(), Coding.SIGNED, tmp_path / "samples", write_grey)
    assert not (tmp_path / "samples").exists()
    (tmp_path / "kept.txt").write_text("")
    with pytest.raises(Refused):
        write_folder(drawn(), Coding.SIGNED, tmp_path, write_grey)
    assert (tmp_path / "kept.txt").exists()


@given(st.lists(st.integers(0, 3), max_size=60), st.integers(0, 2**32))
def test_a_split_is_balanced_and_leaves_each_class_something_to_learn(labels: list[int], seed: int) -> None:
    pictures = np.arange(len(labels), dtype=np.float64).reshape(1, 1, 1, -1)
    samples = Samples(pictures, np.array(labels, dtype=np.intp), ("a", "b", "c", "d"))
    training, test = split(samples, np.random.default_rng(seed))
    together = np.concatenate([training.pictures.ravel(), test.pictures.ravel()])
    assert sorted(together) == pictures.ravel().tolist()
    for whole, kept, held_out in zip(samples.counts, training.counts, test.counts, strict=True):
        assert held_out == min(round(0.2 * whole), max(whole - 1, 0))
        assert kept == whole - held_out


@pytest.mark.parametrize("count", [0, 1, 2, 7, 40])
@pytest.mark.parametrize("coding", [Coding.SIGNED, Coding.BYTES])
def test_generated_pictures_are_as_many_as_asked_for_both_ways(count: int, coding: Coding) -> None:
    samples = generate_both(count, (9, 12), HARD, np.random.default_rng(3), coding)
    assert samples.pictures.shape == (1, 9, 12, count)
    assert np.ptp(samples.counts) == count % 2
    assert ((samples.pictures >= coding.paper) & (samples.pictures <= coding.ink)).all()


def test_centred_pictures_lie_in_the_middle_and_fill_seven_ninths_of_the_sheet() -> None:
    dials = replace(HARD, noise=0.0)
    samples = generate(60, (27, 27), dials, np.random.default_rng(3), Coding.SIGNED, centre=True)
    for index in range(60):
        rows, columns = np.nonzero(samples.pictures[0, ..., index] > 0)
        assert 19 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 23
        assert 25 <= rows.min() + rows.max() <= 27
        assert 25 <= columns.min() + columns.max() <= 27


def test_a_faint_thin_drawing_is_full_ink_once_it_is_centred() -> None:
    faint: Array = np.full((64, 64), -1.0)
    faint[10:20, 30] = 0.2
    centred = centred_on_ink(faint, Coding.SIGNED, (9, 9))
    assert centred.max() == 1.0
    assert np.array_equal(centred_on_ink(np.full((5, 5), -1.0), Coding.SIGNED), np.full((5, 5), -1.0))


def test_augmentation_adds_what_each_becomes_and_keeps_the_label() -> None:
    few = drawn(6)
    more = augmented(few, DEFAULT, np.random.default_rng(1), Coding.SIGNED, times=3)
    assert more.labels.tolist() == 4 * few.labels.tolist()
    assert np.array_equal(more.pictures[..., :6], few.pictures)
    assert len(np.unique(more.pictures.reshape(81, 24), axis=1).T) == 24


def test_sets_are_joined_in_order() -> None:
    assert np.array_equal(joined([drawn(4), drawn(2)]).labels, [0, 1, 0, 1, 0, 1])
