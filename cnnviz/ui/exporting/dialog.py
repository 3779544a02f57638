"""The dialog in which a person says what to export, and how, and sees it first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cnnviz.ui.exporting.pages import FigurePage, FilmPage, LessonPage, NumbersPage, Page
from cnnviz.ui.exporting.preview import Preview
from cnnviz.ui.exporting.wishes import Offers, Wish
from cnnviz.ui.theme import Look


class ExportDialog(QDialog):
    """What to export, beside what it will look like.

    changed(wish): another wish is chosen, or None where there is nothing; it is to be previewed.
    file_wanted(wish), copy_wanted(wish): into a file, or to the clipboard.
    given_up(): what is being made is not wanted any more.
    """

    changed = Signal(object)
    file_wanted = Signal(object)
    copy_wanted = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget, panels: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.figure, self.numbers, self.film, self.lesson = FigurePage(panels), NumbersPage(), FilmPage(), LessonPage()
        self.pages: tuple[Page, ...] = (self.figure, self.numbers, self.film, self.lesson)
        self.tabs = QTabWidget()
        for page in self.pages:
            self.tabs.addTab(page, page.title)
            page.changed.connect(self._on_page_changed)
        self.tabs.currentChanged.connect(self._on_page_changed)
        self.preview = Preview()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.copy = _button("&Copy", "Put it on the clipboard", self._on_copy_clicked)
        self.save = _button("&Export to a file…", "Choose a file to write", self._on_save_clicked)
        self.cancel = _button("Ca&ncel", "Give up what is being made", self.given_up)
        self.close_button = _button("Close", "Close this window", self.close)
        self.save.setDefault(True)
        self._lay_out()
        self.set_idle()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.tabs, 2)
        above.addWidget(self.preview, 3)
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(self.progress, 1)
        for button in (self.cancel, self.copy, self.save, self.close_button):
            below.addWidget(button)
        whole = QVBoxLayout(self)
        whole.addLayout(above, 1)
        whole.addLayout(below)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self.preview.set_look(look)
        room = self.screen().availableSize() * 0.85
        self.resize(QSize(look.length(980), look.length(460)).boundedTo(room))

    def open_at(self, index: int, offers: Offers) -> None:
        """Show the page `index`, with what there is to export now."""
        self.offer(offers)
        self.tabs.setCurrentIndex(index)
        self.show()
        self.raise_()
        self.activateWindow()

    def offer(self, offers: Offers) -> None:
        """Take up what there is to export now; what is chosen stays, where it is still there."""
        for page in self.pages:
            page.set_offers(offers)
        self._on_page_changed()

    @property
    def wish(self) -> Wish | None:
        """What is chosen."""
        return self.pages[self.tabs.currentIndex()].wish()

    def tell(self, sentence: str) -> None:
        """Say what became of a wish, or what it will be."""
        self.told.setText(sentence)

    def set_possible(self, *, possible: bool) -> None:
        """Whether what is chosen can be had."""
        self._is_possible = possible
        self._enable()

    def set_busy(self, share: float | None, text: str) -> None:
        """Show how far it is; where `share` is None, that something is being done."""
        self._is_busy = True
        # A bar without a range goes to and fro.
        self.progress.setRange(0, 0 if share is None else 1000)
        if share is not None:
            self.progress.setValue(round(1000 * share))
        self.tell(f"{text[:1].upper()}{text[1:]}")
        self._enable()

    def set_idle(self) -> None:
        """Nothing is being made."""
        self._is_busy = False
        self._is_possible = True
        self._enable()
        # Meanwhile it was on the one button that was left; Enter would close the dialog.
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        # What Escape and the window's own button do.
        self.given_up.emit()
        super().reject()

    def done(self, result: int) -> None:
        super().done(result)
        self.preview.forget()

    def _enable(self) -> None:
        self.progress.setVisible(self._is_busy)
        self.cancel.setVisible(self._is_busy)
        self.tabs.setEnabled(not self._is_busy)
        page = self.pages[self.tabs.currentIndex()]
        self.copy.setVisible(page.can_copy and not self._is_busy)
        self.copy.setEnabled(self._is_possible)
        self.save.setEnabled(self._is_possible and not self._is_busy)

    @Slot()
    def _on_page_changed(self) -> None:
        self.set_possible(possible=self.wish is not None)
        self.tell("")
        self.changed.emit(self.wish)

    @Slot()
    def _on_copy_clicked(self) -> None:
        self.copy_wanted.emit(self.wish)

    @Slot()
    def _on_save_clicked(self) -> None:
        self.file_wanted.emit(self.wish)


def _button(text: str, tip: str, clicked: object) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.clicked.connect(clicked)
    button.setAutoDefault(False)
    return button
