"""The one error a person reads."""

from __future__ import annotations


class Refused(ValueError):
    """Something a person asked for cannot be done. The message is one sentence: what is wrong, and what to do."""
