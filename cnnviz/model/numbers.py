"""Numbers as a person reads and types them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum

from cnnviz.model.refused import Refused

#: Beyond this a typed number is a slip of the hand.
LARGEST = 1e6
#: From here on only the magnitude is shown.
VAST = 1e9
#: A value with more zeros after the point than this is as good as none.
MOST_DECIMALS = 6
#: What writes a power of ten.
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
#: A value that is not 0, and of which there is no room to say more.
NEARLY = "≈0"

#: What writes a number, in whatever way.
NumberWriter = Callable[[float], str]


class NumberStyle(Enum):
    """How a value is cut to the decimals that fit: as the slides do (7/9 is 0.77) or rounded (0.78)."""

    TRUNCATED = "truncated"
    ROUNDED = "rounded"


def format_number(
    value: float, style: NumberStyle = NumberStyle.TRUNCATED, *, decimals: int = 2, whole: bool = False
) -> str:
    """`value` with `decimals` decimals; an exact zero is "0"; with `whole`, no decimals for a whole number.

    A value whose decimals all vanish keeps no sign: -0.001 is "0.00". From `VAST` on it is written as "1.0e+09", for
    no cell is that wide. NaN is "?", infinity "∞".
    """
    if math.isnan(value):
        return "?"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if value == 0.0:
        return "0"
    if abs(value) >= VAST:
        return f"{value:.1e}"
    if whole and value == round(value):
        return f"{value:.0f}"
    if style is NumberStyle.TRUNCATED:
        # Rounded at the ninth decimal first: 0.29 is 0.28999999999999998 in binary and still means 0.29.
        power = 10**decimals
        value = math.trunc(round(value * power, 9 - decimals)) / power
    text = f"{value:.{decimals}f}"
    return text.lstrip("-") if float(text) == 0.0 else text


def format_short(
    value: float, style: NumberStyle = NumberStyle.TRUNCATED, *, decimals: int = 2, whole: bool = False
) -> str:
    """As `format_number`, without the zero before the point, as the slides print it: ".77", "-.11", "1.00".

    What would read as 0 and is not has more decimals, or is "≈0": a 0 in a cell says that nothing is there.
    """
    text = format_near(value, style, decimals=decimals, whole=whole)
    if text == NEARLY and decimals < 2:
        return format_short(value, style, decimals=decimals + 1)
    return without_zero(text)


def without_zero(text: str) -> str:
    """A written number without the zero before its point: "-.11"."""
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def format_near(
    value: float, style: NumberStyle = NumberStyle.TRUNCATED, *, decimals: int = 2, whole: bool = False
) -> str:
    """As `format_number`; what would read as 0 and is not is `NEARLY`: large figures have no room for more."""
    text = format_number(value, style, decimals=decimals, whole=whole)
    return NEARLY if value and not text.strip("0.") else text


def format_full(value: float, style: NumberStyle = NumberStyle.TRUNCATED, *, whole: bool = False) -> str:
    """As `format_number`; what would read as 0 and is not shows two digits, where `MOST_DECIMALS` do: "0.0068"."""
    text = format_near(value, style, whole=whole)
    return format_near(value, style, decimals=decimals_for(value)) if text == NEARLY else text


def format_power(value: float) -> str:
    """A value too small for decimals, with two digits: "3.6·10⁻⁷"; one too large likewise."""
    digits, _, power = f"{value:.1e}".partition("e")
    return f"{digits}·10{f'{int(power)}'.translate(SUPERSCRIPTS)}"


def decimals_of_two_digits(value: float) -> int:
    """How many decimals it takes to see the first two digits of a finite value that is not 0."""
    return 1 - math.floor(math.log10(abs(value)))


def decimals_for(value: float) -> int:
    """Two, or as many as it takes to see two digits of a value below 0.01: 0.0068 is not 0.00."""
    needed = decimals_of_two_digits(value)
    return needed if abs(value) < 0.01 and needed <= MOST_DECIMALS else 2


def format_open(value: float, style: NumberStyle = NumberStyle.TRUNCATED) -> str:
    """As `format_full`, and where decimals were cut off it says that they go on: "0.39…".

    So 1 less 0.55… may be 0.44…, which two numbers that say nothing of it would deny.
    """
    text = format_full(value, style)
    is_cut = style is NumberStyle.TRUNCATED and math.isfinite(value) and abs(value) < VAST and text != NEARLY
    return f"{text}…" if is_cut and not math.isclose(float(text), value, abs_tol=1e-9) else text


def format_share(share: float, decimals: int = 0) -> str:
    """`share`, 0 to 1, in percent with so many decimals at most, cut off: 399 of 400 are not all of them.

    What is too small for them is not 0, either: 1 of 400 is "≈0 %".
    """
    power = 10**decimals
    # As in `format_number`: 29 of 50 are 57.99999999999999 % in binary and still 58 %.
    whole = math.floor(round(100 * power * share, 6))
    return f"{whole / power:g} %" if whole or not share else f"{NEARLY} %"


def counted(count: int, what: str) -> str:
    """So many of something: "1 task", "2 tasks"."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a person says them one after the other: "A, B and C"."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def format_exact(value: float) -> str:
    """`value` as a person would type it, losing nothing: "1", "-0.5", "0.1111111111111111"."""
    return f"{value:.0f}" if abs(value) < 1e15 and value == round(value) else repr(value)


def parse_number(text: str, such_as: str = "1, -0.5 or 1/9") -> float:
    """The number that a person typed: ``1``, ``-0.5``, ``0,5``, ``1/9``, ``.5``; who typed none is told of `such_as`.

    Raises:
        Refused: it is no number, not finite, or beyond `LARGEST`.
    """
    top, slash, bottom = text.replace(",", ".").replace("−", "-").partition("/")
    try:
        value = float(top) / float(bottom) if slash else float(top)
    except ZeroDivisionError:
        raise Refused(f"Nothing can be divided by zero: type a number such as {such_as}.") from None
    except ValueError:
        value = math.nan
    if not text.strip():
        raise Refused(f"A number is missing: type one such as {such_as}.")
    if math.isnan(value):
        raise Refused(f"“{text.strip()}” is not a number: type one such as {such_as}.")
    if abs(value) > LARGEST:
        raise Refused(f"That number is beyond a million: type one such as {such_as}.")
    return value


def stepped(value: float, step: Decimal, count: int) -> float:
    """`value` after `count` steps, as a person would reckon it: 0.2 + 0.1 is 0.3; kept within `LARGEST`."""
    result = float(Decimal(repr(value)) + count * step)
    return max(-LARGEST, min(LARGEST, result))
