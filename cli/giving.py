"""What goes out: exports and reports."""

import sys
from datetime import date
from pathlib import Path

import polars as pl
import typer

from cli import books, say
from cli.asked import Asked
from services import exports, reports


def export(asked: Asked, kind: str, output: Path | None, form: str, as_of: date | None) -> None:
    """Give a table out."""
    table = exports.frame(books.reading(asked), kind, as_of=as_of)
    _write(exports.written(table, form or _wanted(asked, output) or "csv"), output)


def report(asked: Asked, name: str, output: Path | None, form: str, as_of: date | None) -> None:
    """Make a report."""
    workspace = books.reading(asked)
    table = reports.made(workspace, name, as_of or workspace.today())
    wanted = form or _wanted(asked, output) or "table"
    if wanted == "table":
        _shown(table, f"{name} as of {as_of or workspace.today()}")
        for note in reports.notes(name):
            typer.echo(note)
    else:
        _write(exports.written(table, wanted), output)


def _wanted(asked: Asked, output: Path | None) -> str:
    """Return the format that --json or the output's name ask for."""
    named = output.suffix.removeprefix(".") if output else ""
    return "json" if asked.json else named if named in exports.FORMATS else ""


def _shown(table: pl.DataFrame, title: str) -> None:
    """Print a report as a table."""
    say.table(table.columns, table.rows(), title)


def _write(data: bytes, output: Path | None) -> None:
    """Write the bytes to a file or to standard output."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(data)
