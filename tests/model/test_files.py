"""Documents as files: exact there and back, and suspicious of everything else."""

from __future__ import annotations

import base64
import contextlib
import copy
import errno
import json
import os
import stat
import sys
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from inspect import isabstract
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cnnviz.engine import layers as engine_layers
from cnnviz.engine import training as engine_training
from cnnviz.engine.layers import Conv2d, Layer
from cnnviz.engine.samples import DEFAULT, draw_samples
from cnnviz.engine.training import Loss, Optimiser
from cnnviz.model.document import Coding, Document, with_picture
from cnnviz.model.files import document_file as files
from cnnviz.model.files.codec import OneOf, Record
from cnnviz.model.files.document_file import (
    DOCUMENT,
    LAYER,
    NETWORK,
    OWN_SAMPLES,
    SETTINGS,
    VERSION,
    decode,
    encode,
    load,
    save,
)
from cnnviz.model.files.json_text import from_text, to_text
from cnnviz.model.files.names import file_stem
from cnnviz.model.files.packed import Pictures
from cnnviz.model.files.practice_file import DIALS, LOSS, OPTIMISER, PRACTICE, TRAINING
from cnnviz.model.files.presence import is_file, is_folder, stamp_of
from cnnviz.model.networks import blank_document, lecture_document, smiley_document
from cnnviz.model.practice import Practice
from cnnviz.model.refused import Refused
from cnnviz.model.samples.own import with_added, with_kept
from tests.model.documents import documents, kernels


def same(one: Any, other: Any) -> bool:
    """Whether two values hold the same, every number to the last bit."""
    if isinstance(one, np.ndarray):
        return bool(one.shape == other.shape and one.tobytes() == other.tobytes())
    if is_dataclass(one):
        names = [field.name for field in fields(one)]
        return type(one) is type(other) and all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def changed(change: Callable[[Any], Any]) -> str:
    """The lecture's file with its JSON changed."""
    data = json.loads(encode(lecture_document()))
    change(data)
    return json.dumps(data)


# There and back


@given(documents())
@settings(max_examples=40)
def test_a_document_reopens_to_the_last_bit(document: Document) -> None:
    text = encode(document)
    again = decode(text)
    assert same(again, document)
    assert encode(again) == text


@given(kernels())
@settings(max_examples=40)
def test_a_weight_of_any_size_reopens_to_the_last_bit(layer: Conv2d) -> None:
    assert same(LAYER.read(from_text(to_text(LAYER.write(layer))), "layer"), layer)


@pytest.mark.parametrize("make", [lecture_document, smiley_document, blank_document])
def test_what_is_shipped_reopens(make: Callable[[], Document]) -> None:
    assert same(decode(encode(make())), make())


def test_minus_zero_is_kept() -> None:
    document = with_picture(lecture_document(), np.where(np.eye(9), 1.0, -0.0))
    assert np.signbit(decode(encode(document)).picture[0, 1])


def test_every_field_of_every_saved_value_is_in_the_file() -> None:
    kinds = (LAYER, OPTIMISER, LOSS)
    records = (DOCUMENT, NETWORK, SETTINGS, OWN_SAMPLES, PRACTICE, DIALS, TRAINING)
    for record in (*records, *(record for kind in kinds for record in kind.records.values())):
        assert isinstance(record, Record)
        assert isinstance(record.make, type)
        assert record.fields.keys() == {field.name for field in fields(record.make) if field.init}


@pytest.mark.parametrize(("kind", "base"), [(OPTIMISER, Optimiser), (LOSS, Loss)])
def test_every_optimiser_and_loss_of_the_engine_can_be_saved(kind: OneOf, base: type) -> None:
    concrete = {each for each in vars(engine_training).values() if isinstance(each, type) and issubclass(each, base)}
    assert concrete - {base} == {record.make for record in kind.records.values()}


def test_a_file_of_before_samples_still_opens_and_is_written_as_before() -> None:
    data = json.loads(TEXT)
    assert not {"samples", "practice"} & data.keys()
    again = decode(TEXT)
    assert again.samples is None
    assert again.practice is None
    assert encode(again) == TEXT


