"""What the scripts have in common: numbers as Python writes them, and how a stage is printed."""

from __future__ import annotations

import re
import sys

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.model.document import Coding, Document, first_convolution
from cnnviz.model.numbers import NumberStyle, format_exact
from cnnviz.model.words import stage_title, stage_words

_WIDTH = 120

_SHOWN = {
    NumberStyle.TRUNCATED: '''\
def shown(value, whole=False):
    """A number as the window shows it: further decimals are cut off, so 7/9 is 0.77."""
    if not abs(value) < 1e9:
        return f"{value:.1e}"
    if value == 0 or whole:
        return f"{value + 0.0:.0f}"
    # Rounded at the ninth decimal first: 0.29 is 0.28999999999999998 in binary.
    return f"{math.trunc(round(value * 100, 7)) / 100:.2f}"
''',
    NumberStyle.ROUNDED: '''\
def shown(value, whole=False):
    """A number as the window shows it: rounded, so 7/9 is 0.78."""
    if not abs(value) < 1e9:
        return f"{value:.1e}"
    if value == 0 or whole:
        return f"{value + 0.0:.0f}"
    return f"{round(value, 2) + 0.0:.2f}"
''',
}

SHOW = '''\
def show(title, values):
    """Print a stage: every map with its rows, or one list of values."""
    print(title)
    for rows in values.tolist() if values.ndim == 3 else [[values.tolist()]]:
        whole = all(value % 1 == 0 for row in rows for value in row)
        for row in rows:
            print(" ".join(f"{shown(value, whole):>5}" for value in row))
        print()
'''


def needs_math(style: NumberStyle) -> bool:
    """Whether the text of `shown_function` uses Python's ``math``."""
    return "math." in _SHOWN[style]


def shown_function(style: NumberStyle) -> str:
    """The function ``shown(value)``: how numbers are written in the window."""
    return _SHOWN[style]


def statement(before: str, values: Array, after: str, indent: str = "") -> str:
    """`values` as nested lists, exact, on lines between those of what stands before and after them."""
    width = max(len(format_exact(value)) for value in values.ravel().tolist())
    text = np.array2string(
        values,
        max_line_width=_WIDTH,
        separator=", ",
        prefix=f"{indent}    ",
        threshold=sys.maxsize,
        formatter={"float_kind": lambda value: format_exact(float(value)).rjust(width)},
    )
    # Between two maps, and between two filters of several maps, one empty line is enough.
    tight = re.sub(r"\n{3,}", "\n\n", text)
    return f"{indent}{before}\n{indent}    {tight}{after}\n"


def coding_comment(coding: Coding) -> str:
    """Which numbers the picture is made of."""
    return f"# {coding.paper:g} is paper, {coding.ink:g} is ink.\n"


def stage_comment(document: Document, stage: int) -> str:
    """What the stage is, in a line: "# Convolution: 3x3, sum ÷ 9. Filters: Diagonal, Cross, Other diagonal."."""
    network = document.network
    text = f"# {stage}. {stage_title(network, stage)}: {stage_words(network, stage)}."
    if stage - 1 == first_convolution(network) and any(document.filter_names):
        text += f" Filters: {', '.join(_in_one_line(name) or '(no name)' for name in document.filter_names)}."
    return f"{text}\n"


def show_line(document: Document, stage: int, values: str) -> str:
    """The line that prints a stage; `values` is what it is called in the script."""
    return f'show("{stage_title(document.network, stage)}", {values})\n'


def votes_lines(document: Document, values: str) -> str:
    """The lines that print the votes: as the window shows them, and in full. Nothing where there are no classes."""
    classes = document.network.classes
    if not classes:
        return ""
    lines = (
        f"for name, vote in zip({list(classes)!r}, {values}.tolist()):",
        '    print(f"{name}: {shown(vote)} ({vote})")',
    )
    return "\n".join(lines) + "\n"


def _in_one_line(name: str) -> str:
    """A name as it may stand in a comment: whatever it holds, the comment ends where its line does."""
    return "".join(sign if sign.isprintable() else " " for sign in name).strip()
