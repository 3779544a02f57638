"""How the columns and rows of cards share the window, as a value: no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

#: The widths of the lesson, of the left column and of what stands beside it, in pixels of the usual window.
LESSON, LEFT, RIGHT = 250, 348, 932
#: Pixels: the lesson's least width grows with the text, but not for ever.
_WIDEST_LESSON = 440
#: The left column's share of the width: at the normal text size, and at most, also where a hand has made it wider.
_LEFT, _WIDEST_LEFT = 0.272, 0.6
#: The votes' share of the width where they stand alone beside the left column: at the normal text size, and at most.
_VOTES, _WIDEST_VOTES = 0.3, 0.34
#: The lower row's share of the height: as long as the stages can be seen whole beside it, and from this text size on.
_LOWER, _HIGHEST_LOWER, _LARGE = 0.297, 0.42, 150
#: The lower row's share of the height at most where a hand has made it higher and the text has grown since.
_HIGHEST_DRAGGED = 0.7
#: Pixels: in this width the numbers of the lecture's stages can be read, and from the back row on a screen whose text
#: size is this; on a larger one they take as much more.
_FOR_NUMBERS, _FOR_NUMBERS_TEXT = 820, 125
#: From this share on, the left column is wider or narrower than usual because a hand wishes so.
_BY_HAND = 0.1


class Wish(NamedTuple):
    """How a hand shares the window; as multiples of what a text size asks for by itself, so that all hold in any.

    lesson: how wide it is in pixels, in any text size; 0 where it is as narrow as it may be.
    left, lower: of the left column's share of the width, and of the lower row's of the height.
    """

    lesson: int = 0
    left: float = 1.0
    lower: float = 1.0

    @property
    def is_of_columns(self) -> bool:
        """Whether a hand has dragged the columns."""
        return self.lesson > 0 or abs(self.left - 1) > _BY_HAND


@dataclass(frozen=True, eq=False)
class Sharing:
    """How the cards share the window in a text size, and how a hand wishes them to.

    text_scale: the text size that the splitters stand for, in percent; for_class: and whether before a class.
    wish: None where it is yet to be read from them.
    left: the left column's share of the width, for when both columns are shown again.
    lower: the lower row's share of the height, for when learning, which takes more, is put away.
    Both are None before they ever were seen.
    """

    text_scale: int
    for_class: bool = False
    wish: Wish | None = None
    left: float | None = None
    lower: float | None = None

    @property
    def least_lesson(self) -> int:
        """How narrow the lesson may become, in pixels."""
        return LESSON if self.for_class else self._usual_lesson

    @property
    def lesson(self) -> int:
        """How wide the lesson is wished to be, in pixels."""
        return self._usual_lesson if self.wish is None else max(self.wish.lesson, self._usual_lesson)

    @property
    def makes_room(self) -> bool:
        """Whether the columns give way to the stages: before a class, as long as no hand has dragged them."""
        return self.for_class and self.wish is not None and not self.wish.is_of_columns

    @property
    def _usual_lesson(self) -> int:
        return min(round(LESSON * self.text_scale / 100), _WIDEST_LESSON)

    @property
    def beside_votes(self) -> float:
        """The left column's share of the width where the votes stand alone beside it."""
        return 1 - self._grown(_VOTES, _WIDEST_VOTES)

    @property
    def _usual_lower(self) -> float:
        """Larger text asks for a higher lower row, for a sum is read whole."""
        return _LOWER if self.text_scale < _LARGE else _HIGHEST_LOWER

    def _grown(self, share: float, widest: float = 1.0) -> float:
        """Larger text asks for a wider column on the left; the stages can be scrolled, and the tools are all needed."""
        return min(share * math.sqrt(self.text_scale / 100), widest)

    def with_left(self, left: int, right: int) -> Sharing:
        """The columns stand so wide."""
        return replace(self, left=left / (left + right))

    def with_lower(self, upper: int, lower: int) -> Sharing:
        """The rows stand so high."""
        return replace(self, lower=lower / (upper + lower))

    def dragged(self) -> Sharing:
        """A hand has moved something: what it wishes is to be read anew."""
        return replace(self, wish=None)

    def restored(self, text_scale: int, *, is_seen: bool) -> Sharing:
        """After all was put back as it stood: the wish is to be read anew, and the shares, too, where none is seen."""
        return Sharing(text_scale, left=self.left, lower=self.lower) if is_seen else Sharing(text_scale)

    def wishing(self, lesson: int) -> Sharing:
        """What the shares and a lesson of that width say of the wish; what was never seen is as usual."""
        left = 1.0 if self.left is None else self.left / self._grown(_LEFT)
        lower = 1.0 if self.lower is None else self.lower / self._usual_lower
        return replace(self, wish=Wish(lesson if lesson > self._usual_lesson else 0, left, lower))

    def in_text(self, text_scale: int, *, for_class: bool = False) -> Sharing:
        """Shared as wished in another text size; as usual where no wish is known."""
        wish, sized = self.wish or Wish(), replace(self, text_scale=text_scale)
        left = min(wish.left * sized._grown(_LEFT), _WIDEST_LEFT)
        lower = min(wish.lower * sized._usual_lower, _HIGHEST_DRAGGED)
        return Sharing(text_scale, for_class, wish, left, lower)

    def columns(self, sizes: list[int], lesson: int) -> list[int]:
        """The widths of the columns, in pixels, in place of `sizes`; those where the left one's share is not known."""
        return sizes if self.left is None else columns(sizes, self.left, lesson)

    def lesson_for_class(self, width: int, least_left: int) -> int:
        """How wide the lesson is in a window of `width`, whatever is seen beside it: it stays so from scene to scene.

        It is narrower than wished where else the stages had no numbers beside a left column of `least_left` pixels.
        """
        return max(min(self.lesson, width - least_left - _FOR_NUMBERS), LESSON)

    def columns_for_stages(self, sizes: list[int], lesson: int, least_left: int) -> list[int]:
        """The widths of the columns where the left one gives way to the stages until they have numbers."""
        _, left, stages = self.columns(sizes, lesson)
        wanted = round(_FOR_NUMBERS * max(self.text_scale / _FOR_NUMBERS_TEXT, 1.0))
        given = max(min(wanted - stages, left - least_left), 0)
        return [lesson, left - given, stages + given]

    def rows(self, sizes: list[int], least: float = 0.0) -> list[int]:
        """The heights of the rows in place of `sizes`, the lower one's share at least `least`; likewise."""
        return sizes if self.lower is None else rows(sizes, max(self.lower, least))


def columns(sizes: list[int], left: float, lesson: int) -> list[int]:
    """The widths of the columns: the lesson's as given, and this share of what is left for the left one.

    sizes: the present widths, in pixels; 0 where the lesson is out of sight, and in nobody's way.
    """
    room = sum(sizes) - (lesson if sizes[0] else 0)
    return [lesson, round(room * left), room - round(room * left)]


def rows(sizes: list[int], lower: float) -> list[int]:
    """The heights of the rows, with this share for the lower one."""
    room = sum(sizes)
    return [room - round(room * lower), round(room * lower)]
