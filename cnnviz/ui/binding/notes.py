"""Joins the lecturer's own window to the state; made when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QScreen

from cnnviz.app.state import State
from cnnviz.app.store import Store
from cnnviz.engine.explain import has_cell
from cnnviz.model.words import describe_cell
from cnnviz.ui.binding.looks import lecturers_look, text_scale_on
from cnnviz.ui.painting import map_image
from cnnviz.ui.theme import picture_colors
from cnnviz.ui.window import Window

if TYPE_CHECKING:
    from cnnviz.model.lessons.lesson import Place, Scene
    from cnnviz.ui.notes import NotesWindow

#: What is said where there is only one screen.
SEEN_BY_ALL = "The class sees the notes, too. F7 puts them away."
ONE_SCREEN = "There is no second screen to exchange with."


class NotesBinding(QObject):
    """Shows the notes on a screen that the class does not see."""

    def __init__(self, store: Store, window: Window) -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        self._notes: NotesWindow | None = None
        self._seen: State | None = None
        window.actions_.notes.triggered.connect(self._on_notes)
        window.actions_.swap_screens.triggered.connect(self._on_swap_screens)
        window.closing.connect(self._on_window_closing)

    def _opened(self) -> NotesWindow:
        from cnnviz.ui.notes import NotesWindow

        if self._notes is None:
            self._notes = NotesWindow()
            self._notes.scene_asked.connect(self._on_scene_asked)
            self._notes.closed.connect(self._on_closed)
            self._notes.has_keyboard.connect(self._on_has_keyboard)
            self._notes.key_pressed.connect(self._on_key_pressed)
            # Their keys are heard there, too.
            self._notes.addActions(self._window.actions())
        return self._notes

    def render(self, old: State | None, new: State) -> None:
        """Show what differs from what was last shown, while the window is open."""
        is_wanted = new.view.notes
        if is_wanted:
            # What it is to show tells how much room it needs.
            self._show(self._seen, new)
        if old is None or _place(old) != _place(new):
            self._window.actions_.notes.setChecked(is_wanted)
            self._window.actions_.swap_screens.setEnabled(is_wanted)
            if is_wanted:
                self._place(new)
            elif self._notes is not None:
                self._notes.hide()
        # Out of sight it would hold the work before, with all of its undo steps.
        self._seen = new if is_wanted else None

    def _place(self, state: State) -> None:
        other = self._other_screen()
        if other is None and state.view.presenting:
            self._opened().stand_over(self._window)
        else:
            self._opened().stand_on(other)

    def _show(self, old: State | None, new: State) -> None:
        notes, place, look = self._opened(), new.document.lesson, lecturers_look(new)
        if old is None or lecturers_look(old) != look:
            notes.set_look(look)
            old = None
        if old is None or old.document.lesson is not place:
            scene, after = (None, None) if place is None else (place.scene, _after(place))
            notes.show_scene("" if place is None else _title(place), None if scene is None else scene.notes)
            notes.show_next(None if after is None else after.title, None if after is None else self._picture(after))
            notes.set_ways(back=place is not None and place.index > 0, on=after is not None)
        if old is None or _asked(old) != _asked(new):
            notes.show_probe(_words(new))

    def _picture(self, scene: Scene) -> QImage:
        document, theme = scene.document, lecturers_look(self._store.state).theme
        coding = document.coding
        return map_image(document.picture, picture_colors(theme), coding.paper, coding.ink)

    def _other_screen(self) -> QScreen | None:
        mine = self._window.screen_to_be
        return next((screen for screen in QGuiApplication.screens() if screen is not mine), None)

    @Slot(bool)
    def _on_notes(self, is_wanted: bool) -> None:
        self._store.look(notes=is_wanted)
        if is_wanted and self._store.state.view.presenting and self._other_screen() is None:
            self._store.tell(SEEN_BY_ALL)

    @Slot()
    def _on_closed(self) -> None:
        self._store.look(notes=False)

    @Slot()
    def _on_has_keyboard(self) -> None:
        self._window.activateWindow()

    @Slot(object)
    def _on_key_pressed(self, event: QKeyEvent) -> None:
        QCoreApplication.sendEvent(self._window, event)

    @Slot()
    def _on_window_closing(self) -> None:
        self._store.look(notes=False)
        if self._notes is not None:
            self._notes.deleteLater()
            self._notes = None

    @Slot()
    def _on_swap_screens(self) -> None:
        mine, other = self._window.screen_to_be, self._other_screen()
        if other is not None:
            if self._store.state.view.presenting:
                self._store.look(presented_text=text_scale_on(other))
            self._window.move_to(other)
            self._opened().stand_on(mine)
        else:
            self._store.tell(ONE_SCREEN)

    @Slot(int)
    def _on_scene_asked(self, step: int) -> None:
        place = self._store.state.document.lesson
        if place is not None:
            self._store.go_to_scene(place.index + step)


def _place(state: State) -> tuple[bool, bool]:
    return state.view.notes, state.view.presenting


def _title(place: Place) -> str:
    return f"{place.index + 1} of {len(place.lesson.scenes)}: {place.scene.title}"


def _after(place: Place) -> Scene | None:
    scenes = place.lesson.scenes
    return scenes[place.index + 1] if place.index + 1 < len(scenes) else None


def _asked(state: State) -> tuple[object, ...]:
    return state.view.probe, state.trace, state.document.settings, state.document.filter_names


def _words(state: State) -> str:
    """What the class asks about, with the value, which may still be hidden from it."""
    probe, trace, document = state.view.probe, state.trace, state.document
    if probe is None or trace is None or not has_cell(trace.network, probe.stage, probe.cell):
        return ""
    return describe_cell(trace, probe, document.settings.numbers, document.filter_names)
