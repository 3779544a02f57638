"""Joins the lesson panel to the state: what is told of the scene in sight, and whether its task is solved."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Slot

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.model.view import Panel
from cnnviz.ui.binding.looks import look_of, looks_like

if TYPE_CHECKING:
    from cnnviz.model.document import Document
    from cnnviz.model.lessons.conditions import Situation
    from cnnviz.model.lessons.lesson import Place, Task
    from cnnviz.ui.binding.files import FilesBinding
    from cnnviz.ui.binding.lesson_writing import LessonWritingBinding
    from cnnviz.ui.card import Drawn
    from cnnviz.ui.lesson.reading import Reading
    from cnnviz.ui.lesson.shelf import Shelf
    from cnnviz.ui.window import Window


_NOTHING_TO_DO = (
    "This scene begins with its task solved: let it begin with something else, or give the class something else to do."
)


class LessonBinding(QObject):
    """Shows the lessons there are, or the scene in sight; made when the panel first comes into sight."""

    def __init__(self, store: Store, files: FilesBinding, window: Window) -> None:
        super().__init__(window)
        self._store = store
        self._files = files
        self._window = window
        self._widget = window.lesson
        self._writes = False
        self._seen: State | None = None
        window.actions_.lesson.triggered.connect(self._on_wanted)
        window.actions_.return_to_scene.triggered.connect(self._on_return)
        window.actions_.return_to_scene.setEnabled(store.state.document.lesson is not None)

    def start(self) -> None:
        """Follow the state from now on."""
        self._widget.shown.connect(self._on_shown)
        self._store.changed.connect(self._on_store_changed)
        if self._widget.isVisible():
            self._on_shown()

    @cached_property
    def _reading(self) -> Reading:
        from cnnviz.ui.lesson.reading import Reading

        page = Reading()
        page.scene_asked.connect(self._store.go_to_scene)
        page.answered.connect(self._on_answered)
        page.edit_asked.connect(self._on_edit_asked)
        page.left.connect(self._on_left)
        page.set_look(look_of(self._store.state))
        return page

    @cached_property
    def _shelf(self) -> Shelf:
        from cnnviz.model.lessons.shipped import shipped_lessons
        from cnnviz.ui.lesson.shelf import Shelf

        page = Shelf()
        page.offer([(lesson.title, lesson.about) for lesson in shipped_lessons()])
        page.chosen.connect(self._on_chosen)
        page.file_asked.connect(self._on_file_asked)
        page.begun.connect(self._on_begun)
        page.set_look(look_of(self._store.state))
        return page

    @cached_property
    def _writing(self) -> LessonWritingBinding:
        from cnnviz.ui.binding.lesson_writing import LessonWritingBinding

        writing = LessonWritingBinding(self._store, self._window.learning, self._files)
        writing.done.connect(self._on_written)
        writing.page.set_look(look_of(self._store.state))
        return writing

    @Slot()
    def _on_shown(self) -> None:
        self._render(None, self._store.state)

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        if self._widget.isVisible():
            self._render(self._seen, new)
        else:
            # It would hold the work before, with all of its undo steps.
            self._seen = None
        self._window.actions_.return_to_scene.setEnabled(new.document.lesson is not None)
        # A task can be solved with its text out of sight, too. One that is being written is nobody's to solve.
        if new.document.lesson is not None and not self._writes and _judged_by(old) != _judged_by(new):
            self._judge(new)

    def _render(self, old: State | None, new: State) -> None:
        self._seen = new
        place = new.document.lesson
        if old is None or not looks_like(old, new):
            for page in self._pages():
                page.set_look(look_of(new))
        if place is None:
            if self._writes:
                self._writing.leave()
            self._writes = False
            self._widget.show_page(self._shelf)
        elif old is None or old.document.lesson is not place:
            if self._writes and old is not None:
                self._tell_what_is_left(old.document, place)
            self._show(place)
            if not self._writes:
                # Whatever else comes with a scene, its text is read first.
                self._window.begin_with(Panel.LESSON)
        if place is not None and not self._writes and (old is None or old.view.solved is not new.view.solved):
            self._reading.task.set_solved(is_solved=place.index in new.view.solved)

    def _tell_what_is_left(self, before: Document, place: Place) -> None:
        """Say it where who writes goes to another scene with changes that the one before does not begin with."""
        from cnnviz.model.lessons.lesson import has_strayed

        left = before.lesson
        if left is not None and left.lesson is place.lesson and has_strayed(before):
            self._store.tell(
                f"Scene {left.index + 1} does not begin with what you changed: undo, and press “Take what I see”."
            )

    def _pages(self) -> tuple[Drawn, ...]:
        """Those that have been made."""
        made = vars(self)
        pages = tuple(made[name] for name in ("_reading", "_shelf") if name in made)
        return (*pages, made["_writing"].page) if "_writing" in made else pages

    def _show(self, place: Place) -> None:
        if self._writes:
            self._writing.show(place)
            self._widget.show_page(self._writing.page)
            return
        scene, page = place.scene, self._reading
        page.show_scene(
            place.lesson.title, [each.title for each in place.lesson.scenes], place.index, scene.text, scene.problem
        )
        page.task.setVisible(scene.task is not None)
        if scene.task is not None:
            page.task.show_task(scene.task.text, scene.task.solution, asks=_asks(scene.task))
        page.task.set_solved(is_solved=place.index in self._store.state.view.solved)
        self._widget.show_page(page)
        # The keys that step through the scene are ready, and what hid with the scene before keeps none.
        self._window.stages.setFocus(Qt.FocusReason.OtherFocusReason)
        if scene.tab is not None:
            self._window.learning.show_title(scene.tab)

    def _judge(self, state: State) -> None:
        """Tick the task off once it is solved; it stays so, whatever becomes of the picture then."""
        from cnnviz.model.lessons.conditions import is_solved

        place = state.document.lesson
        assert place is not None
        task, situation = place.scene.task, _situation(state)
        if task is None or place.index in state.view.solved or situation is None:
            return
        if is_solved(task.conditions, situation):
            view = state.view
            # Who has answered has predicted, too.
            seen = view.asked if view.predicts and _asks(task) else view.revealed
            self._store.look(solved=view.solved | {place.index}, revealed=seen)

    @Slot(str)
    def _on_answered(self, text: str) -> None:
        self._store.look(answer=text)
        place = self._store.state.document.lesson
        if place is not None and place.index not in self._store.state.view.solved:
            self._reading.task.say_wrong(text)

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        from cnnviz.model.lessons.shipped import shipped_lessons

        self.open_path(shipped_lessons()[index].path)

    @Slot()
    def _on_file_asked(self) -> None:
        from cnnviz.ui.file_dialogs import ask_lesson_to_open

        path = ask_lesson_to_open(self._widget.window(), self._files.folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open the lesson in the file at `path`."""
        self._files.open_path(path)

    @Slot(bool)
    def _on_wanted(self, is_wanted: bool) -> None:
        # While a scene is read, the keyboard is where its steps are.
        if is_wanted and (self._writes or self._store.state.document.lesson is None):
            self._window.go_to(Panel.LESSON)

    @Slot()
    def _on_return(self) -> None:
        place = self._store.state.document.lesson
        if place is not None:
            self._store.go_to_scene(place.index)

    @Slot()
    def _on_begun(self) -> None:
        self._writes = True
        self._writing.begin()
        self._writing.page.take_focus()

    @Slot()
    def _on_edit_asked(self) -> None:
        self._write(is_wanted=True)
        self._writing.page.take_focus()

    @Slot()
    def _on_written(self) -> None:
        self._write(is_wanted=False)
        place = self._store.state.document.lesson
        if place is not None:
            # It may be another task by now.
            self._store.look(solved=self._store.state.view.solved - {place.index})
            self._judge(self._store.state)
            self._tell_what_is_solved()

    def _tell_what_is_solved(self) -> None:
        """Say it where a scene begins with its task solved, so that there is nothing for the class to do."""
        from cnnviz.model.lessons.conditions import is_solved
        from cnnviz.model.lessons.lesson import has_strayed

        state = self._store.state
        place, situation = state.document.lesson, _situation(state)
        if place is None or place.scene.task is None or situation is None or has_strayed(state.document):
            return
        # No class has answered or trained by then.
        if is_solved(place.scene.task.conditions, replace(situation, answer="", accuracy=None)):
            self._store.tell(_NOTHING_TO_DO)

    def _write(self, *, is_wanted: bool) -> None:
        place = self._store.state.document.lesson
        if place is not None:
            self._writes = is_wanted
            self._show(place)

    @Slot()
    def _on_left(self) -> None:
        state = self._store.state
        self._store.edit("Close the lesson", lambda document: replace(document, lesson=None))
        if state.path is None and not state.is_unsaved:
            # The scene as it was written is nobody's work yet.
            self._store.kept(self._store.state.document)


def _asks(task: Task) -> bool:
    from cnnviz.model.lessons.conditions import Answered

    return any(isinstance(condition, Answered) for condition in task.conditions)


def _judged_by(state: State) -> tuple[object, ...]:
    """All that a task is judged by: a pointer that moves has solved nothing."""
    return state.document, state.trace, state.view.answer, state.run


def _situation(state: State) -> Situation | None:
    """What a task is judged by; None while the network has not yet answered to what is on the screen."""
    from cnnviz.model.lessons.conditions import Situation

    document, trace, run = state.document, state.trace, state.run
    if trace is None or trace.network is not document.network:
        return None
    if not np.array_equal(trace.picture, document.picture[None]):
        return None
    accuracy = None
    if run is not None and run.curves.test_accuracies.size:
        # What it has come to once counts: it may be a little worse by the time it is stopped.
        accuracy = float(run.curves.test_accuracies.max())
    return Situation(document, trace, state.view.answer, accuracy)
