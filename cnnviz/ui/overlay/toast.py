"""A sentence that stays for a moment: while a class looks on, there is no status line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from cnnviz.ui.theme import Look

#: How long a sentence stays, in milliseconds, and how much longer for each of its letters.
STAYS, PER_LETTER = 2500, 40


class Toast(QLabel):
    """Stands at the window's foot, above everything, and goes by itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()
        window.installEventFilter(self)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size: the other way round, to stand out."""
        self.setFont(look.font())

    def say(self, text: str) -> None:
        """Show `text` for as long as it takes to read."""
        if not text:
            self.hide()
            return
        self.setText(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(STAYS + PER_LETTER * len(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        room = self.window().size()
        # Before the style has come to it, it would not know how high it is.
        self.ensurePolished()
        wide = min(self.fontMetrics().horizontalAdvance(self.text()) + 80, room.width() * 9 // 10)
        high = max(self.heightForWidth(wide), self.fontMetrics().height() * 2)
        self.setGeometry((room.width() - wide) // 2, room.height() - high * 3 // 2, wide, high)
