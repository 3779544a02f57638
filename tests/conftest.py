"""What every test stands on: Qt without a screen, and widgets and threads that must not outlive their test."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
