"""The text of a lesson: its tables, and what writing it again and again leaves."""

from __future__ import annotations

import gc

from PySide6.QtGui import QTextCursor, QTextFrame, QTextTable
from pytestqt.qtbot import QtBot

from cnnviz.ui.lesson.markdown import MarkdownView
from cnnviz.ui.theme import DARK, Look

TABLES = """First:

| x | y |
|---|---|
| 1 | 2 |

| a |
|---|
| b |
"""


def view(qtbot: QtBot) -> MarkdownView:
    shown = MarkdownView()
    qtbot.addWidget(shown)
    shown.show_markdown(TABLES)
    return shown


def tables(shown: MarkdownView) -> list[QTextTable]:
    places = range(shown.document().characterCount())
    found: dict[int, QTextTable] = {}
    for place in places:
        cursor = QTextCursor(shown.document())
        cursor.setPosition(place)
        table = cursor.currentTable()
        if table is not None:
            found[table.firstPosition()] = table
    return list(found.values())


def test_every_table_has_a_grid_in_the_colour_of_the_theme(qtbot: QtBot) -> None:
    shown = view(qtbot)
    for look in (Look(), Look(theme=DARK, text_scale=200)):
        shown.set_look(look)
        found = tables(shown)
        assert len(found) == 2
        for table in found:
            form = table.format().toTableFormat()
            assert (form.border(), form.borderCollapse()) == (1, True)
            assert form.borderBrush().color().name() == look.theme.line
            assert form.cellPadding() == look.length(4)


def frames() -> int:
    gc.collect()
    return sum(isinstance(each, QTextFrame) for each in gc.get_objects())


def test_writing_again_and_again_leaves_nothing_behind(qtbot: QtBot) -> None:
    shown = view(qtbot)
    before = frames()
    for turn in range(20):
        shown.set_look(Look(text_scale=100 + turn))
    assert frames() == before
