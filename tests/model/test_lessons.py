"""Lessons read from TOML: every scene exact, every fault with its line, and the rest all the same."""

from __future__ import annotations

import contextlib
import os
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.engine.arrays import Array
from cnnviz.engine.network import Network
from cnnviz.engine.training import SquaredError
from cnnviz.model.document import Coding, Settings, with_network, with_picture, with_settings
from cnnviz.model.files.document_file import encode, save
from cnnviz.model.lessons.conditions import Accurate, Answered, Condition, FilterIs, Peaks, Wins, Within
from cnnviz.model.lessons.drafts import Draft, Goal, condition_of, draft_of
from cnnviz.model.lessons.lesson import Lesson, Place, Task, begun, has_strayed
from cnnviz.model.lessons.lines import key_lines
from cnnviz.model.lessons.material import Beside
from cnnviz.model.lessons.names import PANELS, TABS
from cnnviz.model.lessons.reading import LARGEST_LESSON, lesson_of, read_lesson
from cnnviz.model.lessons.shipped import find_lesson, shipped_lessons
from cnnviz.model.lessons.toml_text import to_toml
from cnnviz.model.material import practice_of
from cnnviz.model.networks import blank_document, lecture_document, smiley_document
from cnnviz.model.numbers import NumberStyle
from cnnviz.model.picture.presets import picture_presets
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.refused import Refused
from cnnviz.model.view import Panel, Probe

EXAMPLE = Path(__file__).parent / "lesson.toml"


#: Before each scene of `one`: the first of its lines is line 4.
HEAD = 'title = "A lesson"\n[[scene]]\ntitle = "One"\n'


def one(lines: str) -> Lesson:
    """A lesson of one scene."""
    return lesson_of(HEAD + lines, "a.toml")


def test_the_example_is_without_fault_and_exact() -> None:
    read = read_lesson(EXAMPLE)
    assert read.faults == ()
    assert (read.title, read.about, read.path) == ("Two letters", "What a filter finds in an X.", EXAMPLE)
    match, task, own = read.scenes
    assert encode(match.document) == encode(lecture_document())
    assert match.text.startswith("The **diagonal**")
    assert match.view.pinned == Probe(1, (0, 1, 1))
    assert match.view.hidden == {Panel.VOTES, Panel.LEARNING, Panel.FILTERS}
    assert match.view.predicts
    assert match.view.concealed == {2, 3, 4}
    assert task.view.player == Playhead(Span.MAP, 1, 0, 4 * 49, fine=True, speed=2.0)
    assert task.task is not None
    answered, wins, within, peaks, filter_is = task.task.conditions
    assert answered == Answered(("5/9", "0.55"))
    assert wins == Wins("X", 0.1)
    assert within == Within(Probe(6, (0,)), low=0.5)
    assert peaks == Peaks(1, 0, 1.0, 1.0)
    assert isinstance(filter_is, FilterIs)
    assert filter_is.of_filter == 2
    assert own.document.network.shapes == ((1, 5, 5), (2, 5, 5), (50,), (2,))
    assert own.document.filter_names == ("Mine", "Cross")
    assert own.document.network.classes == ("plus", "none")
    assert own.document.picture.tolist() == np.where(np.eye(5) > 0, 1.0, 0.0).tolist()


# What a scene starts from


def test_a_scene_starts_from_what_was_written_of_the_one_before() -> None:
    first, second, third = lesson_of(
        """
        title = "A lesson"
        [[scene]]
        title = "One"
        picture = "O"
        numbers = "rounded"
        filters = ["Cross"]
        predict = true
        [[scene]]
        title = "Two"
        [[scene]]
        title = "Three"
        network = "smiley"
        """,
        "a.toml",
    ).scenes
    assert encode(second.document) == encode(first.document)
    assert second.document.filter_names == ("Cross",)
    assert not second.view.predicts
    assert encode(third.document) == encode(smiley_document()).replace('"truncated"', '"rounded"')
    assert third.document.settings.numbers is NumberStyle.ROUNDED


