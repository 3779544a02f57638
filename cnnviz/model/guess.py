"""Whether what a person typed is the number, or the word, that was asked for."""

from __future__ import annotations

import math
from fractions import Fraction

#: A guess is right where it is as near as two decimals, cut or rounded, can tell.
NEAR = 0.01


def number_in(text: str) -> float | None:
    """The number that a person typed: ``5/9``, ``.55``, ``0,55``, ``−1``; None where it is none."""
    plain = text.strip().replace(",", ".").replace("−", "-").replace(" ", "")
    numerator, slash, denominator = plain.partition("/")
    try:
        if slash:
            return float(Fraction(numerator) / Fraction(denominator))
        value = float(plain)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def is_right(text: str, value: float) -> bool:
    """Whether `text` is the number `value`, as far as two decimals can tell."""
    guess = number_in(text)
    return guess is not None and abs(guess - value) < NEAR


def said_of(text: str, value: float, written: str) -> str:
    """What is said to a person who guessed `text` for `value`, which is `written` like that."""
    guess = number_in(text)
    if guess is None:
        return "Not yet: write a number, like 1/2 or .5."
    if is_right(text, value):
        return f"Right: it is {written}" + ("" if written.endswith("…") else ".")
    return f"Not yet: {text.strip()} is too {'small' if guess < value else 'large'}."


def matches(text: str, answer: str) -> bool:
    """Whether `text` says the same as `answer`: the same number, or the same words in any case."""
    value = number_in(answer)
    if value is not None:
        return is_right(text, value)
    return " ".join(text.split()).casefold() == " ".join(answer.split()).casefold() != ""
