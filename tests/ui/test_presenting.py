"""The window before a class: the whole screen, large letters, a spotlight, marks, a black screen, and all as it was."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPaintEvent,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.model.lessons.lesson import Lesson, Scene
from cnnviz.model.networks import lecture_document
from cnnviz.model.view import ColorScheme, Panel, Probe, Tool, View
from cnnviz.ui.application import Running
from cnnviz.ui.binding.looks import text_scale_on
from cnnviz.ui.lesson.markdown import MarkdownView
from cnnviz.ui.overlay import Overlay
from cnnviz.ui.overlay.toast import Toast
from cnnviz.ui.player import PlayerBar
from cnnviz.ui.preferences import nearest_text_scale
from cnnviz.ui.shortcuts_help import PANEL_KEYS
from cnnviz.ui.theme import BRIGHT, CONTRAST, GREY, base_pixel_size
from tests.ui.hands import Screen, draw, rub

#: In the middle of the first map of the convolution.
PROBE = Probe(1, (0, 3, 3))


def _settle() -> None:
    """Let layouts that follow from layouts come to rest."""
    for _ in range(5):
        QApplication.processEvents()


def _press(running: Running, key: Qt.Key) -> None:
    """Press a key on whatever has the keyboard."""
    QTest.keyClick(running.window.focusWidget() or running.window, key)


def _present(running: Running) -> None:
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    assert running.store.state.view.presenting
    _settle()


def _overlay(running: Running) -> Overlay:
    found = running.window.findChild(Overlay)
    assert isinstance(found, Overlay)
    return found


def _shown(running: Running) -> set[Panel]:
    return {panel for panel, card in running.window.cards.items() if card.isVisible()}


def _seen(running: Running) -> QImage:
    _settle()
    return running.window.grab().toImage()


def _bars_shown(running: Running) -> list[bool]:
    window = running.window
    return [bar.isVisible() for bar in (window.menuBar(), window.tool_bar, window.statusBar())]


def test_the_screen_is_filled_with_the_chosen_panels_in_large_letters(running: Running) -> None:
    before = running.window.stages.font().pointSizeF()
    _present(running)
    assert running.window.isFullScreen()
    assert _bars_shown(running) == [False, False, False]
    assert _shown(running) == {Panel.STAGES, Panel.ARITHMETIC, Panel.VOTES}
    assert QApplication.font().pointSizeF() > before
    assert QApplication.palette().window().color().name() in {BRIGHT.window, CONTRAST.window}


def test_what_only_a_lecturer_needs_is_away_before_a_class(running: Running) -> None:
    running.store.open_lesson(_lesson())
    running.store.look(pinned=PROBE, hidden=frozenset())
    offered = {"Edit", "Close", "Copy text"}

    def shown() -> set[str]:
        buttons = running.window.findChildren(QAbstractButton)
        return {button.text() for button in buttons if button.isVisible() and button.text() in offered}

    _settle()
    assert shown() == offered
    _present(running)
    assert shown() == set()
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    _settle()
    assert shown() == offered


@pytest.mark.parametrize("width", [780, 1200])
def test_afterwards_everything_stands_as_it_did(running: Running, qtbot: QtBot, width: int) -> None:
    """Where the panels stand below each other, and where they stand side by side."""
    window, store = running.window, running.store
    window.setGeometry(30, 40, width, 600)
    splitters = window.findChildren(QSplitter)
    for splitter in splitters:
        splitter.setSizes([2 * size if index == 1 else size for index, size in enumerate(splitter.sizes())])
    store.look(text_scale=110, hidden=frozenset({Panel.VOTES, Panel.LEARNING, Panel.LESSON}))
    _settle()

    def standing() -> list[object]:
        return [window.geometry(), _shown(running), _bars_shown(running), *(s.sizes() for s in splitters)]

    before, view = standing(), store.state.view
    for key in (Qt.Key.Key_F5, Qt.Key.Key_Escape):
        _present(running)
        _settle()
        assert standing() != before
        QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
        _press(running, key)
        qtbot.waitUntil(lambda: standing() == before)
        after = store.state.view
        assert replace(after, presented=view.presented, presented_text=view.presented_text) == view


def test_where_the_window_stood_is_remembered_though_it_closes_before_the_class(running: Running) -> None:
    window = running.window
    window.resize(780, 600)
    _present(running)
    running.close()
    again = Running(lecture_document())
    assert (again.window.width(), again.window.height()) == (780, 600)
    assert not again.store.state.view.presenting
    again.close()


def test_panels_and_letters_are_chosen_for_the_class_alone(running: Running) -> None:
    _present(running)
    view = running.store.state.view
    QTest.keyClick(running.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert _shown(running) == {Panel.DRAWING, Panel.STAGES, Panel.ARITHMETIC, Panel.VOTES}
    QTest.keyClick(running.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    after = running.store.state.view
    assert after.presented_text > view.presented_text
    assert (after.text_scale, after.hidden) == (view.text_scale, view.hidden)


def test_a_class_sees_the_chosen_colours_at_high_contrast(running: Running) -> None:
    running.store.look(color_scheme=ColorScheme.DARK)
    _present(running)
    for scheme, theme in (
        (ColorScheme.DARK, CONTRAST),
        (ColorScheme.LIGHT, BRIGHT),
        (ColorScheme.CONTRAST, CONTRAST),
        (ColorScheme.GREY, GREY),
    ):
        running.store.look(color_scheme=scheme)
        assert QApplication.palette().window().color().name() == theme.window
        assert QApplication.palette().windowText().color().name() == theme.text


def test_the_panel_of_a_lesson_is_there_where_one_is_open(running: Running) -> None:
    running.store.open_lesson(_lesson())
    _present(running)
    assert Panel.LESSON in _shown(running)
    QTest.keyClick(running.window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert Panel.LESSON not in _shown(running)


def test_a_scene_brings_its_panels_to_the_class(running: Running) -> None:
    running.store.open_lesson(_lesson())
    _present(running)
    assert _shown(running) == {Panel.LESSON, Panel.STAGES}
    running.store.go_to_scene(1)
    assert _shown(running) == {Panel.LESSON, Panel.DRAWING, Panel.ARITHMETIC}


def _lesson() -> Lesson:
    document = lecture_document()
    one = frozenset(Panel) - {Panel.STAGES, Panel.LESSON}
    other = frozenset(Panel) - {Panel.DRAWING, Panel.ARITHMETIC, Panel.LESSON}
    scenes = (Scene("One", "", document, View(hidden=one)), Scene("Other", "", document, View(hidden=other)))
    return Lesson("Two scenes", scenes)


def test_the_spotlight_dims_all_but_the_value_and_what_belongs_to_it(running: Running) -> None:
    running.store.look(pinned=PROBE)
    _present(running)
    before = _seen(running)
    _press(running, Qt.Key.Key_S)
    after = _seen(running)
    stages, window = running.window.stages, running.window

    def color(stage: int, cell: tuple[int, ...], image: QImage) -> QColor:
        place = stages.cell_rect(stage, cell).topLeft().toPoint() + QPoint(3, 3)
        return image.pixelColor(stages.viewport().mapTo(window, place))

    for stage, cell in ((1, (0, 3, 3)), (0, (0, 3, 3)), (0, (0, 5, 5))):
        assert color(stage, cell, after) == color(stage, cell, before), (stage, cell)
    for stage, cell in ((1, (0, 0, 1)), (2, (1, 0, 0)), (0, (0, 0, 0))):
        assert color(stage, cell, after).lightness() < color(stage, cell, before).lightness(), (stage, cell)
    votes, working = (window.cards[panel] for panel in (Panel.VOTES, Panel.ARITHMETIC))
    for card, is_lit in ((votes, False), (working, True)):
        place = card.mapTo(window, QPoint(card.width() // 2, 4))
        assert (after.pixelColor(place) == before.pixelColor(place)) is is_lit
    _press(running, Qt.Key.Key_S)
    assert _seen(running) == before


def test_marks_are_drawn_over_everything_and_vanish_with_the_next_scene(running: Running) -> None:
    running.store.open_lesson(_lesson())
    _present(running)
    before = _seen(running)
    _press(running, Qt.Key.Key_P)
    overlay = _overlay(running)
    draw(overlay, [QPoint(100, 200), QPoint(300, 210), QPoint(300, 400)])
    _press(running, Qt.Key.Key_2)
    draw(overlay, [QPoint(500, 500), QPoint(600, 500), QPoint(700, 500)])
    after = _seen(running)
    first, second = (after.pixelColor(*place).name() for place in ((200, 204), (600, 500)))
    assert first != before.pixelColor(200, 204).name()
    assert second != before.pixelColor(600, 500).name()
    assert first != second
    _press(running, Qt.Key.Key_Escape)
    assert running.store.state.view.presenting
    assert running.window.childAt(600, 500) is not overlay
    running.store.go_to_scene(1)
    assert not overlay.isVisible()


def test_marks_are_wiped_by_a_key(running: Running) -> None:
    _present(running)
    _press(running, Qt.Key.Key_P)
    before = _seen(running)
    draw(_overlay(running), [QPoint(100, 200), QPoint(300, 210)])
    assert _seen(running) != before
    _press(running, Qt.Key.Key_E)
    assert _seen(running) == before


def test_the_other_end_of_a_pen_rubs_marks_out(running: Running) -> None:
    _present(running)
    _press(running, Qt.Key.Key_P)
    overlay, crossed, left = _overlay(running), (300, 300), (200, 300)
    before = _seen(running)
    draw(overlay, [QPoint(100, 300), QPoint(300, 300), QPoint(500, 300)])
    drawn = _seen(running)
    assert all(drawn.pixelColor(*place) != before.pixelColor(*place) for place in (crossed, left))
    rub(overlay, [QPoint(300, 200), QPoint(300, 300), QPoint(300, 400)])
    after = _seen(running)
    assert after.pixelColor(*crossed) == before.pixelColor(*crossed)
    assert after.pixelColor(*left) == drawn.pixelColor(*left)


def test_a_long_press_with_the_marker_leaves_no_mark(running: Running) -> None:
    _present(running)
    _press(running, Qt.Key.Key_P)
    overlay, place = _overlay(running), QPoint(300, 300)
    untouched = _seen(running).pixelColor(200, 205)
    draw(overlay, [QPoint(100, 200), QPoint(300, 210)])
    before = _seen(running).pixelColor(place)
    QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=place)
    assert _seen(running).pixelColor(place) != before
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(overlay, QContextMenuEvent(reason, place, overlay.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    assert _seen(running).pixelColor(place) == before
    assert _seen(running).pixelColor(200, 205) != untouched


def test_a_move_of_the_marker_repaints_only_where_it_went(running: Running, qtbot: QtBot) -> None:
    _present(running)
    _press(running, Qt.Key.Key_P)
    overlay = _overlay(running)
    painted: list[int] = []
    usual = overlay.paintEvent

    def noted(event: QPaintEvent) -> None:
        painted.append(event.rect().width())
        usual(event)

    overlay.paintEvent = noted  # type: ignore[method-assign]
    draw(overlay, [QPoint(300, 300)])
    _settle()
    painted.clear()
    draw(overlay, [QPoint(300, 300), QPoint(320, 300), QPoint(340, 310)])
    qtbot.waitUntil(lambda: bool(painted))
    assert max(painted) < 100


def test_a_blank_screen_is_black_until_any_key_which_does_nothing_else(running: Running) -> None:
    _present(running)
    holding = running.window.focusWidget()
    for key in (Qt.Key.Key_B, Qt.Key.Key_Period):
        _press(running, key)
        image = _seen(running)
        places = itertools.product(range(5, image.width(), 97), range(5, image.height(), 97))
        assert {image.pixelColor(x, y).name() for x, y in places} == {"#000000"}
        _press(running, Qt.Key.Key_F5)
        view = running.store.state.view
        assert (view.blank, view.presenting) == (False, True)
        assert running.window.focusWidget() is holding


def test_a_blank_screen_ends_where_what_had_the_keyboard_is_gone(running: Running) -> None:
    store, field = running.store, QLineEdit(running.window)
    field.show()
    _present(running)
    field.setFocus()
    store.look(blank=True)
    shiboken6.delete(field)
    store.look(blank=False)
    _settle()
    assert not _overlay(running).isVisible()


def test_a_click_ends_the_blank_screen_and_asks_for_nothing(running: Running) -> None:
    _present(running)
    _press(running, Qt.Key.Key_B)
    place = running.window.stages.cell_rect(1, (0, 3, 3)).center().toPoint()
    QTest.mouseClick(_overlay(running), Qt.MouseButton.LeftButton, pos=place)
    view = running.store.state.view
    assert (view.blank, view.pinned) == (False, None)


def test_the_halo_is_the_pointer_itself_so_nothing_is_repainted(running: Running) -> None:
    window = running.window
    QTest.mouseMove(window, QPoint(300, 300))
    _present(running)
    QApplication.sendEvent(window, _entering())
    cursor = QApplication.overrideCursor()
    assert cursor is not None
    middle = cursor.pixmap().width() / cursor.pixmap().devicePixelRatio() / 2
    assert (cursor.hotSpot().x(), cursor.hotSpot().y()) == (middle, middle)
    _press(running, Qt.Key.Key_H)
    assert QApplication.overrideCursor() is None
    _press(running, Qt.Key.Key_H)
    QApplication.sendEvent(window, _entering())
    _press(running, Qt.Key.Key_Escape)
    assert QApplication.overrideCursor() is None


def _entering() -> QEnterEvent:
    return QEnterEvent(QPointF(9, 9), QPointF(9, 9), QPointF(9, 9))


def test_the_lecturers_letters_are_no_tools_before_a_class_and_tools_afterwards(running: Running) -> None:
    _present(running)
    QTest.keyClick(running.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    running.window.draw_panel.canvas.setFocus()
    _press(running, Qt.Key.Key_E)
    assert running.store.state.view.tool is Tool.PEN
    running.window.draw_panel.canvas.setFocus()
    _press(running, Qt.Key.Key_Escape)
    running.window.draw_panel.canvas.setFocus()
    _press(running, Qt.Key.Key_E)
    assert running.store.state.view.tool.value == "eraser"


def test_escape_lets_go_of_the_pinned_value_first(running: Running) -> None:
    running.store.look(pinned=PROBE)
    _present(running)
    _press(running, Qt.Key.Key_Escape)
    view = running.store.state.view
    assert (view.pinned, view.presenting) == (None, True)
    _press(running, Qt.Key.Key_Escape)
    assert not running.store.state.view.presenting


def test_without_a_class_the_letters_are_nobodys(running: Running) -> None:
    running.window.stages.setFocus()
    for key in (Qt.Key.Key_S, Qt.Key.Key_P, Qt.Key.Key_B):
        _press(running, key)
    view = running.store.state.view
    assert (view.spotlight, view.marker, view.blank) == (False, None, False)
    assert running.window.findChild(Overlay) is None


def _letters(widget: QWidget) -> list[tuple[float, str]]:
    """Every text that `widget` paints, with the height of its capitals in pixels."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setResolution(widget.logicalDpiY())
    painter = QPainter(drawing)
    widget.render(painter, QPoint())
    painter.end()
    font = QFont(QApplication.font())
    font.setPixelSize(100)
    share = QFontMetricsF(font).capHeight() / 100
    text = r'<g[^>]*font-size="([\d.]+)"[^>]*>\s*<text[^>]*>([^<]*)</text>'
    texts = re.findall(text, bytes(buffer.data().data()).decode())
    return [(float(size) * share, text) for size, text in texts]


