"""Opening the window: everything joined, and everything ended in order."""

from __future__ import annotations

import gc
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFileOpenEvent, QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QApplication

from cnnviz.app.backpropagation import Backpropagation
from cnnviz.app.heap import share_heaps
from cnnviz.app.log import Log
from cnnviz.app.playing import Playing
from cnnviz.app.session import Session, responder
from cnnviz.app.store import Store
from cnnviz.app.training import Training
from cnnviz.app.worker import Worker
from cnnviz.model.document import Document
from cnnviz.model.view import View
from cnnviz.ui.binding import Binding
from cnnviz.ui.binding.looks import look_of
from cnnviz.ui.binding.player import PlayerBinding
from cnnviz.ui.binding.run_actions import RunActionsBinding
from cnnviz.ui.preferences import preferences, remember_view, remembered_view
from cnnviz.ui.style import dress
from cnnviz.ui.tab_order import lead_tab
from cnnviz.ui.window import Window

if TYPE_CHECKING:
    from cnnviz.app.recovery import Recovery
    from cnnviz.model.lessons.lesson import Place
    from cnnviz.ui.binding.dropping import DroppingBinding
    from cnnviz.ui.binding.exporting import ExportingBinding
    from cnnviz.ui.binding.files import FilesBinding
    from cnnviz.ui.binding.images import ImagesBinding
    from cnnviz.ui.binding.learning import LearningBinding
    from cnnviz.ui.binding.lesson import LessonBinding
    from cnnviz.ui.motion_process import MotionProcess


class Application(QApplication):
    """The application that every window and image needs; keep it as long as they last.

    file_chosen(path): a file was double-clicked, or dropped on the icon, where the system says so by an event (macOS).
    """

    file_chosen = Signal(object)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_chosen.emit(Path(event.file()))
            return True
        return super().event(event)


