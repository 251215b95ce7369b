"""A Dynamics 365 whose batch is all or nothing, and whose journal numbers are there once."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from services.erp.adapters.dynamics import EXPANDED, HEADERS, LINES, SETTLED, parts
from services.erp.simulator.books import Books, Change, Dialect, Reply

_POINT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_KEY = (
    *("JournalLineCompany", "JournalBatchNumber", "JournalLineNumber"),
    *("InvoiceNumber", "InvoiceCompany", "InvoiceDueDate"),
)


def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
    """Return the journal that a batch would leave."""
    if not path.endswith("/$batch"):
        return None
    records = parts(body)
    number = next(said["JournalBatchNumber"] for place, said in records if place == HEADERS)

    def book(partial: bool) -> Reply:  # noqa: FBT001 - a mood
        line: dict[str, Any] = next(said for place, said in records if place == LINES)
        settled = [said for place, said in records if place == SETTLED]
        if wrong := _wrong(line, settled) or ("already exists" if books.where("JournalBatchNumber", number) else ""):
            return 200, f"--r\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n{wrong}\r\n--r--".encode()
        line[EXPANDED] = settled[: -1 if partial and settled else None]
        books.add(line)
        return 200, b"--r\r\n\r\nHTTP/1.1 201 Created\r\n\r\n--r--"

    return Change(number, book)


def _wrong(line: dict[str, Any], settled: list[dict[str, Any]]) -> str:
    """Return what its types and keys do not take: a day is a point in time, an invoice is named by its whole key."""
    if not _POINT.fullmatch(line["TransactionDate"]):
        return "TransactionDate is no Edm.DateTimeOffset"
    lacking = [key for one in settled for key in _KEY if key not in one]
    late = [one for one in settled if not lacking and not _POINT.fullmatch(one["InvoiceDueDate"])]
    return f"no {lacking[0]}" if lacking else "InvoiceDueDate is no Edm.DateTimeOffset" if late else ""


def read(books: Books, path: str) -> Reply | None:
    """Answer the journal lines of a number."""
    wanted = parse_qs(urlsplit(path).query)["$filter"][0].split("'")[1]
    return 200, json.dumps({"value": books.where("JournalBatchNumber", wanted)}).encode()


DIALECT = Dialect("dynamics", "JournalBatchNumber", write, read)
