"""Opening the window: everything joined, and everything ended in order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from cnnviz.app.session import Session
from cnnviz.app.store import Store
from cnnviz.app.worker import Worker
from cnnviz.model.document import Document
from cnnviz.ui.binding import Binding
from cnnviz.ui.theme import LIGHT, Look, palette
from cnnviz.ui.window import Window


class Running:
    """A window with all that stands behind it. `close` ends the thread."""

    def __init__(self, document: Document, path: Path | None = None) -> None:
        self.store = Store(document, path)
        self.worker = Worker()
        self.session = Session(self.store, self.worker)
        self.window = Window()
        self.window.set_look(Look(LIGHT))
        self.binding = Binding(self.store, self.window)

    def start(self) -> None:
        self.session.start()
        self.window.show()

    def close(self) -> None:
        self.window.close()
        self.session.stop()


def run(document: Document, path: Path | None = None) -> int:
    """Open the window and stay until it is closed; the process's exit code."""
    application = QApplication.instance() or QApplication(["cnnviz"])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    application.setPalette(palette(LIGHT))
    running = Running(document, path)
    running.start()
    code = application.exec()
    running.close()
    return code
