"""A lesson to hand out."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from cnnviz.cli.inputs import is_lesson, open_lesson, qt
from cnnviz.model.refused import Refused


def means_lesson(path: Path | None) -> bool:
    """Whether `path` is that of a lesson, or no file but a shipped lesson's name or number."""
    return path is not None and (is_lesson(path) or not (path.suffix or path.exists()))


def export_lesson(given: argparse.Namespace) -> None:
    """Write a lesson as one .html page, or as a .pdf, with the answers to its tasks or without."""
    from cnnviz.model.lessons.shipped import find_lesson

    if not means_lesson(given.file):
        raise Refused("Say which lesson to hand out: a lesson's file (.toml), or the name or number of a shipped one.")
    with qt():
        from cnnviz.cli.export.jobs import write_job
        from cnnviz.ui.hand_outs.html import html_content
        from cnnviz.ui.hand_outs.pdf import pdf_content

        lesson = open_lesson(given.file if is_lesson(given.file) else find_lesson(str(given.file)))
        content = pdf_content if given.output.suffix.lower() == ".pdf" else html_content
        write_job(partial(content, lesson, answers=given.answers), given.output)
