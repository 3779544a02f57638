"""A sheet of glass over the window: dimmed around a spotlight, drawn upon, or black."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPointingDevice,
)
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cnnviz.ui.overlay.marks import Marks
from cnnviz.ui.overlay.pointer import nib
from cnnviz.ui.theme import VEIL, Look

#: How many colours there are to draw in.
MARKERS = 4
#: In pixels, of what is lit: that of a card.
_CORNER = 8


class Overlay(QWidget):
    """Lies over a whole window, and is there only while it shows something. The mouse goes through unless it draws.

    woken(): a key or a click on the blank screen.
    """

    woken = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._lit: tuple[QWidget, ...] = ()
        self._is_dim = self._is_blank = False
        self._marker: int | None = None
        self._marks = Marks()
        self._colors = [QColor()] * MARKERS
        self._held: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setAccessibleName("Over the window")
        self.hide()
        window.installEventFilter(self)

    def set_look(self, look: Look) -> None:
        """Draw in the colours of another theme; what was drawn stays as it is."""
        theme = look.theme
        self._colors = [QColor(color) for color in (theme.problem, theme.negative, theme.target, theme.text)]
        self._set_cursor()

    def set_lit(self, lit: Sequence[QWidget] | None) -> None:
        """Dim all but these; None dims nothing."""
        widgets = tuple(lit or ())
        if (lit is not None, widgets) != (self._is_dim, self._lit):
            self._is_dim, self._lit = lit is not None, widgets
            self._show()

    def set_blank(self, is_blank: bool) -> None:
        """Be black, and wait for a key or a click; or let the window be seen again, with the keyboard where it was."""
        if is_blank is self._is_blank:
            return
        self._is_blank = is_blank
        self._show()
        if is_blank:
            self._held = self.window().focusWidget()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            held, self._held = self._held, None
            # What had the keyboard may have gone meanwhile, as a row goes with its layer.
            if held is not None and isValid(held):
                held.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_marker(self, marker: int | None) -> None:
        """Draw where the mouse is dragged, in the colour of this index; None lets the mouse through."""
        if marker != self._marker:
            self._marker = marker
            self._marks.lift()
            self._show()

    def wipe(self) -> None:
        """Take away all that was drawn."""
        if not self._marks.is_empty:
            self._marks = Marks()
            self._show()

    def _show(self) -> None:
        takes_mouse = self._is_blank or self._marker is not None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not takes_mouse)
        self._set_cursor()
        is_needed = takes_mouse or self._is_dim or not self._marks.is_empty
        if is_needed:
            self.setGeometry(self.window().rect())
            self.raise_()
        self.setVisible(is_needed)
        self.update()

    def _set_cursor(self) -> None:
        if self._is_blank:
            self.setCursor(Qt.CursorShape.BlankCursor)
        elif self._marker is not None:
            self.setCursor(nib(self._colors[self._marker], self._width, self.devicePixelRatioF()))

    @property
    def _width(self) -> int:
        """Of a line, so that the back row sees it."""
        return max(4, self.window().height() // 180)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.window().rect())
        return False

    def event(self, event: QEvent) -> bool:
        # Any key brings the window back, and does nothing else.
        if event.type() == QEvent.Type.ShortcutOverride and self._is_blank:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_blank:
            self.woken.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_blank:
            self.woken.emit()
        elif event.button() == Qt.MouseButton.LeftButton and self._marker is not None:
            rubs = event.pointerType() is QPointingDevice.PointerType.Eraser
            color, ratio = None if rubs else self._colors[self._marker], self.devicePixelRatioF()
            self.update(self._marks.press(event.position(), color, self._width, self.size() * ratio, ratio))
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._draw_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._draw_to(event.position())
        self._marks.lift()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # A long press asks for the menu: it marks nothing.
        self._marks.take_back()
        self.update()
        event.ignore()

    def _draw_to(self, point: QPointF) -> None:
        self.update(self._marks.move(point))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._is_blank:
                painter.fillRect(event.rect(), Qt.GlobalColor.black)
                return
            if self._is_dim:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.fillPath(self._dark(), QColor.fromRgba(VEIL))
            self._marks.paint(painter)

    def _dark(self) -> QPainterPath:
        """All but what is lit, with its round corners: where two shapes of a path lie over each other, it is hollow."""
        dark = QPainterPath()
        dark.addRect(QRectF(self.rect()))
        for widget in self._lit:
            if widget.isVisible():
                place = QRect(widget.mapTo(self.window(), widget.rect().topLeft()), widget.size())
                dark.addRoundedRect(QRectF(place), _CORNER, _CORNER)
        return dark