def test_a_picture_is_in_the_coding_that_the_scene_names() -> None:
    (scene,) = one(
        'coding = "0..255"\npicture = [[0, 255, 7], [1, 2, 3], [4, 5, 6]]\nnetwork = {layers = ["ReLU"], classes = []}'
    ).scenes
    assert scene.document.coding is Coding.BYTES
    assert scene.document.picture.tolist() == [[0, 255, 7], [1, 2, 3], [4, 5, 6]]
    (scene,) = one('coding = "0..255"\npicture = "Smiley"').scenes
    assert scene.document.grid == (7, 7)
    assert scene.document.picture.max() == 255


def test_the_photograph_has_dark_ink_and_light_paper() -> None:
    (scene,) = one('picture = "photograph"\nnetwork = {layers = ["Convolution"], classes = []}').scenes
    picture = scene.document.picture
    assert picture.shape == (64, 64)
    sky, coat = picture[:5], picture[30:40, 2:12]
    assert sky.max() < 0.5 < coat.min()
    assert scene.document.coding.paper <= picture.min() < picture.max() <= scene.document.coding.ink
    assert len(np.unique(picture)) > 100


def test_files_beside_the_lesson_are_read(tmp_path: Path) -> None:
    save(blank_document(), tmp_path / "mine.cnnviz")
    (tmp_path / "photo.png").touch()

    def read_grey(path: Path) -> Array:
        assert path == tmp_path / "photo.png"
        return np.array([[0.0, 1.0]] * 2)

    path = tmp_path / "a.toml"
    path.write_text(HEAD + 'network = "mine.cnnviz"\ncoding = "0/1"\npicture = "photo.png"', encoding="utf-8")
    (scene,) = read_lesson(path, read_grey).scenes
    assert scene.document.network.shapes == blank_document().network.shapes
    assert scene.document.picture[4, 0] == 1.0
    assert scene.document.picture[4, 8] == 0.0
    refused = read_lesson(path)
    assert [fault.line for fault in refused.faults] == [6]
    assert "cannot be read here" in refused.scenes[0].problem


def test_layers_keep_the_weights_of_the_network_they_are_like() -> None:
    (scene,) = one(
        """network = { like = "smiley", layers = ["Convolution", "ReLU", "Max pooling", "Flatten", "Votes", "Softmax"] }
        picture = "Smiley"
        probe = { class = "happy" }
        right_answer = "sad"
        """
    ).scenes
    network, smiley = scene.document.network, smiley_document().network
    assert network.classes == ("happy", "sad")
    for layer, same in zip(network.layers, smiley.layers, strict=False):
        assert {name: values.tolist() for name, values in layer.parameters.items()} == {
            name: values.tolist() for name, values in same.parameters.items()
        }
    assert scene.view.pinned == Probe(6, (0,))
    assert scene.view.target == 1


# Faults


def check(condition: str) -> str:
    """A task with one condition, on the third line."""
    return f'[scene.task]\ntext = "Do"\ncheck = [{{{condition}}}]'


def layers(listed: str) -> str:
    return f"network = {{layers = [{listed}], classes = []}}"


