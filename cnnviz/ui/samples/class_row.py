"""One class: the button that keeps a drawing as one of it, how many there are, and what they look like."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from cnnviz.ui.key_names import with_key_names
from cnnviz.ui.leaving import Leaving
from cnnviz.ui.samples.thumbnails import Thumbnail, ThumbnailView
from cnnviz.ui.theme import Look, Type

#: Classes further on have no key of their own: Ctrl+0 is for the text size.
_MOST_KEYS = 9


class ClassRow(QWidget):
    """The samples of a class.

    kept(): the drawing is one of this class; Ctrl with the class's number, counted from 1, does it as well.
    renaming(), removing(): the class is to be called otherwise, or to go.

    Args:
        number: of the class, counted from 0.
    """

    kept = Signal()
    renaming = Signal()
    removing = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._name = ""
        self.keep = QPushButton()
        self.keep.clicked.connect(self._on_keep_clicked)
        self.count = QLabel()
        self.view = ThumbnailView()
        self.more = QToolButton()
        self.more.setText("⋯")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
        self.more.clicked.connect(self._on_more_clicked)
        self._menu = QMenu(self)
        self._rename = self._menu.addAction("Rename this class…")
        self._remove = self._menu.addAction("Remove this class and its samples")
        self._menu.triggered.connect(self._on_triggered)
        Leaving(self._menu)
        second = QHBoxLayout()
        second.setSpacing(2)
        second.addWidget(self.count, 1)
        second.addWidget(self.more)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(0)
        layout.addWidget(self.keep, 0, 0)
        layout.addLayout(second, 1, 0)
        layout.setRowStretch(2, 1)
        layout.addWidget(self.view, 0, 1, 3, 1)
        layout.setColumnStretch(1, 1)

    def show_class(self, name: str, thumbnails: tuple[Thumbnail, ...], paper: float, ink: float) -> None:
        """Show the class `name` with its samples."""
        count = len(thumbnails)
        if name != self._name:
            self._set_name(name)
        self.count.setText(f"{count} sample{'' if count == 1 else 's'}")
        self.view.set_thumbnails(name, thumbnails, paper, ink)

    def _set_name(self, name: str) -> None:
        self._name = name
        self.keep.setText(f"Keep as {name.replace('&', '&&')}")
        # Another text takes a button's shortcut away.
        key = f"Ctrl+{self.number + 1}" if self.number < _MOST_KEYS else ""
        self.keep.setShortcut(key)
        tip = f"Keep the drawing on the canvas as a sample of {name}" + (f" ({with_key_names(key)})" if key else "")
        self.keep.setToolTip(tip)
        self.keep.setStatusTip(tip)
        self.more.setAccessibleName(f"More about {name}")
        self.more.setStatusTip(f"Rename or remove the class {name}")

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self.keep.setFont(look.font(bold=True))
        self.count.setFont(look.font(Type.CAPTION))
        self.more.setFont(look.font())
        self.view.set_look(look)

    def set_name_width(self, width: int) -> None:
        """Stand below other rows: the left column this wide, in pixels."""
        self.keep.setFixedWidth(width)

    @Slot()
    def _on_keep_clicked(self) -> None:
        self.kept.emit()

    @Slot()
    def _on_more_clicked(self) -> None:
        self._menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        (self.renaming if action is self._rename else self.removing).emit()
