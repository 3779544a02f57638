"""Numbers as CSV, Markdown or LaTeX."""

from __future__ import annotations

import argparse

from cnnviz.cli.export.documents import document_in


def export_numbers(given: argparse.Namespace) -> None:
    """Write a stage or a map, the filters, the votes, or the sum of a value into a .csv, .md or .tex."""
    from cnnviz.model.export.formats import write_content
    from cnnviz.model.places import probe_named, stage_named
    from cnnviz.model.sight import sight_of
    from cnnviz.model.tables.contents import filter_tables, stage_tables, sum_table, votes_table
    from cnnviz.model.tables.writing import NOTATIONS
    from cnnviz.model.view import View

    document = document_in(given.file)
    network = document.network
    pinned = None if given.probe is None else probe_named(network, given.probe)
    sight = sight_of(document, View(pinned=pinned))
    panel = given.panel or ("stages" if given.stage else "arithmetic" if given.probe else "votes")
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
