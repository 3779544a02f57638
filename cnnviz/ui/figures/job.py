"""Drawing a figure piece by piece: a large picture has as many pixels as take a second to paint and one to pack."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.figures.writing import blank_image, content_of, paint_band, to_png
from cnnviz.ui.jobs import Job, Progress

#: In seconds: so long a piece of the work waits at most for the thread that packs the picture.
PATIENCE = 0.01


def figure_job(figure: Figure, ending: str, scale: int) -> Job:
    """Make what a file whose name ends so holds of `figure`; `scale` is of a .png.

    Raises:
        Refused: its ending is not one that figures have.
    """
    yield Progress(0.0, "the drawing")
    if ending != ".png":
        return content_of(figure, Path(f"figure{ending}"))
    image = blank_image(figure, scale)
    for band in range(scale):
        paint_band(figure, image, band, scale)
        yield Progress(0.5 * (band + 1) / scale, "the drawing")
    with ThreadPoolExecutor(1, "figure") as thread:
        packing = thread.submit(to_png, image)
        while not packing.done():
            yield Progress(0.6, "the file")
            wait((packing,), PATIENCE)
        return packing.result()
