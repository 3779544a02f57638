"""`cnnviz export`: a network for other programs, figures, films, numbers and lessons to hand out."""

from cnnviz.cli.export.command import run_export

__all__ = ["run_export"]
