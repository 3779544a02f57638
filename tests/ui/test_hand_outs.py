"""Lessons to hand out, opened again by readers that are not Qt's."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

import pypdf
import pytest

from cnnviz.cli.inputs import open_lesson
from cnnviz.model.lessons.conditions import Answered
from cnnviz.model.lessons.lesson import Lesson, Scene, Task
from cnnviz.model.lessons.shipped import find_lesson
from cnnviz.model.networks import lecture_document
from cnnviz.model.view import Panel, Probe, View
from cnnviz.ui.hand_outs.html import html_content
from cnnviz.ui.hand_outs.pdf import pdf_content

pytestmark = pytest.mark.usefixtures("qapp")


class Addresses(HTMLParser):
    """Everything that a browser would fetch, and whether there is a script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        names = {"src", "href", "xlink:href", "srcset", "poster", "data", "action"}
        self.found += [value or "" for name, value in attrs if name in names]

    def handle_data(self, data: str) -> None:
        self.words += data


def untold(share: float | None, text: str) -> None:
    """Who does not care how far it is."""


class _GivenUpError(Exception):
    """Nobody wants the rest."""


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return open_lesson(find_lesson("2"))


def test_a_page_fetches_nothing_and_shows_every_scene(lesson: Lesson) -> None:
    page = Addresses(html_content(lesson, untold, answers=True).decode())
    assert page.found
    assert all(address.startswith("data:image/png;base64,") for address in page.found)
    assert "script" not in page.tags
    assert {"svg", "table", "section"} <= page.tags
    for number, scene in enumerate(lesson.scenes, start=1):
        assert f"{number}. {scene.title}" in page.words


def test_a_pdf_has_every_scene_as_text_and_a_number_on_every_page(lesson: Lesson) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf_content(lesson, untold, answers=False)))
    # The typeface has one sign for "fl".
    pages = [" ".join(unicodedata.normalize("NFKC", page.extract_text()).split()) for page in reader.pages]
    whole = " ".join(pages)
    for number, scene in enumerate(lesson.scenes, start=1):
        assert f"{number}. {scene.title}" in whole
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page
    assert {round(float(page.mediabox.width)) for page in reader.pages} == {595}


def test_a_hand_out_can_be_given_up_between_any_two_pieces() -> None:
    lesson = Lesson("Short", (Scene("One", "Text.", lecture_document(), View()),))
    for make, pieces in ((html_content, 1), (pdf_content, 2)):
        for wanted in range(pieces):
            told = iter(range(wanted))

            def tell(share: float | None, text: str, told: Iterator[int] = told) -> None:
                if next(told, None) is None:
                    raise _GivenUpError

            with pytest.raises(_GivenUpError):
                make(lesson, tell, answers=False)


def test_answers_are_there_only_where_they_are_wanted() -> None:
    view = View(pinned=Probe(1, (0, 1, 1)), predicts=True, hidden=frozenset({Panel.FILTERS}))
    task = Task("How much is it?", (Answered(("1",)),), "It is exactly oneandonly.")
    lesson = Lesson("A lesson", (Scene("A perfect match", "Look.", lecture_document(), view, task, notes="SECRET"),))
    for make in (html_content, pdf_content):
        texts = [_text(make(lesson, untold, answers=answers)) for answers in (False, True)]
        assert ["oneandonly" in text for text in texts] == [False, True]
        assert ["Multiply" in text for text in texts] == [False, True]
        assert all("How much is it?" in text and "SECRET" not in text for text in texts)


def test_a_heading_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    line = "A line of text that is a paragraph of its own.\n\n"
    scenes = tuple(
        Scene(f"Heading{index}", line * (index % 7 + 3), lecture_document(), View(hidden=frozenset(Panel)))
        for index in range(20)
    )
    reader = pypdf.PdfReader(io.BytesIO(pdf_content(Lesson("Long", scenes), untold, answers=False)))
    assert len(reader.pages) > 2
    for page in reader.pages:
        lines = [line for line in page.extract_text().splitlines() if "Long" not in line and " / " not in line]
        assert not [line for line in lines if line.strip()][-1].startswith("Heading")


def test_nor_does_one_in_a_scene_that_is_longer_than_a_page() -> None:
    begun = ("Begun.\n\n", "| Begun. |\n|---|\n| 1 |\n\n")
    line, task = "A line of text that is a paragraph of its own.\n\n", Task("Begun.", (Answered(("1",)),))
    # On every second page one of them is the last line.
    text = line + "".join(f"# Part\n\n{begun[index % 2]}{line * (index % 5)}" for index in range(32))
    scene = Scene("Heading", text, lecture_document(), View(hidden=frozenset(Panel)), task)
    pages = _pages(Lesson("Long", (scene,)))
    assert len(pages) > 3
    assert not [page for page in pages if page.startswith("Begun.")]


def test_a_scene_that_fits_on_a_page_is_not_parted() -> None:
    line = "A line of text that is a paragraph of its own.\n\n"
    view = View(hidden=frozenset(Panel) - {Panel.DRAWING, Panel.VOTES})
    scenes = tuple(
        Scene(
            f"Heading{index}.",
            line * (index % 4),
            lecture_document(),
            view,
            Task(f"Ending{index}.", (Answered(("1",)),)),
        )
        for index in range(12)
    )
    pages = _pages(Lesson("Long", scenes))
    assert 4 < len(pages) <= 12
    for index in range(12):
        (begun,) = [page for page in pages if f"Heading{index}." in page]
        assert f"Ending{index}." in begun


def test_of_a_scene_that_is_longer_than_a_page_the_parts_stay_whole() -> None:
    without = frozenset({Panel.DRAWING, Panel.STAGES})
    for hidden, lines in ((without, 20), (without | {Panel.ARITHMETIC}, 24)):
        pages = _pages(_long(hidden, lines))
        assert len(pages) > 3
        for index in range(3):
            (begun,) = [page for page in pages if f"Heading{index}." in page]
            # Its first figure are the filters; the table of its votes has a head and two rows.
            assert "Other diagonal" in begun[begun.index(f"Heading{index}.") :]
        _assert_tables_are_whole(pages)
    # Where the text alone fills a page, the table is what would be parted.
    _assert_tables_are_whole(_pages(_long(without | {Panel.ARITHMETIC}, 33)))


def _long(hidden: frozenset[Panel], lines: int) -> Lesson:
    line = "A line of text that is a paragraph of its own.\n\n"
    view = View(pinned=Probe(1, (0, 1, 1)), hidden=hidden)
    return Lesson(
        "Long", tuple(Scene(f"Heading{index}.", line * lines, lecture_document(), view) for index in range(3))
    )


def _assert_tables_are_whole(pages: list[str]) -> None:
    assert sum(page.count("Class Vote") for page in pages) == 3
    for page in pages:
        assert page.count("Class Vote") == page.count("Class Vote X 1.00 O 0.55")


def _pages(lesson: Lesson) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf_content(lesson, untold, answers=False)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def _text(made: bytes) -> str:
    if made.startswith(b"%PDF"):
        return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages).split())
    return made.decode()
