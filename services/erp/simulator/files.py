"""ERPs that take files: what is put in is booked row by row, and what became of each is a file to take back."""

import csv
import io
import json
from collections.abc import Callable, Iterator

from services.erp.adapters.lockbox import RECORDS
from services.erp.simulator.books import Books, Change, Dialect, Reply

RESULTS = ("reference", "state", "erp_id", "message")


def _csv(body: bytes) -> Iterator[str]:
    """Yield the references of a CSV."""
    yield from (row["reference"] for row in csv.DictReader(io.StringIO(body.decode())))


def _json(body: bytes) -> Iterator[str]:
    """Yield the references of a JSON list."""
    yield from (row["reference"] for row in json.loads(body))


def _prophet(body: bytes) -> Iterator[str]:
    """Yield the references of the receipts' rows."""
    rows = csv.DictReader(io.StringIO(body.decode()))
    yield from (row["external_reference"] for row in rows if row["record"] == "H")


def _lockbox(body: bytes) -> Iterator[str]:
    """Yield the references of the payments: the third field of a record 6."""
    start = sum(width for _, width, _ in RECORDS["6"][:2])
    end = start + RECORDS["6"][2][1]
    yield from (line[start:end] for line in body.decode("ascii").split("\r\n") if line.startswith("6"))


def _dialect(adapter: str, references: Callable[[bytes], Iterator[str]]) -> Dialect:
    """Return the language of an ERP that takes such files."""

    def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
        if path != "/import":
            return None
        told = list(dict.fromkeys(references(body)))

        def book(partial: bool) -> Reply:  # noqa: FBT001 - a mood
            for place, reference in enumerate(told, 1):
                if books.where("reference", reference):
                    continue
                if partial and place == len(told):
                    books.refused[reference] = "the customer is on hold"
                else:
                    books.refused.pop(reference, None)
                    books.add({"reference": reference, "id": books.next_id()})
            return 200, b"{}"

        return Change(told[0] if told else "", book)

    def read(books: Books, path: str) -> Reply | None:
        return (200, _results(books)) if path == "/results" else None

    return Dialect(adapter, "reference", write, read)


def _results(books: Books) -> bytes:
    """Return what became of each, the newest first and the first one twice: order and number prove nothing."""
    documents = books.documents
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(RESULTS)
    writer.writerows((reference, "rejected", "", why) for reference, why in books.refused.items())
    for one in [*reversed(documents), *documents[:1]]:
        writer.writerow((one["reference"], "confirmed", one["id"], ""))
    return text.getvalue().encode()


DIALECTS = (
    _dialect("csv", _csv),
    _dialect("json", _json),
    _dialect("prophet21", _prophet),
    _dialect("oracle-lockbox", _lockbox),
)
