"""What keys are called: tried as on a Mac, since the tests may run anywhere."""

from __future__ import annotations

import re

from cnnviz.ui.key_names import with_key_names
from cnnviz.ui.shortcuts_help import PANEL_KEYS


def test_a_mac_reads_the_keys_that_it_has() -> None:
    text = "with Ctrl by 0.01. Ctrl+C copies; Alt+1 to Alt+7; Shift+click"
    assert with_key_names(text, "darwin") == "with ⌘ by 0.01. ⌘C copies; ⌥1 to ⌥7; Shift+click"
    for system in ("linux", "win32"):
        assert with_key_names(text, system) == text


def test_nothing_in_the_help_names_a_key_that_a_mac_means_otherwise() -> None:
    said = [part for keys in PANEL_KEYS.values() for pair in keys for part in pair]
    assert any("Ctrl" in part for part in said)
    assert not any(re.search("Ctrl|Alt", with_key_names(part, "darwin")) for part in said)
