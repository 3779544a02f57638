"""The window itself: menus, toolbar, status line, text size, panels, memory, and the keyboard's way through it."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import combinations, groupby

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cnnviz.model.document import Scale, with_picture
from cnnviz.model.filters import edits
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.refused import Refused
from cnnviz.model.view import ColorScheme, Panel, Probe, View
from cnnviz.ui.application import Running
from cnnviz.ui.layers.row import LayerRow
from cnnviz.ui.learning import Learning
from cnnviz.ui.line import Line, Sentence
from cnnviz.ui.menus import presenting_menu
from cnnviz.ui.panels import Panels
from cnnviz.ui.preferences import TEXT_SCALES, nearest_text_scale, preferences, remembered_view
from cnnviz.ui.shortcuts_help import PANEL_KEYS, ShortcutsHelp
from cnnviz.ui.status_line import HINT, StatusLine
from cnnviz.ui.theme import CONTRAST, DARK, GREY, LIGHT, Look

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def running(used: Running) -> Running:
    """One window for all of them: what a test is about it brings about itself."""
    return used


def _clear(running: Running) -> None:
    running.store.edit("Clear", lambda document: with_picture(document, document.picture * 0 - 1))


def test_undo_and_redo_name_the_step(running: Running) -> None:
    actions = running.window.actions_
    assert not actions.undo.isEnabled()
    _clear(running)
    assert (actions.undo.text(), actions.undo.isEnabled()) == ("&Undo Clear", True)
    assert actions.undo.toolTip() == "Undo Clear (Ctrl+Z)"
    actions.undo.trigger()
    assert (actions.redo.text(), actions.undo.isEnabled()) == ("&Redo Clear", False)
    actions.redo.trigger()
    assert running.store.state.document.is_blank
    # What is an ampersand in a name is no key.
    running.store.edit("Paste X & O", lambda document: with_picture(document, -document.picture))
    assert actions.undo.text() == "&Undo Paste X && O"


def test_choosing_a_network_is_one_step_and_undone(running: Running) -> None:
    before = running.store.state.document
    smiley = next(action for action in running.window.actions_.network.actions if "Smiley" in action.text())
    smiley.trigger()
    assert running.store.state.document.network.input_shape == (1, 7, 7)
    running.window.actions_.undo.trigger()
    assert running.store.state.document is before


def test_choosing_the_network_that_is_there_changes_nothing(running: Running) -> None:
    actions = running.window.actions_.network.actions
    assert len(actions) == 5
    for action in actions:
        action.trigger()
        before = running.store.state.document
        action.trigger()
        assert running.store.state.document is before, action.text()
        running.store.edit("Invert", lambda document: with_picture(document, 0 - document.picture))
        assert running.store.state.document is not before
        action.trigger()
        assert running.store.state.document.picture.tolist() == before.picture.tolist(), action.text()


def test_the_layers_are_found_among_the_networks(running: Running) -> None:
    window = running.window
    menu = next(m for m in window.menuBar().findChildren(QMenu) if window.actions_.layers in m.actions())
    assert set(window.actions_.network.actions) < set(menu.actions())
    for _ in range(2):
        window.actions_.layers.trigger()
        assert window.learning.isVisible()
        assert window.learning.title == "Layers"
        assert window.learning.isAncestorOf(window.focusWidget())
        # Asked for again, with another page in front, it is there again.
        window.learning.show_title("Samples")


def test_numbers_and_scale_are_chosen_and_ticked(running: Running) -> None:
    actions = running.window.actions_
    actions.numbers.actions[1].trigger()
    actions.scale.actions[1].trigger()
    settings = running.store.state.document.settings
    assert (settings.numbers, settings.scale) == (NumberStyle.ROUNDED, Scale.SHARED)
    actions.network.actions[1].trigger()
    assert running.store.state.document.settings == settings
    running.store.undo()
    running.store.undo()
    assert [action.isChecked() for action in actions.scale.actions] == [True, False]
    assert [action.isChecked() for action in actions.numbers.actions] == [False, True]


def test_the_theme_dresses_the_application(running: Running) -> None:
    themes = {"Dark": DARK, "High contrast": CONTRAST, "Grey": GREY, "Light": LIGHT}
    actions = {action.text().replace("&", ""): action for action in running.window.actions_.theme.actions}
    for name, theme in themes.items():
        (action,) = (action for text, action in actions.items() if text.startswith(name))
        action.trigger()
        assert action.isChecked()
        palette = QApplication.palette()
        dressed = palette.window(), palette.windowText(), palette.highlight(), palette.mid()
        assert [brush.color().name() for brush in dressed] == [theme.window, theme.text, theme.accent, theme.line]


def test_text_grows_and_shrinks_within_its_range(running: Running) -> None:
    actions = running.window.actions_
    before = running.window.menuBar().fontMetrics().height()
    actions.larger_text.trigger()
    assert running.window.menuBar().fontMetrics().height() > before
    running.store.look(text_scale=250)
    for _ in range(2):
        actions.larger_text.trigger()
        assert running.store.state.view.text_scale == 300
    assert running.window.menuBar().fontMetrics().height() > 2.5 * before
    running.store.look(text_scale=90)
    for _ in range(2):
        actions.smaller_text.trigger()
        assert running.store.state.view.text_scale == 80
    actions.normal_text.trigger()
    assert running.window.menuBar().fontMetrics().height() == before


def test_no_text_size_makes_the_window_larger_than_a_small_screen(running: Running) -> None:
    running.window.resize(1024, 640)
    for percent in TEXT_SCALES:
        running.store.look(text_scale=percent)
        assert running.window.minimumSizeHint().width() <= 1024, percent
        assert running.window.minimumSizeHint().height() <= 640, percent


def test_panels_are_put_away_and_come_back(running: Running, qtbot: QtBot) -> None:
    window = running.window
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert not window.cards[Panel.VOTES].isVisible()
    assert window.cards[Panel.ARITHMETIC].isVisible()
    window.actions_.panels[Panel.ARITHMETIC].trigger()
    qtbot.waitUntil(lambda: window.cards[Panel.STAGES].height() > 500)
    for panel in (Panel.VOTES, Panel.ARITHMETIC):
        window.actions_.panels[panel].trigger()
    assert {panel for panel, card in window.cards.items() if not card.isVisible()} == {Panel.LEARNING, Panel.LESSON}


def test_the_status_line_says_what_is_under_the_pointer_and_follows_the_keys(running: Running) -> None:
    line = running.window.status_line
    running.store.look(hovered=Probe(1, (0, 1, 1)))
    assert line.hovered == "Convolution, map 1 (Diagonal), row 2, column 2: 1.00"
    running.store.look(hovered=None)
    assert line.hovered == HINT
    running.store.look(hovered=Probe(1, (0, 1, 1)))
    QTest.keyClick(running.window.stages, Qt.Key.Key_PageDown)
    assert line.hovered == "ReLU, map 1 (Diagonal), row 2, column 2: 1.00"
    assert running.store.state.view.lit_filter == 0
    QTest.keyClick(running.window.stages, Qt.Key.Key_Escape)
    assert line.hovered == HINT
    assert running.store.state.view.lit_filter is None


def test_where_the_arithmetic_is_put_away_the_status_line_has_the_sum(running: Running) -> None:
    store, line = running.store, running.window.status_line
    store.look(pinned=Probe(6, (0,)))
    assert line.hovered == "Votes, X: 1.00"
    running.window.actions_.learn.trigger()
    assert line.hovered == "Votes, X: (1 + 1 + 1 + 1 + 1) / 5 = 5 / 5 = 1"
    store.look(hovered=Probe(1, (0, 3, 3)))
    sum_ = "(1 + 1 − 1 + 1 + 1 + 1 − 1 + 1 + 1) / 9 = 5 / 9 = 0.55…"
    assert line.hovered == f"Convolution, map 1 (Diagonal), row 4, column 4: {sum_}"
    store.look(concealed=frozenset({1}))
    assert line.hovered == "Convolution, map 1 (Diagonal), row 4, column 4: ?"
    store.look(hovered=Probe(2, (0, 3, 3)))
    # What it is made of is not to be seen.
    assert line.hovered == "ReLU, map 1 (Diagonal), row 4, column 4: 0.55"
    store.look(concealed=frozenset())
    assert line.hovered == "ReLU, map 1 (Diagonal), row 4, column 4: max(0, 0.55…) = 0.55…"
    store.look(hovered=Probe(1, (0, 3, 3)))
    assert line.hovered.endswith(sum_)
    running.window.actions_.learn.trigger()
    assert line.hovered == "Convolution, map 1 (Diagonal), row 4, column 4: 0.55"


def test_the_status_line_tells_no_gradient_of_a_value_that_is_not_to_be_seen(running: Running, qtbot: QtBot) -> None:
    running.store.look(gradients=True, hovered=Probe(1, (0, 3, 3)))
    qtbot.waitUntil(lambda: running.window.status_line.hovered.startswith("Gradient of Convolution"))
    running.store.look(concealed=frozenset({1}))
    assert running.window.status_line.hovered == "Convolution, map 1 (Diagonal), row 4, column 4: ?"


def test_a_problem_stays_until_the_next_edit(running: Running) -> None:
    def refuse(document: object) -> None:
        raise Refused("That cannot be done.")

    running.store.edit("Refused", refuse)  # type: ignore[arg-type]
    running.store.look(text_scale=110)
    assert running.window.status_line.notice == "That cannot be done."
    _clear(running)
    assert running.window.status_line.notice == ""


def test_the_title_names_the_work_and_marks_it_unsaved(running: Running) -> None:
    window = running.window
    assert window.windowTitle().startswith("Untitled")
    assert not window.isWindowModified()
    _clear(running)
    assert window.isWindowModified()


def test_f1_shows_every_shortcut_and_escape_closes(running: Running, qtbot: QtBot) -> None:
    window = running.window
    QTest.keyClick(window, Qt.Key.Key_F1)
    help_ = window.findChild(ShortcutsHelp)
    assert help_ is not None
    assert help_.isVisible()
    for action in window.actions_.all:
        for shortcut in action.shortcuts():
            assert shortcut.toString() in help_.text
    for keys in PANEL_KEYS.values():
        for key, what in keys:
            assert key in help_.text
            assert what in help_.text
    QTest.keyClick(help_, Qt.Key.Key_Escape)
    assert not help_.isVisible()


def test_f6_goes_round_the_panels_and_with_shift_the_same_way_back(running: Running) -> None:
    window = running.window
    running.store.look(pinned=Probe(1, (0, 0, 0)))
    way = []
    for key in [NONE] * 14 + [Qt.KeyboardModifier.ShiftModifier] * 13:
        QTest.keyClick(window, Qt.Key.Key_F6, key)
        way += [panel for panel, card in window.cards.items() if card.isAncestorOf(window.focusWidget())]
    assert set(way[:14]) == set(Panel) - {Panel.LEARNING, Panel.LESSON}
    assert way == way[::-1]


def test_tab_goes_through_one_panel_after_the_other(running: Running) -> None:
    window = running.window
    running.store.look(pinned=Probe(1, (0, 0, 0)))
    duplicate_filter = partial(edits.duplicate_filter, layer=0, filter_index=0)
    running.store.edit("Duplicate", duplicate_filter)
    window.filter_bank.cards[0].menu_button.setFocus()
    stops = [window.focusWidget()]
    while (stop := _after_tab(window)) is not stops[0]:
        stops.append(stop)
    panels = [panel for stop in stops for panel, card in window.cards.items() if card.isAncestorOf(stop)]
    # The way round begins in the middle of the filters, so that these stand at both its ends.
    assert [panel for panel, _ in groupby(panels)] == [
        *(Panel.FILTERS, Panel.STAGES, Panel.ARITHMETIC, Panel.VOTES, Panel.DRAWING, Panel.FILTERS)
    ]
    assert {grid for card in window.filter_bank.cards for grid in card.grids} <= set(stops)


WAY_FROM_TABS = [Panel.LEARNING, Panel.VOTES, Panel.DRAWING, Panel.FILTERS, Panel.STAGES]


def test_tab_goes_from_the_tabs_into_the_page_and_only_then_to_the_votes(running: Running) -> None:
    # Each page begins to be made by being shown.
    for title in ("Samples", "Error", "Step", "Training", "Results", "Experiments", "Layers"):
        assert _way_from_tabs(running, title) == WAY_FROM_TABS, title


def test_tab_goes_to_the_answers_of_another_network_before_the_votes(running: Running) -> None:
    assert _way_from_tabs(running, "Error") == WAY_FROM_TABS
    running.store.edit("Choose", lambda _: smiley_document())
    assert _way_from_tabs(running, "Error") == WAY_FROM_TABS


def test_a_layer_that_goes_takes_nothing_of_the_window_with_it(running: Running) -> None:
    """PySide6 takes what `nextInFocusChain` returns for a child, and lets go of it with the row that was asked."""
    _way_from_tabs(running, "Layers")
    rows = running.window.cards[Panel.LEARNING].findChildren(LayerRow)
    rows[2].setFocus()
    QTest.keyClick(rows[2], Qt.Key.Key_Delete)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(running.store.state.document.network.layers) == 5
    # Every button hears of it, and every row of buttons finds its places anew.
    running.store.undo()
    running.store.look(text_scale=150, color_scheme=ColorScheme.DARK)
    QApplication.processEvents()
    assert _way_from_tabs(running, "Layers") == WAY_FROM_TABS


def _way_from_tabs(running: Running, title: str) -> list[Panel]:
    """Through which panels Tab goes from the tabs on, with the page called `title` in front."""
    window = running.window
    running.store.look(hidden=running.store.state.view.hidden - {Panel.LEARNING})
    tabs = window.cards[Panel.LEARNING].findChild(QTabWidget)
    assert isinstance(tabs, Learning)
    tabs.show_title(title)
    tabs.tabBar().setFocus()
    stops = [window.focusWidget()]
    while (stop := _after_tab(window)) is not stops[0]:
        stops.append(stop)
    panels = [panel for stop in stops for panel, card in window.cards.items() if card.isAncestorOf(stop)]
    assert panels.count(Panel.LEARNING) > 1
    return [panel for panel, _ in groupby(panels)]


def _after_tab(window: QWidget) -> QWidget:
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    return window.focusWidget()


def test_layout_and_look_are_remembered(fresh: Running, qtbot: QtBot) -> None:
    fresh.window.resize(780, 700)
    fresh.store.look(color_scheme=ColorScheme.DARK, text_scale=125, hidden=frozenset({Panel.VOTES, Panel.LESSON}))
    fresh.close()
    again = Running(lecture_document())
    view = again.store.state.view
    assert (view.color_scheme, view.text_scale, view.hidden) == (
        ColorScheme.DARK,
        125,
        frozenset({Panel.VOTES, Panel.LESSON}),
    )
    assert again.window.size().toTuple() == (780, 700)
    again.close()


def test_settings_that_make_no_sense_are_left_out(fresh_settings: None) -> None:
    kept = preferences()
    kept.setValue("look/color_scheme", "mauve")
    kept.setValue("look/text_scale", "huge")
    kept.setValue("window/hidden", "votes,cellar")
    assert remembered_view(kept) == {"hidden": frozenset({Panel.VOTES, Panel.LESSON})}
    assert nearest_text_scale(10_000) == 300


def test_closing_asks_for_unsaved_work_and_can_be_called_off(
    fresh: Running, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    _clear(fresh)
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    asked = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        box.button(answers.pop(0)).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    assert not fresh.window.close()
    assert fresh.window.isVisible()
    assert fresh.window.close()
    assert len(asked) == 2


def _focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(window)
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QComboBox)
    ]


def test_every_control_says_its_name_and_what_it_does(running: Running) -> None:
    silent = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
        for widget in _focusable(running.window)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        or not (widget.toolTip() or widget.accessibleDescription())
    ]
    assert not silent, silent


def test_whatever_takes_the_keyboard_has_a_name_for_a_screen_reader(running: Running) -> None:
    """Areas that only scroll were stops without a name: of samples, in training, in a scene, and in writing one."""
    window = running.window

    def nameless() -> list[str]:
        QApplication.processEvents()
        return [
            f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
            for widget in _focusable(window)
            if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        ]

    def press(text: str) -> None:
        buttons = window.lesson.findChildren(QPushButton)
        QTest.mouseClick(next(button for button in buttons if button.text() == text), Qt.MouseButton.LeftButton)

    window.actions_.panels[Panel.LEARNING].trigger()
    for title in ("Samples", "Error", "Step", "Training", "Results", "Experiments", "Layers"):
        window.learning.show_title(title)
        assert (title, nameless()) == (title, [])
    window.actions_.lesson.trigger()
    assert nameless() == []
    press("Write a lesson")
    assert nameless() == []
    press("Done")
    assert nameless() == []
    area = window.lesson.findChild(QScrollArea, "scene")
    assert area is not None
    assert area.accessibleDescription().startswith("Scene 1")


def test_every_action_is_in_a_menu_and_says_what_it_does_and_its_key_which_is_its_own(running: Running) -> None:
    window, actions = running.window, running.window.actions_
    held = {action for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()}
    assert {*actions.all, *(action for choice in actions.choices for action in choice.actions)} <= held
    for action in actions.all:
        assert action.toolTip(), action.text()
        for key in action.shortcuts()[:1]:
            assert key.toString() in action.toolTip()
    for action in (*actions.all, *window.draw_panel.tools.changes.values()):
        assert action.statusTip() == action.toolTip()
    for button in window.tool_bar.findChildren(QToolButton):
        assert button.toolTip() or button.objectName() == "qt_toolbar_ext_button"
    keys = Counter(key.toString() for action in window.findChildren(QAction) for key in action.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []


def test_tab_reaches_every_control(running: Running, qtbot: QtBot) -> None:
    window = running.window
    expected = {widget for widget in _focusable(window) if widget.isEnabled() and not isinstance(widget, QScrollBar)}
    reached: set[QWidget] = set()
    window.activateWindow()
    for _ in range(3 * len(expected)):
        window.focusNextPrevChild(True)
        reached.add(window.focusWidget())
    missing = [f"{type(widget).__name__} {widget.accessibleName()}" for widget in expected - reached]
    assert missing == []


def test_the_window_begins_with_room_for_each_panel_and_tool_and_the_keyboard_on_the_picture(fresh: Running) -> None:
    assert fresh.window.focusWidget() is fresh.window.draw_panel.canvas
    assert fresh.window.width() == 1280
    extension = fresh.window.tool_bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert extension is not None
    assert not extension.isVisible()
    sizes = {panel: card.size().toTuple() for panel, card in fresh.window.cards.items()}
    assert sizes[Panel.DRAWING][0] == pytest.approx(341, abs=12)
    assert sizes[Panel.STAGES][0] == pytest.approx(915, abs=12)
    assert sizes[Panel.DRAWING][1] == pytest.approx(396, abs=16)
    assert sizes[Panel.STAGES][1] == pytest.approx(424, abs=16)


def test_on_a_small_laptop_a_lesson_leaves_the_canvas_and_its_tools_whole(running: Running) -> None:
    """1366 x 768 at 125 %: the column beside the lesson was so narrow that the tools were scrolled sideways."""
    window = running.window
    window.resize(1093, 614)
    window.actions_.lesson.trigger()
    for scale in (100, 150, 200):
        running.store.look(text_scale=scale)
        QApplication.processEvents()
        area = window.cards[Panel.DRAWING].findChild(QScrollArea)
        assert area is not None
        assert area.horizontalScrollBar().maximum() == 0
        assert window.size() == QSize(1093, 614)


def test_larger_text_widens_the_left_column_and_normal_text_gives_the_room_back(running: Running) -> None:
    cards, larger = running.window.cards, running.window.actions_.larger_text
    normal = cards[Panel.DRAWING].width()
    while running.store.state.view.text_scale < 150:
        larger.trigger()
    widest = cards[Panel.DRAWING].width()
    assert widest > 1.2 * normal
    assert cards[Panel.STAGES].width() > widest
    running.window.actions_.normal_text.trigger()
    assert cards[Panel.DRAWING].width() == pytest.approx(normal, abs=2)


def test_where_text_is_too_large_for_columns_the_panels_are_a_page_that_scrolls_down(
    running: Running, qtbot: QtBot
) -> None:
    window, cards = running.window, running.window.cards
    page = window.findChild(Panels)
    assert page is not None
    before = {panel: card.size() for panel, card in cards.items() if card.isVisible()}
    height = page.height()
    for percent in (200, 300):
        kept = page.states()
        running.store.look(text_scale=percent)
        QApplication.processEvents()
        assert page.is_page
        assert page.horizontalScrollBar().maximum() == 0
        assert cards[Panel.STAGES].width() > 0.95 * page.viewport().width()
        whole = page.widget()
        assert whole is not None
        places = [QRect(cards[panel].mapTo(whole, QPoint()), cards[panel].size()) for panel in before]
        assert not any(one.intersects(other) for one, other in combinations(places, 2))
        # What is left undone by this window is done as before in the next one.
        assert page.states() == kept
        for _ in before:
            QTest.keyClick(window, Qt.Key.Key_F6)
            reached = next(card for card in cards.values() if card.isAncestorOf(window.focusWidget()))
            assert reached.visibleRegion().boundingRect().height() > 40
        # What is newly shown is brought into sight.
        page.verticalScrollBar().setValue(0)
        running.window.actions_.learn.trigger()
        QApplication.processEvents()
        shown = cards[Panel.LEARNING].visibleRegion().boundingRect()
        assert shown.top() == 0
        assert shown.height() > 0.6 * page.viewport().height()
        running.window.actions_.learn.trigger()
        running.store.look(text_scale=100)
        qtbot.waitUntil(lambda: page.height() == height)
        for panel, size in before.items():
            assert cards[panel].size().toTuple() == pytest.approx(size.toTuple(), abs=16)


def test_at_any_text_size_the_filters_bar_is_whole(running: Running) -> None:
    bank, page = running.window.filter_bank, running.window.findChild(Panels)
    assert page is not None
    for _ in range(len(TEXT_SCALES)):
        running.window.actions_.larger_text.trigger()
        QApplication.processEvents()
        add = next(button for button in bank.findChildren(QToolButton) if button.text() == "Add")
        for part in (bank.findChild(QCheckBox), add):
            assert part is not None
            page.ensureWidgetVisible(part)
            assert part.visibleRegion().boundingRect() == part.rect()


def test_a_window_larger_than_its_screen_fills_it(running: Running) -> None:
    running.window.resize(running.window.screen().availableSize() - QSize(10, 50))
    running.window.fit_to_screen()
    assert not running.window.isMaximized()
    running.window.resize(running.window.screen().availableSize())
    running.window.fit_to_screen()
    assert running.window.isMaximized()


def test_the_status_line_says_what_the_control_under_the_pointer_does(running: Running, qtbot: QtBot) -> None:
    window, line = running.window, running.window.status_line
    strip = window.draw_panel.presets
    with qtbot.waitExposed(window):
        window.show()
    QTest.mouseMove(strip.viewport(), strip.visualItemRect(strip.item(1)).center())
    qtbot.waitUntil(lambda: line.hovered.startswith("Draw: "))
    assert line.hovered == strip.item(1).statusTip()
    running.store.look(hovered=Probe(0, (0, 0, 0)))
    assert line.hovered == strip.item(1).statusTip()
    QTest.mouseMove(window.statusBar())
    qtbot.waitUntil(lambda: line.hovered.startswith("Picture"))


def test_a_notice_is_whole_at_any_text_size_and_gives_its_room_back(running: Running, qtbot: QtBot) -> None:
    store, line = running.store, running.window.status_line
    one_line = line.height()
    sentence = "“picture.png” is no image that can be read here: choose a PNG, JPEG, BMP, GIF, WebP or SVG."
    store.look(text_scale=300)
    store.tell(sentence, is_problem=True)
    QApplication.processEvents()
    notice = line.findChild(Sentence)
    assert notice is not None
    needed = notice.fontMetrics().boundingRect(notice.rect(), Qt.TextFlag.TextWordWrap, sentence)
    assert needed.height() > 1.5 * notice.fontMetrics().height()
    assert notice.width() >= needed.width()
    assert notice.height() >= needed.height()
    store.look(text_scale=100)
    qtbot.waitUntil(lambda: line.height() == one_line)


def test_a_notice_of_one_line_moves_nothing_at_any_text_size(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(2000, 100)
    for scale in TEXT_SCALES:
        line.set_look(Look(text_scale=scale))
        line.set_notice("")
        before = line.sizeHint().height()
        line.set_notice("That cannot be done.")
        assert line.sizeHint().height() == before, scale


def test_a_long_notice_leaves_the_value_under_the_pointer_its_room(running: Running) -> None:
    store, line = running.store, running.window.status_line
    store.look(hovered=Probe(1, (2, 2, 3)))
    store.tell("Something went wrong, and this is how it came about and what can be done about it now. " * 2)
    QApplication.processEvents()
    hovered = next(each for each in line.findChildren(Line) if each.text == line.hovered)
    assert hovered.fontMetrics().horizontalAdvance(hovered.text) <= hovered.width()
    notice = line.findChild(Sentence)
    assert notice is not None
    assert notice.fits(notice.width())
    # What could not be read to its end beside a value has all the width.
    store.look(text_scale=300)
    QApplication.processEvents()
    assert notice.width() > 0.8 * line.width()


def test_the_list_of_keys_says_what_a_key_does_whatever_was_done_before(running: Running) -> None:
    window = running.window
    running.store.edit("Draw a moustache", lambda document: with_picture(document, -document.picture))
    window.actions_.player.trigger()
    window.actions_.play.trigger()
    window.actions_.shortcuts.trigger()
    help_ = window.findChild(ShortcutsHelp)
    assert help_ is not None
    assert "moustache" not in help_.text
    assert re.search(r"Space\s+Play by itself, or pause", help_.text)
    assert re.search(r"Ctrl\+Z\s+Undo\n", help_.text)


def test_entries_of_a_menu_are_of_one_height_with_an_icon_or_without(running: Running) -> None:
    for menu in running.window.menuBar().findChildren(QMenu):
        entries = [action for action in menu.actions() if not action.isSeparator()]
        assert len({menu.actionGeometry(action).height() for action in entries}) <= 1, menu.title()


def test_every_menu_fits_a_low_screen_in_one_column(running: Running) -> None:
    """1366 x 768 at 125 % is 614 pixels high: there the lecture's menu had one entry in a second column."""
    menus = [menu for menu in running.window.menuBar().findChildren(QMenu) if menu.actions()]
    assert [menu.title() for menu in menus if menu.sizeHint().height() > 600] == []


