"""Making a film piece by piece: frames are painted here, where Qt is, and made into a film in a thread beside it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from queue import Empty, Full, Queue
from threading import Event

from cnnviz.ui.films.encoding import Encode, Pixels, Size
from cnnviz.ui.films.film import Film, pixels_of
from cnnviz.ui.jobs import Job, Progress

#: So many frames may wait; more would fill the memory where painting is faster.
WAITING = 4
#: In seconds: so long a piece of the work waits at most for the thread, and the thread for a frame.
PATIENCE = 0.01


class _GivenUp(Exception):
    """Nobody wants the film any more."""


class _Frames:
    """Frames on their way to the thread, in their order; None after the last."""

    def __init__(self) -> None:
        self._waiting: Queue[Pixels | None] = Queue(WAITING)
        self._is_given_up = Event()

    def give_up(self) -> None:
        """End the film where it is."""
        self._is_given_up.set()

    def hand(self, frame: Pixels | None, film: Future[bytes], progress: Progress) -> Iterator[Progress]:
        """Hand over a frame as soon as there is room for one, as long as `film` is being made."""
        while not film.done():
            try:
                self._waiting.put(frame, timeout=PATIENCE)
                return
            except Full:
                yield progress

    def __iter__(self) -> Iterator[Pixels]:
        while not self._is_given_up.is_set():
            try:
                frame = self._waiting.get(timeout=PATIENCE)
            except Empty:
                continue
            if frame is None:
                return
            yield frame
        raise _GivenUp


def film_job(film: Film, encode: Encode) -> Job:
    """Make `film`, frame by frame.

    Raises:
        Refused: it cannot be made.
    """
    frames, count, size = _Frames(), film.count, Size(film.size.width(), film.size.height())
    with ThreadPoolExecutor(1, "film") as thread:
        making = thread.submit(encode, frames, tuple(map(pixels_of, film.samples)), size, film.pace)
        try:
            for index in range(count):
                progress = Progress(0.98 * index / count, f"frame {index + 1} of {count}")
                yield progress
                yield from frames.hand(pixels_of(film.frame(index)), making, progress)
            progress = Progress(0.98, "the file")
            yield from frames.hand(None, making, progress)
            while not making.done():
                yield progress
                wait((making,), PATIENCE)
        finally:
            frames.give_up()
        return making.result()
