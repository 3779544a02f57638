"""Long work that tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

#: Is told a share of 1, or None where that cannot be said, and what is being done, in a few words. Where it raises, the
#: work is given up.
Tell = Callable[[float | None, str], None]
#: Long work: makes the content of a file, and tells how far it is.
Job = Callable[[Tell], bytes]
