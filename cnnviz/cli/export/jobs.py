"""Long work on the command line, with a line that says how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnnviz.cli.progress_line import ProgressLine
from cnnviz.model.export.formats import check_place, write_content

if TYPE_CHECKING:
    from cnnviz.ui.jobs import Job


def write_job(job: Job, path: Path) -> None:
    """Do `job`, and write what comes of it to `path`.

    Raises:
        Refused: it cannot be done, or not be written.
    """
    check_place(path)
    line = ProgressLine()
    try:
        content = job(line.show)
        line.show(1.0, "done")
    finally:
        line.end()
    write_content(content, path)
