"""The command line."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence

from cnnviz.model.refused import Refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 done, 2 refused, 130 stopped by Ctrl+C."""
    _print_any_sign()
    _ask_for_letters()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        # Started without a terminal, Python may have nowhere to print.
        print(end="", flush=True)
    except Refused as error:
        print(f"cnnviz: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if _has_lost_reader(error):
            _forget_output()
            return 1
        from cnnviz.model.files.document_file import reason_of

        if error.filename is None:
            _forget_output()
        what = "what is printed cannot be written" if error.filename is None else f"“{error.filename}” cannot be used"
        print(f"cnnviz: {what}: {reason_of(error)}", file=sys.stderr)
        return 2
    return code


def _print_any_sign() -> None:
    """Write a sign that the output's encoding does not know as its number, as Python does where errors go.

    In a file or a pipe on Windows that may be most of them.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _ask_for_letters() -> None:
    """Ask for all letters where the locale knows English ones alone: Qt would do so, and say it on the terminal."""
    if os.environ.get("LC_ALL") in {"C", "POSIX"}:
        os.environ["LC_ALL"] = "C.UTF-8"


def _has_lost_reader(error: OSError) -> bool:
    """Whether who read the output has gone, as `head` does; Windows calls that an invalid argument."""
    is_invalid = sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or is_invalid


def _forget_output() -> None:
    """What is still buffered has nowhere to go at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str]) -> int:
    # Each command is imported by itself: the window's modules are not loaded for a line of votes, nor any for --help.
    match [*arguments]:
        case ["votes", *rest]:
            from cnnviz.cli.votes import run_votes

            return run_votes(rest)
        case ["train", *rest]:
            from cnnviz.cli.train import run_train

            return run_train(rest)
        case ["evaluate", *rest]:
            from cnnviz.cli.evaluate import run_evaluate

            return run_evaluate(rest)
        case ["render", *rest]:
            from cnnviz.cli.render import run_render

            return run_render(rest)
        case ["export", *rest]:
            from cnnviz.cli.export import run_export

            return run_export(rest)
        case ["lesson", *rest]:
            from cnnviz.cli.lesson import run_lesson

            return run_lesson(rest)
        case rest:
            from cnnviz.cli.window import run_window

            return run_window(rest)


if __name__ == "__main__":
    sys.exit(main())