class Running(QObject):
    """A window with all that stands behind it, as it was left last time. `close` ends the thread.

    What the first sight of the window does not show, such as what the file menu does, is made once it is painted.

    completed(): all of it is made.
    """

    completed = Signal()
    _painted = Signal()

    def __init__(self, document: Document, path: Path | None = None, safe_folder: Path | None = None) -> None:
        super().__init__()
        self._preferences = preferences()
        self.store = Store(document, path, View().with_(**remembered_view(self._preferences)))
        self.worker = Worker(responder())
        self.session = Session(self.store, self.worker)
        look = look_of(self.store.state)
        dress(look)
        self.window = Window(look)
        self.playing = Playing(self.store)
        self.binding = Binding(self.store, self.playing, self.window)
        self.training = Training(self.store)
        self.run_actions = RunActionsBinding(self.store, self.training, self.window.actions_)
        self.player = PlayerBinding(self.store, self.playing, self.window)
        self.backpropagation = Backpropagation(self.store)
        self.window.restore_layout(self._preferences)
        self.window.closing.connect(self._on_window_closing)
        self._safe_folder = safe_folder
        self._recovery: Recovery | None = None
        self._motion: MotionProcess | None = None
        self._is_motion_reduced = False
        # Queued, so that all of the window is painted before anything else is made.
        self._painted.connect(self._complete, Qt.ConnectionType.QueuedConnection)
        self.window.installEventFilter(self)

    @cached_property
    def images(self) -> ImagesBinding:
        """What takes images in."""
        from cnnviz.ui.binding.images import ImagesBinding

        return ImagesBinding(self.store, self.window.draw_panel)

    @cached_property
    def files(self) -> FilesBinding:
        """What opens, saves and closes."""
        from cnnviz.ui.binding.files import FilesBinding

        return FilesBinding(self.store, self.window, self.images, self._preferences)

    @cached_property
    def lesson(self) -> LessonBinding:
        """What shows the lessons."""
        from cnnviz.ui.binding.lesson import LessonBinding

        return LessonBinding(self.store, self.files, self.window)

    @cached_property
    def exporting(self) -> ExportingBinding:
        """What exports figures, numbers, films and lessons."""
        from cnnviz.ui.binding.exporting import ExportingBinding

        return ExportingBinding(self.store, self.files, self.learning, self.window)

    @cached_property
    def learning(self) -> LearningBinding:
        """What makes the tabs about learning."""
        from cnnviz.ui.binding.learning import LearningBinding

        return LearningBinding(self.store, self.training, self.window.learning)

    @cached_property
    def dropping(self) -> DroppingBinding:
        """What takes what is dropped on the window."""
        from cnnviz.ui.binding.dropping import DroppingBinding

        return DroppingBinding(self.store, self.files, self.images, self.learning, self.window)

    def start(self) -> None:
        self.session.start()
        # The keyboard begins where the work does: on the picture, as if it had been clicked.
        self.window.draw_panel.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._painted.emit()
        return False

    @Slot()
    def _complete(self) -> None:
        """Make what was left for later."""
        from cnnviz.ui.icons import window_icon
        from cnnviz.ui.long_press import LongPress

        LongPress(self.window)
        # Also of dialogs, and of the Dock where there is one.
        QGuiApplication.setWindowIcon(window_icon())
        self.window.set_close_guard(self.files.may_close)
        self.window.arithmetic.prepare()
        lead_tab(self.window.stages, self.window.arithmetic)
        self.learning.start()
        self.lesson.start()
        self.exporting.start()
        self.dropping.start()
        if self._safe_folder is not None:
            self.keep_safe(self._safe_folder)
        self._ask_for_motion()
        # The worker that a stroke waits for has begun, and its heap is its own.
        share_heaps()
        self.completed.emit()

    def _ask_for_motion(self) -> None:
        """Ask whether the system wants things to move."""
        from cnnviz.ui.motion_process import MotionProcess

        self._motion = MotionProcess(self)
        self._motion.reduced.connect(self._on_motion_reduced)
        self._motion.ask()

    def keep_safe(self, folder: Path) -> None:
        """Keep unsaved work in `folder` until it is saved, and offer what an earlier process left there."""
        from cnnviz.app.recovery import Recovery
        from cnnviz.ui.binding.recovery import RecoveryBinding

        self._recovery = Recovery(self.store, folder, self)
        offering = RecoveryBinding(self._recovery, self.window, look_of(self.store.state))
        QTimer.singleShot(0, offering, offering.offer)

    def close(self) -> None:
        # Asking about unsaved work is for the hand that closes the window.
        self.window.set_close_guard(lambda: True)
        self.window.close()
        if self._recovery is not None:
            self._recovery.stop()
        if self._motion is not None:
            self._motion.stop()
        self.images.stop()
        self.exporting.stop()
        self.files.stop()
        self.learning.stop()
        self.playing.stop()
        self.backpropagation.stop()
        self.session.stop()
        self.window.deleteLater()

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Open a file."""
        self.files.open_path(path)

    @Slot(str)
    def on_reported(self, sentence: str) -> None:
        """Say that something unexpected happened; once, for a fault in what shows it would say it for ever."""
        notice = self.store.state.notice
        if notice is None or notice.text != sentence:
            self.store.tell(sentence, is_problem=True)

    @Slot()
    def _on_motion_reduced(self) -> None:
        self._is_motion_reduced = True
        # What a person has chosen here counts more than what the system has for everything.
        if not self._preferences.contains("look/motion"):
            self.store.look(moves=False)

    @Slot()
    def _on_window_closing(self) -> None:
        remember_view(self._preferences, self.store.state.view, is_reduced=self._is_motion_reduced)
        self.window.save_layout(self._preferences)


def make_application(system: str = sys.platform) -> Application:
    """The application in cnnviz's name and style."""
    if system == "win32":
        from cnnviz.ui.taskbar import leave_pythons_button

        leave_pythons_button()
    # Not by setStyle(), for which PySide6 would first set up all that a style of one's own might need.
    application = Application(["cnnviz", "-style", "fusion"])
    application.setApplicationName("cnnviz")
    # Under Wayland the window would go by the name of Python, and stand under one button with all else that runs in it.
    application.setDesktopFileName("cnnviz")
    # Qt keeps icons that are no longer shown until there are 10 MB of them; those in sight need a tenth of it.
    QPixmapCache.setCacheLimit(2_000)
    return application


def _collect_garbage() -> None:
    # What is there by now stays to the end, so no search for garbage need go through it, and hold up a stroke, again.
    gc.freeze()
    gc.enable()


def run(application: Application, document: Document, path: Path | None = None, *, place: Place | None = None) -> int:
    """Open the window, on a lesson where there is a `place`, and stay until it is closed; the process's exit code."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    running = Running(document, path, folder / "recovery")
    log = Log(folder / "cnnviz.log")
    log.install()
    log.reported.connect(running.on_reported)
    running.completed.connect(_collect_garbage)
    # Queued, because a question about unsaved work asked inside the event would hold up the system.
    application.file_chosen.connect(running.open_path, Qt.ConnectionType.QueuedConnection)
    if place is not None:
        running.store.open_lesson(place.lesson, place.index)
    running.window.fit_to_screen()
    running.start()
    code = application.exec()
    running.close()
    log.uninstall()
    return code
