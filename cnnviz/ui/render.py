"""The stages as a file, with no window and no screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from cnnviz.engine.network import Trace
from cnnviz.model.document import Document
from cnnviz.model.refused import Refused
from cnnviz.ui.stages_paint import paint_whole_way
from cnnviz.ui.theme import Look

#: The picture's size in logical pixels.
SIZE = (1280, 560)
#: Dots in an inch, so that a pixel on paper is one of 96 in an inch, as on a screen.
RESOLUTION = 96
TITLE = "cnnviz: the whole way from picture to votes"

Paint = Callable[[QPainter], None]


def render(
    document: Document,
    path: Path,
    *,
    look: Look | None = None,
    size: tuple[int, int] = SIZE,
    ratio: float = 2.0,
    trace: Trace | None = None,
) -> None:
    """Draw the stages of `document` into a file; numbers stay text in SVG and PDF.

    There has to be a QGuiApplication; ``QT_QPA_PLATFORM=offscreen`` will do.

    Args:
        document: what to draw.
        path: its ending says what the file becomes: .png, .svg or .pdf.
        look: in which theme and text size.
        size: width and height in logical pixels.
        ratio: for PNG, how many pixels a logical pixel has each way.
        trace: what the document's network computed, where that is known already.

    Raises:
        Refused: the ending is unknown, or the file cannot be written.
    """
    assert QGuiApplication.instance() is not None, "fonts need a QGuiApplication"
    kinds = {".png": _png, ".svg": _svg, ".pdf": _pdf}
    make = kinds.get(path.suffix.lower())
    if make is None:
        raise Refused(f"“{path.name}” cannot be drawn: give it an ending of .png, .svg or .pdf.")
    seen = trace or document.network.forward(document.picture[None])

    def paint(painter: QPainter) -> None:
        rect = QRectF(0, 0, *size)
        paint_whole_way(painter, rect, seen, look or Look(), document.settings, document.coding)

    content = make(paint, size, ratio)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"“{path}” cannot be written: {error.strerror or error}.") from None


def _png(paint: Paint, size: tuple[int, int], ratio: float) -> bytes:
    image = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    buffer = _buffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide's stub knows file names only
    return _bytes(buffer)


def _svg(paint: Paint, size: tuple[int, int], ratio: float) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(*size))
    generator.setViewBox(QRectF(0, 0, *size))
    generator.setResolution(RESOLUTION)
    generator.setTitle(TITLE)
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    return _bytes(buffer)


def _pdf(paint: Paint, size: tuple[int, int], ratio: float) -> bytes:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    inches = QSizeF(size[0] / RESOLUTION, size[1] / RESOLUTION)
    page = QPageSize(inches, QPageSize.Unit.Inch, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(TITLE)
    painter = QPainter(writer)
    paint(painter)
    painter.end()
    return _bytes(buffer)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _bytes(buffer: QBuffer) -> bytes:
    content: QByteArray = buffer.data()
    return bytes(content.data())
