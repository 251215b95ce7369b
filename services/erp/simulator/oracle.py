"""An Oracle Fusion that takes a receipt number as often as it comes, and applies references only when AutoMatch ran."""

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from services.erp.simulator.books import Books, Change, Dialect, Reply

_MATCHED_AFTER = 1 / 5  # seconds


def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
    """Return the receipt that a request would leave."""
    if not path.endswith("/standardReceipts"):
        return None
    said = json.loads(body)

    def book(partial: bool) -> Reply:  # noqa: FBT001 - a mood
        references = said["remittanceReferences"][: -1 if partial and said["remittanceReferences"] else None]
        row = {**said, "StandardReceiptId": int(books.next_id()), "remittanceReferences": references}
        row |= {"taken": time.monotonic()}
        books.documents.append(row)
        return 201, json.dumps(_shown(row)).encode()

    return Change(said["ReceiptNumber"], book)


def read(books: Books, path: str) -> Reply | None:
    """Answer the receipts of a number."""
    wanted = parse_qs(urlsplit(path).query)["q"][0].partition("=")[2].strip("'")
    return 200, json.dumps({"items": [_shown(row) for row in books.where("ReceiptNumber", wanted)]}).encode()


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """Return a receipt as it is shown: what AutoMatch has not reached yet is unapplied."""
    amount = _cents(row["Amount"])
    matched = time.monotonic() - row["taken"] > _MATCHED_AFTER
    applied = sum(_cents(one["ReferenceAmount"]) for one in row["remittanceReferences"]) if matched else 0
    places = len(row["Amount"].partition(".")[2])
    left = f"{amount - applied:0{places + 1}d}"
    shown = {name: value for name, value in row.items() if name != "taken"}
    return shown | {"UnappliedAmount": f"{left[:-places]}.{left[-places:]}" if places else left}


def _cents(text: str) -> int:
    """Return a decimal without its point."""
    return int(text.replace(".", ""))


DIALECT = Dialect("oracle", "ReceiptNumber", write, read)
