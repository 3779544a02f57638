"""A figure as the content of a file: PNG, SVG or PDF. In the latter two, text stays text."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from cnnviz.model.export.formats import write_content
from cnnviz.model.numbers import listed
from cnnviz.model.refused import Refused
from cnnviz.ui.figures.figure import Figure

ENDINGS = (".png", ".svg", ".pdf")
#: So many pixels for each point, unless another scale is chosen: crisp on a projector.
USUAL_SCALE = 3
LARGEST_SCALE = 8


def write_figure(figure: Figure, path: Path, scale: int = USUAL_SCALE) -> None:
    """Draw `figure` into `path`; its ending, .png, .svg or .pdf, says how.

    Args:
        figure: what to draw.
        path: where to; whatever happens, it holds either what it held or all of the new.
        scale: the pixels for each point, of a PNG; 1 to `LARGEST_SCALE`.

    Raises:
        Refused: the ending is another, or the file cannot be written.
    """
    write_content(content_of(figure, path, scale), path)


def content_of(figure: Figure, path: Path, scale: int = USUAL_SCALE) -> bytes:
    """What a file named `path` holds of `figure`.

    Raises:
        Refused: its ending is not one of `ENDINGS`.
    """
    match path.suffix.lower():
        case ".png":
            return to_png(to_image(figure, scale))
        case ".svg":
            return to_svg(figure).encode()
        case ".pdf":
            return to_pdf(figure)
    raise Refused(f"“{path.name}” is no figure that can be drawn: end its name in {listed(ENDINGS, 'or')}.")


def to_image(figure: Figure, scale: int) -> QImage:
    """`figure` with `scale` pixels for each point."""
    image = QImage(QSize(figure.width, figure.height) * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    _paint(figure, image)
    return image


def to_png(image: QImage) -> bytes:
    """`image` as a PNG file."""
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return _taken(buffer)


def to_svg(figure: Figure) -> str:
    """`figure` as an SVG file."""
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(figure.width, figure.height))
    generator.setViewBox(QRectF(0, 0, figure.width, figure.height))
    # A point of a figure is a pixel of a screen, of which CSS has 96 to an inch.
    generator.setResolution(96)
    generator.setTitle(figure.title)
    _paint(figure, generator)
    # Qt writes a group for each change of pen, drawn with or not: a third of the file.
    drawn = re.sub(r"<g [^>]*>\s*</g>\s*", "", _taken(buffer).decode())
    # Readers have other typefaces; the last name is one that all of them know.
    return re.sub(r'(font-family="[^"]*)"', r'\1, sans-serif"', drawn)


def to_pdf(figure: Figure) -> bytes:
    """`figure` as a PDF file of one page of its size."""
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(figure.title)
    writer.setCreator("cnnviz")
    writer.setResolution(72)
    writer.setPageSize(QPageSize(QSizeF(figure.width, figure.height), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    _paint(figure, writer)
    # The file is completed when its writer goes.
    del writer
    return _taken(buffer)


def _paint(figure: Figure, device: QPaintDevice) -> None:
    with QPainter(device) as painter:
        painter.fillRect(QRectF(0, 0, figure.width, figure.height), QColor(figure.background))
        figure.paint(painter)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _taken(buffer: QBuffer) -> bytes:
    return bytes(buffer.data().data())
