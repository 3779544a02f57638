"""The clock of what moves in the stages; it stands still where nothing does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QObject, QRectF, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QColor

from cnnviz.ui.stages.frame import Frame
from cnnviz.ui.stages.geometry import Kind
from cnnviz.ui.stages.marks import Marks
from cnnviz.ui.stages.moving import Moving
from cnnviz.ui.stages.scene import Scene


class Motion(QObject):
    """Brings a Moving from its start to its goal.

    moved(): it has come further, or is there.
    """

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._moving: Moving | None = None
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._clock.valueChanged.connect(self._on_value_changed)
        self._clock.finished.connect(self._on_finished)

    @property
    def now(self) -> Moving | None:
        """What is on its way; None where nothing is."""
        return self._moving

    def begin(self, moving: Moving | None, milliseconds: int) -> None:
        """Have `moving` reach its goal after so long; whatever was on its way is there at once."""
        self.stop()
        if moving is not None:
            self._moving = moving
            self._clock.setDuration(milliseconds)
            self._clock.start()

    def stop(self) -> None:
        """Have whatever is on its way be there."""
        self._clock.stop()
        self._moving = None

    @Slot("QVariant")
    def _on_value_changed(self, share: float) -> None:
        if self._moving is not None:
            self._moving = replace(self._moving, share=share)
            self.moved.emit()

    @Slot()
    def _on_finished(self) -> None:
        self._moving = None
        self.moved.emit()


def moving_between(before: Marks, after: Marks, ready: Scene, shown: Frame, *, lands: bool) -> Moving | None:
    """What moves where the player goes from one probe to another; None where nothing does.

    lands: whether the value of `after` is there then.
    """
    if after.highlight is None:
        return None
    probe = after.highlight.probe
    is_near = before.highlight is not None and before.highlight.probe.stage == probe.stage
    is_new = before.highlight is None or before.highlight.probe != probe
    is_bar = ready.places[probe.stage].column.kind is Kind.BARS
    color = _color(shown, probe.stage, probe.cell) if lands and not is_bar else None
    return Moving(
        before.windows(ready) if is_near else (),
        before.cell(ready) if is_near else None,
        color,
        lights=lands and is_bar and is_new,
    )


def room_of(marks: Marks, ready: Scene) -> QRectF:
    """Where things move that go to the probe of `marks`."""
    if marks.highlight is None:
        return QRectF()
    stage = marks.highlight.probe.stage
    return ready.places[max(stage - 1, 0)].values.united(ready.places[stage].values)


def _color(shown: Frame, stage: int, cell: tuple[int, ...]) -> QColor:
    rows = shown.trace.network.shapes[stage]
    x, y = (cell[2], cell[0] * rows[1] + cell[1]) if len(cell) == 3 else (0, cell[0])
    return QColor(shown.sheets[stage].image.pixel(x, y))
