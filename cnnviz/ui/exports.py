"""What is made for a wish: previewed and copied here, and made for a file in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cnnviz.model.document import Document
from cnnviz.model.refused import Refused
from cnnviz.model.results.confusion import Confusion
from cnnviz.model.run import Curves
from cnnviz.model.sight import Sight, sight_of
from cnnviz.model.tables.contents import filter_tables, stage_tables, sum_table, votes_table
from cnnviz.model.tables.learning import confusion_table, curves_table
from cnnviz.model.tables.table import Table
from cnnviz.model.tables.writing import NOTATIONS
from cnnviz.model.view import View
from cnnviz.ui.exporting.wishes import FigureWish, FilmWish, LessonWish, NumbersWish
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.films.film import Film
from cnnviz.ui.jobs import Tell
from cnnviz.ui.style import theme_for
from cnnviz.ui.theme import Look


@dataclass(frozen=True, eq=False)
class Work:
    """What is exported: a document as it is looked at, and what has come of learning.

    curves: of the training run as far as it is shown; None where there was none. confusion: None where none is known.
    """

    document: Document
    view: View
    curves: Curves | None = None
    confusion: Confusion | None = None

    @property
    def sight(self) -> Sight:
        return sight_of(self.document, self.view)

    def known_curves(self) -> Curves:
        """The course of the run.

        Raises:
            Refused: there was none.
        """
        if self.curves is None or not len(self.curves.steps):
            raise Refused("There is no training run: let the network learn first (Learn, Training).")
        return self.curves

    def known_confusion(self) -> Confusion:
        """Who is taken for whom.

        Raises:
            Refused: it is not known, or gives away what the class does not see.
        """
        if self.sight.masks[-1] is not None:
            raise Refused("The confusion matrix is hidden until the votes are shown.")
        if self.confusion is None:
            raise Refused("There is no confusion matrix of this network yet: open it first (Learn, Results).")
        return self.confusion


def file_content(work: Work, wish: FigureWish | FilmWish | LessonWish, tell: Tell) -> bytes:
    """What the file that is wished for holds.

    Raises:
        Refused: it cannot be made.
    """
    match wish:
        case FigureWish():
            from cnnviz.ui.figures.writing import content_of

            tell(0.0, "the drawing")
            return content_of(figure_for(work, wish), Path(f"figure{wish.ending}"), wish.scale)
        case FilmWish():
            from cnnviz.ui.films.encoding import ENCODERS
            from cnnviz.ui.films.job import film_content

            return film_content(film_for(work, wish, wish.scale), ENCODERS[wish.ending], tell)
    from cnnviz.ui.hand_outs.html import html_content
    from cnnviz.ui.hand_outs.pdf import pdf_content

    assert work.document.lesson is not None
    content = html_content if wish.ending == ".html" else pdf_content
    return content(work.document.lesson.lesson, tell, answers=wish.answers)


def figure_for(work: Work, wish: FigureWish) -> Figure:
    """The figure that is wished for.

    Raises:
        Refused: there is nothing of it to show.
    """
    look = Look(theme_for(wish.theme))
    match wish.panel:
        case "curves":
            from cnnviz.ui.figures.curves import curves_figure

            return curves_figure(work.known_curves(), look)
        case "confusion":
            from cnnviz.ui.figures.confusion import confusion_figure

            return confusion_figure(work.known_confusion(), look)
    from cnnviz.ui.figures.panels import draw

    return draw(wish.panel, work.sight, look)


def film_for(work: Work, wish: FilmWish, scale: int) -> Film:
    """The film that is wished for.

    Raises:
        Refused: it would be too long.
    """
    from cnnviz.ui.films.film import film_of

    return film_of(work.document, wish.playhead, Look(theme_for(wish.theme)), scale)


def text_for(work: Work, wish: NumbersWish) -> str:
    """The numbers that are wished for.

    Raises:
        Refused: there are none.
    """
    notation = next(each for each in NOTATIONS if each.ending == wish.ending)
    return notation.write(_tables(work, wish))


def _tables(work: Work, wish: NumbersWish) -> Sequence[Table]:
    sight = work.sight
    match wish.what:
        case "curves":
            return (curves_table(work.known_curves(), exact=wish.exact),)
        case "confusion":
            return (confusion_table(work.known_confusion()),)
        case "votes":
            return (votes_table(sight, exact=wish.exact),)
        case "sum":
            return (sum_table(sight, exact=wish.exact),)
        case "filters":
            return filter_tables(sight, wish.part, exact=wish.exact)
    return stage_tables(sight, wish.stage, wish.part, exact=wish.exact)
