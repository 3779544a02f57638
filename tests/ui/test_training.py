"""The page Training, driven as a hand would, with the real worker behind it."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cnnviz.engine.training import SGD, Initialisation, TrainingSettings
from cnnviz.model.material import practice_of, with_practice
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.practice import with_settings
from cnnviz.model.refused import Refused
from cnnviz.model.run import Run
from cnnviz.model.run_words import describe_run
from cnnviz.model.typed_settings import as_typed, with_typed
from cnnviz.model.view import Panel
from cnnviz.ui.application import Running
from cnnviz.ui.number_field import NumberField
from cnnviz.ui.theme import CONTRAST, LIGHT, Look, Theme
from cnnviz.ui.training import TrainingPage
from cnnviz.ui.training.freezing import Freezable
from cnnviz.ui.training.pace import PACES
from tests.model.runs import trained
from tests.ui.dialogs import clicking
from tests.ui.hands import LEFT

Key = Qt.Key
SHORT = trained(20)


@pytest.fixture
def running(used: Running) -> Running:
    return prepared(used)


def prepared(running: Running) -> Running:
    """With little to learn, and not for long."""
    document = lecture_document()
    practice = with_settings(replace(practice_of(document), generated=50), epochs=4, batch_size=8)
    running.store.open(with_practice(document, practice))
    return running


@pytest.fixture
def page(running: Running) -> TrainingPage:
    return page_of(running)


def page_of(running: Running) -> TrainingPage:
    running.store.look(hidden=frozenset({Panel.ARITHMETIC}))
    learning = running.window.learning
    titles = [learning.tabText(index) for index in range(learning.count())]
    learning.setCurrentIndex(titles.index("Training"))
    tab = learning.currentWidget()
    assert tab is not None
    page = tab.findChild(TrainingPage)
    assert page is not None
    if page.more.isChecked():
        QTest.mouseClick(page.more, LEFT)
    return page


def click(page: TrainingPage, what: str) -> None:
    QTest.mouseClick(page.transport.buttons[what], LEFT)


def run_of(running: Running) -> Run:
    assert running.store.state.run is not None
    return running.store.state.run


def wait(qtbot: QtBot, running: Running) -> None:
    """Until training is over and all that follows is shown."""
    qtbot.waitUntil(lambda: running.store.state.order is None)


def settings(running: Running) -> TrainingSettings:
    return practice_of(running.store.state.document).settings


def type_into(field: NumberField, text: str, key: Qt.Key = Key.Key_Return) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, key)


def choose(box: QComboBox, text: str) -> None:
    box.setFocus()
    while box.currentText() != text:
        QTest.keyClick(box, Key.Key_Down if box.currentIndex() < box.findText(text) else Key.Key_Up)


def notice(running: Running) -> str:
    found = running.store.state.notice
    return found.text if found is not None and found.is_problem else ""


def test_the_buttons_train_pause_and_turn_back(running: Running, page: TrainingPage, qtbot: QtBot) -> None:
    buttons = page.transport.buttons
    assert not buttons["rewind"].isEnabled()
    assert not page.scrubber.isEnabled()
    assert "begins with new weights: by lot, He, seed 0" in page.where.text
    click(page, "batch")
    wait(qtbot, running)
    assert run_of(running).step == 1
    click(page, "epoch")
    wait(qtbot, running)
    assert run_of(running).epochs == 1
    click(page, "run")
    assert buttons["run"].text() == "Pause"
    assert not buttons["batch"].isEnabled()
    wait(qtbot, running)
    assert (buttons["run"].text(), buttons["batch"].isEnabled()) == ("Run", True)
    assert page.where.text.startswith("Step 20 of 20, epoch 4, ")
    assert page.where.text.endswith(" right. Trained for 4 epochs, as asked.")
    click(page, "rewind")
    wait(qtbot, running)
    assert not buttons["rewind"].isEnabled()
    assert running.store.state.run is None


def test_who_asks_for_one_step_is_told_that_all_weights_are_new(
    running: Running, page: TrainingPage, qtbot: QtBot
) -> None:
    """One batch, and the filters made by hand were gone, with only a line below the curves to say so."""
    by_hand = running.store.state.document.network
    click(page, "batch")
    wait(qtbot, running)
    said = running.store.state.notice
    assert said is not None
    assert "new weights" in said.text
    running.store.undo()
    assert running.store.state.document.network is by_hand
    QTest.mouseClick(page.more, LEFT)
    choose(page.further.choices["initialisation"], "Present filters")
    for step in (1, 2):
        click(page, "batch")
        wait(qtbot, running)
        assert (run_of(running).step, running.store.state.notice) == (step, None)
    (old, *_), (new, *_) = by_hand.layers, running.store.state.document.network.layers
    assert np.abs(new.parameters["weight"] - old.parameters["weight"]).max() < 0.1


def test_a_button_is_pressed_again_and_again_by_the_keyboard(
    running: Running, page: TrainingPage, qtbot: QtBot
) -> None:
    batch, run, rewind = (page.transport.buttons[what] for what in ("batch", "run", "rewind"))
    batch.setFocus()
    for step in (1, 2, 3):
        QTest.keyClick(page.window().focusWidget(), Key.Key_Space)
        assert run.hasFocus()
        wait(qtbot, running)
        assert batch.hasFocus()
        assert run_of(running).step == step
    rewind.setFocus()
    QTest.keyClick(rewind, Key.Key_Space)
    wait(qtbot, running)
    assert not rewind.isEnabled()
    assert run.hasFocus()


def test_curves_of_a_run_that_was_undone_are_said_to_be_the_last_run_s(
    running: Running, page: TrainingPage, qtbot: QtBot
) -> None:
    click(page, "epoch")
    wait(qtbot, running)
    running.store.undo()
    assert page.where.text == "These curves are of the last run. Run begins with new weights: by lot, He, seed 0."
    running.store.redo()
    assert page.where.text.startswith("Step 5 of 20")


def test_the_keyboard_runs_and_pauses_from_anywhere(running: Running, page: TrainingPage, qtbot: QtBot) -> None:
    running.store.look(pace=50.0)
    action = running.window.actions_.run
    QTest.keyClick(running.window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert running.store.state.order is not None
    assert action.text() == "&Pause"
    QTest.keyClick(running.window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, running)
    assert action.text() == "&Run"
    assert run_of(running).done is None
    assert running.window.actions_.rewind.isEnabled()


def test_the_keyboard_runs_from_the_filters_too(fresh: Running) -> None:
    """It opened the number that the keyboard was on, and no training began."""
    running = prepared(fresh)
    grid = running.window.filter_bank.cards[0].grids[0]
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert running.store.state.order is not None
    assert not any(field.isVisible() for field in grid.findChildren(QLineEdit))


def test_closing_during_a_run_asks_about_what_was_learned_by_then(fresh: Running, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(prepared(fresh))
    fresh.store.look(pace=50.0)
    click(page, "run")
    qtbot.waitUntil(lambda: fresh.store.state.run is not None and run_of(fresh).step > 1)
    clicking("Cancel")
    fresh.window.close()
    assert fresh.window.isVisible()
    learned = fresh.store.state.document
    assert fresh.store.state.order is None
    assert learned.network is run_of(fresh).network
    click(page, "batch")
    wait(qtbot, fresh)
    fresh.store.saved(fresh.store.state.document, tmp_path / "learned.cnnviz")
    fresh.window.close()
    assert not fresh.window.isVisible()


def test_the_slider_sets_the_pace_of_a_run_that_goes_on(running: Running, page: TrainingPage, qtbot: QtBot) -> None:
    slider = page.pace.slider
    slider.setFocus()
    QTest.keyClick(slider, Key.Key_Home)
    assert running.store.state.view.pace == PACES[0] == 1.0
    click(page, "run")
    qtbot.waitUntil(lambda: running.store.state.run is not None and run_of(running).step == 1)
    QTest.keyClick(slider, Key.Key_End)
    assert running.store.state.order is not None
    assert running.store.state.order.pace == math.inf
    wait(qtbot, running)
    assert run_of(running).step == 20


def test_the_way_back_is_dragged(running: Running, page: TrainingPage, qtbot: QtBot) -> None:
    click(page, "run")
    wait(qtbot, running)
    scrubber = page.scrubber
    assert (scrubber.value(), scrubber.maximum()) == (20, 20)
    scrubber.setFocus()
    for _ in range(3):
        QTest.keyClick(scrubber, Key.Key_Left)
    run = run_of(running)
    assert run.position == 17
    assert running.store.state.document.network is run.shown.network
    assert page.where.text.startswith("Back at step 17 of 20")
    QTest.keyClick(scrubber, Key.Key_Home)
    assert running.store.state.document.network is run.first
    click(page, "batch")
    wait(qtbot, running)
    assert (scrubber.value(), scrubber.maximum()) == (1, 1)


TYPED = {
    "learning_rate": ("0,5", 0.5),
    "batch_size": ("1000", 1000),
    "epochs": (" ", None),
    "weight_decay": ("1/1000", 0.001),
    "seed": ("7", 7),
    "target_accuracy": ("95 %", 0.95),
    "patience": ("3", 3),
}


def test_what_is_typed_is_an_undo_step(running: Running, page: TrainingPage) -> None:
    before = running.store.state.document
    QTest.mouseClick(page.more, LEFT)
    for name, field in {**page.everyday.fields, **page.further.fields}.items():
        text, expected = TYPED[name]
        type_into(field, text)
        assert getattr(settings(running), name) == expected
        assert field.text() == as_typed(settings(running))[name]
        # The keys of undo are the window's, and not the field's that has the keyboard.
        QTest.keyClick(field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert running.store.state.document is before
        assert field.text() == as_typed(settings(running))[name]


def test_nonsense_gets_a_sentence_and_stays_to_be_mended(running: Running, page: TrainingPage) -> None:
    before = running.store.state.document
    field = page.everyday.fields["learning_rate"]
    for text in ("0", "-1", "nan", "1e9", "a lot", "1/0"):
        type_into(field, text)
        assert notice(running).endswith(".")
        assert running.store.state.document is before
        assert field.text() == text
        # It has had its sentence: going on elsewhere says nothing more.
        running.store.tell("")
        page.transport.buttons["run"].setFocus()
        assert notice(running) == ""
        assert field.text() == text
        field.setFocus()
        QTest.keyClick(field, Key.Key_Escape)
        assert field.text() == "0.03"


@pytest.mark.parametrize("what", ["run", "sample", "batch", "epoch", "Ctrl+Return"])
def test_training_begins_with_what_is_typed_or_says_why_it_does_not(
    running: Running, page: TrainingPage, qtbot: QtBot, what: str
) -> None:
    def begin() -> None:
        if what == "Ctrl+Return":
            QTest.keyClick(page.window().focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        else:
            click(page, what)

    field = page.everyday.fields["learning_rate"]
    type_into(field, "fast")
    page.everyday.fields["epochs"].setFocus()
    begin()
    assert running.store.state.order is None
    assert notice(running).startswith("Training has not begun. “fast” is not a number")
    assert (field.hasFocus(), field.selectedText()) == (True, "fast")
    QTest.keyClicks(field, "0.5")
    begin()
    assert settings(running).learning_rate == 0.5
    wait(qtbot, running)
    assert run_of(running).order.practice.settings.learning_rate == 0.5
    assert notice(running) == ""


def test_what_was_refused_is_not_left_behind_out_of_sight(running: Running, page: TrainingPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.more, LEFT)
    seed = page.further.fields["seed"]
    type_into(seed, "lucky")
    QTest.mouseClick(page.more, LEFT)
    assert seed.text() == "0"
    batch = page.everyday.fields["batch_size"]
    type_into(batch, "many")
    choose(page.everyday.choices["optimiser"], "Nudging")
    assert batch.text() == "8"
    click(page, "run")
    wait(qtbot, running)
    assert run_of(running).done is not None


@pytest.mark.parametrize("name", ["learning_rate", "weight_decay", "batch_size", "epochs", "seed", "patience"])
@pytest.mark.parametrize("text", ["-1", "-12"])
def test_what_is_refused_is_quoted_as_it_was_typed(name: str, text: str) -> None:
    with pytest.raises(Refused, match=rf"not {text}(;|\.$)"):
        with_typed(lecture_document(), name, text)


@pytest.mark.parametrize("name", list(TYPED))
@pytest.mark.parametrize("text", ["fast", "1/0", "1e9"])
def test_what_is_proposed_in_place_of_what_is_refused_is_taken(name: str, text: str) -> None:
    """“1, -0.5 or 1/9” was the advice for whatever could not be read, and -0.5 was then refused."""
    with pytest.raises(Refused) as refusal:
        with_typed(lecture_document(), name, text)
    proposed = re.search(r" such as (.+)\.$", str(refusal.value))
    assert proposed is not None
    with_typed(lecture_document(), name, proposed[1])


@pytest.mark.parametrize(("typed", "epochs"), [("1,000", 1000), (" 123,456 ", 123_456), ("5,0", 5), ("5", 5)])
def test_a_comma_parts_thousands_where_no_fraction_can_be_meant(typed: str, epochs: int) -> None:
    document = with_typed(lecture_document(), "epochs", typed)
    assert practice_of(document).settings.epochs == epochs


def test_a_batch_larger_than_the_data_is_all_of_it(running: Running, page: TrainingPage, qtbot: QtBot) -> None:
    type_into(page.everyday.fields["batch_size"], "100000", Key.Key_Tab)
    click(page, "run")
    wait(qtbot, running)
    assert run_of(running).step == run_of(running).epochs == 4


@given(st.sampled_from(list(as_typed(TrainingSettings()))), st.text(max_size=12) | st.floats().map(str))
def test_whatever_is_typed_is_taken_or_refused(name: str, text: str) -> None:
    document = lecture_document()
    try:
        changed = with_typed(document, name, text)
    except Refused:
        return
    value = as_typed(practice_of(changed).settings)[name]
    assert with_typed(changed, name, value) is changed


def test_optimiser_and_first_weights_are_chosen(running: Running, page: TrainingPage) -> None:
    choose(page.everyday.choices["optimiser"], "Momentum")
    assert settings(running).optimiser == SGD(momentum=0.9)
    QTest.mouseClick(page.more, LEFT)
    choose(page.further.choices["initialisation"], "Present filters")
    assert settings(running).initialisation is Initialisation.PRESENT
    assert page.where.text == "Run begins with the present weights."
    running.store.undo()
    assert page.further.choices["initialisation"].currentText() != "Present filters"


def test_nudging_is_chosen_and_keeps_what_helps(running: Running, page: TrainingPage, qtbot: QtBot) -> None:
    buttons, batch_size = page.transport.buttons, page.everyday.fields["batch_size"]
    choose(page.everyday.choices["optimiser"], "Nudging")
    assert buttons["batch"].text() == "1 weight"
    assert not buttons["sample"].isVisible()
    assert not batch_size.isEnabled()
    click(page, "epoch")
    wait(qtbot, running)
    assert run_of(running).step == running.store.state.document.network.parameter_count
    assert (np.diff(run_of(running).curves.losses) <= 0).all()
    choose(page.everyday.choices["optimiser"], "Adam")
    assert (buttons["batch"].text(), buttons["sample"].isVisible(), batch_size.isEnabled()) == ("1 batch", True, True)
    running.store.undo()
    assert page.everyday.choices["optimiser"].currentText() == "Nudging"


def test_what_is_frozen_does_not_learn(running: Running, page: TrainingPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.more, LEFT)
    weights = running.store.state.document.network.layers[0].parameters["weight"]
    QTest.mouseClick(page.freezing.filters[0, 1], LEFT)
    page.freezing.layers[5].click()
    click(page, "run")
    wait(qtbot, running)
    learned = running.store.state.document.network.layers
    assert [bool((weights[at] == learned[0].parameters["weight"][at]).all()) for at in range(3)] == [False, True, False]
    assert settings(running).frozen_layers == {5}
    page.freezing.layers[5].click()
    assert settings(running).frozen_layers == frozenset()


def test_the_curves_of_a_work_that_is_opened_are_said_not_to_be_kept(
    running: Running, page: TrainingPage, qtbot: QtBot
) -> None:
    click(page, "batch")
    wait(qtbot, running)
    document = running.store.state.document
    running.store.saved(document, Path("mine.cnnviz"))
    assert page.where.text.startswith("Step 1 of 20")
    running.store.open(document, Path("mine.cnnviz"))
    assert not page.scrubber.isEnabled()
    assert page.where.text == (
        "The curves of a run are not kept in the file. Run begins with new weights: by lot, He, seed 0."
    )


@pytest.mark.parametrize("theme", [LIGHT, CONTRAST])
def test_the_other_settings_scroll_down_only(qtbot: QtBot, theme: Theme) -> None:
    page = TrainingPage()
    qtbot.addWidget(page)
    few = (Freezable(0, "1. Convolution", is_frozen=False, filters=(False,) * 3), Freezable(5, "6. Votes", False))
    many = tuple(Freezable(at, f"{at + 1}. Hidden values", is_frozen=False, filters=(False,) * 16) for at in range(10))
    page.set_look(Look(theme))
    page.freezing.set_layers(few)
    # As wide as it is in a window of 1280x720.
    page.resize(612, 265)
    page.show()
    QTest.mouseClick(page.more, LEFT)

    def goes_sideways() -> bool:
        return any(area.horizontalScrollBar().maximum() for area in page.findChildren(QScrollArea))

    def is_beside() -> bool:
        return page.freezing.geometry().left() > page.further.geometry().right()

    qtbot.waitUntil(is_beside)
    assert not goes_sideways()
    page.freezing.set_layers(many)
    assert not goes_sideways()
    page.resize(500, 265)
    qtbot.waitUntil(lambda: page.freezing.geometry().top() > page.further.geometry().bottom())
    assert not goes_sideways()
    assert page.further.fields["seed"].x() < 200
    last = page.freezing.filters[9, 15]
    qtbot.waitUntil(lambda: page.freezing.rect().contains(last.mapTo(page.freezing, last.rect().bottomRight())))
    page.freezing.set_layers(few)
    page.resize(612, 265)
    qtbot.waitUntil(is_beside)


@pytest.mark.parametrize("text_scale", [100, 110])
def test_in_a_window_of_1280x720_all_of_the_page_is_in_sight(qtbot: QtBot, text_scale: int) -> None:
    """Speed took a row of its own, and the curves asked for more height than there was."""
    page = TrainingPage()
    qtbot.addWidget(page)
    page.set_look(Look(text_scale=text_scale))
    page.resize(604, 245)
    page.show()
    for part in (page.more, page.pace, page.scrubber, page.where):
        assert page.rect().contains(part.rect().translated(part.mapTo(page, QPoint())))


def test_large_text_shows_the_curves_first(qtbot: QtBot) -> None:
    page = TrainingPage()
    qtbot.addWidget(page)
    page.set_look(Look(text_scale=150))
    page.resize(640, 232)
    page.show()

    def is_in_sight(part: QWidget) -> bool:
        return not part.visibleRegion().isEmpty()

    assert is_in_sight(page.transport)
    assert is_in_sight(page.where)
    assert page.curves.visibleRegion().boundingRect().height() > 100
    (area,) = (area for area in page.findChildren(QScrollArea) if area.parent() is page)
    area.ensureWidgetVisible(page.more)
    QTest.mouseClick(page.more, LEFT)
    assert is_in_sight(page.further.choices["initialisation"])


def test_another_network_offers_its_own_layers_and_forgets_the_run(
    running: Running, page: TrainingPage, qtbot: QtBot
) -> None:
    QTest.mouseClick(page.more, LEFT)
    click(page, "batch")
    wait(qtbot, running)
    running.store.edit("Smiley", lambda _: smiley_document())
    assert set(page.freezing.layers) == {
        index for index, layer in enumerate(running.store.state.document.network.layers) if layer.parameters
    }
    assert not page.scrubber.isEnabled()
    assert not page.transport.buttons["rewind"].isEnabled()


@pytest.mark.parametrize(
    ("rate", "last", "words"),
    [
        (0.0, 3000, "% right"),
        (100.0, 40, "less than 1 s left"),
        (10.0, 620, "about 60 s left"),
        (1.0, 620, "about 10 min left"),
        (1.0, 20_020, "about 6 h left"),
        (1.0, None, "% right"),
    ],
)
def test_how_long_it_takes_is_told_in_words(rate: float, last: int | None, words: str) -> None:
    going = replace(SHORT, rate=rate, last_step=last)
    assert describe_run(going, is_going=True).endswith(words)
    assert describe_run(going, is_going=False).endswith("% right")
