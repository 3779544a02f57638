"""`cnnviz [FILE]`: the window."""

from __future__ import annotations

import builtins
import gc
import signal
from importlib import import_module
from pathlib import Path

_DESCRIPTION = "Draw a picture, edit the filters by hand, and watch a convolutional network answer."
_COMMANDS = """lessons:
  cnnviz lesson [NAME|FILE]          open a lesson, check one, or list those there are

without a window:
  cnnviz votes IMAGE...              print votes and class for images
  cnnviz render [FILE] -o OUTPUT     draw the stages into a .png, .svg or .pdf
  cnnviz export [FILE] -o OUTPUT     write figures, films, numbers, a lesson to hand out, or the network
  cnnviz train ... -o FILE           train a network on generated pictures or your own
  cnnviz evaluate FILE ...           print how many pictures a network gets right

Each explains itself with --help."""


def run_window(arguments: list[str]) -> int:
    """Open the window and stay until it is closed."""
    if not arguments:
        return open_window(None)
    from cnnviz.cli.parser import Parser

    parser = Parser("cnnviz", _DESCRIPTION, _COMMANDS)
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a saved document, an image, or a lesson")
    # Whatever follows a mistyped command is not the mistake.
    first = Path(arguments[0])
    if not (arguments[0].startswith("-") or first.suffix or first.exists()):
        parser.error(f"there is no command “{first}”, and no file of that name")
    return open_window(parser.parse_args(arguments).file)


def open_window(path: Path | None, scene: int = 0) -> int:
    """Open the window with a document, an image, or a lesson at the scene of that index; stay until it is closed."""
    from cnnviz.model.refused import Refused
    from cnnviz.system import problem_with_window

    if problem := problem_with_window():
        raise Refused(problem)
    # Ctrl+C in the terminal ends it at once, as it ends others; what is unsaved is offered at the next start. Python
    # would break off whatever the window is doing just then, and let it go on, half done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    hasten_imports()
    from cnnviz.cli.inputs import is_document, is_lesson, open_input, open_place
    from cnnviz.ui.application import make_application, run

    application = make_application()
    if path is not None and is_lesson(path):
        place = open_place(path, scene)
        return run(application, place.scene.document, place=place)
    document = open_input(path)
    return run(application, document, path if path and is_document(path) else None)


def hasten_imports() -> None:
    """Import what comes as Python itself does, a tenth of the time to the window."""
    # Nothing made on the way to the window is thrown away again; `run` has it looked for from then on.
    gc.disable()
    # WORKAROUND: PySide6 has every import pass through functions of its own, which look whether one of its features,
    # such as snake_case, is switched on, and read the source of every module for that. None is, here.
    import_module("PySide6.QtCore")
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
