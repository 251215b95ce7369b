"""The bank's table of `bank_csv` as a workbook: days and amounts as numbers, text written into its cells."""

import csv
import io

from benchmarks.volumes import bank_csv
from benchmarks.volumes.workbook import workbook


def content(transactions: int) -> bytes:
    """Return a workbook of so many rows below its head."""
    table = csv.reader(io.StringIO(bank_csv.content(transactions).decode()))
    return workbook(table, days=frozenset({1}), numbers=frozenset({4, 6}))
