"""An Oracle Fusion that takes a receipt number as often as it comes, and applies references only when AutoMatch ran."""

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from services.erp.adapters.oracle import RECEIPTS, ROOT
from services.erp.simulator.books import Books, Change, Dialect, Reply

MATCHED_AFTER = 1 / 5  # seconds


def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
    """Return the receipt that a request would leave."""
    said = json.loads(body)
    if path == ROOT:
        return _added(books, said["parts"])
    if path != RECEIPTS:
        return None

    def book(partial: bool) -> Reply:  # noqa: FBT001 - a mood
        references = said["remittanceReferences"][: -1 if partial and said["remittanceReferences"] else None]
        row = {**said, "StandardReceiptId": int(books.next_id()), "remittanceReferences": references}
        row |= {"taken": time.monotonic()}
        books.add(row)
        return 201, json.dumps(_shown(row)).encode()

    return Change(said["ReceiptNumber"], book)


def _added(books: Books, parts: list[dict[str, Any]]) -> Change:
    """Return the references that a batch would add to a receipt; AutoMatch begins anew."""
    key = parts[0]["path"].split("/")[2]

    def book(partial: bool) -> Reply:  # noqa: FBT001 - a mood
        found = books.where("StandardReceiptId", int(key))
        if not found:
            return 404, b"{}"
        fresh = [part["payload"] for part in parts[: -1 if partial else None]]
        found[0]["remittanceReferences"] = [*found[0]["remittanceReferences"], *fresh]
        found[0]["taken"] = time.monotonic()
        return 200, json.dumps({"parts": parts}).encode()

    return Change(f"{key}+{parts[0]['payload']['ReferenceNumber']}", book)


def read(books: Books, path: str) -> Reply | None:
    """Answer the receipts of a number or an id."""
    name, _, wanted = parse_qs(urlsplit(path).query)["q"][0].partition("=")
    value = wanted.strip("'")
    with books.lock:
        rows = [_shown(row) for row in books.where(name, int(value) if name == "StandardReceiptId" else value)]
    return 200, json.dumps({"items": rows}).encode()


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """Return a receipt as it is shown: what AutoMatch has not reached yet is unapplied."""
    amount = _cents(row["Amount"])
    matched = time.monotonic() - row["taken"] > MATCHED_AFTER
    applied = sum(_cents(one["ReferenceAmount"]) for one in row["remittanceReferences"]) if matched else 0
    places = len(row["Amount"].partition(".")[2])
    left = f"{amount - applied:0{places + 1}d}"
    shown = {name: value for name, value in row.items() if name != "taken"}
    return shown | {"UnappliedAmount": f"{left[:-places]}.{left[-places:]}" if places else left}


def _cents(text: str) -> int:
    """Return a decimal without its point."""
    return int(text.replace(".", ""))


DIALECT = Dialect("oracle", "ReceiptNumber", write, read)
