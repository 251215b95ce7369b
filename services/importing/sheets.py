"""A sheet that somebody hands us, with the columns that are asked of it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import polars as pl

from kit.refusals import Invalid, TooLarge, Unreadable
from parsers import sheets
from parsers.sheets import COLUMNS_SHOWN
from services.banking.reading import limits
from services.importing.loading import called, loaded
from services.workspace import Workspace


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
