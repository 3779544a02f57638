"""The drawing canvas with its tools and presets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz.model.document import Coding
from cnnviz.model.files import EXTENSION
from cnnviz.model.picture.grid import COMMON, Grid, format_grid
from cnnviz.ui.box_font import set_box_font
from cnnviz.ui.drawing.canvas import Canvas
from cnnviz.ui.drawing.presets import PresetStrip
from cnnviz.ui.drawing.tools import DrawTools
from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.flow import Flow
from cnnviz.ui.theme import Look, Type

_CODINGS = {Coding.SIGNED: "−1 / +1", Coding.UNIT: "0 / 1", Coding.BYTES: "0 … 255"}
#: The largest text, in percent, at which the labels fit beside their boxes.
_LABELLED = 110
#: The largest text, in percent, at which the boxes show the longest size whole.
_ROOMY = 150


class DrawPanel(QWidget):
    """The drawing canvas with its tools and presets.

    grid_typed(text): a size was chosen or typed; it may be no size.
    coding_chosen(coding): other numbers for paper and ink.
    file_pasted(path), image_pasted(image): a file, or a QImage, is to become the picture.
    paste_failed(): there was no image to paste.
    """

    grid_typed = Signal(str)
    coding_chosen = Signal(object)
    file_pasted = Signal(object)
    image_pasted = Signal(object)
    paste_failed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas()
        self.presets = PresetStrip()
        self.tools = DrawTools(self)
        self.grid = self._make_grid()
        self.coding = self._make_coding()
        for box in (self.grid, self.coding):
            box.setStatusTip(box.toolTip())
        self._labels = (QLabel("&Grid"), QLabel("Pi&xels"))
        self._lay_out()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        for part in (self.canvas, self.presets, self.tools):
            part.set_look(look)
        for box in (self.grid, self.coding):
            set_box_font(box, look.font())
            box.setMinimumContentsLength(7 if look.text_scale <= _ROOMY else 5)
        for label in self._labels:
            label.setFont(look.font(Type.CAPTION))
            # Large text leaves room for the boxes alone; what they hold says what they are.
            label.setVisible(look.text_scale <= _LABELLED)

    def set_grid(self, grid: Grid) -> None:
        """Show the picture's size."""
        self.grid.setCurrentIndex(COMMON.index(grid) if grid in COMMON else -1)
        self.grid.setEditText(format_grid(grid))

    def set_coding(self, coding: Coding) -> None:
        """Show which numbers stand for paper and ink."""
        self.coding.setCurrentIndex(list(Coding).index(coding))

    def _take(self, data: QMimeData) -> bool:
        """Announce the image in `data`; whether there was one."""
        path = _image_path(data)
        image = data.imageData() if path is None and data.hasImage() else None
        if path is not None:
            self.file_pasted.emit(path)
        elif isinstance(image, QImage):
            self.image_pasted.emit(image)
        else:
            return False
        return True

    def _make_grid(self) -> QComboBox:
        box = DropDown(editable=True)
        box.addItems([format_grid(grid) for grid in COMMON])
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setCompleter(None)  # type: ignore[arg-type]
        box.setAccessibleName("Grid: rows × columns")
        box.setToolTip("Rows × columns of the picture, 3 to 64: choose a size or type one, such as 9x12")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(self._on_grid_chosen)
        line = box.lineEdit()
        assert line is not None
        line.returnPressed.connect(self._on_grid_chosen)
        return box

    def _make_coding(self) -> QComboBox:
        box = DropDown()
        box.addItems([_CODINGS[coding] for coding in Coding])
        box.setAccessibleName("Pixels: the numbers for paper and ink")
        box.setToolTip("The numbers that stand for paper and ink; the network is fed exactly these")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(self._on_coding_chosen)
        return box

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(6)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self.presets)
        sheet = Flow(spacing=6)
        for label, box in zip(self._labels, (self.grid, self.coding), strict=True):
            label.setBuddy(box)
            sheet.addWidget(_side_by_side(label, box))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 4, 8, 8)
        whole.setSpacing(4)
        whole.addLayout(self.tools.upper)
        whole.addLayout(middle, 1)
        whole.addLayout(self.tools.lower)
        whole.addLayout(sheet)

    @property
    def can_paste(self) -> bool:
        """Whether there is what may be an image on the clipboard."""
        return _has_image(_copied())

    def paste(self) -> None:
        """Announce the image on the clipboard, or that there is none."""
        if not self._take(_copied()):
            self.paste_failed.emit()

    @Slot()
    def _on_grid_chosen(self) -> None:
        self.grid_typed.emit(self.grid.currentText())

    @Slot(int)
    def _on_coding_chosen(self, index: int) -> None:
        self.coding_chosen.emit(list(Coding)[index])


def _side_by_side(label: QLabel, box: QComboBox) -> QWidget:
    pair = QWidget()
    layout = QHBoxLayout(pair)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    layout.addWidget(label)
    layout.addWidget(box)
    return pair


def _copied() -> QMimeData:
    """What is on the clipboard; where there is nothing at all, Qt has no data to give."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()


def _has_image(data: QMimeData) -> bool:
    return data.hasImage() or _image_path(data) is not None


def _image_path(data: QMimeData) -> Path | None:
    """The one local file that is meant, unless it is a document; its content decides whether it is an image."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() != EXTENSION else None
