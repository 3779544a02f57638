"""Tables as text: CSV for spreadsheets, Markdown for notes, LaTeX for papers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cnnviz.model.tables.table import Table

_NUMBER = re.compile(r"[-−]?(\d+\.?\d*(e[-+]?\d+)?|∞)…?")
#: What LaTeX takes for something else, and what its fonts may lack.
_LATEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "−": "$-$",
    "×": r"$\times$",
    "÷": r"$\div$",
    "∞": r"$\infty$",
    "…": r"\ldots{}",
}


def to_csv(tables: Sequence[Table]) -> str:
    """Comma-separated values; of several tables each has its title above it and an empty line below."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow(())
        if len(tables) > 1:
            writer.writerow((table.title,))
        rows = [list(map(_in_csv, row)) for row in table.rows]
        writer.writerows([table.head, *rows] if table.head else rows)
    return file.getvalue()


def _in_csv(text: str) -> str:
    # What goes on is no number for a spreadsheet.
    return text.removesuffix("…") if _NUMBER.fullmatch(text) else text


def to_markdown(tables: Sequence[Table]) -> str:
    """Markdown tables, each below its title; rows and columns of a block of numbers are counted from 1."""
    return "\n\n".join(map(_markdown, tables)) + "\n"


def to_latex(tables: Sequence[Table]) -> str:
    """LaTeX that needs no package: a matrix for a block of numbers, else a tabular."""
    return "\n\n".join(map(_latex, tables)) + "\n"


def _markdown(table: Table) -> str:
    head, rows = table.head, table.rows
    if not head:
        head = ("", *(str(number) for number in range(1, len(rows[0]) + 1)))
        rows = tuple((f"**{number}**", *row) for number, row in enumerate(rows, start=1))
    sides = [":--", *["--:"] * (len(head) - 1)] if table.head else ["--:"] * len(head)
    lines = [f"**{_in_markdown(table.title)}**", "", _row(map(_in_markdown, head)), _row(sides)]
    lines += [_row(map(_in_markdown, row)) if table.head else _row(row) for row in rows]
    return "\n".join([*lines, "", table.sentence] if table.sentence else lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _in_markdown(text: str) -> str:
    return re.sub(r"([\\|*_`<&\[\]])", r"\\\1", " ".join(text.split()))


def _latex(table: Table) -> str:
    comment = f"% {' '.join(table.title.split())}"
    if not table.head:
        rows = " \\\\\n".join("  " + " & ".join(map(_in_math, row)) for row in table.rows)
        columns = "r" * len(table.rows[0])
        # Not amsmath's matrix, which has ten columns at most.
        return f"{comment}\n\\[\n\\left[\\begin{{array}}{{{columns}}}\n{rows}\n\\end{{array}}\\right]\n\\]"
    lines = [" & ".join(map(_in_text, row)) + r" \\" for row in (table.head, *table.rows)]
    lines.insert(1, r"\hline")
    body = "\n".join(f"  {line}" for line in lines)
    tabular = f"{comment}\n\\begin{{tabular}}{{l{'r' * (len(table.head) - 1)}}}\n{body}\n\\end{{tabular}}"
    return f"{tabular}\n\n\\[\n{table.formula}\n\\]" if table.formula else tabular


def _in_math(number: str) -> str:
    return number.replace("−", "-").replace("∞", r"\infty").replace("…", r"\ldots")


def _in_text(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return f"${_in_math(text)}$"
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(text.split()))


@dataclass(frozen=True)
class Notation:
    """A way to write tables. title: for a person. ending: of the names of such files."""

    title: str
    ending: str
    write: Callable[[Sequence[Table]], str]


NOTATIONS = (
    Notation("CSV", ".csv", to_csv),
    Notation("Markdown", ".md", to_markdown),
    Notation("LaTeX", ".tex", to_latex),
)
