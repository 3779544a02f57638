"""A process of its own, for the tests' has one screen: a lecturer's window and notes, with a projector."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSplitter

from cnnviz.model.networks import lecture_document
from cnnviz.ui.application import Running, make_application
from cnnviz.ui.notes import NotesWindow


def main() -> None:
    """Say on standard output how the windows stand: at first and after each action named; a line of JSON each."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, ".")
    application = make_application()
    running = Running(lecture_document())
    running.start()
    window = running.window
    mine = QGuiApplication.primaryScreen().geometry()
    window.setGeometry(mine.x() + 30, mine.y() + 40, 1200, 600)
    splitters = window.findChildren(QSplitter)
    for splitter in splitters:
        splitter.setSizes([2 * size if index == 1 else size for index, size in enumerate(splitter.sizes())])

    def say() -> None:
        for _ in range(20):
            QApplication.processEvents()
        sizes = [splitter.sizes() for splitter in splitters if splitter.isVisible()]
        place = window.geometry()
        others = (each for each in QApplication.topLevelWidgets() if isinstance(each, NotesWindow))
        notes = [each.geometry().getRect() for each in others if each.isVisible()]
        standing = [window.isFullScreen(), place.topLeft().toTuple(), place.size().toTuple(), sizes, *notes]
        sys.stdout.write(json.dumps(standing) + "\n")

    say()
    for name in sys.argv[1:]:
        getattr(window.actions_, name).trigger()
        say()
    running.close()
    application.shutdown()


if __name__ == "__main__":
    main()
