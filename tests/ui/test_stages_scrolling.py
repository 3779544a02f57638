"""Which part of the stages is in sight, and what the pointer is on once it has moved beneath it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnnviz.model.filters import edits
from cnnviz.model.lessons.editing import with_title
from cnnviz.model.lessons.lesson import Lesson, Scene
from cnnviz.model.networks import lecture_document, smiley_document, trained_document
from cnnviz.model.view import Probe, View
from cnnviz.ui.theme import LIGHT, Look
from tests.ui.hands import turn_wheel, turn_wheel_at
from tests.ui.test_stages import NONE, Bench, made

SHIFT = Qt.KeyboardModifier.ShiftModifier
PLACE = QPoint(300, 200)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return made(qtbot, lecture_document())


def scrolled(bench: Bench) -> tuple[int, int]:
    return bench.stages.horizontalScrollBar().value(), bench.stages.verticalScrollBar().value()


def under(bench: Bench, place: QPoint) -> Probe | None:
    found = bench.stages.cell_at(QPointF(place))
    return None if found is None else Probe(*found)


def test_what_begins_at_the_picture_goes_on_doing_so(bench: Bench) -> None:
    """Larger text, a smaller window and a network with more maps make the way wider than the window."""
    bench.store.edit("Choose", lambda _: trained_document("28x28"))
    bench.stages.set_look(Look(LIGHT, 200))
    bench.stages.resize(500, 300)
    QApplication.processEvents()
    assert bench.stages.horizontalScrollBar().maximum() > 100
    assert scrolled(bench) == (0, 0)


def test_a_way_that_is_only_too_wide_keeps_its_foot_above_the_bar(bench: Bench) -> None:
    """The bar below covered the legends, and brought a second one beside the stages."""
    bench.store.edit("Choose", lambda _: trained_document("28x28"))
    bench.stages.resize(520, 400)
    QApplication.processEvents()
    assert bench.stages.horizontalScrollBar().maximum() > 0
    assert bench.stages.verticalScrollBar().maximum() == 0


def test_a_way_that_is_only_too_high_keeps_its_votes_beside_the_bar(bench: Bench) -> None:
    bench.stages.set_look(Look(LIGHT, 125))
    bench.stages.resize(960, 250)
    QApplication.processEvents()
    assert bench.stages.verticalScrollBar().maximum() > 0
    assert bench.stages.horizontalScrollBar().maximum() == 0


def test_another_network_is_shown_from_its_picture_on(bench: Bench) -> None:
    bench.store.look(zoom=4.0)
    assert min(scrolled(bench)) > 0
    bench.store.edit("Choose", lambda _: trained_document("9x9"))
    assert scrolled(bench)[0] == 0
    # It stands in the middle of the height: far above it there was an empty corner to see.
    assert bench.spot(0, 0, 4, 4).y() == pytest.approx(bench.stages.viewport().height() / 2, abs=1)


def test_another_network_that_fits_the_height_is_shown_from_its_titles_on(bench: Bench) -> None:
    bench.store.look(zoom=1.2)
    bench.stages.verticalScrollBar().setValue(bench.stages.verticalScrollBar().maximum())
    assert scrolled(bench)[1] > 0
    bench.store.edit("Choose", lambda _: trained_document("9x9"))
    assert scrolled(bench) == (0, 0)


def test_other_numbers_and_another_filter_keep_the_place(bench: Bench) -> None:
    bench.store.look(zoom=4.0)
    turn_wheel(bench.stages.viewport(), PLACE, 1, SHIFT)
    before = scrolled(bench)
    bench.store.edit("Edit", lambda document: edits.set_weight(document, 0, 0, 0, 1, 1, 0.5))
    bench.store.edit("Draw", lambda document: replace(document, picture=-document.picture))
    assert scrolled(bench) == before
    bench.store.edit("Duplicate", lambda document: edits.duplicate_filter(document, 0, 0))
    assert min(scrolled(bench)) > 100


def test_what_is_under_the_wheel_stays_there_in_the_very_corner_too(bench: Bench) -> None:
    turn_wheel_at(bench.stages.viewport(), QPoint(0, 0), 6, time=0)
    assert bench.stages.horizontalScrollBar().maximum() > 100
    assert scrolled(bench) == (0, 0)


def test_the_probe_is_what_has_come_under_the_pointer(bench: Bench) -> None:
    bench.store.look(zoom=3.0)
    viewport = bench.stages.viewport()
    QTest.mouseMove(viewport, PLACE)
    seen = {bench.probe}
    for notches, keys in ((-4, SHIFT), (3, NONE), (-1, NONE)):
        turn_wheel(viewport, PLACE, notches, keys)
        assert bench.probe == under(bench, PLACE)
        seen.add(bench.probe)
    assert len(seen) > 1


def test_dragging_with_the_middle_button_ends_on_what_is_there(bench: Bench) -> None:
    bench.store.look(zoom=3.0)
    viewport, end = bench.stages.viewport(), bench.spot(1, 1, 3, 3)
    QTest.mousePress(viewport, Qt.MouseButton.MiddleButton, NONE, end + QPoint(9, 9))
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.MiddleButton, NONE, end)
    assert bench.probe == under(bench, end)
    assert bench.probe is not None


def test_the_key_that_fits_moves_the_picture_beneath_the_pointer(bench: Bench) -> None:
    bench.store.look(zoom=3.0)
    place = bench.spot(2, 1, 3, 3)
    QTest.mouseMove(bench.stages.viewport(), place)
    bench.press(Qt.Key.Key_F)
    assert bench.probe == under(bench, place)


def test_a_scene_opens_with_the_value_that_it_asks_about_in_sight(bench: Bench) -> None:
    bench.stages.resize(500, 300)
    wide = trained_document("28x28")
    votes = len(wide.network.layers)
    scenes = (
        Scene("First", "", lecture_document(), View()),
        Scene("Far", "", wide, View(pinned=Probe(votes, (0,)))),
        Scene("Again", "", wide, View(pinned=Probe(1, (0, 0, 0)))),
    )
    bench.store.open_lesson(Lesson("Pins", scenes))
    for index, pin in ((1, Probe(votes, (0,))), (2, Probe(1, (0, 0, 0))), (1, Probe(votes, (0,)))):
        bench.store.go_to_scene(index)
        # Panels that come with it take of the room.
        bench.stages.resize(460, 300)
        QApplication.processEvents()
        bench.stages.resize(500, 300)
        assert bench.probe == pin
        assert QRectF(bench.stages.viewport().rect()).contains(bench.stages.cell_rect(pin.stage, pin.cell)), index


def test_a_lesson_that_is_written_leaves_the_stages_where_they_are(bench: Bench) -> None:
    """At every key they would go back to the value that the scene asks about."""
    wide = trained_document("28x28")
    pinned = View(pinned=Probe(len(wide.network.layers), (0,)))
    bench.stages.resize(500, 300)
    bench.store.open_lesson(Lesson("Pins", (Scene("Far", "", wide, pinned),)))
    QApplication.processEvents()
    bench.stages.horizontalScrollBar().setValue(0)
    place = bench.store.state.document.lesson
    assert place is not None
    longer = with_title(place, "A word")
    bench.store.edit("Write", lambda document: replace(document, lesson=longer))
    QApplication.processEvents()
    assert bench.store.state.document.lesson is longer
    assert scrolled(bench) == (0, 0)


def test_a_value_that_was_walked_to_is_not_sought_in_a_network_without_it(bench: Bench) -> None:
    """Between two paintings: the window may be small on the screen all the while."""
    votes = len(bench.store.state.document.network.layers)
    bench.stages.bring_into_sight(Probe(votes, (0,)))
    bench.store.edit("Choose", lambda _: smiley_document())
    bench.stages.resize(500, 300)
    assert len(bench.store.state.document.network.layers) < votes
    QApplication.processEvents()
    assert scrolled(bench) == (0, 0)
