"""What fails in an override of Qt's is told, and the process lives, on Python 3.11 too."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import ParamSpec, TypeVar

from PySide6.QtCore import QObject

P = ParamSpec("P")
R = TypeVar("R")


def keep_alive() -> None:
    """Have what is raised in overrides caught once before PySide sees it, in every class of ours made from now on.

    Before Python 3.12 an error that C code raised and nobody caught is only its type and its message. PySide reads
    the arguments of such a message as if it were the error, and the process dies of it (seen with 6.8.3 and 6.11.3).
    """
    if sys.version_info < (3, 12):
        setattr(QObject, "__init_subclass__", classmethod(_prepare))  # noqa: B010


def _prepare(cls: type[QObject]) -> None:
    super(QObject, cls).__init_subclass__()
    if not cls.__module__.startswith("cnnviz."):
        return
    of_qt = next(base for base in cls.__mro__ if base.__module__.startswith("PySide6."))
    for name, method in list(vars(cls).items()):
        # What Qt may call is what its own class has by this name.
        if isinstance(method, FunctionType) and not name.startswith("__") and hasattr(of_qt, name):
            setattr(cls, name, _caught_once(method))


def _caught_once(method: Callable[P, R]) -> Callable[P, R]:
    @wraps(method)
    def caught(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except BaseException:
            # It is whole from here on.
            raise

    return caught
