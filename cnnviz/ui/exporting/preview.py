"""What will be in the file, seen small: a picture, or text."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QWidget

from cnnviz.ui.theme import Look


class Preview(QStackedWidget):
    """A picture, a text to be read in letters of one width, or a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = _Picture()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName("What will be written")
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (self.picture, self.text, self.sentence):
            self.addWidget(page)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(look.font().pointSizeF())
        self.text.setFont(font)
        self.picture.set_ground(QColor(look.theme.window))

    def show_picture(self, image: QImage) -> None:
        """Show `image`, as large as there is room."""
        self.picture.show_image(image)
        self.setCurrentWidget(self.picture)

    def show_text(self, text: str) -> None:
        """Show `text`."""
        self.text.setPlainText(text)
        self.setCurrentWidget(self.text)

    def show_sentence(self, text: str) -> None:
        """Show `text`, where there is nothing else."""
        self.sentence.setText(text)
        self.setCurrentWidget(self.sentence)

    def forget(self) -> None:
        """Hold nothing until there is something to show again: a picture may have many megabytes."""
        self.picture.show_image(QImage())
        self.text.clear()


class _Picture(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        # As large as there is room, until the picture or the room changes.
        self._scaled = QPixmap()
        self._ground = QColor()
        self.setAccessibleName("What will be drawn")

    def sizeHint(self) -> QSize:
        return QSize(560, 320)

    def set_ground(self, color: QColor) -> None:
        self._ground = color
        self.update()

    def show_image(self, image: QImage) -> None:
        self._image, self._scaled = image, QPixmap()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._ground)
            if self._image.isNull():
                return
            size = self._image.size().scaled(self.size() - QSize(24, 24), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, *size.toTuple())
            self._scale(size * self.devicePixelRatioF())
            painter.drawPixmap(place, self._scaled)

    def _scale(self, pixels: QSize) -> None:
        if self._scaled.size() != pixels:
            # Painting it smaller would leave pixels out.
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = QPixmap.fromImage(self._image.scaled(pixels, mode=smooth))
