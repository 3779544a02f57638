"""What a person types for training, as settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from cnnviz.engine.training import Optimiser, TrainingSettings
from cnnviz.model.document import Document
from cnnviz.model.material import practice_of, with_practice
from cnnviz.model.numbers import format_exact, parse_number
from cnnviz.model.practice import with_settings
from cnnviz.model.refused import Refused

#: What is typed where there is to be no such rule; so is nothing at all.
_NONE = {"", "off", "none", "no", "-", "–", "∞"}
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")


def with_typed(document: Document, name: str, text: str) -> Document:
    """`document` with the training setting `name` as it was typed.

    Raises:
        Refused: it is no number, or no sensible one.
    """
    read, such_as = _READ[name]
    return with_chosen(document, {name: read(text, such_as)})


def with_chosen(document: Document, settings: Mapping[str, object]) -> Document:
    """`document` with some of its training settings changed.

    Raises:
        Refused: a setting out of range.
    """
    try:
        return with_practice(document, with_settings(practice_of(document), **settings))
    except ValueError as error:
        raise Refused(str(error)) from None


def with_optimiser(document: Document, optimiser: Optimiser | None) -> Document:
    """`document` trained by backpropagation and an optimiser; where that is None, by nudging weights."""
    practice = practice_of(document)
    settings = practice.settings if optimiser is None else replace(practice.settings, optimiser=optimiser)
    return with_practice(document, replace(practice, settings=settings, by_nudging=optimiser is None))


def as_typed(settings: TrainingSettings) -> dict[str, str]:
    """The settings that are typed, by name, as a person would type them; empty where there is no such rule."""
    texts = {}
    for name in _READ:
        value = getattr(settings, name)
        if name == "target_accuracy" and value is not None:
            texts[name] = f"{100 * value:.10g} %"
        else:
            texts[name] = "" if value is None else format_exact(value)
    return texts


def _whole(text: str, such_as: str) -> int:
    # Where no fraction can be meant, a comma parts thousands, as in the counts that the window shows.
    value = parse_number(text.replace(",", "") if _THOUSANDS.fullmatch(text.strip()) else text, such_as)
    if value != int(value):
        raise Refused(f"“{text.strip()}” is not a whole number: type one such as {such_as}.")
    return int(value)


def _whole_or_none(text: str, such_as: str) -> int | None:
    return None if text.strip().lower() in _NONE else _whole(text, such_as)


def _share_or_none(text: str, such_as: str) -> float | None:
    """A share of 1, or of 100: 0.95, 95 and 95 % are the same."""
    if text.strip().lower() in _NONE:
        return None
    value = parse_number(text.replace("%", ""), such_as)
    if not 0 <= value <= 100:
        raise Refused(f"The accuracy to reach lies between 0 % and 100 %, not at {text.strip()}.")
    return round(value / 100 if value > 1 or "%" in text else value, 6)


#: What reads each, and what is told to type where it cannot be read.
_READ: dict[str, tuple[Callable[[str, str], float | int | None], str]] = {
    "learning_rate": (parse_number, "0.03"),
    "batch_size": (_whole, "32"),
    "epochs": (_whole_or_none, "20"),
    "weight_decay": (parse_number, "0.001"),
    "seed": (_whole, "0"),
    "target_accuracy": (_share_or_none, "95 %"),
    "patience": (_whole_or_none, "5"),
}
