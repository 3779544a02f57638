"""Numbers as CSV, Markdown or LaTeX."""

from __future__ import annotations

import argparse

from cnnviz.cli.export.documents import document_in
from cnnviz.model.refused import Refused

#: The options that say more of a panel.
_SAID_OF = {"stages": ("stage", "map"), "filters": ("map",), "arithmetic": ("probe",)}


def export_numbers(given: argparse.Namespace) -> None:
    """Write a stage or a map, the filters, the votes, or the sum of a value into a .csv, .md or .tex."""
    from cnnviz.cli.export.values import probe_given
    from cnnviz.model.export.formats import write_content
    from cnnviz.model.places import stage_named
    from cnnviz.model.sight import sight_of
    from cnnviz.model.tables.contents import filter_tables, stage_tables, sum_table, votes_table
    from cnnviz.model.tables.writing import NOTATIONS
    from cnnviz.model.view import View

    panel = _panel(given)
    document = document_in(given.file)
    network = document.network
    sight = sight_of(document, View(pinned=probe_given(network, given)))
    of_map = None if given.map is None else given.map - 1
    match panel:
        case "stages":
            stages = range(len(network.shapes)) if given.stage is None else (stage_named(network, given.stage),)
            tables = tuple(table for stage in stages for table in stage_tables(sight, stage, of_map, exact=given.exact))
        case "picture":
            tables = stage_tables(sight, 0, exact=given.exact)
        case "filters":
            tables = filter_tables(sight, of_map, exact=given.exact)
        case "votes":
            tables = (votes_table(sight, exact=given.exact),)
        case _:
            tables = (sum_table(sight, exact=given.exact),)
    notation = next(each for each in NOTATIONS if each.ending == given.output.suffix.lower())
    write_content(notation.write(tables).encode(), given.output)


def _panel(given: argparse.Namespace) -> str:
    """Whose numbers are written: what --panel says, else what the others leave.

    Raises:
        Refused: one of them would be left out in silence.
    """
    if given.map is not None and given.panel is None and given.stage is None:
        raise Refused("Say which stage has the map, as in: --stage Convolution.")
    panel: str = given.panel or ("stages" if given.stage else "arithmetic" if given.probe else "votes")
    for option in ("probe", "stage", "map"):
        if getattr(given, option) is not None and option not in _SAID_OF.get(panel, ()):
            raise Refused(f"--{option} says nothing of the {panel}: leave it out.")
    return panel
