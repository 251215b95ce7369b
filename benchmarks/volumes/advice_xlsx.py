"""The portal's list of `advice_csv` as a workbook."""

import csv
import io

from benchmarks.volumes import advice_csv
from benchmarks.volumes.workbook import workbook


def content(transactions: int) -> bytes:
    """Return a workbook of so many payments, three documents each."""
    table = csv.reader(io.StringIO(advice_csv.content(transactions).decode()))
    return workbook(table, days=frozenset({2}), numbers=frozenset({6, 7, 8}))
