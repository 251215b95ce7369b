"""Cells of a report: what is a number, how it reads, and what a spreadsheet would carry out."""

import re
from datetime import date
from typing import Any

#: What a spreadsheet takes for the beginning of a formula, or passes over before one.
FORMULA = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
_NUMBER = re.compile(NUMBER, re.ASCII)


def number(text: str) -> bool:
    """Say whether a text is a plain number: an amount with its minus is no formula."""
    return _NUMBER.fullmatch(text) is not None


def numeric(cells: list[Any]) -> bool:
    """Say whether a column holds numbers alone: they stand to the right."""
    return any(cell is not None for cell in cells) and all(
        cell is None or not isinstance(cell, str | date) or (isinstance(cell, str) and number(cell)) for cell in cells
    )


def figure(cell: Any) -> str:
    """Return a cell for reading: thousands marked, nothing for what is not there."""
    if cell is None:
        return ""
    text = str(cell)
    whole, point, part = text.partition(".")
    if isinstance(cell, str) and point and number(text):
        sign = "-" if whole.startswith("-") else ""
        return f"{sign}{int(whole.removeprefix('-')):,}.{part}"
    return text
