"""A sheet that somebody hands us, with the columns that are asked of it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import polars as pl

from kit.money import parsed
from kit.refusals import Invalid, TooLarge, Unreadable
from parsers import sheets
from parsers.sheets import COLUMNS_SHOWN
from services.banking.reading import limits
from services.importing.loading import called, loaded
from services.workspace import Workspace

#: How many wrong lines are told one by one.
WRONG_SHOWN = 20

Taken = TypeVar("Taken")


def read(workspace: Workspace, path: Path, required: Iterable[str]) -> pl.DataFrame:
    """Return the sheet as `parsers.sheets.read` does; refuse what is no table of ours, and one without a column."""
    bytes_max = workspace.settings.table_bytes_max
    name, data = called(path), loaded(path, bytes_max)
    try:
        frame = workspace.read(sheets.read, data, replace(limits(workspace.settings), bytes_max=bytes_max))
    except (Invalid, Unreadable, TooLarge) as refused:
        raise type(refused)(f"{name}: {refused.detail}") from refused
    if missing := [column for column in required if column not in frame.columns]:
        there = ", ".join(frame.columns)[:COLUMNS_SHOWN]
        raise Invalid(f"{name}: column {', '.join(missing)} is missing; there is {there}")
    return frame


def amount(text: str, currency: str) -> int:
    """Return a cell's amount in minor units. Refused: Invalid."""
    found = parsed(text, currency)
    if found is None:
        raise Invalid(f"{text!r} is no amount of {currency}")
    return found


def taken(name: str, rows: Iterable[tuple[str, ...]], read_row: Callable[[tuple[str, ...]], Taken]) -> list[Taken]:
    """Return what each row of a sheet says; the header is line 1.

    Refused: Invalid with every line that `read_row` refuses, the first WRONG_SHOWN of them with their reason.
    """
    found: list[Taken] = []
    wrong: list[str] = []
    for line, row in enumerate(rows, start=2):
        try:
            found.append(read_row(row))
        except Invalid as refused:
            wrong.append(f"line {line}: {refused.detail}")
    if wrong:
        more = f"; and {len(wrong) - WRONG_SHOWN} more" if len(wrong) > WRONG_SHOWN else ""
        raise Invalid(f"{name}: {'; '.join(wrong[:WRONG_SHOWN])}{more}")
    return found
