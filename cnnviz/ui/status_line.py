"""The line at the window's foot: what is under the pointer, and what was last said."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.ui.line import Line, Sentence
from cnnviz.ui.theme import Look

_MARGIN = 8
_GAP = 24
HINT = "Point at any number to see where it comes from. F1 shows every key."


class StatusLine(QWidget):
    """What is under the pointer on the left, what was last said on the right.

    A control tells of itself before a value does. While the pointer is on nothing, a hint stands there.
    """

    def __init__(self) -> None:
        super().__init__()
        # What a value is stands at the end, and where it is at the beginning.
        self._hovered = Line("Under the pointer", shortened=Qt.TextElideMode.ElideMiddle)
        self._value = self._tip = ""
        self._hovered.set_text(HINT)
        self._notice = Sentence("Message", Qt.AlignmentFlag.AlignRight)
        self._is_problem = False
        self._look = Look()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 0, _MARGIN, 2)
        layout.setSpacing(_GAP)
        layout.addWidget(self._hovered, 1)
        layout.addWidget(self._notice)

    @property
    def hovered(self) -> str:
        return self._hovered.text

    @property
    def notice(self) -> str:
        return self._notice.text

    def set_hovered(self, text: str) -> None:
        """Say which value is under the pointer; an empty text brings the hint back."""
        self._value = text
        self._say()

    def set_tip(self, text: str) -> None:
        """Say what the control under the pointer does; an empty text brings back what stood there."""
        self._tip = text
        self._say()

    def _say(self) -> None:
        self._hovered.set_text(self._tip or self._value or HINT)

    def set_notice(self, text: str, *, is_problem: bool = False) -> None:
        """Say one sentence, to screen readers as well; an empty text takes it back."""
        self._is_problem = is_problem
        self._notice.set_text(text)
        self._share_width()
        self._notice.setVisible(bool(text))
        self._color()
        if text:
            self._announce(text, is_problem=is_problem)

    def _announce(self, text: str, *, is_problem: bool) -> None:
        # Loaded with the first thing that is said: its many enumerations are time before the window is there.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        announcement = QAccessibleAnnouncementEvent(self, text)
        if is_problem:
            announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for line in (self._hovered, self._notice):
            line.setFont(look.font())
        self._share_width()
        self._color()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_width()

    def _share_width(self) -> None:
        """Leave room for a value beside the notice, unless the notice could not be read to its end then."""
        whole = self.contentsRect().width() - _MARGIN * 2
        # What is said of a value is about as long as the hint.
        value = self._hovered.fontMetrics().horizontalAdvance(HINT) + _GAP
        rest = whole - min(value, whole // 2)
        self._notice.set_room(rest if self._notice.fits(rest) else whole)

    def _color(self) -> None:
        theme = self._look.theme
        self._hovered.set_color(theme.muted)
        self._notice.set_color(theme.problem if self._is_problem else theme.text)
