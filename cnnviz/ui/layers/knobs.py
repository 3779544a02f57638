"""Small controls for one number or one switch of a layer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from cnnviz.model.architecture.blueprints import Blueprint, Convolution, Knob, knob_value
from cnnviz.ui.box_font import set_box_font
from cnnviz.ui.theme import Look, Type
from cnnviz.ui.undo_keys import left_to_window
from cnnviz.ui.wheel import Wheel, left_to_page

#: A drag over so many pixels is one step.
PIXELS_PER_STEP = 8


class NumberKnob(QWidget):
    """A number by its name. It is typed, stepped, turned with the wheel, or dragged up and down.

    turned(value, gesture): a hand set it; one drag, one hold of a button or a key, and one spin of the wheel are one
        gesture each, and a typed number has none.
    """

    turned = Signal(int, object)

    def __init__(self, knob: Knob) -> None:
        super().__init__()
        self.title = knob.title
        self._label = QLabel(knob.title)
        self._box = _Box(knob)
        self._box.turned.connect(self.turned)
        self._label.setBuddy(self._box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(self._box)

    @property
    def box(self) -> QSpinBox:
        """Where the number stands."""
        return self._box

    def show_value(self, blueprint: Blueprint, knob: Knob) -> None:
        """Show what the knob stands at."""
        suffix = f"x{blueprint.size[1]}" if isinstance(blueprint, Convolution) and knob.field == "size" else ""
        self._box.show_number(knob_value(blueprint, knob), suffix)

    def cancel_entry(self) -> None:
        """Forget what is being typed."""
        self._box.show_shown()

    def set_look(self, look: Look) -> None:
        """Draw in another text size."""
        self._label.setFont(look.font(Type.CAPTION))
        set_box_font(self._box, look.font())

    def set_name(self, name: str) -> None:
        """What a screen reader calls it."""
        self._box.setAccessibleName(name)


class _Box(QSpinBox):
    turned = Signal(int, object)

    def __init__(self, knob: Knob) -> None:
        super().__init__()
        self._knob = knob
        self._shown = knob.least
        self._gesture: object | None = None
        self._grip: QPointF | None = None
        self._wheel = Wheel()
        self.setRange(knob.least, knob.most)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(f"{knob.tip}.\nType it, or drag it up and down")
        self.setStatusTip(knob.tip)
        self.editingFinished.connect(self._on_editing_finished)
        # A style sheet cannot keep the text away from the frame.
        self.lineEdit().setTextMargins(3, 0, 0, 0)
        self.lineEdit().installEventFilter(self)

    def show_number(self, value: int, suffix: str) -> None:
        """Show `value`; one from elsewhere may lie beyond the knob's range."""
        self._shown = value
        self.setMaximum(max(self._knob.most, value))
        self.setSuffix(suffix)
        self.setValue(value)

    def show_shown(self) -> None:
        """Show the number as it is, in place of what was typed."""
        self.setValue(self._shown)

    def sizeHint(self) -> QSize:
        # Qt leaves room for a space behind the number; all knobs of a layer are to stand in one line.
        return super().sizeHint() - QSize(self.fontMetrics().horizontalAdvance("0"), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def stepBy(self, steps: int) -> None:
        super().stepBy(steps)
        self._tell(self._gesture)

    def _tell(self, gesture: object | None) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.turned.emit(self._shown, gesture)

    @Slot()
    def _on_editing_finished(self) -> None:
        self._tell(None)

    def event(self, event: QEvent) -> bool:
        return False if left_to_window(event) else super().event(event)

    # What begins a gesture

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._gesture = object()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            # With Alt the arrows move the whole layer.
            event.ignore()
            return
        if not event.isAutoRepeat():
            self._gesture = object()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if left_to_page(self, event):
            return
        if self._wheel.turn(event):
            self._gesture = object()
        super().wheelEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._gesture = event.globalPosition(), object()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._grip = None
        elif event.type() == QEvent.Type.MouseMove and self._grip is not None:
            self._scrub(event.globalPosition())
            return True
        return super().eventFilter(watched, event)

    def _scrub(self, place: QPointF) -> None:
        assert self._grip is not None
        steps = int((self._grip.y() - place.y()) / PIXELS_PER_STEP)
        if steps:
            self._grip -= QPointF(0, steps * PIXELS_PER_STEP)
            self.stepBy(steps)


class SwitchKnob(QCheckBox):
    """A switch by its name.

    turned(value, gesture): a hand set it, to 0 or 1; there is no gesture.
    """

    turned = Signal(int, object)

    def __init__(self, knob: Knob) -> None:
        super().__init__(knob.title)
        self.setToolTip(knob.tip)
        self.setStatusTip(knob.tip)
        self.clicked.connect(self._on_clicked)

    def show_value(self, blueprint: Blueprint, knob: Knob) -> None:
        """Show what the knob stands at."""
        self.setChecked(bool(knob_value(blueprint, knob)))

    def set_look(self, look: Look) -> None:
        """Draw in another text size."""
        self.setFont(look.font(Type.CAPTION))

    def set_name(self, name: str) -> None:
        """What a screen reader calls it."""
        self.setAccessibleName(name)

    @Slot(bool)
    def _on_clicked(self, checked: bool) -> None:
        self.turned.emit(int(checked), None)
