"""A lesson as a PDF: pages of text with figures in it that stay lines and letters."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from cnnviz.model.hand_outs.contents import Section, sections_of
from cnnviz.model.hand_outs.page import table_of
from cnnviz.model.lessons.lesson import Lesson
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.hand_outs.html import figures_of
from cnnviz.ui.hand_outs.page_breaks import FIGURE, PART, SCENE, keep_together
from cnnviz.ui.jobs import Tell
from cnnviz.ui.theme import LIGHT, Look

#: In millimetres; below the text stands its footer. Everything else is in CSS pixels, of which an inch has 96.
MARGIN, DOTS, FOOTER = 18.0, 96, 28
#: In points.
TEXT, SMALL = 10.5, 8.5
HEADINGS = {1: 22.0, SCENE: 14.0, PART: 11.0}
#: The share of the work that is done when all scenes have their place, and the pages are to be painted.
COMPOSED = 0.5
#: Lines left for an answer.
ROOM = 3
#: Above a heading, in CSS pixels.
ABOVE = 18
_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
_INDEX = QTextFormat.Property.UserProperty.value + 1
_STYLE = """
h3, h4, h5, h6 { font-size: 11pt; }
.about { color: #5a6372; }
table { border-collapse: collapse; }
td, th { padding: 2px 10px; text-align: left; border: 1px solid #d5d9e0; }
td.number { text-align: right; }
"""


class _Figures(QPyTextObject):
    """Paints figures among letters, as wide as they were drawn, or as the page."""

    def __init__(self, figures: list[Figure], room: float, parent: QTextDocument) -> None:
        super().__init__(parent)
        self._figures = figures
        self._room = room

    def _share(self, figure: Figure) -> float:
        return min(1.0, self._room / figure.width)

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        figure = self._figures[int(form.property(_INDEX))]
        return QSizeF(figure.width, figure.height) * self._share(figure)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        figure = self._figures[int(form.property(_INDEX))]
        painter.save()
        painter.translate(QPointF(rect.topLeft()))
        painter.scale(self._share(figure), self._share(figure))
        figure.paint(painter)
        painter.restore()


def pdf_content(lesson: Lesson, tell: Tell, *, answers: bool) -> bytes:
    """The pages, made scene by scene."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, lesson.title)
    figures: list[Figure] = []
    document = _document(writer, figures)
    cursor, count = QTextCursor(document), len(lesson.scenes)
    _add_heading(cursor, lesson.title, 1)
    _add(cursor, f'<p class="about">{escape(lesson.about)}</p>')
    for index, section in enumerate(sections_of(lesson, answers=answers)):
        tell(COMPOSED * index / count, f"scene {index + 1} of {count}")
        _add_heading(cursor, section.title, SCENE)
        _add(cursor, section.text)
        for figure in figures_of(section):
            _add_figure(cursor, figures, figure)
        if section.votes is not None:
            _add(cursor, table_of(section.votes))
        _add_task(cursor, section)
    _end_with_text(document)
    keep_together(document)
    _paint(document, writer, lesson.title, tell)
    # The file is completed when its writer goes; what lays out on it has to go before.
    del cursor, document, writer
    return bytes(buffer.data().data())


def _writer(buffer: QBuffer, title: str) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("cnnviz")
    writer.setResolution(DOTS)
    sheet, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    writer.setPageLayout(QPageLayout(sheet, upright, margins, QPageLayout.Unit.Millimeter))
    return writer


def _document(writer: QPdfWriter, figures: list[Figure]) -> QTextDocument:
    """An empty document in pages of `writer`, that shows `figures`, which may grow."""
    document = QTextDocument()
    layout = document.documentLayout()
    layout.setPaintDevice(writer)
    layout.registerHandler(_OBJECT, _Figures(figures, writer.width(), document))
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(writer.width(), writer.height() - FOOTER))
    document.setDefaultFont(_font(TEXT))
    document.setDefaultStyleSheet(_STYLE)
    return document


def _add_heading(cursor: QTextCursor, text: str, level: int) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.End)
    block, letters = QTextBlockFormat(), QTextCharFormat()
    block.setHeadingLevel(level)
    block.setTopMargin(ABOVE)
    block.setBottomMargin(ABOVE / 3)
    letters.setFontPointSize(HEADINGS[level])
    letters.setFontWeight(QFont.Weight.Bold)
    cursor.insertBlock(block, letters)
    cursor.insertText(text)


def _add(cursor: QTextCursor, html: str) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    cursor.insertHtml(html)


def _add_task(cursor: QTextCursor, section: Section) -> None:
    """What there is to do, with its answer, or with room for one."""
    if section.task:
        _add_heading(cursor, "Task", PART)
        _add(cursor, section.task)
    if section.solution:
        _add_heading(cursor, "Answer", PART)
        _add(cursor, section.solution)
    elif section.task:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for _ in range(ROOM):
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())


def _end_with_text(document: QTextDocument) -> None:
    """Take away the room for an answer at the end, which might begin a page."""
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    # As often as there is room at most: what stands behind a table cannot be taken away.
    for _ in range(ROOM):
        if not document.lastBlock().text():
            cursor.deletePreviousChar()


def _add_figure(cursor: QTextCursor, figures: list[Figure], figure: Figure) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.End)
    block = QTextBlockFormat()
    block.setTopMargin(8)
    block.setBottomMargin(8)
    cursor.insertBlock(block, QTextCharFormat())
    form = QTextCharFormat()
    form.setObjectType(_OBJECT)
    form.setProperty(_INDEX, len(figures))
    figures.append(figure)
    cursor.insertText(FIGURE, form)


def _paint(document: QTextDocument, writer: QPdfWriter, title: str, tell: Tell) -> None:
    """Page by page."""
    count = document.pageCount()
    with QPainter(writer) as painter:
        for index in range(count):
            tell(COMPOSED + (1 - COMPOSED) * index / count, f"page {index + 1} of {count}")
            if index:
                writer.newPage()
            _paint_page(painter, document, index)
            _paint_foot(painter, document.pageSize(), title, f"{index + 1} / {count}")


def _paint_page(painter: QPainter, document: QTextDocument, index: int) -> None:
    page = document.pageSize()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.text))
    context.clip = QRectF(0, index * page.height(), page.width(), page.height())
    painter.save()
    painter.translate(0, -context.clip.top())
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _paint_foot(painter: QPainter, page: QSizeF, title: str, number: str) -> None:
    foot = QRectF(0, page.height() + FOOTER - 16, page.width(), 16)
    painter.setFont(_font(SMALL))
    painter.setPen(QColor(LIGHT.muted))
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, title)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight, number)


def _font(points: float) -> QFont:
    font = Look().font()
    font.setPointSizeF(points)
    return font
