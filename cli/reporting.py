"""Reports: a table on the terminal with its definitions, or the same as an export."""

from datetime import date
from pathlib import Path

import polars as pl
import typer

from cli import books, giving, say
from cli.asked import Asked
from services import exports, reports


def report(asked: Asked, name: str, output: Path | None, form: str, as_of: date | None) -> None:
    """Make a report."""
    workspace = books.reading(asked)
    table = reports.made(workspace, name, as_of or workspace.today())
    chosen = form or giving.wanted(asked, output) or "table"
    if chosen == "table":
        _shown(table, f"{name} as of {as_of or workspace.today()}")
        for note in reports.notes(name):
            typer.echo(note)
    else:
        giving.write(exports.written(table, chosen), output)


def _shown(table: pl.DataFrame, title: str) -> None:
    """Print a report as a table."""
    say.table(table.columns, table.rows(), title)
