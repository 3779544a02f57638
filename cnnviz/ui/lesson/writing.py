"""Writing a lesson: what is told of the scene in sight, its task, and its place among the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from cnnviz.ui.drop_down import DropDown
from cnnviz.ui.flow import Flow
from cnnviz.ui.lesson.parts import button, column
from cnnviz.ui.lesson.plain_text import PlainText
from cnnviz.ui.line import Line
from cnnviz.ui.theme import Look, Type

_MARKDOWN = "Text for the class. **bold**, *italic*, lists and tables as in Markdown."


class Writing(QWidget):
    """The fields of one scene, and what can be done with it.

    lesson_titled(text), titled(text), told(text), noted(text): a field was changed.
    task_set(text, solution, goal, typed): the task is to be this; an empty text means none.
    taken(): the scene is to begin with what is on the screen now. added(): another is to, after this one.
    turned(steps): the scene so many before or after is wanted. moved(steps), removed(): of the scene in sight.
    saved(): the lesson is to be written to a file. done(): back to reading.
    """

    lesson_titled = Signal(str)
    titled = Signal(str)
    told = Signal(str)
    noted = Signal(str)
    task_set = Signal(str, str, int, str)
    taken = Signal()
    added = Signal()
    turned = Signal(int)
    moved = Signal(int)
    removed = Signal()
    saved = Signal()
    done = Signal()

    def __init__(self, goals: Sequence[str], wanted: Sequence[str]) -> None:
        """`goals` are what may have to come about, `wanted` what is typed for each; empty where nothing is."""
        super().__init__()
        self._wanted = wanted
        # What was typed for each goal: who only looks at the others loses none of it.
        self._goal, self._typed = 0, [""] * len(goals)
        self._heading = Line("Which scene is written")
        self.lesson_title = _line("The lesson's title")
        self.lesson_title.textEdited.connect(self.lesson_titled)
        self.title = _line("The scene's title")
        self.title.textEdited.connect(self.titled)
        self.text = PlainText("The scene's text", _MARKDOWN, 9)
        self.text.edited.connect(self.told)
        self.notes = PlainText("Notes", "Notes that only the lecturer sees", 3)
        self.notes.edited.connect(self.noted)
        self.task = PlainText("Task", "A task for the class; empty for none", 2)
        self.solution = PlainText("Solution", "Its solution, for hand-outs with answers", 2)
        self.goal = DropDown()
        self.goal.setAccessibleName("Solved when")
        self.goal.addItems(list(goals))
        # As wide as there is room, rather than as its longest words.
        self.goal.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.typed = _line("Solved when: what")
        self._ask(0)
        for field in (self.task, self.solution):
            field.edited.connect(self._on_task_edited)
        self.goal.activated.connect(self._on_goal_chosen)
        self.typed.textEdited.connect(self._on_task_edited)
        self._lay_out()

    def _lay_out(self) -> None:
        area, inside = column(spacing=6)
        for label, widget in (
            ("Lesson", self.lesson_title),
            ("Scene", self.title),
            ("Text", self.text),
            ("Notes", self.notes),
            ("Task", self.task),
            ("Solved when", self.goal),
            ("", self.typed),
            ("Solution", self.solution),
        ):
            if label:
                inside.addWidget(QLabel(label))
            inside.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 10)
        layout.addLayout(self._head())
        layout.addWidget(area, 1)
        layout.addLayout(self._buttons())

    def _head(self) -> QHBoxLayout:
        self._back = button("◂", "The scene before (Page Up)", self._on_back, "Back")
        self._next = button("▸", "The next scene (Page Down)", self._on_next, "Next")
        row = QHBoxLayout()
        row.setSpacing(6)
        # As far as the fields below go.
        row.setContentsMargins(0, 0, 4, 0)
        row.addWidget(self._heading, 1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        return row

    def _buttons(self) -> Flow:
        self._earlier = button("◂ Move", "Move this scene one place earlier", self._on_earlier, "Move earlier")
        self._later = button("Move ▸", "Move this scene one place later", self._on_later, "Move later")
        self._remove = button("Remove", "Remove the scene; undo brings it back", self.removed)
        take = button("Take what I see", "Let this scene begin with what is on the screen now", self.taken)
        add = button("Add a scene", "Add a scene after this one that begins with what is on the screen now", self.added)
        save = button("Save the lesson…", "Write the lesson to a file", self.saved)
        done = button("Done", "Back to reading the lesson", self.done)
        flow = Flow(spacing=6)
        for each in (take, add, self._earlier, self._later, self._remove, save, done):
            flow.addWidget(each)
        return flow

    def set_look(self, look: Look) -> None:
        """Draw in another theme or text size."""
        self._heading.setFont(look.font(Type.TITLE, bold=True))
        for field in (self.text, self.notes, self.task, self.solution):
            field.set_look(look)

    def take_focus(self) -> None:
        """Let the keyboard begin at the top."""
        self.lesson_title.setFocus(Qt.FocusReason.TabFocusReason)

    def show_place(self, lesson: str, index: int, count: int) -> None:
        """Show which scene is written."""
        which = f"{index + 1} of {count}"
        self._heading.set_ways(f"Writing scene {which}", f"Scene {which}", which)
        _set(self.lesson_title, lesson)
        for each in (self._back, self._earlier):
            each.setEnabled(index > 0)
        for each in (self._next, self._later):
            each.setEnabled(index < count - 1)
        self._remove.setEnabled(count > 1)

    def show_texts(self, title: str, text: str, notes: str) -> None:
        """Show what is told of the scene."""
        _set(self.title, title)
        self.text.set_text(text)
        self.notes.set_text(notes)

    def show_task(self, text: str, solution: str, goal: int, typed: str) -> None:
        """Show its task; an empty text where there is none."""
        self.task.set_text(text)
        self.solution.set_text(solution)
        self.goal.setCurrentIndex(goal)
        self._goal, self._typed = goal, [""] * len(self._wanted)
        self._ask(goal)
        _set(self.typed, typed)

    def offer_goal(self, goal: int, *, is_offered: bool) -> None:
        """Let a goal be chosen, or not."""
        model, view = self.goal.model(), self.goal.view()
        assert isinstance(model, QStandardItemModel)
        assert isinstance(view, QListView)
        # The keyboard passes over what is disabled, and the style sheet would draw it as if it could be chosen.
        model.item(goal).setEnabled(is_offered)
        view.setRowHidden(goal, not is_offered)

    def _ask(self, goal: int) -> None:
        """Say what is to be typed for a goal."""
        self.typed.setPlaceholderText(self._wanted[goal])
        self.typed.setEnabled(bool(self._wanted[goal]))

    @Slot(int)
    def _on_goal_chosen(self, goal: int) -> None:
        self._typed[self._goal] = self.typed.text()
        self._goal = goal
        self._ask(goal)
        _set(self.typed, self._typed[goal])
        self._on_task_edited()

    @Slot()
    def _on_task_edited(self) -> None:
        self.task_set.emit(
            self.task.toPlainText(), self.solution.toPlainText(), self.goal.currentIndex(), self.typed.text()
        )

    @Slot()
    def _on_back(self) -> None:
        self.turned.emit(-1)

    @Slot()
    def _on_next(self) -> None:
        self.turned.emit(+1)

    @Slot()
    def _on_earlier(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _on_later(self) -> None:
        self.moved.emit(+1)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    return line


def _set(line: QLineEdit, text: str) -> None:
    # What is being typed keeps its cursor.
    if line.text() != text:
        line.setText(text)
