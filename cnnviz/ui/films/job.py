"""Making a film, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import repeat

from cnnviz.ui.films.encoding import Encode, Pixels, Size
from cnnviz.ui.films.film import Film, pixels_of
from cnnviz.ui.jobs import Tell


def film_content(film: Film, encode: Encode, tell: Tell) -> bytes:
    """What a file holds of `film`.

    Raises:
        Refused: it cannot be made.
    """
    size = Size(film.size.width(), film.size.height())

    def frames() -> Iterator[Pixels]:
        count = len(film.positions)
        for index in range(count):
            tell(index / count, f"frame {index + 1} of {count}")
            yield (pixels := pixels_of(film.frame(index)))
        # The end is held: what is the same is not painted again.
        for held in repeat(pixels, film.count - count):
            packing()
            yield held

    packing = partial(tell, None, "packing the frames")
    return encode(frames(), map(pixels_of, film.samples), size, film.pace, packing)
