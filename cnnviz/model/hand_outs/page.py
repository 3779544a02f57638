"""A hand-out as one HTML page that needs nothing but itself: no scripts, no network, ready to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from cnnviz.model.hand_outs.contents import Section
from cnnviz.model.tables.table import Table

_STYLE = """
@page { size: A4; margin: 16mm; @bottom-right { content: counter(page) " / " counter(pages); } }
* { box-sizing: border-box; }
html { color-scheme: light; }
body { margin: 2rem auto; padding: 0 1.5rem; max-width: 62rem; background: #fff; color: #1b1f27;
  font: 1.05rem/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.35rem; margin: 0 0 .6rem; }
h3, h4, h5, h6 { font-size: 1.05rem; margin: 1rem 0 .4rem; }
p, ul, ol { margin: .6rem 0; max-width: 44rem; }
.about { color: #5a6372; font-size: 1.15rem; margin-bottom: 2rem; }
section { border-top: 1px solid #d5d9e0; padding: 1.4rem 0; }
figure { margin: 1rem 0; }
figure svg { display: block; width: 100%; height: auto; }
figcaption, caption { color: #5a6372; font-size: .9rem; text-align: left; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid #d5d9e0; padding: .25rem .8rem; text-align: left; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
.task { border-left: 4px solid #4338ca; background: #f3f4f6; padding: .6rem 1.1rem; margin: 1rem 0; }
.task > strong, .solution > strong { display: block; }
.solution { border-left: 4px solid #0f766e; padding: .2rem 1.1rem; margin: 1rem 0; }
.answer { border-bottom: 1px dotted #5a6372; height: 2.2rem; margin: 0 1.1rem 1.4rem; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; }
  h1, h2, h3, h4, h5, h6, .task > strong, .solution > strong { break-after: avoid; }
  section, figure, table, .task, .solution { break-inside: avoid; }
  section { padding: .4rem 0; }
  figure { margin: .6rem 0; }
  figcaption { display: none; }
  .task { break-after: avoid; print-color-adjust: exact; }
}
"""
#: What a browser shall fetch: nothing; figures hold their pictures themselves.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True)
class Drawing:
    """A figure as SVG. title: what it shows. width: at most, in CSS pixels."""

    title: str
    svg: str
    width: int


def head_of(title: str, about: str) -> str:
    """The page's beginning."""
    told = f'<p class="about">{escape(about)}</p>' if about else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{escape(title)}</h1>\n{told}\n</header>\n"
    )


def section_of(section: Section, drawings: Sequence[Drawing]) -> str:
    """A scene, with its figures."""
    parts = [f"<h2>{escape(section.title)}</h2>", section.text, *map(_figure, drawings)]
    if section.votes is not None:
        parts.append(table_of(section.votes))
    parts += task_of(section)
    return "<section>\n" + "\n".join(parts) + "\n</section>\n"


def task_of(section: Section) -> Iterable[str]:
    """What there is to do, with its answer, or with room for one."""
    if section.task:
        yield f'<div class="task"><strong>Task</strong>{section.task}</div>'
    if section.solution:
        yield f'<div class="solution"><strong>Answer</strong>{section.solution}</div>'
    elif section.task:
        yield '<div class="answer"><br></div>'


def table_of(table: Table) -> str:
    """A table whose first column is of names."""
    head = "".join(f"<th>{escape(name)}</th>" for name in table.head)
    rows = "".join(
        f"<tr><td>{escape(row[0])}</td>"
        + "".join(f'<td class="number">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def foot_of() -> str:
    """The page's end."""
    return "</body>\n</html>\n"


def _figure(drawing: Drawing) -> str:
    svg = drawing.svg[drawing.svg.index("<svg") :]
    # As wide as the page, but no wider than it was drawn; its height follows.
    svg = re.sub(
        r'<svg width="[^"]*" height="[^"]*"', f'<svg role="img" style="max-width: {drawing.width}px"', svg, count=1
    )
    return f"<figure>\n{svg.strip()}\n<figcaption>{escape(drawing.title)}</figcaption>\n</figure>"
