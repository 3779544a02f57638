"""The menu bar and the toolbar, laid out from the actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QToolBar, QToolButton, QWidget

from cnnviz.ui.action_button import OneConnection
from cnnviz.ui.actions import Actions, Choice
from cnnviz.ui.icons import SIDE, icon
from cnnviz.ui.leaving import Leaving
from cnnviz.ui.theme import Look


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> tuple[QMenu, QMenu]:
    """Put every action into its menu; returns the menu of recent files, which names none yet, and that of edits."""
    file = _menu(bar, "&File")
    file.addActions([actions.new, actions.open])
    recent = _menu(file, "Open &recent")
    # It is filled when it opens, but a Mac opens no menu that is empty.
    say_no_files(recent)
    file.addSeparator()
    file.addActions([actions.save, actions.save_as])
    file.addSeparator()
    file.addActions(actions.exports)
    file.addAction(actions.export_network)
    file.addSeparator()
    file.addAction(actions.quit)

    edit = _menu(bar, "&Edit")
    edit.addActions([actions.undo, actions.redo])
    edit.addSeparator()
    edit.addActions([actions.copy, actions.paste])

    view = _menu(bar, "&View")
    view.addActions([actions.fit, actions.gradients])
    view.addSeparator()
    view.addActions([actions.larger_text, actions.smaller_text, actions.normal_text])
    for choice in (actions.theme, actions.numbers, actions.scale):
        _menu(view, choice.title).addActions(choice.actions)
    view.addSeparator()
    view.addActions(list(actions.panels.values()))
    view.addActions([actions.next_panel, actions.previous_panel])

    network = _menu(bar, "&Network")
    network.addActions(actions.network.actions)
    network.addSeparator()
    network.addAction(actions.layers)
    _menu(bar, "&Training").addActions([actions.run, actions.rewind])
    lecture = _menu(bar, "&Lecture")
    lecture.addActions([actions.lesson, actions.return_to_scene, actions.page_back, actions.page_on])
    lecture.addSeparator()
    lecture.addAction(actions.player)
    # On a low screen all of them would not stand in one column.
    steps = _menu(lecture, "S&teps of the player")
    steps.addActions([actions.play, actions.step_back, actions.step_on, actions.to_start, actions.to_end])
    steps.addAction(actions.close_player)
    lecture.addActions([actions.predict, actions.motion])
    lecture.addSeparator()
    lecture.addAction(actions.present)
    lecture.addActions([actions.spotlight, actions.marker, actions.wipe, actions.halo, actions.blank])
    lecture.addActions([actions.notes, actions.swap_screens])
    _menu(bar, "&Help").addActions([actions.shortcuts, actions.about])
    return recent, edit


def say_no_files(recent: QMenu) -> None:
    """Have the menu of recent files say that there are none."""
    recent.addAction("No files yet").setEnabled(False)


def presenting_menu(actions: Actions, parent: QWidget) -> QMenu:
    """What there is to choose while a class looks on, when the menu bar is away."""
    menu = QMenu("Lecture", parent)
    menu.addAction(actions.present)
    menu.addSeparator()
    menu.addActions([actions.spotlight, actions.marker, actions.wipe, actions.halo, actions.blank])
    menu.addSeparator()
    menu.addActions(list(actions.panels.values()))
    menu.addSeparator()
    menu.addActions([actions.larger_text, actions.smaller_text])
    _menu(menu, actions.theme.title).addActions(actions.theme.actions)
    menu.addActions([actions.notes, actions.swap_screens, actions.shortcuts])
    return menu


class ToolBar(QToolBar):
    """The actions used most, each with an icon, reachable by Tab."""

    def __init__(self, actions: Actions) -> None:
        super().__init__("Toolbar")
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._choices: list[tuple[QToolButton, Choice]] = []
        self.addActions([actions.new, actions.open, actions.save])
        self.addSeparator()
        self.addActions([actions.undo, actions.redo])
        self.addSeparator()
        self._named = [self._add_choice(actions.network)]
        self._named.append(self._add_named(actions.learn))
        self._named.append(self._add_named(actions.lesson))
        self._named.append(self._add_named(actions.gradients))
        self._named.append(self._add_named(actions.player))
        stretch = QWidget()
        stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(stretch)
        self._named += [self._add_choice(actions.numbers), self._add_choice(actions.scale)]
        self.addAction(actions.fit)
        self.addSeparator()
        self.addActions([actions.smaller_text, actions.larger_text])
        self._add_choice(actions.theme)
        self.addAction(actions.present)
        self.addSeparator()
        self.addAction(actions.shortcuts)
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            # One that raises itself would have, under the pointer, the icon of a chosen menu entry.
            button.setAutoRaise(False)
            if button.defaultAction() is not None:
                OneConnection(button)

    def set_look(self, look: Look) -> None:
        """Draw the icons in the theme's colour; they grow with the text until they are large enough for anyone."""
        side = min(look.length(SIDE), 36)
        self.setIconSize(QSize(side, side))
        for button, choice in self._choices:
            button.setIcon(icon(choice.icon_name, look.theme.text, side))
        extension = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if extension is not None:
            # Of its own it has two small arrows that cannot be seen in a dark theme.
            extension.setIcon(icon("more", look.theme.text, side))
        if self.isVisible():
            # Before, there is no telling how wide it will be.
            self._name_what_fits()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._name_what_fits()
        super().resizeEvent(event)

    def _name_what_fits(self) -> None:
        """Write the names of as many buttons beside their icons as there is room for."""
        style = Qt.ToolButtonStyle
        for count in range(len(self._named), -1, -1):
            for index, button in enumerate(self._named):
                button.setToolButtonStyle(style.ToolButtonTextBesideIcon if index < count else style.ToolButtonIconOnly)
            if self.sizeHint().width() <= self.width():
                return

    def _add_named(self, action: QAction) -> QToolButton:
        self.addAction(action)
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        return button

    def _add_choice(self, choice: Choice) -> QToolButton:
        button = QToolButton()
        button.setText(choice.name)
        button.setToolTip(choice.tip)
        button.setStatusTip(choice.tip)
        button.setAccessibleName(choice.name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(choice.name, button)
        menu.setToolTipsVisible(False)
        Leaving(menu)
        menu.addActions(choice.actions)
        button.setMenu(menu)
        self.addWidget(button)
        self._choices.append((button, choice))
        return button


def _menu(parent: QMenuBar | QMenu, title: str) -> QMenu:
    # Kept by its parent: PySide6 would let go of a menu made by addMenu(title) alone.
    menu = QMenu(title, parent)
    parent.addMenu(menu)
    return menu
