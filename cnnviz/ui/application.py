"""Opening the window: everything joined, and everything ended in order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from cnnviz.app.session import Session
from cnnviz.app.store import Store
from cnnviz.app.worker import Worker
from cnnviz.model.document import Document
from cnnviz.ui.binding import Binding
from cnnviz.ui.binding.files import FilesBinding
from cnnviz.ui.preferences import preferences, remember_view, remembered_view
from cnnviz.ui.window import Window


class Running(QObject):
    """A window with all that stands behind it, as it was left last time. `close` ends the thread."""

    def __init__(self, document: Document, path: Path | None = None) -> None:
        super().__init__()
        self._preferences = preferences()
        self.store = Store(document, path)
        self.store.look(**remembered_view(self._preferences))
        self.worker = Worker()
        self.session = Session(self.store, self.worker)
        self.window = Window()
        self.binding = Binding(self.store, self.window)
        self.files = FilesBinding(self.store, self.window, self._preferences)
        self.window.set_close_guard(self.files.may_close)
        self.window.restore_layout(self._preferences)
        self.window.closing.connect(self._on_window_closing)

    def start(self) -> None:
        self.session.start()
        self.window.show()

    def close(self) -> None:
        # Asking about unsaved work is for the hand that closes the window.
        self.window.set_close_guard(lambda: True)
        self.window.close()
        self.session.stop()

    @Slot()
    def _on_window_closing(self) -> None:
        remember_view(self._preferences, self.store.state.view)
        self.window.save_layout(self._preferences)


def run(document: Document, path: Path | None = None) -> int:
    """Open the window and stay until it is closed; the process's exit code."""
    application = QApplication.instance() or QApplication(["cnnviz"])
    assert isinstance(application, QApplication)
    application.setApplicationName("cnnviz")
    application.setStyle("Fusion")
    running = Running(document, path)
    running.start()
    code = application.exec()
    running.close()
    return code
