"""The scene in sight: where it stands in the lesson, its title, its text, and its task."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from cnnviz.ui.flow import Flow
from cnnviz.ui.leaving import Leaving
from cnnviz.ui.lesson.markdown import MarkdownView
from cnnviz.ui.lesson.parts import button, column
from cnnviz.ui.lesson.task import TaskBox
from cnnviz.ui.style import WORKING_FRAME
from cnnviz.ui.theme import Look, Type

#: Pixels from the frame that shows the keyboard to the text.
_CLEAR = 6


class Reading(QWidget):
    """What is told of a scene, with the way to the others.

    scene_asked(index): another scene, or the present one as it was written, is wanted.
    answered(text): an answer was typed for the task.
    edit_asked(): the lesson is to be written.
    left(): the lesson is to be closed.
    """

    scene_asked = Signal(int)
    answered = Signal(str)
    edit_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._index = 0
        self._titles: tuple[str, ...] = ()
        self._where = QToolButton()
        self._where.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._where.setStatusTip("All scenes of this lesson")
        self._menu = QMenu(self._where)
        self._menu.triggered.connect(self._on_menu_triggered)
        Leaving(self._menu)
        self._where.setMenu(self._menu)
        self._edit = button("Edit", "Write the lesson: its scenes, texts and tasks", self.edit_asked)
        self._close = button("Close", "Close the lesson, and keep the picture and the network", self.left)
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setObjectName("problem")
        for label in (self._title, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.text = MarkdownView(grows=True)
        self.task = TaskBox()
        self.task.answered.connect(self.answered)
        self._back = button("◂ Back", "The scene before (Page Up)", self._on_back)
        self._again = button("As written", "Back to the scene as it was written (F4)", self._on_again)
        self._next = button("Next ▸", "The next scene (Page Down)", self._on_next)
        self._lay_out()

    def _lay_out(self) -> None:
        head, foot = Flow(spacing=6), Flow(spacing=6)
        for each in (self._where, self._edit, self._close):
            head.addWidget(each)
        for each in (self._back, self._next, self._again):
            foot.addWidget(each)
        self._area, inside = column(spacing=10)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setObjectName("scene")
        self._area.setAccessibleName("What is told of the scene")
        for widget in (self._title, self._problem, self.text, self.task):
            inside.addWidget(widget)
        inside.addStretch(1)
        # The frame that shows the keyboard stands clear of the text, which is in line with the buttons.
        inside.setContentsMargins(_CLEAR - WORKING_FRAME, 0, 4, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12 - _CLEAR, 8, 8, 10)
        layout.addLayout(_in_line(head))
        layout.addWidget(self._area, 1)
        layout.addLayout(_in_line(foot))

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._title.setFont(look.font(Type.FIGURE, bold=True))
        self._where.setFont(look.font(Type.CAPTION))
        for each in (self._edit, self._close):
            each.setFont(look.font(Type.CAPTION))
            each.setHidden(look.is_presented)
        self.text.set_look(look)
        self.task.set_look(look)

    def show_scene(self, lesson: str, titles: Sequence[str], index: int, text: str, problem: str = "") -> None:
        """Show the scene `index` of a lesson with these titles; `text` is Markdown."""
        if tuple(titles) != self._titles:
            self._titles = tuple(titles)
            self._fill_menu()
        self._index = index
        for at, action in enumerate(self._menu.actions()):
            action.setChecked(at == index)
        self._where.setText(f"Scene {index + 1} of {len(titles)}")
        self._where.setToolTip(f"All scenes of “{lesson}”")
        self._title.setText(titles[index])
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.text.show_markdown(text)
        self._back.setEnabled(index > 0)
        self._next.setEnabled(index < len(titles) - 1)
        self._area.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(titles[index])
        # The text itself takes no keyboard: what scrolls it says it.
        self._area.setAccessibleDescription(f"{titles[index]}. {self.text.toPlainText()}")

    @property
    def problem(self) -> str:
        """What is said to be wrong with the scene."""
        return self._problem.text()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for index, title in enumerate(self._titles):
            # An ampersand would be taken for the mark of a mnemonic.
            action = QAction(f"{index + 1}  {title}".replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setData(index)
            self._menu.addAction(action)

    @Slot(QAction)
    def _on_menu_triggered(self, action: QAction) -> None:
        self.scene_asked.emit(action.data())

    @Slot()
    def _on_back(self) -> None:
        self.scene_asked.emit(self._index - 1)

    @Slot()
    def _on_again(self) -> None:
        self.scene_asked.emit(self._index)

    @Slot()
    def _on_next(self) -> None:
        self.scene_asked.emit(self._index + 1)


def _in_line(buttons: Flow) -> QHBoxLayout:
    """`buttons` in line with the text."""
    row = QHBoxLayout()
    row.setContentsMargins(_CLEAR, 0, 0, 0)
    row.addLayout(buttons)
    return row
