"""The buttons round the canvas, each with its name, icon, shortcut and tooltip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QSpacerItem, QToolButton, QWidget

from cnnviz.model.picture.changes import Change
from cnnviz.model.view import Tool
from cnnviz.ui.action_button import action_button
from cnnviz.ui.flow import Flow
from cnnviz.ui.icons import icon
from cnnviz.ui.leaving import Leaving
from cnnviz.ui.theme import Look

_TOOLS = (
    (Tool.PEN, "pen", "Pen: draw ink; the right button or Shift erases", "P"),
    (Tool.ERASER, "eraser", "Eraser: draw paper", "E"),
    (Tool.LINE, "line", "Straight line: drag from end to end", "L"),
    (Tool.FILL, "fill", "Fill cells of the same value, side by side", "B"),
    (Tool.VALUE, "value", "Value: click a cell and type its number", "V"),
)
_CHANGES = {
    Change.UP: ("up", "Move the drawing up", "Ctrl+Up"),
    Change.DOWN: ("down", "Move the drawing down", "Ctrl+Down"),
    Change.LEFT: ("left", "Move the drawing left", "Ctrl+Left"),
    Change.RIGHT: ("right", "Move the drawing right", "Ctrl+Right"),
    Change.ROTATE_LEFT: ("rotate-left", "Rotate by 15° to the left", "R"),
    Change.ROTATE_RIGHT: ("rotate-right", "Rotate by 15° to the right", "Shift+R"),
    Change.ENLARGE: ("grow", "Draw it larger", "G"),
    Change.REDUCE: ("shrink", "Draw it smaller", "Shift+G"),
    Change.THICKEN: ("thicken", "Thicken the lines", "T"),
    Change.THIN: ("thin", "Thin the lines", "Shift+T"),
    Change.NOISE: ("noise", "Add noise: turn one cell in twenty over", "N"),
    Change.CENTRE: ("centre", "Centre and scale to fill", "C"),
    Change.INVERT: ("invert", "Invert: ink becomes paper, paper ink", "I"),
    Change.CLEAR: ("clear", "Clear the sheet", "Ctrl+Backspace"),
}
_UPPER = (Change.CENTRE, Change.NOISE, Change.INVERT, Change.CLEAR)
_LOWER = (
    (Change.LEFT, Change.UP, Change.DOWN, Change.RIGHT),
    (Change.ROTATE_LEFT, Change.ROTATE_RIGHT),
    (Change.ENLARGE, Change.REDUCE),
    (Change.THICKEN, Change.THIN),
)
_WEIGHTS = ((1, "1 cell wide"), (2, "2 cells wide"), (3, "3 cells wide"))


class DrawTools(QObject):
    """Two rows of buttons: `upper` with the tools, `lower` with what moves and bends the drawing.

    The shortcuts work while the keyboard is anywhere inside `panel`.

    tool_chosen(tool), weight_chosen(cells), soft_chosen(is_soft), change_chosen(change): a hand chose.
    """

    tool_chosen = Signal(object)
    weight_chosen = Signal(int)
    soft_chosen = Signal(bool)
    change_chosen = Signal(object)

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self._icons: dict[QAction, str] = {}
        self.upper, self.lower = Flow(), Flow()
        self._buttons: list[QToolButton] = []
        self.tools = self._make_tools()
        self.changes = {change: self._action(*text) for change, text in _CHANGES.items()}
        self._of_action = {action: change for change, action in self.changes.items()}
        self.weights = {weight: self._choice(text) for weight, text in _WEIGHTS}
        self.soft = self._action("soft", "Soft edges", "S")
        self.soft.setCheckable(True)
        # In the menu it would stand where the tick does.
        self.soft.setIconVisibleInMenu(False)
        self.brush = self._make_brush()
        self._lay_out()
        for action in self.changes.values():
            action.triggered.connect(self._on_change)
        self.soft.triggered.connect(self.soft_chosen)

    def set_tool(self, tool: Tool) -> None:
        """Press the button of `tool`."""
        self.tools[tool].setChecked(True)

    def set_brush(self, weight: int, *, soft: bool) -> None:
        """Show how wide the pen is, and whether its edges are soft."""
        self._weight = weight
        self.weights[weight].setChecked(True)
        self.soft.setChecked(soft)
        self._draw_brush()

    def set_look(self, look: Look) -> None:
        """Draw the icons in the theme's colour and in another size."""
        self._look = look
        side = icon_side(look)
        for action, name in self._icons.items():
            action.setIcon(icon(name, look.theme.text, side))
        self._draw_brush()
        for button in self._buttons:
            button.setIconSize(QSize(side, side))

    def _draw_brush(self) -> None:
        self.brush.setIcon(icon(f"weight-{self._weight}", self._look.theme.text, icon_side(self._look)))

    def _make_tools(self) -> dict[Tool, QAction]:
        group = QActionGroup(self)
        tools = {}
        for tool, name, text, shortcut in _TOOLS:
            action = tools[tool] = self._action(name, text, shortcut)
            action.setCheckable(True)
            action.setData(tool)
            group.addAction(action)
        group.triggered.connect(self._on_tool)
        return tools

    def _choice(self, text: str) -> QAction:
        return QAction(text, self, checkable=True)

    def _make_brush(self) -> QToolButton:
        self._weight, self._look = 1, Look()
        menu = QMenu(self._panel)
        group = QActionGroup(self)
        for weight, action in self.weights.items():
            action.setData(weight)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._on_weight)
        menu.addSeparator()
        menu.addAction(self.soft)
        Leaving(menu)
        button = QToolButton()
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip("Width and edges of the pen")
        button.setStatusTip(button.toolTip())
        button.setAccessibleName("Width and edges of the pen")
        return button

    def _lay_out(self) -> None:
        tools, changes = list(self.tools.values()), self.changes
        self._fill(self.upper, [tools, [self.brush], [changes[change] for change in _UPPER]])
        self._fill(self.lower, [[changes[change] for change in group] for group in _LOWER])

    def _fill(self, row: Flow, groups: Sequence[Sequence[QAction | QToolButton]]) -> None:
        for number, group in enumerate(groups):
            if number:
                row.addItem(QSpacerItem(7, 1))
            for each in group:
                button = each if isinstance(each, QToolButton) else action_button(each)
                row.addWidget(button)
                # Closer together than on the window's own toolbar: all of it has to be seen in a narrow column.
                button.setObjectName("drawing")
                self._buttons.append(button)

    def _action(self, icon_name: str, text: str, shortcut: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({shown})")
        action.setStatusTip(action.toolTip())
        self._icons[action] = icon_name
        self._panel.addAction(action)
        return action

    @Slot(QAction)
    def _on_tool(self, action: QAction) -> None:
        self.tool_chosen.emit(action.data())

    @Slot(QAction)
    def _on_weight(self, action: QAction) -> None:
        self.weight_chosen.emit(action.data())

    @Slot()
    def _on_change(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.change_chosen.emit(self._of_action[action])


def icon_side(look: Look) -> int:
    """Icons grow with the text until they are as large as one narrow column can hold."""
    return min(max(look.length(18), 18), 30)
