"""What the command line says: tables and JSON on stdout, reasons and progress on stderr."""

import dataclasses
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal, Protocol

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.measure import Measurement
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from kit.records import Records
from services.workspace import Progress

#: No table is measured wider, in signs.
WIDEST = 2_000


class Waiting(Protocol):
    """What was asked for and waits for a second person."""

    @property
    def request_id(self) -> str:
        """Its id."""


def result(data: object, *, as_json: bool, lines: Sequence[str] = ()) -> None:
    """Print what a command came to: JSON where it is asked for, else the lines."""
    if as_json:
        typer.echo(json.dumps(plain(data), ensure_ascii=False, indent=2))
        return
    for line in lines:
        typer.echo(line)


def waits(done: Waiting, *, as_json: bool) -> None:
    """Print that what was asked for waits."""
    result(done, as_json=as_json, lines=[waiting(done.request_id)])


def waiting(request_id: str, about: str = "") -> str:
    """Return that a request, or what it is about, waits, and what a second person types."""
    return f"{about or request_id} waits for a second person: tieout request approve {request_id} --by NAME"


def reason(text: str) -> None:
    """Print why something was refused, one line."""
    typer.echo(" ".join(text.split()), err=True)


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], title: str = "") -> None:
    """Print a table, numbers to the right; where it is too wide for its words, each row as a list of what it holds."""
    wide = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    shown = Table(title=title or None, title_justify="left", header_style="bold")
    for place, name in enumerate(columns):
        numeric, cells = all(_number(row[place]) for row in rows), [_shown(row[place]) for row in rows]
        word = max(map(len, cells), default=0) >= len(name) and not any(
            " " in cell for cell in cells
        )  # an id stays whole
        justify: Literal["left", "right"] = "right" if numeric and rows else "left"
        shown.add_column(name.replace("_", " "), justify=justify, no_wrap=numeric or word)
    for row in rows:
        shown.add_row(*(_shown(cell) for cell in row))
    needed = Measurement.get(wide, wide.options.update(max_width=WIDEST), shown).minimum
    if rows and needed > wide.width:
        _listed(wide, columns, rows, title)
    else:
        wide.print(shown)


def _listed(wide: Console, columns: Sequence[str], rows: Sequence[Sequence[object]], title: str) -> None:
    """Print each row as lines `column  value`; what is empty is left out."""
    names = [name.replace("_", " ") for name in columns]
    across = max(map(len, names))
    if title:
        wide.print(title, markup=False)
    for row in rows:
        wide.print()
        for name, cell in zip(names, row, strict=True):
            if told := _shown(cell):
                wide.print(f"{name:<{across}}  {told}", markup=False)


def _shown(cell: object) -> str:
    """Return a cell as a table shows it."""
    return "" if cell is None else str(cell)


def _number(cell: object) -> bool:
    """Return whether a cell reads as a number."""
    return str(cell).replace(",", "").replace(".", "").removeprefix("-").isdigit()


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Show how far long work is on a terminal; in a pipe, or where JSON is asked for, say nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda _step, _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)

        def show(step: str, done: int, total: int) -> None:
            bars.update(task, description=step, completed=done, total=total or None)

        yield show


def plain(data: object) -> Any:
    """Return what JSON can hold: records as objects, days and instants in ISO 8601."""
    if dataclasses.is_dataclass(data) and not isinstance(data, type):
        return {field.name: plain(getattr(data, field.name)) for field in dataclasses.fields(data)}
    if isinstance(data, BaseModel):
        return data.model_dump(mode="json")
    if isinstance(data, Mapping):
        return {str(name): plain(value) for name, value in data.items()}
    if isinstance(data, list | tuple | Records):
        return [plain(one) for one in data]
    return data if isinstance(data, str | int | float | bool | None) else _text(data)


def _text(data: object) -> str:
    """Return a value in words."""
    iso = getattr(data, "isoformat", None)
    return str(iso()) if iso else str(data)
