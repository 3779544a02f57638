"""A lesson as one HTML page, its figures drawn as SVG."""

from __future__ import annotations

from cnnviz.model.hand_outs.contents import Section, sections_of
from cnnviz.model.hand_outs.page import Drawing, foot_of, head_of, section_of
from cnnviz.model.lessons.lesson import Lesson
from cnnviz.model.sight import Sight
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.figures.grids import picture_figure
from cnnviz.ui.figures.panels import figure_of
from cnnviz.ui.figures.way import way_figure
from cnnviz.ui.figures.writing import to_svg
from cnnviz.ui.jobs import Tell
from cnnviz.ui.theme import Look

#: The whole way is drawn less wide than on a screen, so that its numbers are larger on a page.
WAY = 1000, 400
PICTURE = 280


def html_content(lesson: Lesson, tell: Tell, *, answers: bool) -> bytes:
    """The page, made scene by scene."""
    parts, count = [head_of(lesson.title, lesson.about)], len(lesson.scenes)
    for index, section in enumerate(sections_of(lesson, answers=answers)):
        tell(index / count, f"scene {index + 1} of {count}")
        drawings = [Drawing(figure.title, to_svg(figure), figure.width) for figure in figures_of(section)]
        parts.append(section_of(section, drawings))
    return ("".join([*parts, foot_of()])).encode()


def figures_of(section: Section) -> list[Figure]:
    """The figures of a scene that there is something to show of, drawn for paper."""
    drawn = (_drawn(name, section.sight) for name in section.figures)
    return [figure for figure in drawn if figure is not None]


def _drawn(name: str, sight: Sight) -> Figure | None:
    match name:
        case "stages":
            return way_figure(sight, Look(), *WAY)
        case "picture":
            return picture_figure(sight, Look(), PICTURE)
    return figure_of(name, sight, Look())
