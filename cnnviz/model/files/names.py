"""What a file may be called."""

from __future__ import annotations

import re

#: What Windows has no file called, or what means something else in a path.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
#: What Windows takes for a device, whatever ending is put to it.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?", re.IGNORECASE)
#: Longer names some file systems refuse, with what else a name gets.
_LONGEST = 80


def file_stem(title: str, otherwise: str) -> str:
    """`title` without what a file cannot be called on some system; `otherwise` where nothing is left of it."""
    words = " ".join(_FORBIDDEN.sub(" ", title).split())[:_LONGEST].strip(". ")
    return otherwise if not words or _DEVICE.fullmatch(words) else words
