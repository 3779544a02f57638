"""The kinds of file that a network can be exported to."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cnnviz.model.document import Document
from cnnviz.model.files.document_file import reason_of, write_atomically
from cnnviz.model.files.presence import is_folder
from cnnviz.model.refused import Refused
from cnnviz.system import pip_line


@dataclass(frozen=True)
class Format:
    """One kind of file.

    name: for a program. title: for a person. ending: of the names of such files; two kinds may share one.
    write: the content of the file; raises Refused where there can be none.
    """

    name: str
    title: str
    ending: str
    write: Callable[[Document], bytes]


def export(document: Document, kind: Format, path: Path) -> None:
    """Write `document` to `path`; whatever happens, `path` holds either what it held or all of the new.

    Raises:
        Refused: it cannot be written.
    """
    write_content(kind.write(document), path)


def check_place(path: Path) -> None:
    """Make sure, before long work is done for it, that a file can be put at `path`, as far as can be told by then.

    Raises:
        Refused: its folder is not there, or it is a folder itself, or one of them is not to be written to.
    """
    target = path.resolve()
    if not is_folder(target.parent):
        number = errno.ENOENT
    elif is_folder(target):
        number = errno.EISDIR
    elif all(os.access(each, os.W_OK) for each in (target.parent, target) if os.access(each, os.F_OK)):
        return
    else:
        number = errno.EACCES
    raise _refusal(path, OSError(number, os.strerror(number)))


def write_content(content: bytes, path: Path) -> None:
    """Write `content` to `path`; whatever happens, `path` holds either what it held or all of the new.

    Raises:
        Refused: it cannot be written.
    """
    try:
        write_atomically(content, path)
    except OSError as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError) -> Refused:
    is_lost = error.errno in (errno.ENOENT, errno.ENOTDIR)
    reason = f"there is no folder “{path.parent}”; make it, or choose another." if is_lost else reason_of(error)
    return Refused(f"“{path.name}” cannot be written: {reason}")


def _numpy(document: Document) -> bytes:
    from cnnviz.model.export.numpy_script import to_numpy

    return to_numpy(document).encode()


def _torch(document: Document) -> bytes:
    from cnnviz.model.export.torch_script import to_torch

    return to_torch(document).encode()


def _onnx(document: Document) -> bytes:
    try:
        from cnnviz.model.export.onnx_file import to_onnx
    except ImportError as error:
        line = pip_line("onnx")
        raise Refused(f"Writing ONNX needs the package onnx: install it with “{line}”.") from error
    return to_onnx(document.network, document.coding)


FORMATS = (
    Format("numpy", "NumPy script", ".py", _numpy),
    Format("torch", "PyTorch script", ".py", _torch),
    Format("onnx", "ONNX", ".onnx", _onnx),
)