FAULTS: dict[str, tuple[str, int, str]] = {
    "a slip in a name": ("zom = 2", 4, "no setting called “zom”; did you mean “zoom”?"),
    "a text that is a number": ("text = 3", 4, "a text belongs"),
    "an unknown network": ('network = "smily"', 4, "did you mean “smiley”?"),
    "a network that is a number": ("network = 3", 4, "a text belongs"),
    "a missing document": ('network = "mine.cnnviz"', 4, "no file “mine.cnnviz” beside the lesson"),
    "a document elsewhere": ('network = "../mine.cnnviz"', 4, "does not lie beside the lesson"),
    "an unknown picture": ('picture = "Smily"', 4, "did you mean “Smiley”?"),
    "a missing image": ('picture = "photo.png"', 4, "no file “photo.png” beside the lesson"),
    "a drawing of another sign": ('picture = """\n#..\n.x.\n..#\n"""', 4, "no “x”"),
    "a ragged drawing": ('text = "a"\npicture = """\n#..\n.#\n..#\n"""', 5, "unequal lengths"),
    "a drawing too small": ('picture = """\n#.\n.#\n"""', 4, "3 to 64 rows and columns, not 2x2"),
    "ragged numbers": ("picture = [[1, 2, 3], [4, 5], [6]]", 4, "unequal lengths"),
    "numbers that are none": ('picture = [["a"]]', 4, "a number belongs"),
    "numbers that are not finite": ("picture = [[nan]]", 4, "a number belongs"),
    "a picture too small for the network": (
        'network = "trained 28x28"\npicture = [[1, 2, 3], [1, 2, 3], [1, 2, 3]]',
        5,
        "cannot take a picture",
    ),
    "an unknown coding": ('coding = "0/2"', 4, "no coding called “0/2”"),
    "an unknown way to write": ('numbers = "round"', 4, "did you mean “rounded”?"),
    "a grid that is none": ('grid = "9y9"', 4, "not a size"),
    "an unknown filter": ('filters = [\n  "Diagnoal",\n]', 5, "did you mean “Diagonal”?"),
    "a filter that does not fit": ("filters = [{numbers = [[1, 2, 3, 4]]}]", 4, "does not fit into one of 3x3"),
    "a filter without numbers": ('filters = [{name = "Mine"}]', 4, "needs its numbers"),
    "a filter's slip": ('filters = [{nam = "Mine"}]', 4, "did you mean “name”?"),
    "no filters": ("filters = []", 4, "1 to 16 filters"),
    "filters without a convolution": (
        'network = {layers = ["ReLU"], classes = []}\nfilters = ["Cross"]',
        5,
        "no convolution",
    ),
    "an unknown layer": (layers('"Convolutoin"'), 4, "did you mean “Convolution”?"),
    "layers that do not fit": (layers('"Dense"'), 4, "Dense needs one list of values"),
    "a layer's slip": (
        '[scene.network]\nclasses = []\nlayers = [\n{layer = "ReLU", size = 2},\n]',
        7,
        "no setting called “size”",
    ),
    "a knob too far": (layers('{layer = "Convolution", padding = 99}'), 4, "whole number from 0 to"),
    "weights of another shape": (
        'network = {like = "lecture", layers = ["Flatten", {layer = "Votes", weights = [[1]]}]}',
        4,
        "2 rows of 81 weights",
    ),
    "an unknown panel": ('panels = ["Stages", "Vote"]', 4, "did you mean “Votes”?"),
    "panels that are no list": ('panels = "Stages"', 4, "not a list: write panels = ["),
    "an unknown tab": ('tab = "Trainings"', 4, "did you mean “Training”?"),
    "a tab out of sight": ('panels = ["Stages"]\ntab = "Training"', 5, "put “Learning” among the panels"),
    "a probe that is no table": ('probe = "Convolution"', 4, "write probe = { ... }"),
    "a probe of an unknown stage": (
        'probe = {stage = "Convolve", row = 1, column = 1}',
        4,
        "did you mean “Convolution”?",
    ),
    "a probe of a stage too far": ("probe = {stage = 9, value = 1}", 4, "the last is 6"),
    "a probe outside": (
        'probe = {stage = "Convolution", map = 1, row = 8, column = 1}',
        4,
        "no map 1, row 8, column 1",
    ),
    "a probe of row 0": ('probe = {stage = "Convolution", row = 0, column = 1}', 4, "whole number from 1"),
    "a probe without a row": ('[scene.probe]\nstage = "Convolution"', 4, "the row is missing"),
    "a probe's slip": ("[scene.probe]\nstage = 1\nrow = 1\ncolumn = 1\ncol = 1", 8, "did you mean “column”?"),
    "a probe of an unknown class": ('probe = {class = "Y"}', 4, "no class called “Y”"),
    "an unknown span": ('play = {span = "maps"}', 4, "did you mean “map”?"),
    "the picture played": ('play = {stage = "Picture"}', 4, "not computed"),
    "a map too far": ("play = {stage = 1, map = 4}", 4, "3 maps of 7x7"),
    "an unknown speed": ("play = {stage = 1, speed = 3}", 4, "one of 0.25, 0.5, 1, 2, 4, 8"),
    "a place that is not played": (
        "play = {stage = 1, map = 1, at = {map = 2, row = 1, column = 1}}",
        4,
        "not among those that are played",
    ),
    "a place that is not reached by hand": (
        "play = {stage = 1, map = 1, by_hand = {map = 2, row = 1, column = 1}}",
        4,
        "not among those that are played",
    ),
    "a place that is none": ('play = {stage = 1, at = "middle"}', 4, "a number of small steps belongs"),
    "an unknown stage to hide": ('hide = ["Relu", "Max poling"]', 4, "did you mean “Max pooling”?"),
    "the picture hidden": ('hide = ["Picture"]', 4, "cannot be hidden"),
    "an unknown right answer": ('right_answer = "Z"', 4, "there are X, O."),
    "a flag in quotation marks": ('predict = "true"', 4, "true or false"),
    "a zoom too far": ("zoom = 99", 4, "from 1 to 16"),
    "a stage without filters": ('filters_of = "ReLU"', 4, "name a convolution"),
    "a weight outside": ("weight = {stage = 1, at = [1, 1, 1, 9]}", 4, "whole number from 1 to 3"),
    "a weight of nothing": ("weight = {stage = 2, at = [1]}", 4, "no such numbers"),
    "a damaged document": ('document = """\n{"format": 1}\n"""', 4, "the document cannot be read"),
    "a picture beside a document": (
        f"document = '''\n{encode(blank_document())}'''\npicture = 'X'",
        0,
        "no effect beside “document”",
    ),
    "a task that is none": ("task = 3", 4, "not a table"),
    "a task without text": ("[scene.task]\ncheck = [{accuracy = 0.9}]", 4, "does not say what is to be done"),
    "a task without check": ('[scene.task]\ntext = "Do"', 4, "nothing says when"),
    "checks that are no list": (
        '[scene.task]\ntext = "Do"\ncheck = {accuracy = 0.9}',
        6,
        "write check = [{ ... }, ...]",
    ),
    "an unknown check": (
        '[scene.task]\ntext = "Do"\ncheck = [\n{accuracy = 0.9},\n{acuracy = 0.9},\n]',
        8,
        "did you mean “accuracy”?",
    ),
    "two checks in one": (check('wins = "X", accuracy = 0.9'), 6, "cannot be checked"),
    "a check of an unknown class": (check('wins = "Y"'), 6, "no class called “Y”"),
    "a check outside": (
        check("probe = {stage = 1, row = 9, column = 9}, at_least = 1"),
        6,
        "no map 1, row 9, column 9",
    ),
    "a check without a bound": (check("largest_of = {stage = 1}"), 6, "always holds"),
    "bounds the wrong way round": (
        check("largest_of = {stage = 1}, at_least = 2, at_most = 1"),
        6,
        "no number is at least",
    ),
    "a check of a map too far": (check("largest_of = {stage = 1, map = 9}, at_least = 2"), 6, "3 maps of 7x7"),
    "a check of another size": (check("numbers = [[1]]"), 6, "3x3 numbers here, not 1x1"),
    "a check of a filter too far": (check("filter = 4, numbers = [[1,1,1],[1,1,1],[1,1,1]]"), 6, "from 0 to 3"),
    "an accuracy in percent": (check("accuracy = 90"), 6, "between 0 and 1"),
    "an accuracy above 1": (check("accuracy = 1.5"), 6, "between 0 and 1"),
    "an accuracy of 0": (check("accuracy = 0"), 6, "between 0 and 1"),
    "an empty answer beside another": (check('answer = ["5/9", " "]'), 6, "an answer is missing"),
    "an empty answer": (check("answer = []"), 6, "an answer is missing"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line_and_the_rest_is_read(name: str) -> None:
    lines, line, sentence = FAULTS[name]
    read = one(f'{lines}\n[[scene]]\ntitle = "Two"\nnetwork = "lecture"\npicture = "O"\n')
    faulty, sound = read.scenes
    (fault,) = read.faults
    assert sentence in fault.sentence
    assert fault.sentence.endswith((".", "?"))
    assert fault.line == (line or lines.count("\n") + 4)
    assert faulty.problem == str(fault)
    assert faulty.title == "One"
    assert faulty.task is None or not faulty.task.conditions
    assert sound.problem == ""
    assert sound.document.picture.tolist() == picture_presets()[1].picture.tolist()


def test_what_is_hidden_stays_so_beside_a_slip() -> None:
    read = one('hide = [\n"ReLU",\n"Vote",\n]')
    assert [fault.line for fault in read.faults] == [6]
    assert read.scenes[0].view.concealed == {2}


def test_what_is_no_toml_spoils_its_own_scene_alone() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    line = 1 + text[: text.index("play =")].count("\n")
    read = lesson_of(text.replace("play =", "play = ="), "a.toml")
    sound, spoilt, _ = read.scenes
    assert [fault.line for fault in read.faults] == [line]
    assert read.faults[0].sentence.startswith("this is no TOML: ")
    assert spoilt.title == "All matches"
    assert "    play = = { stage" in spoilt.text
    assert spoilt.problem == str(read.faults[0])
    assert encode(spoilt.document) == encode(sound.document)
    # A fault further down keeps its line.
    later = lesson_of(text.replace("play =", "play = =").replace('tab = "Training"', 'tab = "Trainin"'), "a.toml")
    assert [fault.line for fault in later.faults] == [line, 1 + text[: text.index("tab =")].count("\n")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no scenes"),
        ('title = "A"', "no scenes"),
        ("title = A\n[[scene]]", "line 1: this is no TOML"),
        ("a = " + "[" * 20_000, "nested too deeply|no TOML"),
        ("a = " + "9" * 5000, "no TOML"),
        ("[scene]\ntitle = 1", "no scenes"),
        ("#" * (LARGEST_LESSON + 1), "16 MB"),
    ],
)
def test_what_is_no_lesson_is_refused_in_a_sentence(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=rf"^“a\.toml” cannot be opened: .*({reason}).*\.$"):
        read_lesson(path)


def test_a_missing_lesson_a_folder_and_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.toml").write_bytes(b"\x89PNG\xff")
    for path, reason in (
        (tmp_path, "folder"),
        (tmp_path / "none.toml", "no such file"),
        (Path(os.devnull), "device"),
        (tmp_path / "photo.toml", "not a text in UTF-8"),
    ):
        with pytest.raises(Refused, match=f"“{re.escape(path.name)}” cannot be opened: .*{reason}"):
            read_lesson(path)


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_any_text_is_refused_or_a_lesson(text: str) -> None:
    with contextlib.suppress(Refused):
        assert lesson_of(text, "a.toml").scenes


NAMES = ("", "x", "\x00.png", "a" * 300 + ".cnnviz")
ODD: tuple[Any, ...] = (True, -1, 0, 10**30, float("nan"), 1e308, *NAMES, [], {}, [[1]], [{}])


def mutated(data: Any, draw: Any) -> Any:
    """`data` with one place in it replaced, removed or doubled."""
    if isinstance(data, dict) and data and draw(st.integers(0, 6)):
        key = draw(st.sampled_from(sorted(data)))
        if not draw(st.integers(0, 5)):
            return {("x" if name == key else name): value for name, value in data.items()}
        return {**data, key: mutated(data[key], draw)}
    if isinstance(data, list) and data and draw(st.integers(0, 6)):
        index = draw(st.integers(0, len(data) - 1))
        before, entry, after = data[:index], data[index], data[index + 1 :]
        kept = draw(st.sampled_from([[], [entry, entry], [mutated(entry, draw)]]))
        return [*before, *kept, *after]
    return draw(st.sampled_from(ODD))


@given(st.data())
@settings(max_examples=50)
def test_a_changed_lesson_is_refused_or_a_lesson(data: st.DataObject) -> None:
    values = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 4))):
        values = mutated(values, data.draw)
        if not isinstance(values, dict):
            return
    text = to_toml(values)
    with contextlib.suppress(Refused):
        read = lesson_of(text, "a.toml", Beside(EXAMPLE.parent))
        assert all(1 <= fault.line <= text.count("\n") + 1 for fault in read.faults)


