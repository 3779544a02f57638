"""The person's own samples: a row for each class, and what is done with all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cnnviz.engine.arrays import Array
from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.flow import Flow
from cnnviz.ui.leaving import Leaving
from cnnviz.ui.samples.class_row import ClassRow
from cnnviz.ui.samples.remarks import Remarks
from cnnviz.ui.samples.thumbnails import Thumbnail
from cnnviz.ui.theme import Look, Type


class Collection(QWidget):
    """Samples by class.

    kept(label): the drawing is a sample of this class. chosen(place): bring a sample to the canvas.
    deleted(places), moved(places, label): these samples go, or are of another class.
    adding(), renaming(label), removing(label): a class is to be added, called otherwise, or to go.
    taught(): the network is to know all classes.
    use_chosen(is_wanted): whether these samples are learned from; by the box `uses`, which the page puts in its place.
    augment_chosen(is_wanted): whether they are joined by what they become under the dials.
    folder_wanted(is_import), file_wanted(is_import): bring samples in, or hand them on.
    """

    kept = Signal(int)
    chosen = Signal(int)
    deleted = Signal(object)
    moved = Signal(object, int)
    adding = Signal()
    renaming = Signal(int)
    removing = Signal(int)
    taught = Signal()
    use_chosen = Signal(bool)
    augment_chosen = Signal(bool)
    folder_wanted = Signal(bool)
    file_wanted = Signal(bool)
    _came = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ClassRow] = []
        self._names: tuple[str, ...] = ()
        self._look = Look()
        self._is_alone = False
        self._menu: QMenu | None = None
        self._menu_places: tuple[int, ...] = ()
        self.uses = QCheckBox("Learn from these")
        self.uses.setStatusTip("Whether training learns from your own samples")
        self.uses.clicked.connect(self.use_chosen)
        self.augments = QCheckBox("Learn from what they become, too")
        self.augments.setStatusTip("Join each of your samples by up to four that it becomes under the dials")
        self.augments.clicked.connect(self.augment_chosen)
        self.clears = QCheckBox("Clear the sheet after each")
        self.clears.setStatusTip("Begin with an empty sheet whenever a drawing was kept")
        self.centres = QAction("Centre and scale to the ink", self)
        self.centres.setCheckable(True)
        self.centres.setChecked(True)
        self.add = QPushButton("+ Class")
        self.add.setAccessibleName("Add a class")
        self.add.setStatusTip("Add a class of your own, 10 at most")
        self.add.clicked.connect(self.adding)
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        self.bring = self._button_with_menu(
            "Import", "Bring in samples: images by class, or an .npz file", is_import=True
        )
        self.export = self._button_with_menu(
            "Export", "Hand your samples on, in a form that can be imported", is_import=False
        )
        self.unknown = QLabel()
        self.unknown.setWordWrap(True)
        self.teach = QPushButton("Give it votes")
        self.teach.setStatusTip("Give the network a vote for each of your classes; those it has keep their weights")
        self.teach.clicked.connect(self._on_teach_clicked)
        self.remarks = Remarks()
        self.remarks.closed.connect(self._on_remarks_closed)
        self._lay_out()
        self.show_unknown("")

    def _button_with_menu(self, title: str, tip: str, *, is_import: bool) -> QPushButton:
        button = QPushButton(title)
        button.setStatusTip(tip)
        menu = QMenu(button)
        menu.addAction("A folder of images…" if is_import else "As a folder of images…").setData("folder")
        menu.addAction("An .npz file…" if is_import else "As an .npz file…").setData("file")
        if is_import:
            menu.addSeparator()
            menu.addAction(self.centres)
        menu.setObjectName("import" if is_import else "export")
        menu.triggered.connect(self._on_files_triggered)
        Leaving(menu)
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._area = ClearArea()
        self._area.take(content)
        self._area.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._area)
        self._pages.addWidget(self.remarks)
        unknown = QHBoxLayout()
        unknown.addWidget(self.unknown, 1)
        unknown.addWidget(self.teach)
        buttons = Flow(spacing=6)
        for button in (self.add, self.bring, self.export):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._pages, 1)
        layout.addLayout(unknown)
        layout.addWidget(self.augments)
        layout.addWidget(self.clears)
        layout.addLayout(buttons)

    def show_samples(
        self, classes: Sequence[str], pictures: Sequence[Array], labels: Sequence[int], paper: float, ink: float
    ) -> None:
        """Show the samples ``(rows, columns)`` of each class, with these numbers for paper and ink.

        A class that joins the others is brought into sight.
        """
        joining = [label for label, name in enumerate(classes) if name not in self._names]
        if len(joining) == 1 and len(classes) == len(self._names) + 1:
            self._came.emit(joining[0])
        self._names = tuple(classes)
        self._fit_rows(len(classes))
        by_class: list[list[Thumbnail]] = [[] for _ in classes]
        for place, (picture, label) in enumerate(zip(pictures, labels, strict=True)):
            by_class[label].append(Thumbnail(place, picture))
        for row, name, thumbnails in zip(self.rows, classes, by_class, strict=True):
            row.show_class(name, tuple(thumbnails), paper, ink)
        self._align()
        self.export.setEnabled(bool(labels))

    def show_unknown(self, text: str) -> None:
        """Say which classes the network does not know; an empty text where it knows all."""
        self.unknown.setText(text)
        self.unknown.setVisible(bool(text))
        self.teach.setVisible(bool(text))
        self.updateGeometry()

    def set_uses(self, *, is_used: bool, is_augmented: bool) -> None:
        """Show whether the samples are learned from, and from what they become."""
        self.uses.setChecked(is_used)
        self.augments.setChecked(is_augmented)
        self.augments.setEnabled(is_used)

    def show_remarks(self, headline: str, remarks: Sequence[str]) -> None:
        """Show what an import left out or changed, in place of the samples, until it is closed."""
        self.remarks.show_remarks(headline, remarks)
        self._pages.setCurrentWidget(self.remarks)
        self.remarks.close_button.setFocus()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        for part in (self.uses, self.augments, self.clears, self.add, self.bring, self.export, self.teach):
            part.setFont(look.font())
        self.unknown.setFont(look.font(Type.CAPTION))
        self.remarks.set_look(look)
        for row in self.rows:
            row.set_look(look)
        self._align()

    def set_alone(self, *, is_alone: bool) -> None:
        """Ask for two whole classes where nothing stands beside it, and the page scrolls anyway."""
        if is_alone is not self._is_alone:
            self._is_alone = is_alone
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        height = 170 + (0 if self.unknown.isHidden() else 34) + (32 if self._is_alone else 0)
        return QSize(self._look.length(210), self._look.length(height))

    def hasHeightForWidth(self) -> bool:
        # The samples take the height there is: asking for more would make the whole page scroll.
        return False

    def _fit_rows(self, count: int) -> None:
        while len(self.rows) > count:
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = ClassRow(len(self.rows))
            row.kept.connect(self._on_kept)
            row.renaming.connect(self._on_renaming)
            row.removing.connect(self._on_removing)
            row.view.chosen.connect(self.chosen)
            row.view.deleted.connect(self.deleted)
            row.view.moved.connect(self._on_moved)
            row.view.menu_asked.connect(self._on_menu_asked)
            row.set_look(self._look)
            self.rows.append(row)
            self._column.addWidget(row, 1)
            # Left to the layout, it would be shown, and have its place, only later.
            row.show()
        self._bar_once()

    def _align(self) -> None:
        width = max((row.keep.sizeHint().width() for row in self.rows), default=0)
        for row in self.rows:
            row.set_name_width(width)

    def _bar_once(self) -> None:
        """Where the classes scroll, their samples do without a bar of their own: two beside each other are a riddle."""
        is_scrolled = self._area.verticalScrollBar().maximum() > 0
        for row in self.rows:
            row.view.set_barred(is_barred=not is_scrolled)

    def _show_row(self, label: int) -> None:
        self._area.ensureWidgetVisible(self.rows[label], 0, 0)

    @Slot(int)
    def _on_came(self, label: int) -> None:
        if label < len(self.rows):
            # It has its place only once all around it are laid out.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self._show_row(label)

    @Slot()
    def _on_range_changed(self) -> None:
        self._bar_once()

    def _label_of_sender(self) -> int:
        row = self.sender()
        assert isinstance(row, ClassRow)
        return row.number

    @Slot()
    def _on_kept(self) -> None:
        label = self._label_of_sender()
        self.kept.emit(label)
        # By its key, it may be a class that is out of sight.
        self._show_row(label)

    @Slot()
    def _on_renaming(self) -> None:
        self.renaming.emit(self._label_of_sender())

    @Slot()
    def _on_removing(self) -> None:
        self.removing.emit(self._label_of_sender())

    @Slot(object, int)
    def _on_moved(self, places: tuple[int, ...], label: int) -> None:
        if label < len(self._names):
            self.moved.emit(places, label)

    @Slot(object, object)
    def _on_menu_asked(self, places: tuple[int, ...], point: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu_places = places
        self._menu = QMenu(self)
        for label, name in enumerate(self._names):
            if self.rows[label].view is self.sender():
                continue
            self._menu.addAction(f"Move to {name.replace('&', '&&')}").setData(label)
        self._menu.addSeparator()
        count = len(places)
        self._menu.addAction("Delete" if count == 1 else f"Delete {count} samples")
        self._menu.triggered.connect(self._on_menu_triggered)
        self._menu.popup(point)

    @Slot(QAction)
    def _on_menu_triggered(self, action: QAction) -> None:
        if action.data() is None:
            self.deleted.emit(self._menu_places)
        else:
            self.moved.emit(self._menu_places, action.data())

    @Slot(QAction)
    def _on_files_triggered(self, action: QAction) -> None:
        is_import = self.sender().objectName() == "import"
        match action.data():
            case "folder":
                self.folder_wanted.emit(is_import)
            case "file":
                self.file_wanted.emit(is_import)

    @Slot()
    def _on_teach_clicked(self) -> None:
        self.taught.emit()

    @Slot()
    def _on_remarks_closed(self) -> None:
        self._pages.setCurrentIndex(0)
