"""Right answer, actual answer, error: a row for each class, and the total."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.model.errors.sheet import ErrorSheet
from cnnviz.model.numbers import NEARLY
from cnnviz.ui.theme import Look, Type

COLUMNS = 4
HEADERS = ("", "Right answer", "Actual answer", "Error")
#: What a column has to have room for.
LONGEST_WORD, LONGEST_NUMBER = "answer", "-0.88…"
TOTAL = "Total error"
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ErrorTable(QWidget):
    """The slides' table, painted: it follows a stroke without laying anything out anew."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: ErrorSheet | None = None
        self.setAccessibleName("Error of each class")
        self.setToolTip("The error of a class is the distance between its right and its actual answer")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_look(Look())

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        theme = look.theme
        self._look = look
        self._text, self._muted, self._line = QColor(theme.text), QColor(theme.muted), QPen(QColor(theme.line), 1)
        ground = QColor(theme.accent)
        ground.setAlpha(28)
        self._ground = QBrush(ground)
        self._pad = look.length(6)
        self._fit()

    def show_sheet(self, sheet: ErrorSheet) -> None:
        """Show the table of `sheet`."""
        if sheet == self._sheet:
            return
        has_other_rows = self._sheet is None or len(self._sheet.rows) != len(sheet.rows)
        self._sheet = sheet
        rows = (f"{row.name}: right {row.right}, actual {row.actual}, error {row.error}" for row in sheet.rows)
        self.setAccessibleDescription("; ".join((*rows, f"total error {sheet.total}")))
        if has_other_rows:
            self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """In narrow columns, give the header a second line and take letters at which numbers are still whole."""
        room = self.width() / COLUMNS - self._pad
        self._caption = _fitted(self._look.font(Type.CAPTION), LONGEST_WORD, room)
        self._body = _fitted(self._look.font(Type.TITLE), LONGEST_NUMBER, room)
        self._bold = _fitted(self._look.font(Type.TITLE, bold=True), LONGEST_NUMBER, room)
        self._row = round(QFontMetricsF(self._bold).height() * 1.3)
        metrics = QFontMetricsF(self._caption)
        lines = 1 if max(metrics.horizontalAdvance(text) for text in HEADERS) <= room else 2
        self._header = round(metrics.height() * (lines + 0.2))
        self.updateGeometry()
        self.update()

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """What is written, line by line, without the header."""
        if self._sheet is None:
            return ()
        rows = tuple((row.name, row.right, row.actual, row.error) for row in self._sheet.rows)
        return (*rows, (TOTAL, "", "", self._sheet.total))

    def sizeHint(self) -> QSize:
        count = len(self._sheet.rows) + 1 if self._sheet is not None else 3
        caption = QFontMetricsF(self._caption)
        width = sum(caption.horizontalAdvance(text) + 2 * self._pad for text in (TOTAL, *HEADERS))
        return QSize(round(width), self._header + count * self._row + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sheet is None:
            return
        with QPainter(self) as painter:
            painter.setFont(self._caption)
            painter.setPen(self._muted)
            for column, text in enumerate(HEADERS):
                painter.drawText(self._place(column, 0, self._header), RIGHT | Qt.TextFlag.TextWordWrap, text)
            for number, line in enumerate(self.lines):
                top = self._header + number * self._row
                is_total = number == len(self._sheet.rows)
                if number == self._sheet.target:
                    painter.fillRect(QRectF(0, top, self.width(), self._row), self._ground)
                if number == 0 or is_total:
                    painter.setPen(self._line)
                    painter.drawLine(0, top, self.width(), top)
                painter.setPen(self._text)
                painter.setFont(self._bold if is_total or number == self._sheet.target else self._body)
                self._write(painter, top, self._row, line)

    def _write(self, painter: QPainter, top: int, height: int, texts: tuple[str, ...]) -> None:
        """One line: the first column from the left, the others to the right."""
        metrics = QFontMetricsF(painter.font())
        for column, text in enumerate(texts):
            place = self._place(column, top, height)
            if column == 0 and not texts[1]:
                place.setRight(self._place(1, top, height).right())  # beside the total nothing stands in the next one
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            if column and shown != text and not shown.strip("0.…"):
                shown = NEARLY  # of a small error only zeros were left
            painter.drawText(place, LEFT if column == 0 else RIGHT, shown)

    def _place(self, column: int, top: int, height: int) -> QRectF:
        step = self.width() / COLUMNS
        left = self._pad if column == 0 else 0
        return QRectF(column * step + left, top, step - self._pad - left, height)


def _fitted(font: QFont, text: str, room: float) -> QFont:
    """`font`, smaller where `text` would not fit into `room` pixels."""
    needed = QFontMetricsF(font).horizontalAdvance(text)
    if needed > room > 0:
        font.setPixelSize(max(6, int(QFontInfo(font).pixelSize() * room / needed)))
    return font
