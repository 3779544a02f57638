"""The tabs about learning."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from cnnviz.ui.tab_order import lead_tab
from cnnviz.ui.theme import Look


class Learning(QTabWidget):
    """Tabs, empty until they are filled.

    page_shown(index): a page has come into sight.
    """

    page_shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._smallest = QSize(160, 60)
        self._filled: dict[int, tuple[QWidget, QLabel]] = {}
        self.setDocumentMode(True)
        # The card has a border: a second line would stand right below it.
        self.tabBar().setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setAccessibleName("Learning")
        self.currentChanged.connect(self._on_current_changed)

    def set_titles(self, titles: Sequence[tuple[str, str]]) -> None:
        """Offer pages: what each is called, and what it is for."""
        for title, tip in titles:
            index = self.addTab(QWidget(), title)
            self.setTabToolTip(index, tip)

    @property
    def title(self) -> str:
        """Which page is in front."""
        return self.tabText(self.currentIndex())

    def show_title(self, title: str) -> None:
        """Bring the page called `title` to the front, where there is one."""
        for index in range(self.count()):
            if self.tabText(index) == title:
                self.setCurrentIndex(index)

    def fill(self, index: int, page: QWidget) -> None:
        """Put `page` into a tab."""
        tab = self.widget(index)
        assert tab is not None
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(0, 0, 0, 0)
        cover = QLabel()
        cover.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cover.setWordWrap(True)
        cover.hide()
        layout.addWidget(page)
        layout.addWidget(cover)
        self._filled[index] = page, cover

    def lead_tab_into(self, index: int) -> None:
        """Have Tab go from the tabs into a page."""
        page, _ = self._filled[index]
        lead_tab(self.tabBar(), page)

    def cover(self, index: int, sentence: str) -> None:
        """Show `sentence` in place of a page; the page itself where it is empty."""
        page, cover = self._filled[index]
        cover.setText(sentence)
        # Both together would ask for more room than there is.
        going, coming = (page, cover) if sentence else (cover, page)
        going.hide()
        coming.show()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self.setFont(look.font())

    def minimumSizeHint(self) -> QSize:
        # Pages scroll by themselves: one that is large must not make the window's other panels small.
        return self._smallest

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.page_shown.emit(self.currentIndex())

    @Slot(int)
    def _on_current_changed(self, index: int) -> None:
        if self.isVisible():
            self.page_shown.emit(index)
