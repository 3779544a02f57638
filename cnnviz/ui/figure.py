"""The whole way as a figure for paper and slides: PNG, SVG or PDF, drawn without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from cnnviz.model.document import Document
from cnnviz.model.refused import Refused
from cnnviz.ui.stages.paint import paint_whole_way
from cnnviz.ui.theme import LIGHT, Look

#: In points, which are pixels of a picture at its usual size.
SIZE = QSize(1280, 440)
#: A picture has this many pixels for each point, to stay crisp on a projector.
PIXELS = 3


def write_figure(document: Document, path: Path) -> None:
    """Draw every stage of `document` into `path`; its ending, .png, .svg or .pdf, says how.

    Raises:
        Refused: the ending is another, or the file cannot be written.
    """
    draw = _DRAWN.get(path.suffix.lower())
    if draw is None:
        raise Refused(f"“{path.name}” is no figure that can be drawn: end its name in {', '.join(_DRAWN)}.")
    content = draw(document)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"“{path.name}” cannot be written ({error.strerror}): choose another place.") from error


def _png(document: Document) -> bytes:
    image = QImage(SIZE * PIXELS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PIXELS)
    image.fill(Qt.GlobalColor.white)
    _paint(QPainter(image), document)
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _svg(document: Document) -> bytes:
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(SIZE)
    generator.setViewBox(QRectF(0, 0, SIZE.width(), SIZE.height()))
    generator.setTitle("From the picture to the votes")
    _paint(QPainter(generator), document)
    return bytes(buffer.data().data())


def _pdf(document: Document) -> bytes:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle("From the picture to the votes")
    writer.setResolution(72)
    writer.setPageSize(QPageSize(QSizeF(SIZE), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    _paint(QPainter(writer), document)
    # The file is completed when its writer goes.
    del writer
    return bytes(buffer.data().data())


def _paint(painter: QPainter, document: Document) -> None:
    trace = document.network.forward(document.picture[None])
    rect = QRectF(0, 0, SIZE.width(), SIZE.height())
    paint_whole_way(painter, rect, trace, Look(LIGHT), document.settings, document.coding, document.filter_names)
    painter.end()


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


_DRAWN: dict[str, Callable[[Document], bytes]] = {".png": _png, ".svg": _svg, ".pdf": _pdf}
