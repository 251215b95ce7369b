"""Reports: a table on the terminal with its definitions, or the same as an export."""

from datetime import date
from pathlib import Path

import polars as pl
import typer

from cli import books, say
from cli.acts import exports
from cli.asked import Asked
from kit.days import monday
from services import reports
from services.reports.asked import Option, pairs
from services.reports.forms import MEDIA
from services.scheduled import weekly as mondays


def report(asked: Asked, name: str, output: Path | None, form: str, as_of: date | None, options: list[str]) -> None:
    """Make a report."""
    workspace = books.reading(asked)
    day = as_of or workspace.today()
    chosen = form or exports.wanted(asked, output, MEDIA) or "table"
    if chosen == "table":
        table = reports.made(workspace, name, day, pairs(options))
        _shown(table, ", ".join([f"{name} as of {day}", *options]))
        for note in reports.notes(name):
            typer.echo(note)
    else:
        exports.write(reports.file(workspace, name, day, chosen, pairs(options)), output)


def weekly(asked: Asked, folder: Path, as_of: date | None) -> None:
    """Write the weekly aging."""
    workspace = books.reading(asked)
    done = mondays.run(workspace, folder, monday(as_of or workspace.today()))
    said = "the same as before" if done.again else "written"
    lines = [f"{len(done.files)} files of {done.as_of} in {folder}: {said}"]
    say.result(done, as_json=asked.json, lines=lines)


def listed(asked: Asked) -> None:
    """List the reports and their options."""
    rows = [
        {"name": one.name, "title": one.title, "options": [_option(option) for option in one.options]}
        for one in reports.REPORTS
    ]
    lines = []
    for one in reports.REPORTS:
        lines.append(f"{one.name}: {one.title}")
        lines += [f"  {option.name}={_may_be(option)}: {option.meaning}" for option in one.options]
    say.result(rows, as_json=asked.json, lines=lines)


def _option(option: Option) -> dict[str, object]:
    """Return an option for machines."""
    return {name: getattr(option, name) for name in ("name", "meaning", "default", "choices")}


def _may_be(option: Option) -> str:
    """Return what an option may be, its default first."""
    others = [choice for choice in option.choices if choice != option.default]
    return "|".join([option.default or "…", *others])


def _shown(table: pl.DataFrame, title: str) -> None:
    """Print a report as a table."""
    say.table(table.columns, table.rows(), title)