def test_the_back_row_can_read_every_number_of_a_sum(running: Running) -> None:
    """24 pixels from the foot to the head of a digit, on the projector that most have."""
    window = running.window
    _present(running)
    running.store.look(presented_text=200)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1920, 1080)
    for stage, cell in ((1, (0, 3, 3)), (2, (0, 3, 3)), (3, (0, 1, 1)), (4, (0, 1, 1)), (5, (3,)), (6, (0,))):
        running.store.look(pinned=Probe(stage, cell))
        _settle()
        letters = _letters(window.arithmetic)
        numbers = [(size, text) for size, text in letters if re.fullmatch(r"[-+−×=/().… \d]+", text)]
        assert len(numbers) >= 2, stage
        assert [(size, text) for size, text in numbers if size < 24] == [], stage
        assert max(size for size, _ in _letters(window.votes)) >= 24


@pytest.mark.parametrize(
    ("width", "height", "percent"),
    [(1280, 720, 125), (1920, 1080, 200), (3840, 2160, 300), (1024, 768, 125), (1600, 1200, 200), (3440, 1440, 250)],
)
def test_letters_grow_with_the_screen(qapp: QApplication, width: int, height: int, percent: int) -> None:
    """As high as the screen allows, and as wide: on an old projector as many stand beside each other as on a new."""
    screen = SimpleNamespace(size=lambda: QSize(width, height))
    assert text_scale_on(screen) == nearest_text_scale(round(percent * 12 / base_pixel_size()))  # type: ignore[arg-type]


