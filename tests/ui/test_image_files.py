from __future__ import annotations

import gzip
import os
import re
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from cnnviz.model.document import Coding
from cnnviz.model.networks import LECTURE_X, picture_of
from cnnviz.model.picture.images import picture_from_image
from cnnviz.model.refused import Refused
from cnnviz.ui import image_files
from cnnviz.ui.image_files import lightness, read_grey

# What libpng and libjpeg say of a broken file is for the log.
pytestmark = pytest.mark.qt_log_ignore("libpng error", "qt.gui.imageio", "Corrupt JPEG", "QImageIOHandler", "svg")

X = picture_of(LECTURE_X, Coding.UNIT)


def drawn(size: int = 10, colors: tuple[str, str] = ("#ffffff", "#000000")) -> QImage:
    image = QImage(9 * size, 9 * size, QImage.Format.Format_ARGB32)
    image.fill(QColor(colors[0]))
    for row, column in np.argwhere(X.repeat(size, 0).repeat(size, 1) == 1.0).tolist():
        image.setPixelColor(column, row, QColor(colors[1]))
    return image


def written(folder: Path, kind: str) -> Path:
    path = folder / f"x.{kind}"
    if kind == "svg":
        cells = "".join(f'<rect x="{c}" y="{r}" width="1" height="1"/>' for r, c in np.argwhere(X == 1.0).tolist())
        path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{cells}</svg>', "utf-8")
    elif kind == "svgz":
        path.write_bytes(gzip.compress(written(folder, "svg").read_bytes()))
    elif kind == "gif":
        path.write_bytes(gif(X.repeat(10, 0).repeat(10, 1).astype(np.uint8)))
    else:
        assert drawn().save(str(path), quality=100)
    return path


def gif(indices: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> bytes:
    """A GIF of white (0) and black (1), its codes cleared so often that none grows: LZW without a table."""
    codes = [code for start in range(0, indices.size, 2) for code in (4, *indices.ravel()[start : start + 2].tolist())]
    bits = "".join(f"{code:03b}"[::-1] for code in [*codes, 5])
    packed = bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))
    blocks = b"".join(bytes([len(packed[at : at + 255])]) + packed[at : at + 255] for at in range(0, len(packed), 255))
    rows, columns = indices.shape
    table = bytes([255, 255, 255, 0, 0, 0]) + bytes(6)
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", columns, rows, 0x81, 0, 0)
        + table
        + b","
        + struct.pack("<HHHHB", 0, 0, columns, rows, 0)
        + b"\x02"
        + blocks
        + b"\x00;"
    )


def png(width: int, height: int) -> bytes:
    """A PNG that says it has that size and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


KINDS = ["png", "jpg", "bmp", "gif", "webp", "svg", "svgz"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_image_of_every_kind_becomes_the_picture(tmp_path: Path, kind: str) -> None:
    picture = picture_from_image(read_grey(written(tmp_path, kind)), (9, 9), Coding.UNIT)
    assert picture == pytest.approx(X, abs=0.05)


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = written(tmp_path, "png").rename(tmp_path / "x.jpg")
    assert read_grey(path).shape == (90, 90)


def test_what_is_transparent_is_white() -> None:
    grey = lightness(drawn(colors=("#00000000", "#000000")))
    assert np.array_equal(grey, 1.0 - X.repeat(10, 0).repeat(10, 1))


def test_a_large_image_is_read_smaller(tmp_path: Path) -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(tmp_path / "large.jpg"))
    assert read_grey(tmp_path / "large.jpg").shape == (512, 1024)
    assert image_files._smaller(QSize(10_000, 1)) == QSize(1024, 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0.05, 0.5, 0.9])
def test_a_file_that_breaks_off_is_refused_by_name(tmp_path: Path, kind: str, part: float) -> None:
    path = written(tmp_path, kind)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(Refused, match=re.escape(path.name)):
        read_grey(path)


@pytest.mark.parametrize("data", [b"", b"hello", b"{}", bytes(1000), b"%PDF-1.4\n", b"<html></html>"])
def test_what_is_no_image_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(data)
    with pytest.raises(Refused, match=r"“x\.png” is no image that can be read here"):
        read_grey(path)


@pytest.mark.parametrize(("width", "height"), [(100_000, 100_000), (8001, 8000), (2**31 - 1, 2**31 - 1)])
def test_over_64_megapixels_is_refused_before_it_is_read(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "huge.png"
    path.write_bytes(png(width, height))
    with pytest.raises(Refused, match=r"“huge.png” (has more than 64 megapixels|is damaged)"):
        read_grey(path)


def test_a_damaged_image_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.png"
    path.write_bytes(png(100, 100))
    with pytest.raises(Refused, match=r"“bad\.png” is damaged"):
        read_grey(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder"):
        read_grey(tmp_path)


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"“gone\.png” is not there"):
        read_grey(tmp_path / "gone.png")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "png")
    path.chmod(0)
    if os.access(path, os.R_OK):
        # The administrator may read everything: let the system answer as it would to anyone else.
        def refuse(self: Path) -> bytes:
            raise PermissionError

        monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Refused, match=r"“x\.png” may not be read"):
        read_grey(path)