def _letter(text: str) -> str:
    """The underlined letter of an entry."""
    return QKeySequence.mnemonic(text).toString()


def test_each_menu_within_a_menu_and_each_choice_in_it_has_a_letter_that_no_other_entry_has(running: Running) -> None:
    actions = running.window.actions_
    menus = [menu for menu in running.window.menuBar().findChildren(QMenu) if menu.title()]
    for menu in (*menus, presenting_menu(actions, running.window)):
        letters = Counter(_letter(entry.text()) for entry in menu.actions())
        assert [letter for letter, count in letters.items() if letter and count > 1] == [], menu.title()
    assert [menu.title() for menu in menus if not _letter(menu.title())] == []
    for choice in (actions.theme, actions.numbers, actions.scale):
        for action in choice.actions:
            assert _letter(action.text()), action.text()
            assert "&" not in action.toolTip()


def test_learning_has_one_place_in_the_menu_and_keeps_both_of_its_keys(running: Running) -> None:
    window, hidden = running.window, running.store.state.view.hidden
    (view,) = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "&View"]
    texts = [action.text() for action in view.actions()]
    assert [text for text in texts if "Lear" in text] == ["Learning"]
    for key, keys in (
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier),
    ):
        QTest.keyClick(window, key, keys)
        assert running.store.state.view.hidden == hidden ^ {Panel.LEARNING, Panel.ARITHMETIC}
        QTest.keyClick(window, key, keys)
        assert running.store.state.view.hidden == hidden
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert window.cards[Panel.LEARNING].isVisible()
    assert window.cards[Panel.ARITHMETIC].isVisible()


