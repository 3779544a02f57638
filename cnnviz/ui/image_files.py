"""Image files and images from the clipboard as arrays of lightness. Works without a window or an application."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from cnnviz.engine.arrays import Array
from cnnviz.model.files.document_file import reason_of
from cnnviz.model.refused import Refused

#: What the names of image files end in; what they hold is decided by their content.
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".svg", ".svgz")
#: More pixels than this are refused before any is read.
LARGEST_PIXELS = 64_000_000
#: A file of more bytes than this holds no image that would be accepted.
_LARGEST_FILE = 512 * 2**20
#: The longest side that is worth averaging down to 64 cells; larger images are read smaller.
_LONGEST_SIDE = 1024
_MEGABYTES = 512
_FORMATS = ("png", "jpeg", "bmp", "gif", "webp", "svg", "svgz")


def read_grey(path: Path) -> Array:
    """The lightness of an image file, ``(height, width)``, 0 black to 1 white; what is transparent is white.

    Reads PNG, JPEG, BMP, GIF (its first frame), WebP and SVG, by content and not by name, turned as a camera meant it.
    A large image is read at a smaller size.

    Raises:
        Refused: it is no such image, damaged, not to be read, or over `LARGEST_PIXELS`.
    """
    return lightness(_decode(_bytes_of(path), path.name))


def lightness(image: QImage) -> Array:
    """The lightness of an image, ``(height, width)``, 0 black to 1 white; what is transparent is white."""
    paper = QImage(_smaller(image.size()), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    with QPainter(paper) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(paper.rect(), image)
    grey = paper.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), dtype=np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()] / 255.0


def write_grey(values: Array, path: Path) -> None:
    """Lightness ``(height, width)``, 0 black to 1 white, as an image file of the kind that the name says.

    Raises:
        Refused: it cannot be written.
    """
    height, width = values.shape
    # The image reads the bytes where they lie, so they are kept until it is written.
    levels = (np.clip(values, 0.0, 1.0) * 255.0).round().astype(np.uint8).tobytes()
    image = QImage(levels, width, height, width, QImage.Format.Format_Grayscale8)
    # Not to the file itself, where Qt takes it for written what a full disk has not taken.
    buffer = QBuffer()
    if not QImageWriter(buffer, path.suffix.removeprefix(".").encode()).write(image):
        raise Refused(f"“{path.name}” is no image that can be written: end its name in .png.")
    try:
        path.write_bytes(buffer.data().data())
    except OSError as error:
        raise Refused(f"“{path.name}” cannot be written: {reason_of(error)}") from error


def _bytes_of(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise Refused(f"“{name}” is a folder: choose an image file.")
        if path.stat().st_size > _LARGEST_FILE:
            raise Refused(f"“{name}” is too large: choose an image of at most 64 megapixels.")
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"“{name}” is not there: choose another image.") from None
    except PermissionError:
        raise Refused(f"“{name}” may not be read: allow it in the file's permissions, or choose another.") from None
    except OSError as error:
        raise Refused(f"“{name}” could not be read: {reason_of(error)}") from error


def _decode(data: bytes, name: str) -> QImage:
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    kind = bytes(reader.format().data()).decode()
    if kind not in _FORMATS:
        raise Refused(f"“{name}” is no image that can be read here: choose a PNG, JPEG, BMP, GIF, WebP or SVG.")
    if _is_cut_off(data, kind):
        raise Refused(f"“{name}” is damaged or incomplete: choose another copy of it.")
    size = reader.size()
    if size.width() * size.height() > LARGEST_PIXELS:
        raise Refused(f"“{name}” has more than 64 megapixels: make it smaller first.")
    if size.isValid():
        # Lines have no pixels of their own: a small drawing is read large, to be averaged down well.
        reader.setScaledSize(_longest(size) if kind.startswith("svg") else _smaller(size))
    QImageReader.setAllocationLimit(_MEGABYTES)
    image = reader.read()
    if image.isNull():
        raise Refused(f"“{name}” is damaged or incomplete: choose another copy of it.")
    return image


def _is_cut_off(data: bytes, kind: str) -> bool:
    """Whether the end is missing where Qt would fill it with grey instead of saying so."""
    match kind:
        case "jpeg":
            return b"\xff\xd9" not in data[-1024:]
        case "gif":
            return b"\x3b" not in data[-16:]
        case "png":
            return b"IEND" not in data[-1024:]
        case "bmp":
            return int.from_bytes(data[2:6], "little") > len(data)
        case "webp":
            return int.from_bytes(data[4:8], "little") + 8 > len(data)
    return False


def _smaller(size: QSize) -> QSize:
    return size if max(size.width(), size.height()) <= _LONGEST_SIDE else _longest(size)


def _longest(size: QSize) -> QSize:
    return size.scaled(_LONGEST_SIDE, _LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
