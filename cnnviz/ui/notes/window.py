"""What the lecturer sees and the class does not: notes, what comes next, and the time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPixmap,
    QScreen,
    QTextCursor,
    QTextDocument,
    QWindow,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from cnnviz.ui.notes.clock import Clock
from cnnviz.ui.style import style_sheet
from cnnviz.ui.theme import Look, Type, palette

#: The side of the next scene's picture, in pixels at the normal text size.
PICTURE = 120
#: Of the screen's width and height, where the class sees it too: at the normal text size, and at most.
SHARE, LARGEST_SHARE = 0.33, 0.6
#: Room for the frame that the system draws, in pixels.
FRAME = QMargins(8, 40, 8, 8)
NO_LESSON = "No lesson is open. Its notes would stand here."
NO_NOTES = "This scene has no notes."


class NotesWindow(QWidget):
    """The notes of a scene, the one after it, the value asked about, and a clock.

    It never asks for the keyboard, so that a clicker always reaches the window that the class sees.

    scene_asked(step): the scene before (-1) or after (1) is wanted. closed(): a hand has closed the window.
    has_keyboard(): the system has handed it the keyboard all the same, as it does under Wayland.
    key_pressed(event): and does not let it be handed back.
    """

    scene_asked = Signal(int)
    closed = Signal()
    has_keyboard = Signal()
    key_pressed = Signal(object)

    def __init__(self) -> None:
        # Of no other window: the system would keep it on the screen of that one.
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle("Notes – cnnviz")
        self._title, self._probe, self._next = QLabel(), QLabel(), QLabel()
        for label in (self._title, self._probe, self._next):
            label.setWordWrap(True)
        self._probe.setTextFormat(Qt.TextFormat.PlainText)
        self._text = QTextBrowser()
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setOpenLinks(False)
        self._text.setAccessibleName("Notes")
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.clock = Clock()
        self._back, self._on = QPushButton("Back"), QPushButton("Next")
        # A key is for the class's window, whatever here was clicked before.
        for part in (self._text, self._back, self._on):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._back.clicked.connect(self._on_back)
        self._on.clicked.connect(self._on_next)
        #: Where it stood before it came over the other window.
        self._usual: QRect | None = None
        #: Where it has to stay while it stands over the other window.
        self._room: QRect | None = None
        self._text_scale = 100
        self._lay_out()
        self.resize(900, 560)

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.addWidget(self._title)
        told.addWidget(self._text, 1)
        told.addWidget(self._probe)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addWidget(self._on, 1)
        side = QVBoxLayout()
        side.addWidget(self.clock)
        side.addStretch(1)
        side.addWidget(self._next)
        side.addWidget(self._picture)
        side.addStretch(1)
        side.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(28)
        layout.addLayout(told, 5)
        layout.addLayout(side, 2)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size, which need not be what the class sees."""
        for part in (self, self._text):
            part.setPalette(palette(look.theme))
        self.setFont(look.font(Type.TITLE))
        self.setStyleSheet(style_sheet(look))
        self._title.setFont(look.font(Type.FIGURE, bold=True))
        self._text.setFont(look.font(Type.FIGURE))
        for label in (self._probe, self._next):
            label.setFont(look.font(Type.TITLE))
        for button in (self._back, self._on):
            button.setFont(look.font(Type.TITLE))
        self.clock.set_look(look)
        self._side, self._text_scale = look.length(PICTURE), look.text_scale

    def show_scene(self, title: str, notes: str | None) -> None:
        """Show the scene in sight and its notes, which are Markdown; None where no lesson is open."""
        self._title.setText(title)
        text = NO_LESSON if notes is None else notes or NO_NOTES
        features = QTextDocument.MarkdownFeature
        self._text.document().setMarkdown(text, features.MarkdownNoHTML | features.MarkdownDialectGitHub)
        # What is shown follows the cursor where the window becomes narrower, and that stands behind the last word.
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def show_next(self, title: str | None, picture: QImage | None) -> None:
        """Show what the next scene is called and which picture it has; None where there is none."""
        self._next.setText("" if title is None else f"Next: {title}")
        self._picture.setVisible(picture is not None)
        if picture is not None:
            size = QSize(self._side, self._side)
            fast = Qt.TransformationMode.FastTransformation
            self._picture.setPixmap(QPixmap.fromImage(picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, fast)))

    def show_probe(self, words: str) -> None:
        """Show what the class asks about."""
        self._probe.setText(words)

    def set_ways(self, *, back: bool, on: bool) -> None:
        """Offer the scenes before and after, where there are such."""
        self._back.setEnabled(back)
        self._on.setEnabled(on)

    def stand_on(self, screen: QScreen | None) -> None:
        """Fill `screen`, or stand anywhere where there is no other."""
        self._stand_before(None)
        place = self._usual if screen is None else screen.availableGeometry().marginsRemoved(FRAME)
        self._usual = self._room = None
        # First the screen: with it Qt takes up anew where a window stood, in the new screen's scale.
        if screen is not None:
            self.setScreen(screen)
        if place is not None:
            self.setGeometry(place)
        # Under Wayland no window may say where it stands, but it may say which screen it fills.
        fills = screen is not None and QGuiApplication.platformName() == "wayland"
        self.setWindowState(Qt.WindowState.WindowFullScreen if fills else Qt.WindowState.WindowNoState)
        self.show()
        self.raise_()

    def stand_over(self, window: QWidget) -> None:
        """Stand in a corner before `window`, which fills the only screen there is."""
        self._usual = self.geometry()
        self._stand_before(window.windowHandle())
        room = window.screen().availableGeometry().marginsRemoved(FRAME)
        # Larger text asks for more of the screen, but not for all of it.
        share = min(SHARE * self._text_scale / 100, LARGEST_SHARE)
        corner = QRect(room.topLeft(), (room.size() * share).expandedTo(self.minimumSizeHint()))
        corner.moveBottomRight(room.bottomRight())
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.setGeometry(corner)
        self._room = room
        self._stay_in_room()
        self.show()
        self.raise_()

    def event(self, event: QEvent) -> bool:
        result = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._stay_in_room()
        return result

    def _stay_in_room(self) -> None:
        """Over the class's window, be as large as the words need, and grow up and to the left: there alone is room."""
        layout, place = self.layout(), self.geometry()
        if self._room is None or layout is None:
            return
        needed = min(layout.totalMinimumHeightForWidth(place.width()), self._room.height())
        place.setHeight(max(place.height(), needed))
        place.moveBottom(min(place.bottom(), self._room.bottom()))
        place.moveRight(min(place.right(), self._room.right()))
        if place != self.geometry():
            self.setGeometry(place)

    def _stand_before(self, window: QWindow | None) -> None:
        # Only of a dialog do systems believe that it belongs to another window.
        kind = Qt.WindowType.Window if window is None else Qt.WindowType.Dialog
        self.setWindowFlags(kind | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.create()
        # Qt takes None, too, which its stubs do not know.
        self.windowHandle().setTransientParent(window)  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.has_keyboard.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.key_pressed.emit(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    @Slot()
    def _on_back(self) -> None:
        self.scene_asked.emit(-1)

    @Slot()
    def _on_next(self) -> None:
        self.scene_asked.emit(1)