def test_panels_stand_after_learning_as_they_stood_before_it(running: Running) -> None:
    """A scene of a lesson that shows no sums showed them once Learning had been opened and closed."""
    store, actions = running.store, running.window.actions_
    for _ in range(2):
        before = store.state.view.hidden
        actions.learn.trigger()
        actions.learn.trigger()
        assert store.state.view.hidden == before
        actions.panels[Panel.ARITHMETIC].trigger()


def test_what_is_typed_has_the_size_of_the_text_around_it(running: Running) -> None:
    window = running.window
    window.actions_.learn.trigger()
    for page in range(window.learning.count()):
        window.learning.setCurrentIndex(page)
    for text_scale in (200, 100):
        running.store.look(text_scale=text_scale)
        fields = [field for box in (QComboBox, QSpinBox) for at in window.findChildren(box) for field in _fields(at)]
        assert len(fields) > 5
        assert {field.font().pointSizeF() for field in fields} == {QApplication.font().pointSizeF()}


def _fields(box: QWidget) -> list[QLineEdit]:
    return box.findChildren(QLineEdit)


def test_the_invitation_to_point_needs_no_scroll_bar(running: Running) -> None:
    area = running.window.cards[Panel.ARITHMETIC].findChild(QScrollArea)
    assert area is not None
    for percent in (100, 200):
        running.store.look(text_scale=percent)
        QApplication.processEvents()
        assert area.verticalScrollBar().maximum() == 0
    # Nor where the card is hardly higher than its title.
    running.store.look(text_scale=100)
    rows = running.window.cards[Panel.STAGES].parentWidget()
    assert isinstance(rows, QSplitter)
    rows.setSizes([600, 0])
    QApplication.processEvents()
    assert area.viewport().height() < 100
    assert area.verticalScrollBar().maximum() == 0


