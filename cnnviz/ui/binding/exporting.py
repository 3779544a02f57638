"""Joins the export of figures, numbers, films and lessons to the state."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.layers import Conv2d
from cnnviz.model.export.formats import write_content
from cnnviz.model.numbers import counted
from cnnviz.model.refused import Refused
from cnnviz.ui.binding.files import FilesBinding
from cnnviz.ui.binding.learning import LearningBinding
from cnnviz.ui.binding.looks import look_of
from cnnviz.ui.copied import take_back
from cnnviz.ui.job_runner import JobRunner
from cnnviz.ui.window import Window

if TYPE_CHECKING:
    from cnnviz.ui.exporting import ExportDialog
    from cnnviz.ui.exporting.wishes import FigureWish, NumbersWish, Offers, Wish
    from cnnviz.ui.exports import Work

#: In milliseconds: so long after a change what is previewed is drawn anew, for a hand may be drawing.
SETTLED = 250


class ExportingBinding(QObject):
    """Opens the dialog, shows in it what there will be, and has it made."""

    def __init__(self, store: Store, files: FilesBinding, learning: LearningBinding, window: Window) -> None:
        super().__init__(window)
        self._store = store
        self._files = files
        self._learning = learning
        self._window = window
        self._dialog: ExportDialog | None = None
        self.runner = JobRunner(self)
        self.runner.progressed.connect(self._on_progressed)
        self.runner.ended.connect(self._on_ended)
        self._settling = QTimer(self, singleShot=True, interval=SETTLED)
        self._settling.timeout.connect(self._on_settled)

    def start(self) -> None:
        """Answer to the menu."""
        exports = QActionGroup(self)
        for action in self._window.actions_.exports:
            exports.addAction(action)
        exports.triggered.connect(self._on_export)
        self._store.changed.connect(self._on_store_changed)

    def stop(self) -> None:
        """Give up what is being made."""
        self._settling.stop()
        self.runner.stop()
        if self._dialog is not None:
            take_back()

    @property
    def dialog(self) -> ExportDialog:
        """The dialog, made for the first who asks."""
        if self._dialog is None:
            from cnnviz.ui.exporting import ExportDialog
            from cnnviz.ui.figures.panels import DRAWABLES

            self._dialog = ExportDialog(self._window, [(each.name, each.title) for each in DRAWABLES])
            self._dialog.changed.connect(self._on_wish_changed)
            self._dialog.copy_wanted.connect(self._on_copy_wanted)
            self._dialog.file_wanted.connect(self._on_file_wanted)
            self._dialog.given_up.connect(self._on_given_up)
        return self._dialog

    @Slot(QAction)
    def _on_export(self, action: QAction) -> None:
        self.dialog.set_look(look_of(self._store.state))
        self.dialog.open_at(self._window.actions_.exports.index(action), _offers(self._store.state))

    @Slot(object, object)
    def _on_store_changed(self, old: State, new: State) -> None:
        is_open = self._dialog is not None and self._dialog.isVisible()
        if is_open and _exported(old) != _exported(new):
            self._settling.start()

    @Slot()
    def _on_settled(self) -> None:
        if self.runner.is_busy:
            self._settling.start()
        else:
            self._offer()

    def _offer(self) -> None:
        self._settling.stop()
        self.dialog.offer(_offers(self._store.state))

    def _of_now(self, wish: Wish) -> Wish | None:
        """`wish`, or what is chosen of what there is by now, where the dialog has not heard of it yet."""
        if not self._settling.isActive():
            return wish
        self._offer()
        return self.dialog.wish

    @Slot(object)
    def _on_wish_changed(self, wish: Wish | None) -> None:
        if self._settling.isActive():
            # Told of what there is by now, the dialog asks once more.
            self._offer()
            return
        try:
            self._preview(wish)
        except Refused as error:
            self.dialog.preview.show_sentence(str(error))
            self.dialog.set_possible(possible=False)

    def _preview(self, wish: Wish | None) -> None:
        from cnnviz.ui.exporting.wishes import FigureWish, FilmWish, NumbersWish
        from cnnviz.ui.exports import figure_for, film_for, text_for
        from cnnviz.ui.figures.writing import to_image

        preview, work = self.dialog.preview, self._work()
        match wish:
            case FigureWish():
                preview.show_picture(to_image(figure_for(work, wish), 1))
            case NumbersWish():
                preview.show_text(text_for(work, wish))
            case FilmWish():
                film = film_for(work, wish, scale=1)
                preview.show_picture(film.frame(len(film.positions) * 2 // 3))
                frames, seconds = counted(len(film.positions), "frame"), round(film.count / film.pace)
                self.dialog.tell(f"{frames}, {seconds // 60}:{seconds % 60:02} minutes")
            case _ if work.document.lesson is not None:
                scenes = work.document.lesson.lesson.scenes
                tasks = sum(scene.task is not None for scene in scenes)
                figures = "its figure" if len(scenes) == 1 else "their figures"
                preview.show_sentence(f"{counted(len(scenes), 'scene')} with {figures}, {counted(tasks, 'task')}")
            case _:
                preview.show_sentence("")

    @Slot(object)
    def _on_copy_wanted(self, chosen: FigureWish | NumbersWish) -> None:
        from cnnviz.ui.exporting.wishes import FigureWish, NumbersWish
        from cnnviz.ui.exports import figure_for, text_for
        from cnnviz.ui.figures.writing import to_image, to_svg

        content, work, wish = QMimeData(), self._work(), self._of_now(chosen)
        try:
            if isinstance(wish, NumbersWish):
                content.setText(text_for(work, wish))
            elif isinstance(wish, FigureWish):
                figure = figure_for(work, wish)
                content.setImageData(to_image(figure, wish.scale))
                content.setData("image/svg+xml", to_svg(figure).encode())
        except Refused as error:
            self.dialog.tell(str(error))
            return
        QGuiApplication.clipboard().setMimeData(content)
        self.dialog.tell("It is on the clipboard.")

    @Slot(object)
    def _on_file_wanted(self, chosen: Wish) -> None:
        from cnnviz.ui.exporting.wishes import NumbersWish
        from cnnviz.ui.exports import file_content
        from cnnviz.ui.file_dialogs import ask_path_to_write

        state, work, wish = self._store.state, self._work(), self._of_now(chosen)
        if wish is None:
            return
        path = ask_path_to_write(self.dialog, self._files.folder() / f"{state.stem} {_name(wish)}{wish.ending}")
        if path is None:
            return
        if isinstance(wish, NumbersWish):
            self._write_numbers(work, wish, path)
            return
        self.dialog.set_busy(0.0, f"Writing “{path.name}” …")
        self.runner.start(partial(file_content, work, wish), path)

    def _write_numbers(self, work: Work, wish: NumbersWish, path: Path) -> None:
        from cnnviz.ui.exports import text_for

        try:
            write_content(text_for(work, wish).encode(), path)
        except Refused as error:
            self._on_ended(str(error), is_problem=True)
        else:
            self._on_ended(f"Exported as “{path.name}”.", is_problem=False)

    def _work(self) -> Work:
        from cnnviz.ui.binding.results import ResultsBinding
        from cnnviz.ui.exports import Work

        state, results = self._store.state, self._learning.part(ResultsBinding)
        curves = None if state.run is None else state.run.curves.until(state.run.position)
        return Work(state.document, state.view, curves, None if results is None else results.confusion)

    @Slot(object, str)
    def _on_progressed(self, share: float | None, text: str) -> None:
        self.dialog.set_busy(share, text)

    @Slot(str, bool)
    def _on_ended(self, sentence: str, is_problem: bool) -> None:
        self.dialog.set_idle()
        self.dialog.tell(sentence)
        self._store.tell(sentence, is_problem=is_problem)

    @Slot()
    def _on_given_up(self) -> None:
        if self.runner.is_busy:
            self.runner.stop()
            self.dialog.set_idle()
            self.dialog.tell("Given up; nothing was written.")


def _exported(state: State) -> tuple[object, ...]:
    """What there is to export is made of this."""
    return state.document, state.view, state.run


def _offers(state: State) -> Offers:
    from cnnviz.model.filters.edits import filter_name
    from cnnviz.model.player.playhead import Playhead
    from cnnviz.model.words import stage_names
    from cnnviz.ui.exporting.wishes import Offers

    document, network = state.document, state.document.network
    maps = (shape[0] if len(shape) == 3 else 0 for shape in network.shapes)
    layer = network.layers[state.view.layer] if network.layers else None
    filters = layer.filters if isinstance(layer, Conv2d) else 0
    return Offers(
        tuple(zip(stage_names(network), maps, strict=True)),
        tuple(filter_name(document, state.view.layer, index) for index in range(filters)),
        (state.view.player or Playhead()) if network.layers else None,
        "" if document.lesson is None else document.lesson.lesson.title,
    )


def _name(wish: Wish) -> str:
    """What a file is called beside the work."""
    from cnnviz.ui.exporting.wishes import FigureWish, FilmWish, NumbersWish

    match wish:
        case FigureWish():
            return wish.panel
        case NumbersWish():
            return "numbers"
        case FilmWish():
            return "film"
    return "lesson"
