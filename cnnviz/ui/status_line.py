"""The line at the window's foot: what is under the pointer, and what was last said."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cnnviz.ui.theme import Look

HINT = "Point at any number to see where it comes from. F1 shows every key."


class StatusLine(QWidget):
    """What is under the pointer on the left, what was last said on the right.

    While the pointer is on nothing, a hint stands there.
    """

    def __init__(self) -> None:
        super().__init__()
        self._hovered = _Line("Under the pointer", Qt.AlignmentFlag.AlignLeft)
        self._hovered.set_text(HINT)
        self._notice = _Line("Message", Qt.AlignmentFlag.AlignRight)
        self._is_problem = False
        self._look = Look()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 2)
        layout.setSpacing(24)
        layout.addWidget(self._hovered, 1)
        layout.addWidget(self._notice, 1)

    @property
    def hovered(self) -> str:
        return self._hovered.text

    @property
    def notice(self) -> str:
        return self._notice.text

    def set_hovered(self, text: str) -> None:
        """Say what is under the pointer; an empty text brings the hint back."""
        self._hovered.set_text(text or HINT)

    def set_notice(self, text: str, *, is_problem: bool = False) -> None:
        """Say one sentence, to screen readers as well; an empty text takes it back."""
        self._is_problem = is_problem
        self._notice.set_text(text)
        self._notice.setVisible(bool(text))
        self._color()
        if text:
            announcement = QAccessibleAnnouncementEvent(self, text)
            if is_problem:
                announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(announcement)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for line in (self._hovered, self._notice):
            line.setFont(look.font())
        self._color()

    def _color(self) -> None:
        theme = self._look.theme
        self._hovered.set_color(theme.muted)
        self._notice.set_color(theme.problem if self._is_problem else theme.text)


class _Line(QWidget):
    """One line of text, shortened where it does not fit; the tooltip has the whole.

    A QLabel would ask for the width of its text and lay the window out anew with each word.
    """

    def __init__(self, name: str, alignment: Qt.AlignmentFlag) -> None:
        super().__init__()
        self.text = ""
        self._alignment = alignment | Qt.AlignmentFlag.AlignVCenter
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.setAccessibleDescription(text)
            self.setToolTip(text)
            self.update()

    def set_color(self, color: str) -> None:
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.WindowText, color)
        self.setPalette(colors)

    def sizeHint(self) -> QSize:
        return QSize(0, round(self.fontMetrics().height() * 1.3))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self._alignment, shown)
