"""Joins the menu of files and the closing of the window to the state."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Slot
from PySide6.QtGui import QAction

from cnnviz.app.store import Store
from cnnviz.model import resources
from cnnviz.model.files import EXTENSION, LESSON_EXTENSION
from cnnviz.model.files.document_file import load, save
from cnnviz.model.files.presence import is_folder, stamp_of
from cnnviz.model.networks import SHIPPED, Shipped
from cnnviz.model.refused import Refused
from cnnviz.ui.binding.images import ImagesBinding
from cnnviz.ui.binding.network_export import NetworkExport
from cnnviz.ui.file_dialogs import (
    Changed,
    Unfinished,
    Unsaved,
    ask_changed,
    ask_path_to_export,
    ask_path_to_open,
    ask_path_to_save,
    ask_unfinished,
    ask_unsaved,
)
from cnnviz.ui.image_files import SUFFIXES
from cnnviz.ui.menus import say_no_files
from cnnviz.ui.preferences import preferences
from cnnviz.ui.recent_files import recent_files, remember_file
from cnnviz.ui.window import Window


class FilesBinding(QObject):
    """New, open, save, export and close, with a question before anything unsaved is lost."""

    def __init__(self, store: Store, window: Window, images: ImagesBinding, kept: QSettings | None = None) -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        self._images = images
        self.exporter = NetworkExport(store, self)
        self._kept = kept or preferences()
        self._stamp = stamp_of(store.state.path)
        if self._opened is not None:
            # The window was opened with it.
            self.remember(self._opened)
        store.opened.connect(self._on_store_opened)
        actions = window.actions_
        actions.new.triggered.connect(self._on_new_triggered)
        actions.open.triggered.connect(self.open)
        actions.save.triggered.connect(self.save)
        actions.save_as.triggered.connect(self.save_as)
        actions.export_network.triggered.connect(self.export)
        window.recent_menu.aboutToShow.connect(self._on_recent_about_to_show)

    def new_document(self, shipped: Shipped = SHIPPED[0]) -> bool:
        """Begin anew with one of the shipped documents; whether it was done."""
        if not self.may_close():
            return False
        self._store.open(shipped.make())
        return True

    @Slot()
    def open(self) -> bool:
        """Let the person choose a file and open it; whether it was done."""
        path = ask_path_to_open(self._window, self.folder())
        return path is not None and self.open_path(path)

    @Slot(object)
    def open_path(self, path: Path) -> bool:
        """Open the file at `path`; whether it was done. One that cannot be read changes nothing.

        An image becomes the picture of the work that is open, once it is read, and can be undone; a document takes the
        work's place.
        """
        if path.suffix.lower() in SUFFIXES:
            self._images.open(path)
            return True
        if path.suffix.lower() == LESSON_EXTENSION:
            return self._open_lesson(path)
        try:
            document = load(path)
        except Refused as error:
            self._store.tell(str(error), is_problem=True)
            return False
        if not self.may_close():
            return False
        self._store.open(document, path)
        self.remember(path)
        return True

    def _open_lesson(self, path: Path) -> bool:
        from cnnviz.model.lessons.reading import read_lesson
        from cnnviz.ui.image_files import read_grey

        try:
            lesson = read_lesson(path, read_grey)
        except Refused as error:
            self._store.tell(str(error), is_problem=True)
            return False
        if not self.may_close():
            return False
        self._store.open_lesson(lesson)
        self.remember(path)
        return True

    def remember(self, path: Path) -> None:
        """Offer the file at `path` among the recent ones; the shipped lessons have a place of their own."""
        if not _is_shipped(path):
            remember_file(self._kept, path)

    @Slot()
    def save(self) -> bool:
        """Save to the file that the work came from, else ask for one; whether it was done."""
        path = self._store.state.path
        if path is None:
            return self.save_as()
        stamp = stamp_of(path)
        if stamp is None or stamp == self._stamp:
            return self._save_to(path)
        answer = ask_changed(self._window, path.name)
        return self.save_as() if answer is Changed.SAVE_AS else answer is Changed.REPLACE and self._save_to(path)

    @Slot()
    def save_as(self) -> bool:
        """Ask for a file and save to it; whether it was done."""
        state = self._store.state
        suggested = self.folder() / (state.path.name if state.path else f"{state.stem}{EXTENSION}")
        path = ask_path_to_save(self._window, suggested)
        return path is not None and self._save_to(path)

    @Slot()
    def export(self) -> None:
        """Ask for a file and write the network into it, for other programs."""
        chosen = ask_path_to_export(self._window, self.folder() / self._store.state.stem)
        if chosen is not None:
            path, kind = chosen
            self.exporter.write(self._store.state.document, kind, path)

    def stop(self) -> None:
        """Finish what is being written."""
        self.exporter.stop()

    def may_close(self) -> bool:
        """Whether the work may go: it is saved, has just been saved, or the person lets it go."""
        # What is asked about, and then saved, must not change meanwhile.
        self._store.stop_training()
        if not self._store.may_leave() and not self._may_leave_out():
            return False
        if not self._store.state.is_unsaved:
            return True
        answer = ask_unsaved(self._window, self._store.state.name)
        return self.save() if answer is Unsaved.SAVE else answer is Unsaved.DISCARD

    def _may_leave_out(self) -> bool:
        """Whether what is half written may be lost; what it lacks has been said."""
        notice = self._store.state.notice
        return ask_unfinished(self._window, "" if notice is None else notice.text) is Unfinished.LEAVE_OUT

    def _save_to(self, path: Path) -> bool:
        document = self._store.state.document
        try:
            save(document, path)
        except Refused as error:
            self._store.tell(str(error), is_problem=True)
            return False
        self._store.saved(document, path)
        self._stamp = stamp_of(path)
        self._store.tell(f"Saved as “{path.name}”.")
        self.remember(path)
        return True

    @property
    def _opened(self) -> Path | None:
        """The file of the work, else of its lesson, unless that is a shipped one."""
        state = self._store.state
        place = state.document.lesson
        lesson = None if place is None else place.lesson.path
        return state.path or (None if lesson is None or _is_shipped(lesson) else lesson)

    def folder(self) -> Path:
        """Where a person looks first: beside the work, else beside what was opened last, else among the documents."""
        path = self._opened or next(iter(recent_files(self._kept)), None)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = path.parent if path else Path(documents)
        # A dialog takes the name of a folder that is not there for that of a file.
        return folder if is_folder(folder) else Path.home()

    @Slot()
    def _on_store_opened(self) -> None:
        self._stamp = stamp_of(self._store.state.path)

    @Slot()
    def _on_new_triggered(self) -> None:
        # Not connected to `new_document` itself, which would take the action's checked state for what to make.
        self.new_document()

    @Slot()
    def _on_recent_about_to_show(self) -> None:
        menu = self._window.recent_menu
        menu.clear()
        paths = recent_files(self._kept)
        for number, path in enumerate(paths, start=1):
            action = menu.addAction(f"&{number} {path.name.replace('&', '&&')}")
            action.setToolTip(str(path))
            action.setData(str(path))
            action.triggered.connect(self._on_recent_triggered)
        if not paths:
            say_no_files(menu)

    @Slot()
    def _on_recent_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.open_path(Path(action.data()))


def _is_shipped(path: Path) -> bool:
    return path.parent == resources.path("lessons")
