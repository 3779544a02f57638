"""Making a film, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

from cnnviz.ui.films.encoding import Encode, Pixels, Size
from cnnviz.ui.films.film import Film, pixels_of
from cnnviz.ui.jobs import Tell

#: The share of the work that is done when all frames are painted, and what is left of the file is to be packed.
PAINTED = 0.98


def film_content(film: Film, encode: Encode, tell: Tell) -> bytes:
    """What a file holds of `film`.

    Raises:
        Refused: it cannot be made.
    """
    size = Size(film.size.width(), film.size.height())

    def frames() -> Iterator[Pixels]:
        count = len(film.positions)
        for index in range(count):
            tell(PAINTED * index / count, f"frame {index + 1} of {count}")
            yield (pixels := pixels_of(film.frame(index)))
        tell(PAINTED, "the file")
        # The end is held: what is the same is not painted again.
        yield from repeat(pixels, film.count - count)

    return encode(frames(), map(pixels_of, film.samples), size, film.pace)
