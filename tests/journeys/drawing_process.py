"""A process of its own that draws a stroke and goes on until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer

from cnnviz.model.files.document_file import encode
from cnnviz.model.networks import lecture_document
from cnnviz.ui.application import Running, make_application
from tests.journeys.strokes import draw_upwards

#: Says that the work is kept.
KEPT = "kept\n"
_PATIENCE = 30_000


def main(folder: Path) -> None:
    """Keep work in `folder`; say on standard output what was drawn, and then that it is kept."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder.parent))
    application = make_application()
    running = Running(lecture_document(), folder.parent / "lecture.cnnviz")
    running.start()
    running.keep_safe(folder)
    watch = QTimer(interval=20)

    def draw() -> None:
        draw_upwards(running, column=2)
        sys.stdout.write(encode(running.store.state.document))
        watch.start()

    def look() -> None:
        if any(folder.glob("*.recovery")):
            watch.stop()
            sys.stdout.write(KEPT)
            sys.stdout.flush()

    watch.timeout.connect(look)
    QTimer.singleShot(0, draw)
    QTimer.singleShot(_PATIENCE, application.quit)
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
