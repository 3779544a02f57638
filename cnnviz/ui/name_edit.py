"""A name that is edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit


class NameEdit(QLineEdit):
    """Plain text, shortened to its width, until `begin` or Tab makes it a line to type in.

    Until then a press on it is its owner's, who may be dragged by it.

    renamed(text): Enter or a click elsewhere took over another text; Escape brings the old one back.
    """

    renamed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrame(False)
        self.setTextMargins(0, 0, 0, 0)
        self._shown = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.editingFinished.connect(self._on_editing_finished)

    def set_name(self, name: str) -> None:
        """Show `name`."""
        if name == self._shown:
            return
        self._shown = name
        self.setText(name)
        self.setCursorPosition(0)

    def begin(self) -> None:
        """Let the person type."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.selectAll()

    def cancel(self) -> None:
        """Forget what was typed."""
        self.setText(self._shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.hasFocus():
            super().mousePressEvent(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.hasFocus():
            super().mouseMoveEvent(event)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.hasFocus():
            super().mouseReleaseEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        # Escape gives the old name back before it means anything to the window.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_escape(event):
            event.accept()
            return True
        return super().event(event)

    @staticmethod
    def _is_escape(event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_escape(event):
            self.cancel()
            self.focusNextChild()
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 2)
            painter.setPen(self.palette().text().color())
            painter.drawText(self.rect().adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    @Slot()
    def _on_editing_finished(self) -> None:
        text = self.text()
        if text == self._shown:
            return
        # What is shown comes back from whoever keeps the name.
        self.setText(self._shown)
        self.renamed.emit(text)