def test_thousands_of_samples_make_a_small_file() -> None:
    pictures = draw_samples(5000, (9, 9), DEFAULT, np.random.default_rng(1))
    document = with_added(lecture_document(), pictures, Coding.SIGNED)
    text = encode(document)
    assert len(text) < 200 * 5000
    assert same(decode(text), document)


def test_every_layer_of_the_engine_can_be_saved() -> None:
    kinds = [getattr(engine_layers, name) for name in engine_layers.__all__]
    concrete = {kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Layer) and not isabstract(kind)}
    assert concrete == {record.make for record in LAYER.records.values()}


def test_a_person_can_read_the_picture_in_the_file() -> None:
    lines = encode(lecture_document()).splitlines()
    assert "    [-1,  1, -1, -1, -1, -1, -1,  1, -1]," in lines
    assert max(map(len, lines)) < 120


def test_a_file_edited_by_hand_is_read_be_its_layout_what_it_may(tmp_path: Path) -> None:
    path = tmp_path / "work.cnnviz"
    path.write_bytes(
        b"\xef\xbb\xbf" + json.dumps(json.loads(encode(lecture_document()))).replace(", ", ",\r\n").encode()
    )
    assert same(load(path), lecture_document())


# Bad content

TEXT = encode(lecture_document())

BAD: dict[str, tuple[str, str]] = {
    "empty": ("", "damaged or cut off"),
    "truncated": (TEXT[: len(TEXT) // 2], "damaged or cut off"),
    "more behind": (TEXT + "{}", "damaged or cut off"),
    "plain text": ("Dear class,\n", "not a cnnviz document"),
    "a list": ("[]", "not a cnnviz document"),
    "a number": ("1", "not a cnnviz document"),
    "other JSON": ('{"format": "gltf"}', "not a cnnviz document"),
    "newer": (changed(lambda d: d.update(version=VERSION + 1, extra=1)), "newer cnnviz"),
    "version 0": (changed(lambda d: d.update(version=0)), "version"),
    "version true": (changed(lambda d: d.update(version=True)), "version"),
    "no version": (changed(lambda d: d.pop("version")), "version"),
    "NaN": (TEXT.replace("[-1,", "[NaN,", 1), "NaN"),
    "Infinity": (TEXT.replace("[-1,", "[-Infinity,", 1), "Infinity"),
    "1e999": (TEXT.replace("[-1,", "[1e999,", 1), "too large"),
    "a whole number beyond floats": (TEXT.replace("[-1,", f"[{10**400},", 1), "too large"),
    "a number of 5000 digits": (TEXT.replace("[-1,", f"[{'9' * 5000},", 1), "too large"),
    "a number that is text": (TEXT.replace("[-1,", '["-1",', 1), "not a number"),
    "a number that is true": (TEXT.replace("[-1,", "[true,", 1), "not a number"),
    "a number that is null": (TEXT.replace("[-1,", "[null,", 1), "not a number"),
    "a number too few": (TEXT.replace("[-1,", "[", 1), "right length"),
    "ragged": (changed(lambda d: d["picture"][3].pop()), "right length"),
    "no rows": (changed(lambda d: d.update(picture=[])), "right length"),
    "an axis too few": (changed(lambda d: d.update(picture=[1, 2, 3])), "right length"),
    "an axis too many": (changed(lambda d: d.update(picture=[[[1]]])), "not a number"),
    "another size": (changed(lambda d: d["picture"].pop()), "size"),
    "a field too few": (changed(lambda d: d.pop("coding")), "lacks its “coding”"),
    "a field too many": (changed(lambda d: d.update(script="rm")), "“script”"),
    "a field twice": (TEXT.replace('"version"', '"format"', 1), "same field twice"),
    "unknown coding": (changed(lambda d: d.update(coding="2/3")), "-1/\\+1, 0/1, 0..255"),
    "unhashable coding": (changed(lambda d: d.update(coding=[])), "coding is none of"),
    "unknown layer": (changed(lambda d: d["network"]["layers"][0].update(type="os.system")), "“os.system”"),
    "a layer without type": (changed(lambda d: d["network"]["layers"].append({})), "“type”"),
    "a layer that is a number": (changed(lambda d: d["network"]["layers"].append(3)), "“type”"),
    "layers that do not fit": (changed(lambda d: d["network"]["layers"].pop(4)), "Layer 5 does not fit"),
    "stride true": (changed(lambda d: d["network"]["layers"][0].update(stride=True)), "stride is not a whole"),
    "stride 1.0": (changed(lambda d: d["network"]["layers"][0].update(stride=1.0)), "stride is not a whole"),
    "stride 0": (changed(lambda d: d["network"]["layers"][0].update(stride=0)), "stride is not a whole"),
    "padding without end": (changed(lambda d: d["network"]["layers"][0].update(padding=10**5)), "padding"),
    "a vast window": (changed(lambda d: d["network"]["layers"][2].update(window=10**6)), ""),
    "a flag of 1": (changed(lambda d: d["network"]["layers"][0].update(divide_by_pixels=1)), "true or false"),
    "biases too few": (changed(lambda d: d["network"]["layers"][0].update(bias=[1])), "bias"),
    "a class too many": (changed(lambda d: d["network"]["classes"].append("Z")), "3 classes"),
    "a class that is a number": (changed(lambda d: d["network"].update(classes=[1, 2])), "not a text"),
    "half a character": (changed(lambda d: d["network"].update(classes=["\ud800", "O"])), "not a text"),
    "its other half": (changed(lambda d: d["network"].update(classes=["\udfff", "O"])), "not a text"),
    "input shape of four": (changed(lambda d: d["network"].update(input_shape=[1, 9, 9, 1])), "at most 3"),
    "input shape of none": (changed(lambda d: d["network"].update(input_shape=[])), ""),
    "input shape without end": (changed(lambda d: d["network"].update(input_shape=[1, 10**9, 9])), "whole number"),
    "settings a list": (changed(lambda d: d.update(settings=[])), "group of named fields"),
    "deep": ("[" * 100_000, "nested too deeply"),
    "deep objects": ('{"a":' * 100_000, "nested too deeply"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_content_is_refused_in_one_sentence_that_names_the_file(name: str, tmp_path: Path) -> None:
    text, reason = BAD[name]
    path = tmp_path / "work.cnnviz"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=rf"^“work\.cnnviz” cannot be opened: .*{reason}") as caught:
        load(path)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


KEPT = json.loads(encode(with_kept(lecture_document(), 0)))
TWICE = Pictures().write((lecture_document().picture,) * 2)


def repacked(numbers: bytes) -> Callable[[Any], Any]:
    return lambda samples: samples["pictures"].update(numbers=base64.b64encode(zlib.compress(numbers)).decode())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda samples: samples.update(labels=[2]), "of none of the 2 classes"),
        (lambda samples: samples.update(labels=[0, 2], pictures=TWICE), "of none of the 2 classes"),
        (lambda samples: samples.update(labels=[]), "as many labels"),
        (lambda samples: samples.update(classes=["X", "X"]), "name of its own"),
        (lambda samples: samples.update(pictures=3), "“sizes” and “numbers”"),
        (lambda samples: samples["pictures"].update(sizes=5), "rows, columns and how many"),
        (lambda samples: samples["pictures"].update(sizes=[5]), "rows, columns and how many"),
        (lambda samples: samples["pictures"].update(sizes=[[9, 9]]), "rows, columns and how many"),
        (lambda samples: samples["pictures"].update(sizes=[[2, 9, 1]]), "rows, columns and how many"),
        (lambda samples: samples["pictures"].update(sizes=[[9, 65, 1]]), "rows, columns and how many"),
        (lambda samples: samples["pictures"].update(sizes=[[9, 9, 10**9]]), "rows, columns and how many"),
        (lambda samples: samples["pictures"].update(sizes=[[64, 64, 2**20]]), "more than"),
        (lambda samples: samples["pictures"].update(sizes=[[9, 9, 2]]), "as long as its sizes say"),
        (lambda samples: samples["pictures"].update(numbers="?"), "numbers is damaged"),
        (lambda samples: samples["pictures"].update(numbers=7), "numbers is damaged"),
        (lambda samples: samples["pictures"].update(numbers="AAAA"), "numbers is damaged"),
        (repacked(bytes(2**24)), "as long as its sizes say"),
        (repacked(np.full(81, np.inf).tobytes()), "not finite"),
    ],
)
def test_samples_that_are_damaged_are_refused_in_a_sentence(change: Callable[[Any], Any], reason: str) -> None:
    data = copy.deepcopy(KEPT)
    change(data["samples"])
    with pytest.raises(Refused, match=reason):
        decode(json.dumps(data))


