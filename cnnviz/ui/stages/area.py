"""The whole way from picture to votes as it is seen, left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cnnviz.engine.arrays import Cell
from cnnviz.engine.explain import has_cell
from cnnviz.engine.network import Network, Trace
from cnnviz.model.document import Coding, Settings
from cnnviz.model.view import Probe
from cnnviz.ui.stages.empty import NOTHING, Hidden
from cnnviz.ui.stages.fitting import fitted_scene, styles_of
from cnnviz.ui.stages.frame import Frame, frame
from cnnviz.ui.stages.ground import Ground
from cnnviz.ui.stages.marks import Marks
from cnnviz.ui.stages.motion import Motion, moving_between, room_of
from cnnviz.ui.stages.paint import paint_values
from cnnviz.ui.stages.repaint import dirty_room
from cnnviz.ui.stages.scene import Scene, refreshed
from cnnviz.ui.stages.scrolling import into, offset_after, set_ranges
from cnnviz.ui.stages.style import Style
from cnnviz.ui.theme import Look

if TYPE_CHECKING:
    from cnnviz.engine.training import Gradients


class StagesArea(QAbstractScrollArea):
    """Every value of a trace, with what lights up around one of them; what a hand does with them is not its concern."""

    def __init__(self) -> None:
        super().__init__()
        self._styles = styles_of(Look())
        self._settings, self._coding = Settings(), Coding.SIGNED
        self._laid_out: Scene | None = None
        self._is_stale = False
        # What the scene was laid out for.
        self._asked: tuple[Network, tuple[Style, ...], float, float, float, tuple[str, ...]] | None = None
        self._frame: Frame | None = None
        self._ground = Ground()
        self._marks = Marks()
        self._hidden = NOTHING
        self._motion = Motion(self)
        self._motion.moved.connect(self._on_moved)
        self._names: tuple[str, ...] = ()
        self._zoom = 1.0
        #: What was to be brought into sight since the last painting.
        self._goal: Probe | None = None
        self._is_framed = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        # One of our own: asked for one that Qt made, PySide6 first sets up every class of widget there is.
        self.setViewport(QWidget())
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 120)
        self.setAccessibleName("Stages, from picture to votes")
        self._describe("")

    def set_trace(
        self,
        trace: Trace,
        settings: Settings | None = None,
        coding: Coding | None = None,
        gradients: Gradients | None = None,
    ) -> None:
        """Show `trace`, in another way where `settings` or `coding` say so; only stages that changed are repainted.

        gradients: those of `trace`, to be shown in place of its values.
        """
        self._settings, self._coding = settings or self._settings, coding or self._coding
        before = self._frame
        theme = self._styles[0].look.theme
        self._frame, changed = frame(trace, self._settings, self._coding, theme, before, gradients)
        old = self._laid_out
        ready = None if old is None or self._is_stale else refreshed(old, trace.network)
        if old is None or ready is None:
            self._lay_out()
            return
        self._laid_out = ready
        self._update_stages(changed, before)
        if ready.wires is not old.wires:
            self.viewport().update()

    def set_filter_names(self, names: tuple[str, ...]) -> None:
        """Call the maps of the first convolution by the names of their filters."""
        if names != self._names:
            self._names = names
            self._lay_out()

    def set_hidden(self, hidden: Hidden) -> None:
        """Empty the cells of what is not to be seen."""
        before, self._hidden = self._hidden, hidden
        # What was hidden before may have been of a network with more stages.
        known = 0 if self._frame is None else len(self._frame.sheets)
        changed = tuple(stage for stage in hidden.changed_from(before) if stage < known)
        # A legend tells nothing of a stage of which nothing is seen.
        same_legends = all(hidden.hides_all(stage) is before.hides_all(stage) for stage in changed)
        self._update_stages(changed, self._frame if same_legends else None)

    def set_marks(self, marks: Marks, description: str = "") -> None:
        """Light `marks` up; `description` says it for those who do not see it."""
        is_same = marks.looks_like(self._marks)
        self._marks = marks
        self._describe(description)
        if not is_same:
            self._motion.stop()
            self.viewport().update()

    def move_marks(self, marks: Marks, description: str, milliseconds: int, *, lands: bool) -> None:
        """Light `marks` up as `set_marks` does, and show within so long how the player has come to them.

        lands: whether the value of the probe is there with it.
        """
        before = self._marks
        self.set_marks(marks, description)
        if self._scene is not None and self._frame is not None and self.isVisible():
            self._motion.begin(moving_between(before, marks, self._scene, self._frame, lands=lands), milliseconds)

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._styles = styles_of(look)
        if self._frame is not None:
            trace, gradients = self._frame.trace, self._frame.gradients
            self._frame, _ = frame(trace, self._settings, self._coding, look.theme, gradients=gradients)
            self._lay_out()

    def zoom_about(self, zoom: float, anchor: QPointF | None) -> None:
        """Show larger; 1.0 fits the window. What stands at `anchor`, or in the middle, stays there."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._lay_out(self._middle() if anchor is None else anchor)

    def cell_rect(self, stage: int, cell: Cell) -> QRectF:
        """Where a value stands in the viewport."""
        assert self._scene is not None
        return QRectF(*self._scene.layout.cell_rect(stage, cell)).translated(-self._offset())

    def cell_at(self, position: QPointF) -> tuple[int, Cell] | None:
        """The stage and cell at a point of the viewport, or None."""
        if self._scene is None:
            return None
        place = position + self._offset()
        return self._scene.layout.cell_at(place.x(), place.y())

    def bring_into_sight(self, probe: Probe) -> None:
        """Scroll so far that the probe is in sight, also where the stages have other room by the next painting."""
        self._goal = probe
        self._seek(probe)

    def _seek(self, probe: Probe) -> None:
        # Another network may have come since the probe was asked for.
        if self._frame is None or not has_cell(self._frame.trace.network, probe.stage, probe.cell):
            return
        rect, room = self.cell_rect(probe.stage, probe.cell), QRectF(self.viewport().rect())
        margin = self._styles[0].look.length(24)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + into(rect.left() - margin, rect.right() + margin, room.width()))
        down.setValue(down.value() + into(rect.top() - margin, rect.bottom() + margin, room.height()))

    def sizeHint(self) -> QSize:
        return QSize(960, 400)

    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_stale:
            # Before anything is painted: a scroll bar may come or go with it.
            self._lay_out()
            if self._goal is not None:
                self._seek(self._goal)
        self._goal = None
        with QPainter(self.viewport()) as painter:
            exposed = QRectF(event.rect())
            if self._scene is not None and self._frame is not None:
                offset = self._offset()
                self._ground.paint(painter, exposed, self._scene, self._frame, offset, self.viewport().size())
                painter.translate(-offset)
                exposed.translate(offset)
                painter.setClipRect(exposed)
                paint_values(painter, self._scene, self._frame, self._marks, exposed, self._hidden, self._motion.now)
                painter.translate(offset)
            else:
                painter.fillRect(exposed, self._styles[0].surface)
            if self.hasFocus() and self._is_framed:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._styles[0].accent, 2))
                painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # While panels move, many sizes come before one is seen.
        self._is_stale = True
        self._motion.stop()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Who has not gone there need not be told where the keyboard is.
        self._is_framed = event.reason() is not Qt.FocusReason.OtherFocusReason
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()

    @property
    def _scene(self) -> Scene | None:
        """Where everything stands now."""
        if self._is_stale:
            self._lay_out()
        return self._laid_out

    def _lay_out(self, anchor: QPointF | None = None) -> None:
        """Place everything anew. What stood at `anchor` stays there; without one, what begins at its start does."""
        self._is_stale = False
        if self._frame is None:
            return
        self._motion.stop()
        old, offset = self._laid_out, self._offset()
        room, pixel = QSizeF(self.maximumViewportSize()) * self._zoom, 1 / self.devicePixelRatioF()
        asked = (self._frame.trace.network, self._styles, room.width(), room.height(), pixel, self._names)
        # Qt tells of a size that is as before where a style or a scroll bar may have changed it.
        if old is not None and asked == self._asked:
            return
        self._asked = asked
        self._laid_out = new = fitted_scene(*asked, self.horizontalScrollBar().sizeHint().height())
        set_ranges(self, new.layout.width, new.layout.height)
        if old is not None:
            self._scroll_to(offset_after(old, new, offset, anchor, self._middle()))
        self.viewport().update()

    def _scroll_to(self, offset: QPointF) -> None:
        self.horizontalScrollBar().setValue(round(offset.x()))
        self.verticalScrollBar().setValue(round(offset.y()))

    def _middle(self) -> QPointF:
        return QPointF(self.viewport().rect().center())

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _update_stages(self, changed: tuple[int, ...], before: Frame | None) -> None:
        """Repaint what looks different where the values of the `changed` stages do, or what is said of them.

        All of it is repainted anyway where it has yet to be laid out.
        """
        if self._is_stale:
            return
        ready, shown = self._laid_out, self._frame
        assert ready is not None
        assert shown is not None
        if before is not None and before.sentence != shown.sentence:
            self.viewport().update()
            return
        dirty = dirty_room(ready, shown, before, changed)
        if not dirty.isNull():
            # Outlines stand a little outside the cells they surround.
            self.viewport().update(dirty.translated(-self._offset()).adjusted(-4, -4, 4, 4).toAlignedRect())

    @Slot()
    def _on_moved(self) -> None:
        if self._scene is not None:
            room = room_of(self._marks, self._scene).translated(-self._offset())
            self.viewport().update(room.adjusted(-4, -4, 4, 4).toAlignedRect())

    def _describe(self, text: str) -> None:
        self.setAccessibleDescription(text or "Arrow keys walk from value to value, Page Up and Down between stages.")
