"""Lessons written: what is read again is the same, and what a person wrote stays as it was written."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.network import Network
from cnnviz.model.document import with_picture
from cnnviz.model.files.document_file import decode, encode, load, save
from cnnviz.model.lessons.conditions import Accurate, Answered, Condition, FilterIs, Peaks, Wins, Within
from cnnviz.model.lessons.editing import (
    captured,
    new_lesson,
    recaptured,
    with_scene_added,
    with_scene_moved,
    with_scene_removed,
    with_scene_replaced,
    with_text,
    with_title,
)
from cnnviz.model.lessons.lesson import Lesson, Place, Scene, Task, begun
from cnnviz.model.lessons.names import TABS
from cnnviz.model.lessons.reading import lesson_of, read_lesson
from cnnviz.model.lessons.toml_text import to_toml
from cnnviz.model.lessons.writing import text_of, write_lesson
from cnnviz.model.networks import lecture_document, smiley_document
from cnnviz.model.player.playhead import SPEEDS, Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.refused import Refused
from cnnviz.model.view import ColorScheme, Panel, Probe, View, Weight, fit
from tests.engine.networks import whole
from tests.model.documents import documents

EXAMPLE = Path(__file__).parent / "lesson.toml"
LINES = st.text(st.characters(codec="utf-8"), max_size=40)
#: Numbers that a condition may hold.
BOUNDS = st.floats(-1e6, 1e6)


# TOML

VALUES = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | LINES | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LINES, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(LINES, VALUES, max_size=4))
@settings(max_examples=50)
def test_any_values_are_read_again_as_they_were(values: dict[str, Any]) -> None:
    assert tomllib.loads(to_toml(values)) == values


@given(st.text(st.sampled_from("\"'\\\n\r\t a\x7f\x00"), max_size=12))
def test_quotation_marks_and_backslashes_are_kept(text: str) -> None:
    assert tomllib.loads(to_toml({"text": text})) == {"text": text}


def test_a_person_can_read_what_is_written() -> None:
    written = text_of(read_lesson(EXAMPLE))
    assert tomllib.loads(written) == tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    lines = written.splitlines()
    assert 'probe = { stage = "Convolution", map = 1, row = 2, column = 2 }' in lines
    assert "#...." in lines
    assert max(map(len, lines)) < 140
    whole = text_of(Lesson("A", (captured(lecture_document(), View(), "One", "Text"),)))
    assert "    [-1,  1, -1, -1, -1, -1, -1,  1, -1]," in whole.splitlines()
    assert "\\" not in whole


# There and back


EITHER, SPANS, SPEED, ZOOMS = st.booleans(), st.sampled_from(Span), st.sampled_from(SPEEDS), st.floats(1, 16)
PANELS = st.frozensets(st.sampled_from(Panel))
TAB = st.none() | st.sampled_from(TABS)
ANSWERED = st.builds(Answered, st.lists(LINES.filter(str.strip), min_size=1, max_size=3).map(tuple))
ACCURATE = st.builds(Accurate, st.floats(0, 1, exclude_min=True))


def cells(network: Network, draw: st.DrawFn) -> Probe:
    stage = draw(whole(0, len(network.shapes) - 1))
    return Probe(stage, tuple(draw(whole(0, size - 1)) for size in network.shapes[stage]))


@st.composite
def playheads(draw: st.DrawFn, network: Network) -> Playhead:
    stage = draw(whole(1, len(network.shapes) - 1))
    of_map = draw(whole(0, network.shapes[stage][0] - 1))
    span = draw(SPANS)
    start = {
        Span.WAY: Playhead(span),
        Span.STAGE: Playhead(span, stage),
        Span.MAP: Playhead(span, stage, of_map),
    }[span]
    start = replace(start, fine=draw(EITHER), speed=draw(SPEED))
    positions = whole(0, start.script(network).length)
    return replace(start.moved(network, draw(positions)), by_hand=draw(st.none() | positions))


@st.composite
def views(draw: st.DrawFn, network: Network) -> View:
    flags = [draw(EITHER) for _ in range(6)]
    weighted = [index for index, layer in enumerate(network.layers) if "weight" in layer.parameters]
    weight = None
    if weighted and flags[4]:
        layer = draw(st.sampled_from(weighted))
        shape = network.layers[layer].parameters["weight"].shape
        weight = Weight(layer, "weight", tuple(draw(whole(0, size - 1)) for size in shape))
    view = View(
        pinned=cells(network, draw) if draw(EITHER) else None,
        layer=draw(whole(0, len(network.layers))),
        target=draw(whole(0, len(network.classes) - 1)) if network.classes else None,
        weight=weight,
        of_samples=flags[0],
        gradients=flags[1],
        zoom=draw(ZOOMS),
        hidden=draw(PANELS),
        player=draw(playheads(network)) if network.layers and flags[5] else None,
        predicts=flags[2],
        concealed=draw(st.frozensets(st.integers(1, len(network.shapes)), max_size=3)) - {len(network.shapes)},
        spotlight=flags[3],
    )
    return fit(view, network)


@st.composite
def conditions(draw: st.DrawFn, network: Network) -> Condition:
    low, high = sorted((draw(BOUNDS), draw(BOUNDS)))
    kinds: list[st.SearchStrategy[Condition]] = [
        ANSWERED,
        st.just(Within(cells(network, draw), low, high)),
        st.just(Within(cells(network, draw), low=low)),
        ACCURATE,
    ]
    stage = draw(whole(0, len(network.shapes) - 1))
    kinds.append(st.just(Peaks(stage, draw(whole(0, network.shapes[stage][0] - 1)), high=high)))
    if network.classes:
        kinds.append(st.builds(Wins, st.sampled_from(network.classes), BOUNDS))
    return draw(st.one_of(kinds))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    document = draw(documents())
    network = document.network
    scene = captured(document, draw(views(network)), " ".join(draw(LINES).split()) or "A", draw(LINES))
    checks = tuple(draw(st.lists(conditions(network), min_size=1, max_size=3)))
    task = draw(st.none() | st.builds(Task, LINES, st.just(checks), LINES))
    return replace(scene, notes=draw(LINES), task=task, tab=draw(TAB))


def assert_same(one: Scene, other: Scene) -> None:
    assert encode(one.document) == encode(other.document)
    for name in ("title", "view", "task", "notes", "tab", "problem"):
        assert getattr(one, name) == getattr(other, name), name


@given(st.lists(scenes(), min_size=1, max_size=3))
@settings(max_examples=25)
def test_any_captured_scenes_are_read_again_exactly(made: list[Scene]) -> None:
    written = text_of(Lesson("A lesson", tuple(made), "What it is about."))
    read = lesson_of(written, "a.toml")
    assert (read.title, read.about) == ("A lesson", "What it is about.")
    for one, other in zip(made, read.scenes, strict=True):
        # What lies in no panel's sight is no fault of a capture.
        assert_same(one, replace(other, problem=""))
        assert other.text.replace("\r", "") == one.text.replace("\r", "")
    assert text_of(read) == written


@pytest.mark.parametrize("which", [None, 0, 2])
def test_the_filter_of_a_task_is_read_again_as_it_was_written(which: int | None) -> None:
    scene = captured(lecture_document(), View(), "One", "Text")
    task = Task("Make it.", (FilterIs(np.arange(9.0).reshape(3, 3) / 7, which),))
    (read,) = lesson_of(text_of(Lesson("A", (replace(scene, task=task),))), "a.toml").scenes
    assert read.task is not None
    (condition,) = read.task.conditions
    assert isinstance(condition, FilterIs)
    assert condition.of_filter == which
    assert np.array_equal(condition.numbers, np.arange(9.0).reshape(3, 3) / 7)


def test_a_scene_that_was_read_stays_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    lesson = read_lesson(EXAMPLE)
    write_lesson(lesson, path)
    assert "document" not in path.read_text(encoding="utf-8")
    again = read_lesson(path)
    assert again.faults == ()
    for one, other in zip(lesson.scenes, again.scenes, strict=True):
        assert encode(one.document) == encode(other.document)
        assert (one.view, one.source) == (other.view, other.source)
    place = with_text(Place(again, 1), title="Every  match", text="Look.", notes="Wait.")
    write_lesson(place.lesson, path)
    assert "document" not in path.read_text(encoding="utf-8")
    told = read_lesson(path).scenes[1]
    assert (told.title, told.text, told.notes) == ("Every match", "Look.", "Wait.")


COMMENTED = """# For the third week.
title   =   "Mine"   # not "Yours"

