"""What is made when it is first shown, made at once: so that what is counted afterwards does not grow with it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from cnnviz.model.lessons.reading import read_lesson
from cnnviz.model.lessons.shipped import shipped_lessons
from cnnviz.model.networks import lecture_document
from cnnviz.model.view import Panel
from cnnviz.ui.application import Running
from cnnviz.ui.lesson.reading import Reading
from cnnviz.ui.shortcuts_help import ShortcutsHelp


def open_every_page(running: Running) -> None:
    """A page is made when it is first shown."""
    hidden, learning = running.store.state.view.hidden, running.window.learning
    running.store.look(hidden=hidden - {Panel.LEARNING})
    for index in range(learning.count()):
        learning.setCurrentIndex(index)
        QApplication.processEvents()
    running.store.look(hidden=hidden)


def open_everything(running: Running) -> None:
    """What is made when it is first shown: the pages, a lesson read and written, the player, notes, export and help."""
    open_every_page(running)
    store, view, actions = running.store, running.store.state.view, running.window.actions_
    store.open_lesson(read_lesson(shipped_lessons()[0].path))
    reading = running.window.lesson.findChild(Reading)
    assert reading is not None
    reading.edit_asked.emit()
    store.open(lecture_document())
    running.playing.open()
    store.look(notes=True, hidden=view.hidden - {Panel.LESSON})
    actions.shortcuts.trigger()
    for dialog in (running.exporting.dialog, running.window.findChild(ShortcutsHelp)):
        assert dialog is not None
        QApplication.processEvents()
        dialog.close()
    running.playing.close()
    store.look(notes=False, hidden=view.hidden)