@pytest.mark.parametrize(
    ("number", "reason"),
    [('"fast"', "not a number"), ("true", "not a number"), ("1e999", "too large"), (f"{10**400}", "too large")],
)
def test_a_number_of_the_training_that_is_none_is_refused(number: str, reason: str) -> None:
    text = encode(replace(lecture_document(), practice=Practice()))
    with pytest.raises(Refused, match=f"epsilon .*{reason}"):
        decode(text.replace('"epsilon": 1e-08', f'"epsilon": {number}'))


ODD: tuple[Any, ...] = (None, True, -1, 0, 1e308, "x", [], {}, [[1]], 10**30)


def mutated(data: Any, draw: Callable[..., Any]) -> Any:
    """`data` with one place in it replaced, removed or doubled."""
    if isinstance(data, dict) and data and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(sorted(data)))
        return {**data, key: mutated(data[key], draw)}
    if isinstance(data, list) and data and draw(st.integers(0, 4)):
        index = draw(st.integers(0, len(data) - 1))
        before, entry, after = data[:index], data[index], data[index + 1 :]
        match draw(st.sampled_from(["inside", "without", "twice"])):
            case "without":
                return before + after
            case "twice":
                return [*before, entry, entry, *after]
        return [*before, mutated(entry, draw), *after]
    return draw(st.sampled_from(ODD))


