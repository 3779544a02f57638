"""Joins the window itself to the state: look, title, status line, and the actions that no panel has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from cnnviz import __version__
from cnnviz.app.state import Notice, State
from cnnviz.app.store import Store
from cnnviz.engine.explain import has_cell
from cnnviz.model.concealment import is_hidden
from cnnviz.model.document import Scale, with_settings
from cnnviz.model.networks import Shipped, with_shipped
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.view import ColorScheme, Panel, View
from cnnviz.model.words import describe_cell, describe_hidden
from cnnviz.ui.binding.accounts import account_at
from cnnviz.ui.binding.looks import (
    look_of,
    looks_like,
    put_away,
    screen_for_class,
    text_scale_of,
    with_put_away,
    with_text_scale,
)
from cnnviz.ui.preferences import TEXT_SCALES, nearest_text_scale
from cnnviz.ui.style import dress
from cnnviz.ui.window import Window

if TYPE_CHECKING:
    from cnnviz.ui.shortcuts_help import ShortcutsHelp

#: How many terms of a sum the status line has room for.
MOST_IN_LINE = 9


class WindowBinding(QObject):
    """Joins the window itself to the state."""

    def __init__(self, store: Store, widget: Window) -> None:
        super().__init__(widget)
        self._store = store
        self._widget = widget
        self._help: ShortcutsHelp | None = None
        #: What learning stands in the place of, and gives it back to.
        self._replaced = frozenset({Panel.ARITHMETIC})
        actions = widget.actions_
        actions.quit.triggered.connect(widget.close)
        actions.undo.triggered.connect(store.undo)
        actions.redo.triggered.connect(store.redo)
        actions.fit.triggered.connect(self._on_fit)
        actions.larger_text.triggered.connect(self._on_larger_text)
        actions.smaller_text.triggered.connect(self._on_smaller_text)
        actions.normal_text.triggered.connect(self._on_normal_text)
        actions.next_panel.triggered.connect(widget.go_to_next_panel)
        actions.previous_panel.triggered.connect(widget.go_to_previous_panel)
        actions.gradients.triggered.connect(self._on_gradients)
        actions.shortcuts.triggered.connect(self._on_shortcuts)
        actions.about.triggered.connect(self._on_about)
        actions.network.chosen.connect(self._on_network_chosen)
        actions.layers.triggered.connect(self._on_layers)
        actions.numbers.chosen.connect(self._on_numbers_chosen)
        actions.scale.chosen.connect(self._on_scale_chosen)
        actions.theme.chosen.connect(self._on_theme_chosen)
        for panel, action in actions.panels.items():
            action.triggered.connect(self._on_learn if panel is Panel.LEARNING else self._on_panel_triggered)
        widget.all_put_away.usual_asked.connect(self._on_usual_asked)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def render(self, old: State | None, new: State) -> None:
        """Show what differs between `old` and `new`; everything where `old` is None."""
        self._set_sight(old, new)
        view, actions = new.view, self._widget.actions_
        if old is None or old.view.gradients is not view.gradients:
            actions.gradients.setChecked(view.gradients)
        if old is None or old.history is not new.history:
            actions.set_undo(new.history.undo_name, new.history.redo_name)
        if old is None or old.document.settings is not new.document.settings:
            actions.numbers.set_value(new.document.settings.numbers)
            actions.scale.set_value(new.document.settings.scale)
        if old is None or (old.name, old.is_unsaved) != (new.name, new.is_unsaved):
            self._widget.set_title(new.name, is_unsaved=new.is_unsaved)
        is_unveiled = old is not None and old.hidden is not new.hidden and _writes_sums(new)
        if old is None or is_unveiled or _pointed_at(old) != _pointed_at(new):
            self._widget.status_line.set_hovered(_words_for_hovered(new))
        if old is None or old.notice is not new.notice:
            notice = new.notice or Notice("")
            self._widget.status_line.set_notice(notice.text, is_problem=notice.is_problem)

    def _set_sight(self, old: State | None, new: State) -> None:
        """Show the panels that are wanted in the look that is wanted, within the window or filling the screen."""
        was_presenting, is_presenting = old is not None and old.view.presenting, new.view.presenting
        if is_presenting and not was_presenting:
            self._widget.fill_screen(screen_for_class(self._widget))
        if old is None or not looks_like(old, new):
            self._dress(new)
        hidden = put_away(new)
        if old is None or put_away(old) != hidden:
            self._widget.set_hidden(hidden)
            self._widget.actions_.set_hidden(hidden)
        if was_presenting and not is_presenting:
            self._widget.leave_screen()

    def _dress(self, state: State) -> None:
        look = look_of(state)
        dress(look)
        self._widget.set_look(look)
        self._widget.actions_.theme.set_value(state.view.color_scheme)
        if self._help is not None:
            self._help.set_look(look)

    @Slot()
    def _on_system_changed(self) -> None:
        self._dress(self._store.state)

    @Slot()
    def _on_fit(self) -> None:
        self._store.look(zoom=1.0)
        self._widget.stages.follow_pointer()

    @Slot()
    def _on_larger_text(self) -> None:
        self._step_text(+1)

    @Slot()
    def _on_smaller_text(self) -> None:
        self._step_text(-1)

    @Slot()
    def _on_normal_text(self) -> None:
        self._set_text(100)

    def _step_text(self, steps: int) -> None:
        at = TEXT_SCALES.index(nearest_text_scale(text_scale_of(self._store.state.view))) + steps
        self._set_text(TEXT_SCALES[min(max(at, 0), len(TEXT_SCALES) - 1)])

    def _set_text(self, percent: int) -> None:
        self._store.look(**with_text_scale(self._store.state.view, percent))

    @Slot(object)
    def _on_theme_chosen(self, scheme: ColorScheme) -> None:
        self._store.look(color_scheme=scheme)

    @Slot()
    def _on_panel_triggered(self) -> None:
        panels = self._widget.actions_.panels
        self._put_away(frozenset(panel for panel in Panel if not panels[panel].isChecked()))

    @Slot(bool)
    def _on_learn(self, is_wanted: bool) -> None:
        away = put_away(self._store.state)
        if is_wanted:
            self._replaced = frozenset({Panel.ARITHMETIC}) - away
            self._put_away(away - {Panel.LEARNING} | self._replaced)
            self._widget.go_to(Panel.LEARNING)
        else:
            self._put_away(away - self._replaced | {Panel.LEARNING})

    @Slot()
    def _on_layers(self) -> None:
        """Bring the page Layers: who wants to build a network looks for it among the networks."""
        self._widget.learning.show_title("Layers")
        if Panel.LEARNING in put_away(self._store.state):
            self._on_learn(is_wanted=True)
        else:
            self._widget.go_to(Panel.LEARNING)

    def _put_away(self, panels: frozenset[Panel]) -> None:
        self._store.look(**with_put_away(self._store.state.view, panels))

    @Slot()
    def _on_usual_asked(self) -> None:
        usual = View(presenting=self._store.state.view.presenting)
        self._put_away(frozenset(Panel) - usual.presented if usual.presenting else usual.hidden)

    @Slot(bool)
    def _on_gradients(self, is_wanted: bool) -> None:
        self._store.look(gradients=is_wanted)

    @Slot(object)
    def _on_network_chosen(self, shipped: Shipped) -> None:
        self._store.edit(f"Choose “{shipped.title}”", lambda document: with_shipped(document, shipped))

    @Slot(object)
    def _on_numbers_chosen(self, style: NumberStyle) -> None:
        self._store.edit(
            "Change how numbers are cut",
            lambda document: with_settings(document, replace(document.settings, numbers=style)),
        )

    @Slot(object)
    def _on_scale_chosen(self, scale: Scale) -> None:
        self._store.edit(
            "Change the colour scale",
            lambda document: with_settings(document, replace(document.settings, scale=scale)),
        )

    @Slot()
    def _on_shortcuts(self) -> None:
        from cnnviz.ui.shortcuts_help import ShortcutsHelp

        if self._help is None:
            self._help = ShortcutsHelp(self._widget.actions_.all, self._widget)
            self._help.set_look(look_of(self._store.state))
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    @Slot()
    def _on_about(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.about(
            self._widget,
            "About cnnviz",
            f"<b>cnnviz {__version__}</b><p>Draw a picture, edit the filters by hand, "
            "and watch a convolutional network answer.</p>",
        )


def _words_for_hovered(state: State) -> str:
    # Where the keys have walked, nothing is under the pointer.
    probe, trace, document = state.view.hovered or state.view.pinned, state.trace, state.document
    # The trace may be of the network before this one, which need not have the cell.
    if probe is None or trace is None or not has_cell(trace.network, probe.stage, probe.cell):
        return ""
    account = account_at(state, probe) if _writes_sums(state) else None
    if account is not None:
        return f"{account.title}: {account.headline(MOST_IN_LINE)}"
    if is_hidden(state.hidden, probe):
        return describe_hidden(trace.network, probe, document.filter_names)
    gradients = state.shown_gradients
    if gradients is not None:
        from cnnviz.model.sums.gradient import describe_gradient

        return describe_gradient(gradients, probe, document.settings.numbers, document.filter_names)
    return describe_cell(trace, probe, document.settings.numbers, document.filter_names)


def _writes_sums(state: State) -> bool:
    """Whether sums stand in the status line: there is no other place for them."""
    return Panel.ARITHMETIC in put_away(state)


def _hides_what_is_pointed_at(state: State) -> bool:
    probe, trace = state.view.hovered or state.view.pinned, state.trace
    is_there = probe is not None and trace is not None and has_cell(trace.network, probe.stage, probe.cell)
    return is_there and probe is not None and is_hidden(state.hidden, probe)


def _pointed_at(state: State) -> tuple[object, ...]:
    document = state.document
    return (
        state.view.hovered,
        state.view.pinned,
        state.trace,
        _hides_what_is_pointed_at(state),
        _writes_sums(state),
        state.shown_gradients,
        document.settings,
        document.filter_names,
    )