def test_messages_are_said_although_the_status_line_is_away(running: Running) -> None:
    _present(running)
    toast = running.window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert toast.isVisible()
    assert "Escape" in toast.text()
    running.store.tell("The sum is on the clipboard, as text.")
    assert toast.text() == "The sum is on the clipboard, as text."
    _press(running, Qt.Key.Key_F5)
    assert not toast.isVisible()


@pytest.mark.parametrize("over", [Panel.STAGES, Panel.ARITHMETIC])
def test_the_right_button_offers_what_the_menu_bar_would(running: Running, over: Panel) -> None:
    _present(running)
    window, place = running.window, QPoint(20, 20)
    part = window.arithmetic if over is Panel.ARITHMETIC else window.stages.viewport()
    QApplication.sendEvent(part, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, part.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = menu.actions()
    actions = running.window.actions_
    assert {actions.present, actions.spotlight, actions.panels[Panel.VOTES], actions.notes} <= set(offered)
    # What it does by now: it was still called as what had begun it, with a tick.
    assert (actions.present.text(), actions.present.isChecked()) == ("End &presenting", False)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(actions.present).center())
    assert not running.store.state.view.presenting
    assert actions.present.text() == "&Present"


def test_a_lessons_text_offers_what_the_menu_bar_would(running: Running) -> None:
    """It covers most of a lesson: a finger found nothing on it but “Copy”, and no way out."""
    running.store.open_lesson(_lesson())
    _present(running)
    text, place = running.window.findChildren(MarkdownView)[0].viewport(), QPoint(5, 5)
    QApplication.sendEvent(text, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, text.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert running.window.actions_.present in menu.actions()
    menu.close()


def test_a_long_press_opens_the_lectures_menu_and_is_no_tap(running: Running, qtbot: QtBot) -> None:
    """A screen in a classroom may have neither mouse nor keys: it was the only way out."""
    _present(running)
    hints = QGuiApplication.styleHints()
    usual = hints.mousePressAndHoldInterval()
    hints.setMousePressAndHoldInterval(1)
    screen = Screen(running.window.stages.viewport())
    screen.press(0, running.window.stages.cell_rect(1, (0, 3, 3)).center().toPoint())
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    hints.setMousePressAndHoldInterval(usual)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert running.window.actions_.present in menu.actions()
    # The finger's going is the menu's to hear; its value stayed lit until the next finger.
    assert running.store.state.view.probe is None
    menu.close()
    screen.lift(0)
    assert running.store.state.view.pinned is None


@pytest.mark.parametrize(("text_scale", "height"), [(125, 720), (150, 768), (200, 1080)])
def test_the_lectures_menu_is_one_column_on_its_screen(running: Running, text_scale: int, height: int) -> None:
    """On a laptop's screen of 1366x768 it went on in a second column and hid half of what the class looks at."""
    _present(running)
    running.store.look(presented_text=text_scale)
    stages, place = running.window.stages.viewport(), QPoint(20, 20)
    QApplication.sendEvent(stages, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, stages.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    rows = [menu.actionGeometry(action).height() for action in menu.actions()]
    menu.close()
    assert min(rows) > 0
    assert sum(rows) < height - 20


def test_the_spotlight_leaves_no_bright_corners_and_no_bright_player(running: Running) -> None:
    window = running.window
    _present(running)
    window.actions_.player.trigger()
    window.actions_.step_on.trigger()
    bar = window.findChild(PlayerBar)
    assert bar is not None
    before = _seen(running)
    _press(running, Qt.Key.Key_S)
    after = _seen(running)
    card = window.cards[Panel.ARITHMETIC]
    for dark in (card.mapTo(window, QPoint(0, 0)), bar.mapTo(window, QPoint(4, 4))):
        assert after.pixelColor(dark).lightness() < before.pixelColor(dark).lightness() / 2
    middle = card.mapTo(window, card.rect().center())
    assert after.pixelColor(middle) == before.pixelColor(middle)


def test_every_key_before_a_class_is_listed(running: Running) -> None:
    keys = " ".join(key for key, _ in PANEL_KEYS["Before a class (F5)"])
    for key in ("Escape", "Alt+1", "S", "P", "1, 2, 3, 4", "E", "H", "B", "full stop"):
        assert key in keys


def test_a_lesson_is_written_in_large_letters_too(running: Running) -> None:
    """Also where the window goes to another screen, and is out of sight for a moment."""
    running.store.open_lesson(_lesson())
    running.store.look(hidden=running.store.state.view.hidden - {Panel.LESSON})
    _settle()
    text = running.window.lesson.findChild(MarkdownView)
    assert isinstance(text, MarkdownView)
    before = text.font().pointSizeF()
    running.window.hide()
    running.window.actions_.present.trigger()
    running.window.show()
    assert text.font().pointSizeF() > before


def test_the_stages_are_whole_in_sight_beside_a_lesson_and_above_the_player(running: Running) -> None:
    store, window, stages = running.store, running.window, running.window.stages
    store.open_lesson(_lesson())
    _present(running)
    running.window.actions_.player.trigger()
    store.look(presented=frozenset({Panel.LESSON, Panel.STAGES, Panel.ARITHMETIC}))
    window.setWindowState(Qt.WindowState.WindowNoState)
    for width, height in ((1920, 1080), (1280, 720)):
        store.look(presented_text=height * 200 // 1080)
        window.resize(width, height)
        _settle()
        assert stages.window().size().toTuple() == (width, height)
        assert (stages.horizontalScrollBar().maximum(), stages.verticalScrollBar().maximum()) == (0, 0)
