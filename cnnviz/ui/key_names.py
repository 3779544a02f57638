"""What the keys are called on the keyboard before the person."""

from __future__ import annotations

import re
import sys

#: With what a Mac writes on the keys that Qt means by Ctrl and Alt there, and how it writes them before another key.
_ON_A_MAC = ((r"Ctrl\+", "⌘"), (r"\bCtrl\b", "⌘"), (r"Alt\+", "⌥"), (r"\bAlt\b", "⌥"))


def with_key_names(text: str, system: str = sys.platform) -> str:
    """`text`, which names keys as in Ctrl+C, with the names that they have on this system."""
    if system == "darwin":
        for name, on_a_mac in _ON_A_MAC:
            text = re.sub(name, on_a_mac, text)
    return text
