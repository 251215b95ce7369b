"""A Dynamics 365 whose batch is all or nothing, and whose journal numbers are there once."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from services.erp.adapters.dynamics import HEADERS, LINES, SETTLED, parts
from services.erp.simulator.books import Books, Change, Dialect, Reply


def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
    """Return the journal that a batch would leave."""
    if not path.endswith("/$batch"):
        return None
    records = parts(body)
    number = next(said["JournalBatchNumber"] for place, said in records if place == HEADERS)

    def book(partial: bool) -> Reply:  # noqa: FBT001 - a mood
        if books.where("JournalBatchNumber", number):
            return 200, b"--r\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\nalready exists\r\n--r--"
        line: dict[str, Any] = next(said for place, said in records if place == LINES)
        settled = [said for place, said in records if place == SETTLED]
        line["CustomerPaymentJournalLineSettledInvoice"] = settled[: -1 if partial and settled else None]
        books.documents.append(line)
        return 200, b"--r\r\n\r\nHTTP/1.1 201 Created\r\n\r\n--r--"

    return Change(number, book)


def read(books: Books, path: str) -> Reply | None:
    """Answer the journal lines of a number."""
    wanted = parse_qs(urlsplit(path).query)["$filter"][0].split("'")[1]
    return 200, json.dumps({"value": books.where("JournalBatchNumber", wanted)}).encode()


DIALECT = Dialect("dynamics", "JournalBatchNumber", write, read)
