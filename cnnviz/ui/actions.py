"""Everything the menus and the toolbar can do, each with its name, icon, shortcut and tooltip."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from cnnviz.model.document import Scale
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.view import ColorScheme, Panel
from cnnviz.ui.icons import SIDE, icon
from cnnviz.ui.theme import Look


class Choice(QObject):
    """One of several values, as checkable actions. `tip` says what is chosen.

    title: its name in a menu, with the letter that opens it there; name: without.
    chosen(value): a person chose.
    """

    chosen = Signal(object)

    def __init__(
        self, title: str, tip: str, icon_name: str, offers: Iterable[tuple[Any, str]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.name = title.replace("&", "")
        self.tip = tip
        self.icon_name = icon_name
        self._group = QActionGroup(self)
        self._values: dict[QAction, Any] = {}
        for value, text in offers:
            action = QAction(text, self, checkable=True)
            action.setToolTip(f"{self.name}: {text.replace('&', '')}")
            self._group.addAction(action)
            self._values[action] = value
        self._group.triggered.connect(self._on_triggered)

    @property
    def actions(self) -> tuple[QAction, ...]:
        return tuple(self._values)

    def set_value(self, value: Any) -> None:
        """Tick the action of `value`."""
        for action, of in self._values.items():
            action.setChecked(of == value)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(self._values[action])


class Actions(QObject):
    """Every action of the window. What they do is connected elsewhere; here stands what a person reads."""

    def __init__(self, window: QWidget, networks: Iterable[tuple[Any, str]]) -> None:
        super().__init__(window)
        self._window = window
        self._look: Look | None = None
        self._icons: dict[QAction, str] = {}
        self._tips: dict[QAction, str] = {}
        self.new = self._action("&New", "Begin anew", "Ctrl+N", icon_name="new")
        self.open = self._action("&Open…", "Open a file", "Ctrl+O", icon_name="open")
        self.save = self._action("&Save", "Save the work", "Ctrl+S", icon_name="save")
        self.save_as = self._action("Save &as…", "Save the work in another file", "Ctrl+Shift+S")
        self.export_network = self._action("&Export the network…", "Write the network as a script or as ONNX")
        # In the order of the pages that they open.
        self.exports = (
            self._action("Export a &figure…", "A panel, or the whole way, as PNG, SVG or PDF"),
            self._action("Export n&umbers…", "Numbers as CSV, Markdown or LaTeX"),
            self._action("Export a fil&m of the steps…", "What the player plays, as GIF or MP4"),
            self._action("Export the &lesson…", "The lesson to hand out, as PDF or HTML"),
        )
        self.quit = self._action("&Quit", "Close the window", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.undo = self._action("&Undo", "Undo", "Ctrl+Z", icon_name="undo")
        self.redo = self._action("&Redo", "Redo", "Ctrl+Shift+Z", "Ctrl+Y", icon_name="redo")
        self.copy = self._action("&Copy", _COPY_TIP, "Ctrl+C")
        self.paste = self._action("&Paste", "Paste an image as the picture, or numbers into a filter", "Ctrl+V")
        self.fit = self._action("&Fit the stages", "Fit the stages into the window", "F", icon_name="fit")
        self.larger_text = self._action("&Larger text", "Larger text", "Ctrl++", "Ctrl+=", icon_name="text-larger")
        self.smaller_text = self._action("Sm&aller text", "Smaller text", "Ctrl+-", icon_name="text-smaller")
        self.normal_text = self._action("&Normal text", "Text at 100 %", "Ctrl+0")
        self.next_panel = self._action("Go to the ne&xt panel", "Take the keyboard to the next panel", "F6")
        self.previous_panel = self._action(
            "Go to the &previous panel", "Take the keyboard to the panel before", "Shift+F6"
        )
        self.shortcuts = self._action("&Keyboard shortcuts", "Every shortcut", "F1", icon_name="help")
        self.about = self._action("&About cnnviz", "About cnnviz")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.panels = {panel: self._panel_action(panel) for panel in Panel}
        self.learn, self.lesson = self.panels[Panel.LEARNING], self.panels[Panel.LESSON]
        self._for_tool_bar(self.learn, "Learn", "Show or hide learning, in place of the arithmetic", "learn", "Ctrl+L")
        self._for_tool_bar(self.lesson, "Lessons", "Show or hide the lessons", "lesson", "Ctrl+Shift+L")
        self.return_to_scene = self._action("&Return to the scene", "Back to the scene as it was written", "F4")
        self.gradients = self._action("Show &gradients", _GRADIENTS_TIP, "Ctrl+G", icon_name="gradients")
        self.gradients.setCheckable(True)
        self.gradients.setIconText("Gradients")
        self.run = self._action("&Run", "Train, or pause", "Ctrl+Return", "Ctrl+Enter", icon_name="play")
        self.rewind = self._action("Re&wind", "Back to the first weights of the run", icon_name="rewind")
        self.set_training(is_running=False, can_rewind=False)
        self._add_presenting()
        self._add_player()
        self.network = Choice("&Network", _NETWORK_TIP, "network", networks, self)
        self.layers = self._action("Change the &layers", "Add, remove and change layers: build another network")
        self.numbers = Choice("N&umbers", _NUMBERS_TIP, "numbers", _NUMBERS, self)
        self.scale = Choice("&Colour scale", _SCALE_TIP, "scale", _SCALES, self)
        self.theme = Choice("&Theme", "Light or dark colours", "theme", _THEMES, self)

    def _add_presenting(self) -> None:
        self.present = self._action("&Present", _PRESENT_TIP, "F5", icon_name="present")
        self.notes = self._action("&Notes window", "Notes, the next scene and the time, for the lecturer alone", "F7")
        self.notes.setCheckable(True)
        self.swap_screens = self._action("E&xchange the screens", "Let the class see the other screen", "Shift+F7")
        self.spotlight = self._for_class("&Spotlight", "S", "Dim all but the value asked about and what belongs to it")
        self.marker = self._for_class("&Marker", "P", "Draw over everything; it vanishes with the next scene")
        self.halo = self._for_class("&Halo", "H", "A ring around the pointer, for the back row")
        self.blank = self._for_class("&Blank screen", "B", "Nothing but black, until any key or a click")
        self.wipe = self._action("&Wipe the marks\tE", "Take what was drawn over the screen away")

    def _add_player(self) -> None:
        self.player = self._action("Pla&y", "Play the stages, value by value", "Ctrl+P", icon_name="player")
        self.player.setCheckable(True)
        self.play = self._action("Pl&ay or pause", "Play by itself, or pause", "Space", icon_name="play")
        self.step_back = self._action("Step bac&k", "One step back", "Left", icon_name="step-back")
        self.step_on = self._action("Step &on", "One step on", "Right", icon_name="step")
        self.to_start = self._action("To the s&tart", "Before the first value", "Home", icon_name="to-start")
        self.to_end = self._action("To the &end", "Every value is there", "End", icon_name="to-end")
        self.page_back = self._action("Back, or to the scene before", _PAGE_TIP.format("back", "before"), "PgUp")
        self.page_on = self._action("On, or to the next scene", _PAGE_TIP.format("on", "after it"), "PgDown")
        self.close_player = self._action(
            "&Close the player", "Close the player: every value is there again", icon_name="close"
        )
        self.predict = self._action("Pre&dict first", "Hide the value asked about until you have guessed it")
        self.predict.setCheckable(True)
        self.motion = self._action("Mot&ion", "Show how windows and values move while it plays")
        self.motion.setCheckable(True)
        self.set_playing(is_open=False, is_playing=False, has_pages=False)

    @property
    def all(self) -> tuple[QAction, ...]:
        """The actions that stand for themselves, without those of the choices."""
        return tuple(self._tips)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (self.network, self.numbers, self.scale, self.theme)

    def set_look(self, look: Look) -> None:
        """Draw the icons in the theme's colour."""
        self._look = look
        for action in self._icons:
            self._draw_icon(action)

    def set_undo(self, undo: str | None, redo: str | None) -> None:
        """Name what would be undone and redone; None where there is nothing."""
        for action, verb, step in ((self.undo, "Undo", undo), (self.redo, "Redo", redo)):
            name = verb if step is None else f"{verb} {step}"
            if self._tips[action] == name and action.isEnabled() is (step is not None):
                continue
            action.setEnabled(step is not None)
            # An ampersand would be taken for the mark of a mnemonic.
            action.setText("&" + name.replace("&", "&&"))
            self._set_tip(action, name)
            self._draw_icon(action)

    def set_training(self, *, is_running: bool, can_rewind: bool) -> None:
        """Offer to pause a run that goes on, and to rewind where there is one."""
        self.run.setText("&Pause" if is_running else "&Run")
        self._set_tip(self.run, "Pause training" if is_running else "Train, until a rule ends it or you pause")
        self._icons[self.run] = "pause" if is_running else "play"
        self.rewind.setEnabled(can_rewind)
        for action in (self.run, self.rewind):
            self._draw_icon(action)

    def set_playing(self, *, is_open: bool, is_playing: bool, has_pages: bool) -> None:
        """Offer the steps of the player while it is open, and to go on while there is anything to go on to."""
        self.player.setChecked(is_open)
        steps = (self.play, self.step_back, self.step_on, self.to_start, self.to_end, self.close_player)
        for action in steps:
            action.setEnabled(is_open)
        for action in (self.page_back, self.page_on):
            action.setEnabled(has_pages)
        self._set_tip(self.play, "Pause" if is_playing else "Play by itself")
        self._icons[self.play] = "pause" if is_playing else "play"
        for action in steps:
            self._draw_icon(action)

    def set_presenting(self, *, is_presenting: bool) -> None:
        """Offer to leave the class, or to come before one."""
        self.present.setText("End &presenting" if is_presenting else "&Present")
        self._set_tip(self.present, "Leave the full screen" if is_presenting else _PRESENT_TIP)
        for action in (self.marker, self.wipe, self.halo, self.blank):
            action.setEnabled(is_presenting)

    def set_hidden(self, hidden: frozenset[Panel]) -> None:
        """Tick the panels that are shown."""
        for panel, action in self.panels.items():
            action.setChecked(panel not in hidden)

    def _draw_icon(self, action: QAction) -> None:
        if self._look is None:
            # The first look will have all of them drawn.
            return
        # Qt dims the icon of what is disabled, but hardly in a dark theme.
        theme = self._look.theme
        color = theme.text if action.isEnabled() else theme.off
        chosen = theme.on_accent if action.isEnabled() else theme.off
        action.setIcon(icon(self._icons[action], color, self._look.length(SIDE), chosen))

    def _action(self, text: str, tip: str, *shortcuts: str, icon_name: str = "") -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
        if icon_name:
            self._icons[action] = icon_name
        self._set_tip(action, tip)
        # What it does at any time; the tip says what it would do now.
        action.setWhatsThis(tip)
        # An action's shortcut works in the windows it was added to, even where a menu bar is the system's.
        self._window.addAction(action)
        return action

    def _for_class(self, text: str, key: str, tip: str) -> QAction:
        """What is on or off while a class looks on. Its key is heard by the window itself, after the panels."""
        action = self._action(f"{text}\t{key}", tip)
        action.setCheckable(True)
        return action

    def _panel_action(self, panel: Panel) -> QAction:
        number = list(Panel).index(panel) + 1
        title = PANEL_TITLES[panel]
        action = self._action(title, f"Show or hide: {title}", f"Alt+{number}")
        action.setCheckable(True)
        return action

    def _for_tool_bar(self, action: QAction, text: str, tip: str, icon_name: str, shortcut: str) -> None:
        """A panel's action as it stands on the toolbar, too; in the menu it is ticked, as those of the others are."""
        action.setIconText(text)
        action.setIconVisibleInMenu(False)
        action.setShortcuts([QKeySequence(shortcut), *action.shortcuts()])
        self._icons[action] = icon_name
        action.setWhatsThis(tip)
        self._set_tip(action, tip)

    def _set_tip(self, action: QAction, tip: str) -> None:
        self._tips[action] = tip
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({shortcut})" if shortcut else tip)
        action.setStatusTip(action.toolTip())