def test_the_toolbar_is_whole_at_1280_pixels_and_names_what_fits(running: Running) -> None:
    window = running.window
    extension = window.tool_bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert extension is not None
    for percent in (100, 125, 150, 200):
        running.store.look(text_scale=percent)
        QApplication.processEvents()
        assert window.width() == 1280
        assert not extension.isVisible(), percent
        named = [_is_named(button) for button in window.tool_bar.findChildren(QToolButton) if button.text()]
        assert any(named) or percent > 150


def test_a_narrow_toolbar_gives_its_names_up_and_shows_that_there_is_more(running: Running) -> None:
    window = running.window
    network = next(button for button in window.tool_bar.findChildren(QToolButton) if button.text() == "Network")
    assert _is_named(network)
    window.resize(640, 500)
    assert not _is_named(network)
    extension = window.tool_bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert extension is not None
    QApplication.processEvents()
    assert extension.isVisible()
    image = extension.grab().toImage()
    colors = {image.pixelColor(x, image.height() // 2).lightness() for x in range(image.width())}
    assert max(colors) - min(colors) > 100
    window.resize(1280, 720)
    assert _is_named(network)


def _is_named(button: QToolButton) -> bool:
    return button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_with_every_panel_put_away_the_window_says_how_they_come_back(running: Running) -> None:
    window, store = running.window, running.store
    for is_presenting in (False, True):
        if is_presenting:
            QTest.keyClick(window, Qt.Key.Key_F5)
        assert not window.all_put_away.isVisible()
        for number, panel in enumerate(Panel, start=1):
            if window.cards[panel].isVisible():
                QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        assert window.all_put_away.isVisible()
        told = " ".join(label.text() for label in window.all_put_away.findChildren(QLabel))
        assert ("View menu" in told) is not is_presenting
        # The keyboard is on the button that brings them back.
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Space)
        assert not window.all_put_away.isVisible()
        shown = {panel for panel, card in window.cards.items() if card.isVisible()}
        assert shown == (View().presented if is_presenting else frozenset(Panel) - View().hidden)
        assert (store.state.view.hidden, store.state.view.presented) == (View().hidden, View().presented)
        assert any(card.isAncestorOf(window.focusWidget()) for card in window.cards.values())


def test_a_panel_that_is_put_away_leaves_the_keyboard_to_another_panel(running: Running) -> None:
    window = running.window
    for panel in (Panel.DRAWING, Panel.FILTERS, Panel.STAGES, Panel.VOTES):
        while not window.cards[panel].isAncestorOf(window.focusWidget()):
            QTest.keyClick(window, Qt.Key.Key_F6)
        window.actions_.panels[panel].trigger()
        cards = [card for card in window.cards.values() if card.isVisible()]
        assert any(card.isAncestorOf(window.focusWidget()) for card in cards), panel
        window.actions_.panels[panel].trigger()


def test_the_player_that_is_put_away_leaves_the_keyboard_to_the_stages(running: Running) -> None:
    window = running.window
    for _ in range(2):
        window.actions_.player.trigger()
        assert window.focusWidget() is not window.stages
        window.actions_.player.trigger()
        assert window.focusWidget() is window.stages


def test_learning_gives_back_the_height_that_it_was_given(running: Running) -> None:
    stages, learn = running.window.cards[Panel.STAGES], running.window.actions_.learn
    before = stages.height()
    for _ in range(2):
        learn.trigger()
        assert stages.height() < 0.9 * before
        learn.trigger()
        assert stages.height() == pytest.approx(before, abs=2)


def test_nothing_offers_to_take_the_toolbar_away_for_ever(running: Running) -> None:
    bar = running.window.menuBar()
    beside_the_menus = bar.mapTo(running.window, bar.rect().center() + QPoint(bar.width() // 3, 0))
    QTest.mouseClick(running.window.windowHandle(), Qt.MouseButton.RightButton, NONE, beside_the_menus)
    assert QApplication.activePopupWidget() is None
