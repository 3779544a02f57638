"""One layer of the list: its name, its knobs, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from cnnviz.model.architecture.blueprints import Blueprint, Knob, knobs
from cnnviz.model.architecture.description import LayerFacts
from cnnviz.model.architecture.problems import Problem
from cnnviz.ui.cell_keys import CLEAR_KEYS
from cnnviz.ui.flow import Flow
from cnnviz.ui.icons import icon
from cnnviz.ui.layers.columns import Columns
from cnnviz.ui.layers.knobs import NumberKnob, SwitchKnob
from cnnviz.ui.layers.problem import ProblemNote
from cnnviz.ui.theme import Look

#: Where the dots to drag a row by stand, in pixels from its left edge, and how wide they are.
GRIP_LEFT, GRIP_WIDTH = 5, 16
EDGE = 4
SPACING = 8


class LayerRow(QWidget):
    """A layer number `index`, whose signals begin with that number.

    turned(index, knob, value, gesture): a knob was set.
    menu_wanted(index, place): open the layer's menu at that place of the screen.
    moved(index, by): Alt and an arrow. removed(index): the button or Delete. walked(index, by): an arrow alone.
    dragged(index, place), dropped(index, place): it is held over, or let go at, that place of its parent.
    remedied(index of the remedy): one of the ways out was chosen.
    """

    turned = Signal(int, object, int, object)
    menu_wanted = Signal(int, QPoint)
    moved = Signal(int, int)
    removed = Signal(int)
    walked = Signal(int, int)
    dragged = Signal(int, QPoint)
    dropped = Signal(int, QPoint)
    remedied = Signal(int)

    def __init__(self, index: int, blueprint: Blueprint) -> None:
        super().__init__()
        self.index = index
        self.kind = type(blueprint)
        self._grip: QPoint | None = None
        self._is_dragged = False
        self._is_marked = False
        self._look = Look()
        self.title = QLabel()
        self._columns = Columns()
        self._knobs: list[tuple[Knob, NumberKnob | SwitchKnob]] = [
            (knob, SwitchKnob(knob) if knob.is_switch else NumberKnob(knob)) for knob in knobs(blueprint)
        ]
        for knob, control in self._knobs:
            control.turned.connect(partial(self._on_turned, knob))
        self._more = self._button("More for this layer", self._on_more_clicked)
        self._remove = self._button("Remove this layer", self._on_remove_clicked)
        self._note = ProblemNote()
        self._note.chosen.connect(self.remedied)
        self._note.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()

    def _button(self, tip: str, clicked: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setStatusTip(tip)
        button.clicked.connect(clicked)
        return button

    def _lay_out(self) -> None:
        content = QVBoxLayout()
        content.setSpacing(2)
        if self._knobs:
            flow = Flow(spacing=5)
            for _, control in self._knobs:
                flow.addWidget(control)
            content.addLayout(flow)
        content.addWidget(self._columns)
        grid = QGridLayout(self)
        grid.setContentsMargins(GRIP_LEFT + GRIP_WIDTH, EDGE, EDGE, EDGE)
        grid.setHorizontalSpacing(0)
        grid.setColumnMinimumWidth(1, SPACING)
        grid.setColumnMinimumWidth(3, SPACING)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.title, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(content, 0, 2)
        grid.addWidget(self._more, 0, 4, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._remove, 0, 5, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._note, 1, 2, 1, 4)
        grid.setColumnStretch(2, 1)

    # What is shown

    @property
    def controls(self) -> tuple[NumberKnob | SwitchKnob, ...]:
        """The knobs, in order."""
        return tuple(control for _, control in self._knobs)

    @property
    def texts(self) -> tuple[str, ...]:
        """What the layer comes to, as it is written."""
        return self._columns.texts

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab shall stop, in order."""
        inner = (control.box if isinstance(control, NumberKnob) else control for control in self.controls)
        return (self, *inner, self._more, self._remove)

    @property
    def note(self) -> ProblemNote:
        """What does not fit, and the ways out."""
        return self._note

    @property
    def menu_button(self) -> QToolButton:
        return self._more

    @property
    def remove_button(self) -> QToolButton:
        return self._remove

    def set_facts(self, facts: LayerFacts, problem: Problem | None) -> None:
        """Show a layer; `problem` where it is here that the plan fails."""
        self.title.setText(facts.title)
        self._columns.set_texts(facts.size, facts.output, facts.parameters)
        self._columns.setVisible(bool(facts.output))
        name = f"Layer {self.index + 1}, {facts.title}"
        for knob, control in self._knobs:
            control.show_value(facts.blueprint, knob)
            control.set_name(f"{name}, {knob.title.lower()}")
        self._more.setAccessibleName(f"{name}: more")
        self._remove.setAccessibleName(f"{name}: remove")
        self._note.setVisible(problem is not None)
        if problem is not None:
            self._note.show_problem(problem)
        if self._is_marked is not (problem is not None):
            self._is_marked = problem is not None
            self.update()
        self.setAccessibleName(name)
        self.setAccessibleDescription(problem.sentence if problem else f"{facts.output}; {facts.parameters} parameters")

    def cancel_entries(self) -> None:
        """Forget what is being typed, because the layer that it was meant for is no longer here."""
        for control in self.controls:
            if isinstance(control, NumberKnob):
                control.cancel_entry()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        theme = look.theme
        self._line, self._accent = QPen(QColor(theme.line), 1), QPen(QColor(theme.accent), 2)
        self._mark, self._paper = QPen(QColor(theme.problem), 2), QColor(theme.raised)
        self._dots = QColor(theme.muted)
        self.title.setFont(look.font(bold=True))
        self._columns.set_look(look)
        self._note.set_look(look)
        for _, control in self._knobs:
            control.set_look(look)
        side = look.length(16)
        for button, name in ((self._more, "more"), (self._remove, "clear")):
            button.setIcon(icon(name, theme.muted, side))
            button.setIconSize(QSize(side, side))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            is_lit = self._is_dragged or self.hasFocus()
            pen = self._accent if is_lit else self._mark if self._is_marked else self._line
            inset = pen.widthF() / 2
            painter.setPen(pen)
            painter.setBrush(self._paper)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._dots)
            middle = self.title.geometry().center().y()
            for down in (-5, 0, 5):
                for right in (0, 5):
                    painter.drawEllipse(GRIP_LEFT + right, middle + down - 1, 2, 2)

    # What a hand did

    def _on_turned(self, knob: Knob, value: int, gesture: object) -> None:
        self.turned.emit(self.index, knob, value, gesture)

    @Slot()
    def _on_more_clicked(self) -> None:
        self.menu_wanted.emit(self.index, self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.removed.emit(self.index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.index, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self.index, by)
        elif by:
            self.walked.emit(self.index, by)
        elif event.key() in CLEAR_KEYS and self.hasFocus():
            self.removed.emit(self.index)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        way = event.position().toPoint() - self._grip
        if not self._is_dragged and way.manhattanLength() >= QApplication.startDragDistance():
            self._is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.raise_()
            self.update()
        if self._is_dragged:
            ground = self.parentWidget()
            assert ground is not None
            self.move(self.x(), max(0, min(self.y() + way.y(), ground.height() - self.height())))
            self.dragged.emit(self.index, self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        if self._is_dragged:
            self._is_dragged = False
            self.unsetCursor()
            self.update()
            self.dropped.emit(self.index, self.mapToParent(event.position().toPoint()))


def title_width(titles: list[str], look: Look) -> int:
    """The width, in pixels, that the longest of these names takes in a row."""
    metrics = QFontMetrics(look.font(bold=True))
    return max((metrics.horizontalAdvance(title) for title in titles), default=0) + 2
