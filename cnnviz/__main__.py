"""The command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window."""
    from cnnviz.model.networks import lecture_document
    from cnnviz.ui.application import run

    return run(lecture_document())


if __name__ == "__main__":
    sys.exit(main())
