"""One bar and one number per class."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontInfo,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.model.votes.ballot import Ballot, bar_share
from cnnviz.ui.theme import Look, Type

#: In pixels; below that a narrow panel makes them no smaller.
SMALLEST_LETTERS = 9
#: How long the longest bar is at least, in heights of the letters: rather smaller letters than no bars.
_SHORTEST = 2
#: And how much smaller letters become, at most, for a long name to be read whole.
_LEAST_FOR_NAMES = 0.6
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class VoteBars(QWidget):
    """A row per class: its name, a bar from the zero line, its number.

    class_entered(index), class_left(): the pointer or the arrow keys are on a class, or on none.
    class_clicked(index): a class was asked about. class_renaming(index): its name is to be changed.
    """

    class_entered = Signal(int)
    class_left = Signal()
    class_clicked = Signal(int)
    class_renaming = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._ballot: Ballot | None = None
        self._lit: int | None = None
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Votes by class")
        self.setToolTip("Click a class to see its sum; double-click or F2 to rename it.")
        self.set_look(Look())

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        theme = look.theme
        self._look = look
        self._text, self._muted, self._line = QColor(theme.text), QColor(theme.muted), QColor(theme.line)
        # Brushes: filling with the first colour of all has PySide6 set up every named gradient there is.
        self._winner, self._other = QColor(theme.accent), QColor(theme.muted)
        self._ground = QColor(theme.accent)
        self._ground.setAlpha(28)
        self._zero = QPen(QColor(theme.text), 1)
        self._focus = QPen(QColor(theme.accent), 2)
        self._pad = min(look.length(6), 10)
        self._smallest = QFontInfo(look.font()).pixelSize()
        self._largest = QFontInfo(look.font(Type.DISPLAY)).pixelSize()
        self._lay_out()

    def show_ballot(self, ballot: Ballot) -> None:
        """Show the votes of `ballot`."""
        before, self._ballot = self._ballot, ballot
        relaid = before is None or (before.classes, before.are_shares) != (ballot.classes, ballot.are_shares)
        self.setAccessibleDescription(str(ballot))
        if relaid:
            self._lay_out()
        self.update()

    def set_lit(self, index: int | None) -> None:
        """Point out a class, or none."""
        if index != self._lit:
            self._lit = index
            self.update()

    def row_rect(self, index: int) -> QRect:
        """Where the row of a class stands, in pixels of this widget."""
        return QRect(0, index * self._row, self.width(), self._row)

    def sizeHint(self) -> QSize:
        return QSize(self._look.length(200), self._count * self._look.length(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._look.length(120), 140), self._count * self._smallest * 3 // 2)

    @property
    def _count(self) -> int:
        return len(self._ballot.classes) if self._ballot is not None else 0

    def _lay_out(self) -> None:
        count = max(1, self._count)
        highest = self._look.length(72)
        self.setMaximumHeight(count * highest)
        self._row = max(self._smallest * 3 // 2, min(self.height() // count, highest))
        height = max(self._smallest, min(self._row // 2, self._largest))
        needed, room = self._measure(height), self.width() - 5 * self._pad
        if self._widest_name > self._name_width:
            # "happy" rather a little smaller than "hap…".
            least = max(self._smallest, round(height * _LEAST_FOR_NAMES))
            height = min(height, max(least, round(height * self._name_width / self._widest_name)))
            needed = self._measure(height)
        while needed > room > 0 and height > SMALLEST_LETTERS:
            # Rather smaller than one upon the other. Of a long name more can be read then, so that it need not be done.
            height = max(SMALLEST_LETTERS, height * room // needed)
            needed = self._measure(height)
        self.updateGeometry()
        self.update()

    def _measure(self, height: int) -> int:
        """Take letters of `height` pixels; how wide a name, a short bar and a number then are together."""
        self._font, self._bold = self._look.letters(height), self._look.letters(height, bold=True)
        metrics = self._metrics = QFontMetricsF(self._bold)
        names = self._ballot.classes if self._ballot is not None else ()
        self._widest_name = round(max((metrics.horizontalAdvance(name) for name in names), default=0.0)) + 2
        self._name_width = min(self._widest_name, self.width() // 3)
        self._names = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, self._name_width) for name in names]
        # Reserved for the widest number there usually is, so that bars do not jump while a hand draws.
        shares = self._ballot is not None and self._ballot.are_shares
        self._number_width = round(metrics.horizontalAdvance("0.88 (100 %)" if shares else "-8.88")) + 4
        return self._name_width + _SHORTEST * height + self._number_width

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ballot is None or not self._ballot.classes:
            return
        with QPainter(self) as painter:
            largest = max(1.0, *(abs(vote) for vote in self._ballot.votes))
            has_negative = min(self._ballot.votes) < 0
            widest = max(self._number_width, self._widest_number(self._ballot))
            for index in range(self._count):
                self._paint_row(painter, self._ballot, index, widest, largest, has_negative=has_negative)
            if self.hasFocus():
                painter.setPen(self._focus)
                painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _widest_number(self, ballot: Ballot) -> int:
        advance = self._metrics.horizontalAdvance
        return max(round(advance(ballot.number(index))) + 4 for index in range(self._count))

    def _paint_row(
        self, painter: QPainter, ballot: Ballot, index: int, width: int, largest: float, *, has_negative: bool
    ) -> None:
        row, pad = self.row_rect(index), self._pad
        if index == self._lit:
            painter.fillRect(row, self._ground)
        leads = index in ballot.verdict.leaders
        painter.setFont(self._bold if leads else self._font)
        painter.setPen(self._text)
        name = QRect(pad, row.y(), self._name_width, row.height())
        painter.drawText(name, _LEFT, self._names[index])
        number = QRect(row.right() - width - pad, row.y(), width, row.height())
        painter.drawText(number, _RIGHT, ballot.number(index))
        track = QRect(name.right() + 2 * pad, row.y(), number.left() - name.right() - 3 * pad, row.height())
        if track.width() > 0:
            zero = track.x() + (track.width() // 2 if has_negative else 0)
            room = track.width() // 2 if has_negative else track.width()
            self._paint_bar(painter, track, zero, round(room * bar_share(ballot.votes[index], largest)), leads=leads)

    def _paint_bar(self, painter: QPainter, track: QRect, zero: int, length: int, *, leads: bool) -> None:
        height = max(6, track.height() // 2)
        top = track.center().y() - height // 2
        bar = QRect(min(zero, zero + length), top, abs(length), height)
        painter.fillRect(bar, self._winner if leads else self._other)
        painter.setPen(self._zero)
        painter.drawLine(zero, top - 2, zero, top + height + 1)

    # What a hand does

    def _class_at(self, where: QPointF) -> int | None:
        index = int(where.y()) // self._row
        return index if 0 <= index < self._count else None

    def _point(self, index: int | None) -> None:
        if index == self._pointed:
            return
        self._pointed = index
        if index is None:
            self.class_left.emit()
        else:
            self.class_entered.emit(index)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._point(self._class_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._class_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._class_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.class_clicked.emit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self._class_at(event.position())
        if index is not None:
            self.class_renaming.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self._count:
            first = -1 if steps[key] > 0 else self._count
            here = first if self._pointed is None else self._pointed
            self._point(max(0, min(here + steps[key], self._count - 1)))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._pointed is not None:
            self.class_clicked.emit(self._pointed)
        elif key == Qt.Key.Key_F2 and self._count:
            self.class_renaming.emit(self._pointed or 0)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point(None)
        self.update()
