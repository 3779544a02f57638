"""A document as one readable file, and back: versioned, exact to the last bit, and only ever data."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import time
from pathlib import Path
from typing import Any

from cnnviz.engine.layers import AvgPool2d, Conv2d, Flatten, Linear, MaxPool2d, ReLU, Softmax
from cnnviz.engine.network import Network
from cnnviz.model.document import MOST_CLASSES, Coding, Document, OwnSamples, Scale, Settings
from cnnviz.model.files import EXTENSION
from cnnviz.model.files.codec import (
    WHOLE,
    Choice,
    Flag,
    Kind,
    Later,
    Maybe,
    Numbers,
    OneOf,
    Record,
    Several,
    Text,
    Whole,
)
from cnnviz.model.files.json_text import Json, from_text, to_text
from cnnviz.model.files.packed import Pictures
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.refused import Refused

FORMAT = "cnnviz document"
VERSION = 1
#: Bytes; far beyond any document that this program can make.
LARGEST_FILE = 64 * 2**20

#: What Windows answers where a file that is open in another program is to be replaced.
_ACCESS_DENIED, _SHARING_VIOLATION = 5, 32
#: What it answers to a name with a question mark, for one.
_INVALID_NAME = 123
#: Seconds to wait for it, one after the other.
_PAUSES = (0.05, 0.1, 0.2, 0.4)

_COUNT = Whole(1, 1_000_000)
_POOL: dict[str, Kind] = {"window": _COUNT, "stride": _COUNT, "partial_windows": Flag()}

#: A new type of layer is told to the files here and nowhere else.
LAYER = OneOf(
    {
        "Conv2d": Record(
            Conv2d,
            {
                "weight": Numbers(4),
                "bias": Maybe(Numbers(1)),
                "stride": _COUNT,
                "padding": Whole(0, 1_000_000),
                "divide_by_pixels": Flag(),
                "true_convolution": Flag(),
            },
        ),
        "ReLU": Record(ReLU, {}),
        "MaxPool2d": Record(MaxPool2d, _POOL),
        "AvgPool2d": Record(AvgPool2d, _POOL),
        "Flatten": Record(Flatten, {}),
        "Linear": Record(Linear, {"weight": Numbers(2), "bias": Maybe(Numbers(1))}),
        "Softmax": Record(Softmax, {}),
    }
)
NETWORK = Record(
    Network,
    {
        "input_shape": Several(_COUNT, most=3),
        "layers": Several(LAYER, most=1000),
        "classes": Several(Text(), most=1000),
    },
)
SETTINGS = Record(Settings, {"numbers": Choice(NumberStyle), "scale": Choice(Scale)})
OWN_SAMPLES = Record(
    OwnSamples,
    {
        "classes": Several(Text(), most=MOST_CLASSES),
        "coding": Choice(Coding),
        "labels": Several(Whole(0, MOST_CLASSES - 1), most=1_000_000),
        "pictures": Pictures(),
    },
)


def _practice() -> Kind:
    # Training is loaded for the first document that says how to train.
    from cnnviz.model.files.practice_file import PRACTICE

    return PRACTICE


def _place() -> Kind:
    # Lessons are loaded for the first document that is a scene of one.
    from cnnviz.model.lessons.place_file import PlaceKind

    return PlaceKind()


DOCUMENT = Record(
    Document,
    {
        "picture": Numbers(2),
        "coding": Choice(Coding),
        "network": NETWORK,
        "filter_names": Several(Text(), most=100_000),
        "settings": SETTINGS,
        "samples": Maybe(OWN_SAMPLES),
        "practice": Maybe(Later(_practice)),
        "lesson": Maybe(Later(_place)),
    },
    optional=("samples", "practice", "lesson"),
)


def encode(document: Document) -> str:
    """`document` as the text of a file."""
    return to_text({"format": FORMAT, "version": VERSION, **DOCUMENT.write(document)})


def decode(text: str) -> Document:
    """The document in the text of a file.

    Raises:
        Refused: there is none; the message is a clause that goes on from "cannot be opened:".
    """
    # A letter or a table is not a document that was damaged.
    if text.strip() and not text.lstrip().startswith(("{", "[")):
        raise Refused(f"it is not a {FORMAT}.")
    document: Document = read_versioned(from_text(text), FORMAT, VERSION, DOCUMENT)
    return document


def read_versioned(data: Json, file_format: str, version: int, record: Record) -> Any:
    """What `record` reads from the fields beside "format" and "version".

    Raises:
        Refused: it is another format, a version not known yet, or not what `record` takes.
    """
    if not isinstance(data, dict) or data.get("format") != file_format:
        raise Refused(f"it is not a {file_format}.")
    number = data.get("version")
    if isinstance(number, int) and not isinstance(number, bool) and number > version:
        raise Refused("it was made by a newer cnnviz; update cnnviz to open it.")
    Whole(1, version).read(number, "version")
    return record.read({name: entry for name, entry in data.items() if name not in {"format", "version"}}, WHOLE)


def save(document: Document, path: Path) -> None:
    """Write `document` to `path`; whatever happens, `path` holds either the old work or the new, whole.

    Raises:
        Refused: it cannot be written; what `path` held is still there.
    """
    try:
        write_atomically(encode(document), path)
    except OSError as error:
        raise Refused(f"“{path.name}” cannot be saved: {reason_of(error)}") from error


def load(path: Path) -> Document:
    """The document in the file at `path`.

    Raises:
        Refused: it cannot be read, or holds no document that this version knows.
    """
    try:
        return decode(read_text(path))
    except (Refused, OSError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise Refused(f"“{path.name}” cannot be opened: {reason}") from error


def read_text(path: Path) -> str:
    """The text of a plain file of at most `LARGEST_FILE` bytes.

    Raises:
        OSError: it cannot be read.
        Refused: it is no plain file, too large, or no text.
    """
    # Asked before opening: merely opening a pipe would wait for ever.
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise Refused("it is a folder; choose a file inside it.")
    if not stat.S_ISREG(status.st_mode):
        raise Refused("it is a device, not a file.")
    if status.st_size > LARGEST_FILE:
        raise Refused(f"it is larger than {LARGEST_FILE // 2**20} MB, too large for a document.")
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("it is not a text in UTF-8, as documents and lessons are.") from None


def write_atomically(content: str | bytes, path: Path) -> None:
    """Put `content` at `path`, by way of a new file beside it: never half of it, even when the power fails.

    A link stays a link, and the file keeps its permissions.

    Raises:
        OSError: it cannot be written; what was there is untouched.
    """
    target = Path(os.path.realpath(path))
    if target.exists():
        _check_replaceable(target)
    fresh = target.with_name(f".{os.urandom(8).hex()}{EXTENSION}-new")
    try:
        with fresh.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, fresh)
        _replace(fresh, target)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def _replace(fresh: Path, target: Path) -> None:
    """Put `fresh` in the place of `target`, once Windows lets go of it: scanners open what was just written."""
    for pause in _PAUSES:
        try:
            fresh.replace(target)
        except OSError as error:
            if not _is_held(error):
                raise
            time.sleep(pause)
        else:
            return
    fresh.replace(target)


def _is_held(error: OSError) -> bool:
    """Whether a file cannot be replaced because a program has it open, which only Windows minds."""
    return _winerror(error) in {_ACCESS_DENIED, _SHARING_VIOLATION}


def _winerror(error: OSError) -> int | None:
    return getattr(error, "winerror", None)


def _check_replaceable(target: Path) -> None:
    """Replacing needs no leave of the file itself, so it is asked for here."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not target.is_file():
        raise OSError(errno.EINVAL, "it is a device, not a file")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def reason_of(error: OSError) -> str:
    """What went wrong and what to do, as a clause."""
    match error.errno:
        case _ if _is_held(error):
            return "another program has it open; close it there, or choose another name."
        case _ if _winerror(error) == _INVALID_NAME:
            return "the name has a sign that no file's name may have here; choose another."
        case errno.ENOENT | errno.ENOTDIR:
            return "there is no such file or folder; choose another."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "you have no permission for it; choose another file or folder."
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full; make room, or choose another place."
        case errno.EISDIR:
            return "it is a folder; choose a file."
        case errno.ENAMETOOLONG:
            return "the name is too long; choose a shorter one."
    return f"{error.strerror or error}."
