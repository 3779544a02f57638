"""The page about the layers: the list, and above it what can be added."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from cnnviz.model.architecture.blueprints import Blueprint
from cnnviz.model.architecture.description import Description, LayerFacts
from cnnviz.ui.clear_area import ClearArea
from cnnviz.ui.flow import Flow
from cnnviz.ui.icons import icon
from cnnviz.ui.layers.columns import Headings
from cnnviz.ui.layers.menus import AddMenu, LayerMenu, ReadyMadeMenu
from cnnviz.ui.layers.problem import ProblemNote
from cnnviz.ui.layers.row import EDGE, GRIP_LEFT, GRIP_WIDTH, SPACING, LayerRow, title_width
from cnnviz.ui.layers.row_list import GAP, RowList
from cnnviz.ui.theme import Look


class LayersPage(QWidget):
    """The layers as rows, from the picture down to the votes.

    turned(index, knob, value, gesture): a knob of a layer was set.
    added(blueprints, after): layers are wanted, behind layer `after` where it is one (None: wherever they fit).
    duplicated(index), block_duplicated(index), moved(index, to), removed(index): the list as a whole.
    ready_made_chosen(ready_made): a whole architecture is wanted.
    remedied(index): the way out number `index` of the problem was chosen. discarded(): back to what fits.
    """

    turned = Signal(int, object, int, object)
    added = Signal(object, object)
    duplicated = Signal(int)
    block_duplicated = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)
    ready_made_chosen = Signal(object)
    remedied = Signal(int)
    discarded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._description: Description | None = None
        self._rows: list[LayerRow] = []
        self._look = Look()
        self._add_menu = AddMenu(self)
        self._add_menu.chosen.connect(self._on_add_chosen)
        self._ready_menu = ReadyMadeMenu(self)
        self._ready_menu.chosen.connect(self.ready_made_chosen)
        self._layer_menu = self._make_layer_menu()
        self._add = _menu_button("Add", "Add a layer behind the chosen one, or where it fits", self._add_menu)
        self._ready = _menu_button("Ready-made", "Begin with a whole architecture", self._ready_menu)
        self.summary = QLabel()
        self._discard = QPushButton("Back to what fits")
        self._discard.setToolTip("Forget the changes that do not fit; the network is as the stages show it")
        self._discard.clicked.connect(self._on_discard_clicked)
        self._heading = Headings()
        self._note = ProblemNote()
        self._note.chosen.connect(self.remedied)
        self._list = RowList()
        self._list.resized.connect(self._on_resized)
        self._area = ClearArea()
        self._lay_out()
        self.set_look(self._look)

    def _make_layer_menu(self) -> LayerMenu:
        menu = LayerMenu(self)
        menu.duplicated.connect(self.duplicated)
        menu.block_duplicated.connect(self.block_duplicated)
        menu.moved.connect(self._on_moved)
        menu.removed.connect(self.removed)
        return menu

    def _lay_out(self) -> None:
        bar = Flow(spacing=8)
        for widget in (self._add, self._ready, self.summary, self._discard):
            bar.addWidget(widget)
        self._head = QHBoxLayout()
        self._head.addWidget(self._heading)
        self._area.take(self._list)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 4, 4)
        layout.setSpacing(4)
        layout.addLayout(bar)
        layout.addWidget(self._note)
        layout.addLayout(self._head)
        layout.addWidget(self._area, 1)

    # What is shown

    @property
    def rows(self) -> tuple[LayerRow, ...]:
        """The layers in order."""
        return tuple(self._rows)

    @property
    def note(self) -> ProblemNote:
        """What does not fit where there are no layers at all."""
        return self._note

    def show_description(self, description: Description, *, is_applied: bool) -> None:
        """Show these layers; `is_applied`: whether the network is made of them."""
        self._description = description
        self._fit_rows(description)
        problem = description.problem
        for row, facts in zip(self._rows, description.layers, strict=True):
            row.set_facts(facts, problem if problem is not None and problem.index == row.index else None)
        self._note.setVisible(problem is not None and problem.index < 0)
        if problem is not None and problem.index < 0:
            self._note.show_problem(problem)
        self.summary.setText(description.summary if is_applied else "Not applied yet: a layer does not fit.")
        self._discard.setVisible(not is_applied)
        self._mark_summary(is_problem=not is_applied)
        self._align()

    def go_to(self, index: int) -> None:
        """Take the keyboard to a layer and bring it into sight."""
        if self._rows:
            self._rows[max(0, min(index, len(self._rows) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_resized()

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._look = look
        side = look.length(16)
        for button, name in ((self._add, "add"), (self._ready, "network")):
            button.setFont(look.font())
            button.setIcon(icon(name, look.theme.text, side))
            button.setIconSize(QSize(side, side))
        for widget in (self.summary, self._discard):
            widget.setFont(look.font())
        self._heading.set_look(look)
        self._note.set_look(look)
        for row in self._rows:
            row.set_look(look)
        bar = self._area.verticalScrollBar()
        self._on_range_changed(bar.minimum(), bar.maximum())
        self._mark_summary(is_problem=not self._discard.isHidden())
        self._align()

    def _mark_summary(self, *, is_problem: bool) -> None:
        colors = self.summary.palette()
        color = QColor(self._look.theme.problem if is_problem else self._look.theme.muted)
        if colors.color(self.summary.foregroundRole()) != color:
            colors.setColor(self.summary.foregroundRole(), color)
            self.summary.setPalette(colors)

    def _align(self) -> None:
        """Let the columns of all rows, and what stands above them, stand in line."""
        width = title_width([row.title.text() for row in self._rows], self._look)
        for row in self._rows:
            row.title.setFixedWidth(width)
        right = self._area.verticalScrollBar().sizeHint().width() + EDGE
        if self._rows:
            right += 2 * self._rows[0].menu_button.sizeHint().width() + SPACING
        self._head.setContentsMargins(GRIP_LEFT + GRIP_WIDTH + width + SPACING, 0, right, 0)

    def _fit_rows(self, description: Description) -> None:
        """A row of its own for every layer, made anew only where its knobs are others."""
        kinds = [type(facts.blueprint) for facts in description.layers]
        if kinds == [row.kind for row in self._rows]:
            return
        # The layer that it was opened for, or typed for, may be gone.
        self._layer_menu.close()
        for row in self._rows:
            row.cancel_entries()
        chosen = self._chosen()
        for index, facts in enumerate(description.layers):
            if index == len(self._rows):
                self._rows.append(self._new_row(index, facts))
                self._list.put(self._rows[index], None)
            elif self._rows[index].kind is not kinds[index]:
                old, self._rows[index] = self._rows[index], self._new_row(index, facts)
                self._list.put(self._rows[index], old)
        while len(self._rows) > len(kinds):
            self._list.drop(self._rows.pop())
        if chosen is not None:
            # What had the keyboard may be gone, and Qt hands it to a stranger.
            self.go_to(chosen)
        for before, after in pairwise([self._ready, self._discard, *self._stops()]):
            QWidget.setTabOrder(before, after)

    def _stops(self) -> list[QWidget]:
        """Where Tab shall stop in the rows: one made later stands behind everything else in the window."""
        return [stop for row in self._rows for stop in row.stops]

    def _new_row(self, index: int, facts: LayerFacts) -> LayerRow:
        row = LayerRow(index, facts.blueprint)
        row.set_look(self._look)
        for mine, theirs in (
            (self.turned, row.turned),
            (self.removed, row.removed),
            (self.remedied, row.remedied),
            (self._on_moved, row.moved),
            (self._on_walked, row.walked),
            (self._on_dragged, row.dragged),
            (self._on_dropped, row.dropped),
            (self._on_menu_wanted, row.menu_wanted),
        ):
            theirs.connect(mine)
        return row

    @Slot(int, int)
    def _on_range_changed(self, least: int, most: int) -> None:
        """Keep the room for the scroll bar free, so that its coming and going moves nothing."""
        self._list.set_spare(0 if most > least else self._area.verticalScrollBar().sizeHint().width())

    @Slot()
    def _on_resized(self) -> None:
        """Keep the row that has the keyboard in sight: one that is new, or marked, grows when it is laid out."""
        for row in self._rows:
            if row.hasFocus():
                self._area.ensureWidgetVisible(row, 0, GAP)

    # What a hand did

    def _chosen(self) -> int | None:
        """The layer that has the keyboard, or whose knob has it."""
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        return next((row.index for row in self._rows if row is focused or row.isAncestorOf(focused)), None)

    @Slot(object)
    def _on_add_chosen(self, blueprints: tuple[Blueprint, ...]) -> None:
        self.added.emit(blueprints, self._chosen())

    @Slot()
    def _on_discard_clicked(self) -> None:
        self.discarded.emit()

    @Slot(int, int)
    def _on_moved(self, index: int, by: int) -> None:
        if 0 <= index + by < len(self._rows):
            self.moved.emit(index, index + by)

    @Slot(int, int)
    def _on_walked(self, index: int, by: int) -> None:
        self.go_to(index + by)

    @Slot(int, QPoint)
    def _on_dragged(self, index: int, place: QPoint) -> None:
        self._list.make_room(list(self._rows), self._rows[index], self._place_under(index, place))
        self._area.ensureVisible(0, place.y(), 0, self._look.length(24))

    @Slot(int, QPoint)
    def _on_dropped(self, index: int, place: QPoint) -> None:
        to = self._place_under(index, place)
        self._list.settle()
        if to != index:
            self.moved.emit(index, to)

    def _place_under(self, index: int, place: QPoint) -> int:
        """Which place layer `index` takes if it is let go there: behind all others whose middle is above."""
        return sum(row.geometry().center().y() < place.y() for row in self._rows if row.index != index)

    @Slot(int, QPoint)
    def _on_menu_wanted(self, index: int, place: QPoint) -> None:
        assert self._description is not None
        has_block = self._description.layers[index].has_block
        self._layer_menu.open_for(index, len(self._rows), place, has_block=has_block)


def _menu_button(title: str, tip: str, menu: QMenu) -> QToolButton:
    button = QToolButton()
    button.setText(title)
    button.setToolTip(tip)
    button.setStatusTip(tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button
