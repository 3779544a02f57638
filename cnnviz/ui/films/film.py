"""What a film shows: the whole way as it comes about, and below it the sum of the value that comes about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from cnnviz.model.document import Document
from cnnviz.model.player.playhead import Playhead
from cnnviz.model.player.script import Moment
from cnnviz.model.player.words import phase_words
from cnnviz.model.refused import Refused
from cnnviz.model.sight import Sight, sight_of
from cnnviz.model.sums.account import Account, account_of
from cnnviz.model.sums.so_far import so_far_at
from cnnviz.model.view import Probe
from cnnviz.model.words import describe_place, stage_title
from cnnviz.ui.arithmetic.pens import Pens
from cnnviz.ui.figures.arithmetic import LONGEST, working_of
from cnnviz.ui.figures.figure import Figure
from cnnviz.ui.figures.way import Way, way_of
from cnnviz.ui.figures.writing import to_image
from cnnviz.ui.theme import Look

#: More make a film that nobody watches to its end, and a file that nobody can send.
MOST_FRAMES = 3000
WIDTH, HEIGHT = 1280, 720
MARGIN, WAY, GAP = 16, 440, 8
#: In points: of the caption, and of the sum on one line.
CAPTION, LINE = 20, 24
#: For so many seconds the end is seen.
HELD = 2.0


@dataclass(frozen=True, eq=False)
class Film:
    """A film of what a playhead plays; frames are painted when they are asked for.

    sight: what everything is drawn from, with nothing hidden but what has not been played.
    playhead: what is played, in which steps, and how fast. scale: pixels for each point.
    """

    sight: Sight
    playhead: Playhead
    look: Look
    scale: int

    @property
    def size(self) -> QSize:
        return QSize(WIDTH, HEIGHT) * self.scale

    @property
    def count(self) -> int:
        """How many frames there are, with those at the end, which is held for a while."""
        return len(self.positions) + round(HELD * self.pace)

    @property
    def pace(self) -> float:
        """Frames a second."""
        return self.playhead.pace

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """Where the playhead stands in each frame."""
        script = self.playhead.script(self.sight.trace.network)
        found = [0]
        while found[-1] < script.length:
            found.append(script.next_stop(found[-1], fine=self.playhead.fine))
        return tuple(found)

    def frame(self, index: int) -> QImage:
        """The frame `index`, from 0."""
        position = self.positions[min(index, len(self.positions) - 1)]

        def paint(painter: QPainter) -> None:
            self._paint(painter, position)

        return to_image(Figure("", WIDTH, HEIGHT, self.look.theme.surface, paint), self.scale)

    @property
    def samples(self) -> tuple[QImage, ...]:
        """A few frames that have all its colours between them."""
        last = len(self.positions) - 1
        return tuple(self.frame(index) for index in sorted({last // 4, last // 2, last}))

    @cached_property
    def _way(self) -> Way:
        return way_of(self.sight, self.look, WIDTH, WAY)

    @cached_property
    def _pens(self) -> Pens:
        return Pens(self.look)

    def _paint(self, painter: QPainter, position: int) -> None:
        script = self.playhead.script(self.sight.trace.network)
        moment = script.moment(position)
        probe = None if moment is None else Probe(moment.stage, moment.cell)
        so_far = None if moment is None else so_far_at(moment)
        self._way.paint(painter, script.hidden(position), probe, voted=1.0 if so_far is None else so_far.share)
        if moment is None or probe is None:
            return
        account = replace(account_of(self.sight.trace, probe, self.sight.document), so_far=so_far)
        painter.setPen(QColor(self.look.theme.text))
        painter.setFont(self.look.letters(CAPTION, bold=True))
        painter.drawText(QPointF(MARGIN, WAY + GAP + CAPTION), self._caption(probe, moment))
        top = WAY + 2 * (GAP + CAPTION)
        self._paint_working(painter, QRectF(MARGIN, top, WIDTH - 2 * MARGIN, HEIGHT - 3 * LINE - top), account)
        painter.setPen(QColor(self.look.theme.text))
        self._paint_line(painter, account.headline(LONGEST))

    def _caption(self, probe: Probe, moment: Moment) -> str:
        network = self.sight.trace.network
        place = describe_place(network, probe, self.sight.document.filter_names)
        return f"{place}:  {phase_words(network, moment)}" if self.playhead.fine and not moment.lands else place

    def _paint_working(self, painter: QPainter, rect: QRectF, account: Account) -> None:
        """The steps of the sum as far as they have been taken, smaller where they would not fit."""
        working = working_of(account, self._pens, rect.size().toSize())
        size = working.layout.size
        share = min(1.0, rect.width() / size.width(), rect.height() / size.height())
        painter.save()
        painter.translate(rect.topLeft())
        if share < 1.0:
            painter.scale(share, share)
        working.paint(painter)
        painter.restore()

    def _paint_line(self, painter: QPainter, text: str) -> None:
        """The whole sum on one line, smaller where it would be too long."""
        font = self.look.letters(LINE)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        font.setPixelSize(max(int(LINE * min(1.0, (WIDTH - 2 * MARGIN) / wide)), 9))
        painter.setFont(font)
        rect = QRectF(MARGIN, HEIGHT - 3 * LINE, WIDTH - 2 * MARGIN, 3 * LINE)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(rect, flags.value, text)


def pixels_of(image: QImage) -> bytes:
    """The pixels of a frame as `ui.films.encoding` takes them."""
    # Four bytes for each pixel, so that there is nothing between the rows.
    return bytes(image.constBits())


def film_of(document: Document, playhead: Playhead, look: Look, scale: int = 1) -> Film:
    """A film of `document`, from where the script of `playhead` begins to its end.

    Raises:
        Refused: it would have more than `MOST_FRAMES` frames.
    """
    film = Film(sight_of(document, reveals=True), playhead, look, scale)
    if film.count > MOST_FRAMES:
        what = stage_title(document.network, 1)
        raise Refused(
            f"The film would have {film.count:,} frames, and at most {MOST_FRAMES:,} are made: play one stage or one "
            f"map of it, as of {what}, or whole values in place of small steps."
        )
    return film