@given(st.lists(st.tuples(st.floats(0, 1), st.text("[]{}\"'=#\\\n.,x1", max_size=3)), min_size=1, max_size=4))
@settings(max_examples=50)
def test_a_mistyped_lesson_is_refused_or_a_lesson(slips: list[tuple[float, str]]) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for place, typed in slips:
        at = int(place * len(text))
        text = text[:at] + typed + text[at + 2 :]
    with contextlib.suppress(Refused):
        assert lesson_of(text, "a.toml").scenes


# Lines

KEYS = st.text("ab", min_size=1, max_size=2)
TREES = st.recursive(
    st.integers(0, 9) | st.sampled_from(["a = 1\nb = 2", "'''", '"""', "]", "}\n", "#"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(each for key, entry in inner for each in places(entry, (*place, key)))]


@given(st.dictionaries(KEYS, TREES, max_size=4))
def test_every_key_has_the_line_it_stands_on(values: dict[str, Any]) -> None:
    text = to_toml(values)
    found, lines = key_lines(text), text.splitlines()
    assert set(found) == set(places(values)) - {()}
    for place, line in found.items():
        if isinstance(place[-1], str):
            assert re.search(rf"\b{place[-1]}\b", lines[line - 1])


def test_lines_are_found_among_comments_strings_and_headers() -> None:
    text = """# one = 1
"on e" = '''
two = 2
'''  # three = 3
four.five = [ # six
  1,
  { seven = 7 } ]
[[eight]]
[eight.nine]
ten = "\\"[["
[[eight]]
nine = 9
"""
    found = key_lines(text)
    assert {place: line for place, line in found.items() if place[0] != "four"} == {
        ("on e",): 2,
        ("eight",): 8,
        ("eight", 0): 8,
        ("eight", 0, "nine"): 9,
        ("eight", 0, "nine", "ten"): 10,
        ("eight", 1): 11,
        ("eight", 1, "nine"): 12,
    }
    assert found["four", "five", 1, "seven"] == 7


# Shipped


def test_shipped_lessons_are_without_fault_and_found_by_name_and_number() -> None:
    lessons = shipped_lessons()
    for number, lesson in enumerate(lessons, start=1):
        assert lesson.about
        assert read_lesson(lesson.path).faults == ()
        for name in (lesson.title, lesson.title.upper(), lesson.path.stem, str(number)):
            assert find_lesson(name) == lesson.path
    with pytest.raises(Refused, match="did you mean “Learning”"):
        find_lesson("Lerning")


def test_a_clicker_gets_through_every_shipped_scene_in_a_handful_of_presses() -> None:
    for shipped in shipped_lessons():
        for scene in read_lesson(shipped.path).scenes:
            head, network, presses = scene.view.player, scene.document.network, 0
            while head is not None and head.position < head.script(network).length:
                head, presses = head.gone_on(network), presses + 1
            assert presses <= 10, f"{shipped.title}: {scene.title}"


def test_shipped_scenes_show_what_their_task_needs_and_no_votes_that_they_hide() -> None:
    needed = {
        Wins: {Panel.DRAWING},
        FilterIs: {Panel.FILTERS},
        Within: {Panel.DRAWING, Panel.FILTERS},
        Peaks: {Panel.DRAWING, Panel.FILTERS},
        Accurate: {Panel.LEARNING},
        Answered: set(Panel),
    }
    for shipped in shipped_lessons():
        for scene in read_lesson(shipped.path).scenes:
            conditions = () if scene.task is None else scene.task.conditions
            assert all(needed[type(condition)] - scene.view.hidden for condition in conditions), scene.title
            hides_votes = len(scene.document.network.layers) in scene.view.concealed
            assert not hides_votes or Panel.VOTES in scene.view.hidden, scene.title


def test_the_words_for_panels_and_tabs_are_those_of_the_window() -> None:
    from cnnviz.ui.actions import PANEL_TITLES
    from cnnviz.ui.binding.learning import PAGES

    assert {panel: title for title, panel in PANELS.items()} == PANEL_TITLES
    assert tuple(page.title for page in PAGES) == TABS


def test_a_scene_says_how_the_error_is_measured() -> None:
    one, two = '[[scene]]\ntitle = "One"\nloss = "squared"\n', '[[scene]]\ntitle = "Two"\nloss = "cubed"\n'
    lesson = lesson_of(f'title = "Mine"\n{one}{two}', "mine.toml")
    assert practice_of(lesson.scenes[0].document).settings.loss == SquaredError()
    assert practice_of(lesson.scenes[1].document).settings.loss == SquaredError()
    assert [fault.line for fault in lesson.faults] == [7]


def test_a_work_has_strayed_once_its_picture_or_its_network_is_another() -> None:
    document = begun(Place(one('picture = "X"'), 0))
    assert not has_strayed(document)
    assert not has_strayed(with_settings(document, Settings(NumberStyle.ROUNDED)))
    assert has_strayed(with_picture(document, -document.picture))
    assert has_strayed(with_network(document, with_other_votes(document.network)))
    assert not has_strayed(replace(document, picture=-document.picture, lesson=None))


def with_other_votes(network: Network) -> Network:
    *layers, votes = network.layers
    return network.with_layers((*layers, votes.with_parameters({"weight": -votes.parameters["weight"]})))


def test_what_is_wrong_in_a_lesson_is_told_with_how_much_there_is() -> None:
    assert one("zoom = 2").trouble == ""
    once = one("zoom = 99").trouble
    assert once.startswith("“A lesson”, ")
    assert "from 1 to 16" in once
    assert "faults" not in once
    assert one('zoom = 99\nright_answer = "Z"').trouble.endswith("(2 faults; this is the first)")
    assert replace(one("zoom = 99"), path=Path("there/b.toml")).trouble.startswith("“b.toml”, ")


PINNED = Probe(1, (0, 3, 3))


@pytest.mark.parametrize(
    ("condition", "goal", "typed"),
    [
        (Answered(("5/9", "ring")), Goal.ANSWER, "5/9; ring"),
        (Wins("O"), Goal.WINS, "O"),
        (Within(PINNED, low=0.5), Goal.VALUE, "0.5"),
        (Accurate(0.9), Goal.ACCURACY, "90 %"),
    ],
)
def test_when_a_task_is_solved_is_said_in_the_window_as_it_is(condition: Condition, goal: Goal, typed: str) -> None:
    draft = draft_of(Task("Do it.", (condition,)))
    assert draft == Draft(goal, typed)
    assert condition_of(draft, lecture_document(), PINNED) == condition


def test_a_filter_of_a_task_is_as_it_is_now() -> None:
    document = lecture_document()
    condition = condition_of(Draft(Goal.FILTER, "3"), document, None)
    assert isinstance(condition, FilterIs)
    assert condition.of_filter == 2
    assert np.array_equal(condition.numbers, document.network.layers[0].parameters["weight"][2, 0])
    assert draft_of(Task("Do it.", (condition,))) == Draft(Goal.FILTER, "3")


@pytest.mark.parametrize(
    ("goal", "typed", "pinned"),
    [
        (Goal.ANSWER, " ; ", None),
        (Goal.WINS, "Z", None),
        (Goal.VALUE, "much", PINNED),
        (Goal.VALUE, "0.5", None),
        (Goal.FILTER, "0", None),
        (Goal.FILTER, "4", None),
        (Goal.FILTER, "1.5", None),
        (Goal.FILTER, "first", None),
        (Goal.ACCURACY, "0", None),
        (Goal.ACCURACY, "101 %", None),
        (Goal.ACCURACY, "most", None),
        (Goal.OTHER, "1", None),
    ],
)
def test_what_does_not_say_when_a_task_is_solved_is_refused(goal: Goal, typed: str, pinned: Probe | None) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        condition_of(Draft(goal, typed), lecture_document(), pinned)


@pytest.mark.parametrize("least", [0.9, 0.995, 0.004])
def test_the_share_that_solves_a_task_is_said_as_it_is(least: float) -> None:
    """99.5 % were offered as “100%”, and 0.4 % as “0%”."""
    draft = draft_of(Task("Train it.", (Accurate(least),)))
    assert draft.typed == f"{100 * least:g} %"
    assert condition_of(draft, lecture_document(), None) == Accurate(least)