@given(st.data(), documents())
@settings(max_examples=50)
def test_a_changed_file_is_refused_or_a_document(data: st.DataObject, document: Document) -> None:
    text = json.dumps(mutated(json.loads(encode(document)), data.draw))
    with contextlib.suppress(Refused):
        assert isinstance(decode(text), Document)


@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3)), min_size=1, max_size=4), st.floats(0, 1))
@settings(max_examples=50)
def test_damaged_bytes_are_refused_or_a_document(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, bytes]], end: float
) -> None:
    content = bytearray(TEXT.encode())
    for at, new in damage:
        place = int(at * len(content))
        content[place : place + 2] = new
    if end < 0.3:
        del content[int(end * len(content)) :]
    path = tmp_path_factory.getbasetemp() / "damaged.cnnviz"
    path.write_bytes(content)
    with contextlib.suppress(Refused):
        assert isinstance(load(path), Document)


# Bad places


def refused_load(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        load(path)
    return str(caught.value)


def test_a_missing_file_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refused_load(tmp_path / "none.cnnviz")
    assert "folder" in refused_load(tmp_path)
    assert "device" in refused_load(Path(os.devnull))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.cnnviz"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe\x00")
    assert "not a text in UTF-8" in refused_load(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.cnnviz"
    with path.open("wb") as file:
        file.truncate(files.LARGEST_FILE + 1)
    assert "64 MB" in refused_load(path)


@pytest.mark.parametrize(("number", "reason"), [(errno.EACCES, "permission"), (errno.EIO, os.strerror(errno.EIO))])
def test_a_file_that_cannot_be_read_is_refused(
    number: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.cnnviz"
    save(lecture_document(), path)

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "open", fail)
    assert reason in refused_load(path)


# Writing


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_saving_replaces_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "work.cnnviz"
    save(lecture_document(), path)
    save(smiley_document(), path)
    assert same(load(path), smiley_document())
    assert names_in(tmp_path) == {"work.cnnviz"}


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize(("number", "reason"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "permission")])
def test_when_saving_fails_the_old_file_is_whole_and_nothing_is_beside_it(
    call: str, number: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.cnnviz"
    save(lecture_document(), path)

    def fail(*_: Any) -> Any:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os if call == "fsync" else Path, call, fail)
    with pytest.raises(Refused, match=f"^“work.cnnviz” cannot be saved: .*{reason}"):
        save(smiley_document(), path)
    monkeypatch.undo()
    assert same(load(path), lecture_document())
    assert names_in(tmp_path) == {"work.cnnviz"}


