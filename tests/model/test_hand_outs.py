from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.model.hand_outs.contents import sections_of
from cnnviz.model.hand_outs.markdown import to_html
from cnnviz.model.hand_outs.page import Drawing, foot_of, head_of, section_of
from cnnviz.model.lessons.conditions import Answered
from cnnviz.model.lessons.lesson import Lesson, Scene, Task
from cnnviz.model.networks import lecture_document
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Span
from cnnviz.model.view import Panel, Probe, View

KNOWN = {"h3", "h4", "h5", "h6", "p", "em", "strong", "code", "pre", "ul", "ol", "li", "br", "hr", "blockquote", "s"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}


class Tags(HTMLParser):
    """What a page is made of: its tags, their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


@given(st.text())
def test_nothing_but_text_comes_out_of_a_lessons_text(text: str) -> None:
    for source in (text, f"<script>{text}</script>", f"[{text}](javascript:{text})", f"![{text}](http://a.b/c.png)"):
        page = Tags(to_html(source))
        assert set(page.tags) <= KNOWN | TABLE
        assert {name for name, _ in page.attributes} <= {"style", "start", "class"}


def test_markdown_says_what_it_said_with_addresses_written_out() -> None:
    html = to_html("# Above\n\n**Bold** [here](https://a.b) ![a face](face.png)\n\n| a | b |\n| - | - |\n| 1 | 2 |")
    assert "<h3>Above</h3>" in html
    assert "<strong>Bold</strong> here (https://a.b) [a face]" in html
    assert "<td>2</td>" in html


def a_lesson() -> Lesson:
    view = View(pinned=Probe(1, (0, 1, 1)), concealed=frozenset({6}), hidden=frozenset({Panel.FILTERS}))
    task = Task("How *many*?", (Answered(("9",)),), "It is **nine**.")
    return Lesson("X & O", (Scene("One <b>", "Text.", lecture_document(), view, task, notes="SECRET"),), "About it.")


def test_a_scene_has_what_its_window_shows() -> None:
    (without,) = sections_of(a_lesson(), answers=False)
    (with_them,) = sections_of(a_lesson(), answers=True)
    assert without.title == "1. One <b>"
    assert without.figures == with_them.figures == ("stages", "arithmetic")
    assert without.votes is not None
    assert with_them.votes is not None
    assert without.votes.rows == (("X", "?"), ("O", "?"))
    assert with_them.votes.rows == (("X", "1.00"), ("O", "0.55"))
    assert "many" in without.task
    assert without.solution == ""
    assert "<strong>nine</strong>" in with_them.solution


def test_on_paper_a_map_has_been_played_unless_a_task_asks_for_it() -> None:
    view = View(player=Playhead(Span.MAP, 1), hidden=frozenset({Panel.FILTERS}))
    task = Task("What comes first?", (Answered((".77",)),))
    scenes = (Scene("One", "", lecture_document(), view), Scene("Two", "", lecture_document(), view, task))
    played, asked = sections_of(Lesson("A lesson", scenes), answers=False)
    assert played.sight.masks[1] is None
    assert played.figures == ("stages", "arithmetic")
    mask = asked.sight.masks[1]
    assert mask is not None
    assert mask[0].all()


@pytest.mark.parametrize("answers", [False, True])
def test_a_page_is_whole_and_has_only_what_belongs_on_it(answers: bool) -> None:
    lesson = a_lesson()
    drawing = Drawing(
        "A <figure>", '<?xml version="1.0"?>\n<svg width="10mm" height="5mm"\n viewBox="0 0 2 1"></svg>', 2
    )
    sections = [section_of(section, [drawing]) for section in sections_of(lesson, answers=answers)]
    text = "".join([head_of(lesson.title, lesson.about), *sections, foot_of()])
    page = Tags(text)
    assert {"script", "link", "img", "a", "b", "iframe"}.isdisjoint(page.tags)
    assert page.tags.count("svg") == page.tags.count("figure") == 1
    assert ("style", "max-width: 2px") in page.attributes
    assert "10mm" not in text
    assert "X & O" in page.words
    assert "One <b>" in page.words
    assert "A <figure>" in page.words
    assert ("nine" in page.words) is answers
    assert "SECRET" not in text
    assert "default-src 'none'" in text