PANEL_TITLES = {
    Panel.DRAWING: "Picture",
    Panel.FILTERS: "Filters",
    Panel.STAGES: "Stages",
    Panel.ARITHMETIC: "Arithmetic",
    Panel.VOTES: "Votes",
    Panel.LEARNING: "Learning",
    Panel.LESSON: "Lesson",
}
_COPY_TIP = "Copy the numbers of the chosen filter, or the sum of the value that is pointed at"
_PRESENT_TIP = "Fill the screen, for a class"
_PAGE_TIP = "One step {0}; at the player's end, or without it, the lesson's scene {1}: what a clicker sends"
_GRADIENTS_TIP = "Show how the error changes with each value in the stages, in place of the values"
_NETWORK_TIP = "Choose another network, with its picture; undo brings yours back"
_NUMBERS_TIP = "How numbers are shortened: cut off (7/9 is .77) or rounded (.78)"
_SCALE_TIP = "Which value has the full colour: the largest of its stage, or of all stages"
_NUMBERS = (
    (NumberStyle.TRUNCATED, "&Cut off, as on the slides: 7/9 is .77"),
    (NumberStyle.ROUNDED, "&Rounded: 7/9 is .78"),
)
_SCALES = ((Scale.STAGE, "One for &each stage"), (Scale.SHARED, "One for &all stages"))
_THEMES = (
    (ColorScheme.SYSTEM, "As the &system"),
    (ColorScheme.LIGHT, "&Light"),
    (ColorScheme.DARK, "&Dark"),
    (ColorScheme.CONTRAST, "&High contrast, for a bright room"),
    (ColorScheme.GREY, "&Grey, for printing"),
)