def test_what_windows_says_of_a_name_is_said_in_words_of_our_own() -> None:
    error = OSError(errno.EINVAL, "Die Syntax ist falsch")
    error.winerror = 123  # type: ignore[attr-defined, unused-ignore]
    assert files.reason_of(error) == "the name has a sign that no file's name may have here; choose another."


def held(monkeypatch: pytest.MonkeyPatch, tries: int) -> None:
    """Have a file be open in another program for so many tries to replace it, as Windows tells it."""
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = 5  # type: ignore[attr-defined, unused-ignore]
    answers = iter([error] * tries)
    replace_now = Path.replace

    def replace_when_free(fresh: Path, target: Path) -> Path:
        for answer in answers:
            raise answer
        return replace_now(fresh, target)

    monkeypatch.setattr(Path, "replace", replace_when_free)
    monkeypatch.setattr(files, "_PAUSES", (0.0, 0.0))


def test_a_file_that_a_scanner_has_open_for_a_moment_is_replaced_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.cnnviz"
    save(lecture_document(), path)
    held(monkeypatch, tries=2)
    save(smiley_document(), path)
    assert same(load(path), smiley_document())


def test_a_file_that_a_program_keeps_open_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.cnnviz"
    save(lecture_document(), path)
    held(monkeypatch, tries=99)
    with pytest.raises(Refused, match="another program has it open; close it there"):
        save(smiley_document(), path)
    assert same(load(path), lecture_document())
    assert names_in(tmp_path) == {"work.cnnviz"}


def test_a_file_that_may_not_be_written_to_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "work.cnnviz"
    save(lecture_document(), path)
    # Not by its permissions, which do not bind an administrator.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Refused, match="permission"):
        save(smiley_document(), path)
    assert same(load(path), lecture_document())


def test_a_folder_a_device_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    # One of our own: a fault would put a file in the place of the system's, which an administrator may.
    device = tmp_path / "pipe"
    if sys.platform == "win32":
        device = Path(os.devnull)
    else:
        os.mkfifo(device)
    before = names_in(tmp_path)
    for path, reason in ((folder, "folder"), (device, "device"), (tmp_path / "no" / "x", "no such")):
        with pytest.raises(Refused, match=reason):
            save(lecture_document(), path)
    assert not device.is_file()
    assert names_in(tmp_path) == before


def test_a_name_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be saved"):
        save(lecture_document(), tmp_path / ("x" * 300))
    assert names_in(tmp_path) == set()


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither these permissions nor links for everyone")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "work.cnnviz", tmp_path / "link.cnnviz"
    save(lecture_document(), path)
    path.chmod(0o640)
    link.symlink_to(path.name)
    save(smiley_document(), link)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert same(load(path), smiley_document())


def test_the_comparison_used_here_can_say_no() -> None:
    document = lecture_document()
    assert not same(document, replace(document, filter_names=("a", "b", "c")))
    assert not same(document, replace(document, picture=np.nextafter(document.picture, 2.0)))
    assert not same(document, replace(document, network=blank_document().network))


def test_a_file_has_another_stamp_once_it_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "work.cnnviz"
    assert stamp_of(path) is None
    assert stamp_of(None) is None
    save(lecture_document(), path)
    first = stamp_of(path)
    assert first is not None
    assert stamp_of(path) == first
    save(smiley_document(), path)
    assert stamp_of(path) not in (None, first)


def test_what_cannot_be_asked_for_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name, kinds in (
        ("file", (True, False)),
        (".", (False, True)),
        ("none", (False, False)),
        ("x" * 300, (False, False)),
    ):
        assert (is_file(tmp_path / name), is_folder(tmp_path / name)) == kinds


@given(st.text())
@example("x" * 79 + ". and so on")
def test_any_title_names_a_file(title: str) -> None:
    stem = file_stem(title, "Untitled")
    assert stem == stem.strip(". ")
    assert 0 < len(stem) <= 80
    assert not set(stem) & set('<>:"/\\|?*\n\0')
    assert file_stem(stem, "Untitled") == stem


@pytest.mark.parametrize("title", ["CON", "nul", "Aux.1", "com1", "lpt9 .x"])
def test_a_title_that_windows_takes_for_a_device_names_no_file(title: str) -> None:
    assert file_stem(title, "Untitled") == "Untitled"
    assert file_stem(f"The {title}", "Untitled") == f"The {title}"
