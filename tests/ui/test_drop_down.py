"""Lists that drop down, under a wheel that scrolls past them or is turned over them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.ui.drop_down import DropDown
from tests.ui.hands import turn_wheel, turn_wheel_at


class Page:
    """A list of five at the top of a page that is higher than the window."""

    def __init__(self, qtbot: QtBot, *, editable: bool) -> None:
        self.area, self.list = QScrollArea(), DropDown(editable=editable)
        qtbot.addWidget(self.area)
        self.list.addItems(list("ABCDE"))
        self.chosen: list[int] = []
        self.list.activated.connect(self.chosen.append)
        content = QWidget()
        content.setFixedSize(200, 2000)
        layout = QVBoxLayout(content)
        layout.addWidget(self.list)
        layout.addStretch(1)
        self.area.setWidget(content)
        self.area.resize(240, 240)
        self.area.show()
        qtbot.waitExposed(self.area)
        self.area.setFocus()

    def turn(self, notches: float) -> None:
        turn_wheel(self.list, QPoint(20, self.list.height() // 2), notches)


@pytest.fixture(params=[False, True], ids=["chosen from", "typed into"])
def page(qtbot: QtBot, request: pytest.FixtureRequest) -> Page:
    return Page(qtbot, editable=request.param)


def test_the_wheel_scrolls_past_a_list_without_the_keyboard(page: Page) -> None:
    """Six small steps of a touchpad that passed over the grid's size made 64 × 64 of a picture of 9 × 9."""
    for _ in range(4):
        page.turn(-0.25)
    assert page.chosen == []
    assert page.area.verticalScrollBar().value() > 0
    assert not page.list.hasFocus()


def test_a_notch_is_one_choice_in_however_many_steps_it_comes(page: Page) -> None:
    page.list.setFocus()
    page.turn(-1)
    assert page.chosen == [1]
    for _ in range(40):
        page.turn(-3 / 120)
    assert page.chosen == [1, 2]
    for _ in range(8):
        page.turn(0.25)
    assert page.chosen == [1, 2, 1, 0]


def test_who_turns_back_begins_a_notch_anew(page: Page) -> None:
    page.list.setFocus()
    page.list.setCurrentIndex(2)
    page.turn(-0.9)
    page.turn(1)
    assert page.chosen == [1]


def test_two_notches_at_once_are_two_choices(page: Page) -> None:
    page.list.setFocus()
    page.turn(-2)
    assert page.list.currentIndex() == 2


def test_what_is_left_of_a_notch_is_forgotten_after_a_pause(page: Page) -> None:
    page.list.setFocus()
    for time in (5000, 5100, 9000, 9100):
        turn_wheel_at(page.list, QPoint(20, 5), -0.4, time)
    assert page.chosen == []
    turn_wheel_at(page.list, QPoint(20, 5), -0.4, 9200)
    assert page.chosen == [1]
