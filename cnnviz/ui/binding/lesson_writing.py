"""Joins the page on which a lesson is written to the state: every change of the lesson is an undo step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.model.files import LESSON_EXTENSION
from cnnviz.model.files.names import file_stem
from cnnviz.model.lessons import editing
from cnnviz.model.lessons.drafts import Draft, Goal, condition_of, draft_of
from cnnviz.model.lessons.lesson import Place, Task, begun, has_strayed
from cnnviz.model.lessons.writing import write_lesson
from cnnviz.model.refused import Refused
from cnnviz.model.view import Panel
from cnnviz.ui.binding.looks import put_away, with_put_away
from cnnviz.ui.file_dialogs import ask_lesson_to_save
from cnnviz.ui.image_files import read_grey
from cnnviz.ui.learning import Learning
from cnnviz.ui.lesson.writing import Writing

if TYPE_CHECKING:
    from cnnviz.ui.binding.files import FilesBinding

_GOALS = tuple(Goal)


class LessonWritingBinding(QObject):
    """Writes what a hand types and asks for into the lesson.

    done(): the lesson is to be read again.
    """

    done = Signal()

    def __init__(self, store: Store, learning: Learning, files: FilesBinding) -> None:
        super().__init__()
        self._store = store
        self._learning = learning
        self._files = files
        self._shown: tuple[Path | None, int, int, Task | None] | None = None
        self.page = page = Writing([goal.value.capitalize() for goal in _GOALS], [goal.wanted for goal in _GOALS])
        page.lesson_titled.connect(self._on_lesson_titled)
        page.titled.connect(self._on_titled)
        page.told.connect(self._on_told)
        page.noted.connect(self._on_noted)
        page.task_set.connect(self._on_task_set)
        page.taken.connect(self._on_taken)
        page.added.connect(self._on_added)
        page.turned.connect(self._on_turned)
        page.moved.connect(self._on_moved)
        page.removed.connect(self._on_removed)
        page.saved.connect(self._on_saved)
        page.done.connect(self._on_done)
        store.set_guard(self._may_turn)

    def show(self, place: Place) -> None:
        """Show the scene at `place`."""
        scene = place.scene
        self.page.show_place(place.lesson.title, place.index, len(place.lesson.scenes))
        self.page.show_texts(scene.title, scene.text, scene.notes)
        task = scene.task
        draft = None if task is None else draft_of(task)
        # What a file says, and no field can, is only to be kept.
        has_other = draft is not None and draft.goal is Goal.OTHER
        self.page.offer_goal(_GOALS.index(Goal.OTHER), is_offered=has_other)
        before, self._shown = self._shown, (*_key(place), task)
        if before == self._shown:
            # A task that is not wholly typed is in no lesson yet: it must outlast what else is changed.
            return
        if task is None and (before is None or before[:3] != self._shown[:3]):
            self.page.show_task("", "", _GOALS.index(Goal.ANSWER), "")
        elif task is None:
            self.page.show_task("", "", self.page.goal.currentIndex(), self.page.typed.text())
        elif draft is not None and self._is_new(task, draft):
            self.page.show_task(task.text, task.solution, _GOALS.index(draft.goal), draft.typed)

    def leave(self) -> None:
        """Write no more: the fields stand for nothing."""
        self._shown = None

    def _is_new(self, task: Task, draft: Draft) -> bool:
        """Whether the fields say something else than the task: what is half typed is left alone."""
        page = self.page
        typed = page.task.toPlainText(), page.solution.toPlainText(), _GOALS[page.goal.currentIndex()]
        return typed != (task.text, task.solution, draft.goal)

    def begin(self) -> None:
        """Begin a lesson whose first scene is what is on the screen."""
        state = self._store.state
        scene = editing.captured(state.document, state.view, "Scene 1", tab=self._tab(state))
        place = editing.new_lesson("My lesson", scene)
        self.leave()
        self._store.edit("Begin a lesson", lambda document: editing.with_lesson(document, place))

    def _tab(self, state: State) -> str | None:
        return self._learning.title if self._learning.isVisible() else None

    @Slot(str)
    def _on_lesson_titled(self, text: str) -> None:
        self._edit("Name the lesson", lambda place: editing.with_title(place, text), "lesson title")

    @Slot(str)
    def _on_titled(self, text: str) -> None:
        self._edit("Name the scene", lambda place: editing.with_text(place, title=text), "title")

    @Slot(str)
    def _on_told(self, text: str) -> None:
        self._edit("Write the scene's text", lambda place: editing.with_text(place, text=text), "text")

    @Slot(str)
    def _on_noted(self, text: str) -> None:
        self._edit("Write notes", lambda place: editing.with_text(place, notes=text), "notes")

    @Slot(str, str, int, str)
    def _on_task_set(self, text: str, solution: str, goal: int, typed: str) -> None:
        # What is not typed yet is no fault; it is asked for once the scene is left.
        if not text.strip() or _is_said(goal, typed):
            self._set_task(text, solution, goal, typed)

    def _set_task(self, text: str, solution: str, goal: int, typed: str) -> None:
        state = self._store.state
        draft = Draft(_GOALS[goal], typed)

        def changed(place: Place) -> Place:
            if not text.strip():
                return editing.with_text(place, task=None)
            before = place.scene.task
            if before is not None and draft_of(before) == draft:
                task = replace(before, text=text, solution=solution)
            else:
                task = Task(text, (condition_of(draft, state.document, state.view.pinned),), solution)
            return editing.with_text(place, task=task)

        self._edit("Set the task", changed, "task")

    def _may_turn(self, index: int | None) -> bool:
        """Whether that scene, or another work, can be shown; the present one keeps what is half typed."""
        place = self._store.state.document.lesson
        if place is None or place.index == index or not self._stands_for(place) or self._is_whole():
            return True
        state = self._store.state
        # What is missing may be out of sight.
        self._store.look(**with_put_away(state.view, put_away(state) - {Panel.LESSON}))
        self.page.typed.setFocus()
        return False

    def _stands_for(self, place: Place) -> bool:
        """Whether the scene at `place` is the one in the fields; who reads has nothing half typed."""
        return self._shown is not None and self._shown[:3] == _key(place)

    def _is_whole(self) -> bool:
        """Whether the lesson has the task that stands in the fields; if not, what is missing is said."""
        page = self.page
        text, solution = page.task.toPlainText(), page.solution.toPlainText()
        if not text.strip() or self._has_task(text, solution):
            return True
        self._set_task(text, solution, page.goal.currentIndex(), page.typed.text())
        if self._has_task(text, solution):
            return True
        page.typed.setFocus()
        return False

    def _has_task(self, text: str, solution: str) -> bool:
        place = self._store.state.document.lesson
        task = None if place is None else place.scene.task
        if task is None or not _is_said(self.page.goal.currentIndex(), self.page.typed.text()):
            return False
        return (task.text, task.solution) == (text, solution)

    @Slot()
    def _on_taken(self) -> None:
        state = self._store.state
        tab = self._tab(state)
        self._edit(
            "Take what is seen",
            lambda place: editing.with_scene_replaced(
                place, editing.recaptured(place.scene, state.document, state.view, tab)
            ),
        )
        self._store.tell("The scene now begins with what you see.")

    @Slot()
    def _on_added(self) -> None:
        if not self._is_whole():
            return
        state = self._store.state
        tab = self._tab(state)
        self._edit(
            "Add a scene",
            lambda place: editing.with_scene_added(
                place, editing.captured(state.document, state.view, f"Scene {place.index + 2}", tab=tab)
            ),
        )
        before = state.document.lesson
        if before is not None and has_strayed(state.document):
            number = before.index + 1
            self._store.tell(
                f"Scene {number + 1} begins with what you see; scene {number} stays as it was written. "
                "For both: undo, press “Take what I see”, and add again."
            )

    @Slot(int)
    def _on_turned(self, steps: int) -> None:
        place = self._store.state.document.lesson
        if place is not None:
            self._store.go_to_scene(place.index + steps)

    @Slot(int)
    def _on_moved(self, steps: int) -> None:
        if self._is_whole():
            self._edit("Move the scene", lambda place: editing.with_scene_moved(place, place.index + steps))

    @Slot()
    def _on_removed(self) -> None:
        place = self._store.state.document.lesson
        if place is not None:
            rest = editing.with_scene_removed(place)
            # The one that comes into sight is seen as it was written, too.
            self._store.edit("Remove the scene", lambda document: begun(rest))
            self._store.look(**rest.scene.looks)

    @Slot()
    def _on_saved(self) -> None:
        is_whole, document = self._is_whole(), self._store.state.document
        if document.lesson is None or not is_whole:
            return
        lesson = document.lesson.lesson
        suggested = lesson.path or self._files.folder() / f"{file_stem(lesson.title, 'Lesson')}{LESSON_EXTENSION}"
        path = ask_lesson_to_save(self.page.window(), suggested)
        if path is None:
            return
        try:
            write_lesson(lesson, path, read_grey)
        except Refused as error:
            self._store.tell(str(error), is_problem=True)
            return
        # What is on the screen beyond it is in no file yet.
        self._store.kept(begun(document.lesson) if has_strayed(document) else document)
        self._files.remember(path)
        self._store.tell(f"The lesson is saved as “{path.name}”.")

    @Slot()
    def _on_done(self) -> None:
        if self._is_whole():
            self.leave()
            self.done.emit()

    def _edit(self, name: str, edit: Callable[[Place], Place], gesture: str | None = None) -> None:
        place = self._store.state.document.lesson
        if place is not None:
            same = None if gesture is None else (gesture, place.index)
            self._store.edit(name, lambda document: editing.with_lesson(document, edit(place)), same)


def _is_said(goal: int, typed: str) -> bool:
    """Whether anything is typed for the goal at this index, or nothing need be."""
    return bool(typed.strip()) or not _GOALS[goal].wanted


def _key(place: Place) -> tuple[Path | None, int, int]:
    """What tells a scene from others while its texts change."""
    return place.lesson.path, place.index, len(place.lesson.scenes)