# What the class sees first.
[[scene]]
  title = "One"
  text = '''
# no comment, but a heading'''
  hide = ["Votes",  # they have to guess
          "ReLU"]

  # Asked every year.
  [scene.task]
  text = "How many?"
  check = [{ answer = "9" }]
# The second week begins here.
[[scene]]
title = "Two"
picture = "Lecture O"   # as they drew it
panels = ["Stages"]
"""


def test_what_was_typed_is_written_as_it_was() -> None:
    assert text_of(lesson_of(COMMENTED, "a.toml")) == COMMENTED


def test_comments_stay_around_what_has_changed() -> None:
    place = Place(lesson_of(COMMENTED, "a.toml"), 0)
    told = with_text(place, title="Another", text="New.", task=Task("How few?", (Answered(("9",)),)))
    written = text_of(with_title(told, "Ours").lesson)
    assert written == (
        COMMENTED.replace('"Mine"', '"Ours"')
        .replace('"One"', '"Another"')
        .replace("'''\n# no comment, but a heading'''", '"New."')
        .replace('"How many?"', '"How few?"')
    )
    one, two = (COMMENTED.index(line) for line in ("# What", "# The second"))
    moved = text_of(with_scene_moved(place, 1).lesson)
    assert moved == f"{COMMENTED[:one]}{COMMENTED[two:]}\n{COMMENTED[one:two]}"
    document = smiley_document()
    taken = with_scene_replaced(place, recaptured(place.scene, document, fit(View(), document.network)))
    again = text_of(taken.lesson)
    assert encode(lesson_of(again, "a.toml").scenes[0].document) == encode(document)
    assert "# What the class sees first.\n[[scene]]" in again
    assert "# Asked every year." in again


@given(st.data())
@settings(max_examples=40)
def test_no_comment_of_its_own_line_is_lost_by_an_edit(data: st.DataObject) -> None:
    place = Place(lesson_of(COMMENTED, "a.toml"), data.draw(st.integers(0, 1)))
    for _ in range(data.draw(st.integers(1, 3))):
        edit = data.draw(st.integers(0, 3))
        if edit == 0:
            place = with_text(place, title=data.draw(LINES), text=data.draw(LINES), notes=data.draw(LINES))
        elif edit == 1:
            place = with_text(place, task=data.draw(st.none() | st.builds(Task, LINES, st.just(()), LINES)))
        elif edit == 2:
            place = with_scene_moved(place, 1 - place.index)
        else:
            place = with_title(place, data.draw(LINES))
    written = text_of(place.lesson)
    read = lesson_of(written, "a.toml")
    for one, other in zip(place.lesson.scenes, read.scenes, strict=True):
        assert_same(one, replace(other, problem=one.problem))
    assert read.title == place.lesson.title
    for comment in ("# For the third week.", "# What the class sees first.", "# The second week begins here."):
        assert written.splitlines().count(comment) == 1


def test_a_scene_that_leaned_on_another_is_kept_when_that_is_gone() -> None:
    """The second scene names no network and no picture: it has those of the first."""
    lesson = read_lesson(EXAMPLE)
    for place in (with_scene_removed(Place(lesson, 0)), with_scene_moved(Place(lesson, 0), 2)):
        read = lesson_of(text_of(place.lesson), "a.toml")
        for one, other in zip(place.lesson.scenes, read.scenes, strict=True):
            assert encode(one.document) == encode(other.document)
            assert one.view == other.view
            assert (one.task is None) is (other.task is None)


def test_a_scene_whose_file_is_not_beside_the_new_one_is_captured(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    save(smiley_document(), tmp_path / "old" / "mine.cnnviz")
    old, new = tmp_path / "old" / "a.toml", tmp_path / "new" / "a.toml"
    old.write_text('title = "A"\n[[scene]]\ntitle = "B"\nnetwork = "mine.cnnviz"\n', encoding="utf-8")
    lesson = read_lesson(old)
    for path, is_named in ((old, True), (new, False)):
        write_lesson(lesson, path)
        assert ('"mine.cnnviz"' in path.read_text(encoding="utf-8")) is is_named
        (scene,) = read_lesson(path).scenes
        assert scene.problem == ""
        assert encode(scene.document) == encode(smiley_document())


def test_a_fault_is_not_lost_in_writing() -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace("predict =", "perdict =").replace("wins =", "win =")
    lesson = lesson_of(text, "a.toml")
    written = text_of(with_text(Place(lesson, 2), text="New").lesson)
    assert "perdict = true" in written
    assert 'win = "X"' in written
    spoilt = text_of(lesson_of(text.replace("play =", "play = ="), "a.toml"))
    assert 'play = = { stage = "Convolution", map = 1' in spoilt


def test_writing_that_fails_leaves_the_old_lesson(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"cannot be saved: there is no such file or folder"):
        write_lesson(read_lesson(EXAMPLE), tmp_path / "none" / "a.toml")
    with pytest.raises(Refused, match=r"cannot be saved: it is a folder"):
        write_lesson(read_lesson(EXAMPLE), tmp_path)


# Edits


def test_scenes_are_added_moved_replaced_and_removed() -> None:
    lesson = read_lesson(EXAMPLE)
    first, second, third = lesson.scenes
    scene = captured(lecture_document(), View(), "New")
    place = with_scene_added(Place(lesson, 0), scene)
    assert (place.lesson.scenes, place.index) == ((first, scene, second, third), 1)
    place = with_scene_moved(place, 99)
    assert (place.lesson.scenes, place.index) == ((first, second, third, scene), 3)
    assert with_scene_moved(place, 3) is place
    assert with_scene_replaced(place, scene) is place
    place = with_scene_replaced(place, first)
    assert (place.lesson.scenes, place.index) == ((first, second, third, first), 3)
    place = with_scene_removed(place)
    assert (place.lesson.scenes, place.index) == ((first, second, third), 2)
    only = new_lesson("A", scene)
    with pytest.raises(Refused, match="at least one scene"):
        with_scene_removed(only)
    assert lesson.scenes == (first, second, third)


def test_what_is_told_changes_alone() -> None:
    place = Place(read_lesson(EXAMPLE), 1)
    assert with_text(place, title=place.scene.title, text=place.scene.text) is place
    assert with_text(place, title="  ") is place
    assert with_title(place, "Two letters") is place
    assert with_title(place, " Letters ").lesson.title == "Letters"
    without = with_text(place, task=None)
    assert without.scene.task is None
    assert lesson_of(text_of(without.lesson), "a.toml").scenes[1].task is None
    task = Task("What is it?", (Answered(("X",)),))
    assert lesson_of(text_of(with_text(place, task=task).lesson), "a.toml").scenes[1].task == task


def test_a_captured_scene_is_the_work_and_its_sight_alone() -> None:
    place = Place(read_lesson(EXAMPLE), 1)
    document = with_picture(begun(place), -begun(place).picture)
    playing = Playhead(Span.STAGE, 2, position=3, playing=True)
    view = fit(View(player=playing, color_scheme=ColorScheme.DARK, answer="5/9", zoom=2.0), document.network)
    scene = recaptured(place.scene, document, view, "Error")
    assert scene.document.lesson is None
    assert scene.view.player == replace(playing, playing=False)
    assert (scene.view.color_scheme, scene.view.answer, scene.view.zoom) == (ColorScheme.SYSTEM, "", 2.0)
    assert (scene.task, scene.title) == (place.scene.task, place.scene.title)
    (_, read, _) = lesson_of(text_of(with_scene_replaced(place, scene).lesson), "a.toml").scenes
    assert encode(read.document) == encode(scene.document)
    assert (read.view, read.tab) == (scene.view, "Error")
    assert read.task is not None
    assert len(read.task.conditions) == 5


# In a document's file


def test_a_document_keeps_its_lesson_and_its_place(tmp_path: Path) -> None:
    place = Place(read_lesson(EXAMPLE), 1)
    document = replace(with_picture(begun(place), -begun(place).picture))
    path = tmp_path / "work.cnnviz"
    save(document, path)
    again = load(path)
    assert again.lesson is not None
    assert again.lesson.index == 1
    assert again.lesson.lesson.path == EXAMPLE
    assert again.picture.tolist() == document.picture.tolist()
    assert text_of(again.lesson.lesson) == text_of(place.lesson)
    assert encode(again) == encode(document)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("scene", 4, "no scene 4"),
        ("scene", 0, "whole number from 1"),
        ("lines", ["title = 1"], "no scenes"),
        ("lines", "title", "not a list"),
        ("path", 3, "not a text"),
        ("more", 3, "does not know"),
    ],
)
def test_a_damaged_place_is_refused(name: str, value: Any, reason: str) -> None:
    data = json.loads(encode(begun(Place(read_lesson(EXAMPLE), 1))))
    data["lesson"][name] = value
    with pytest.raises(Refused, match=f"lesson.*{reason}"):
        decode(json.dumps(data))
