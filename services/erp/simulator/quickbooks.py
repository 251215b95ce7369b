"""A QuickBooks Online that takes what is sent as often as it is sent; only the newest SyncToken changes it."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kit.money import decimal, parsed
from services.erp.simulator.books import Books, Change, Dialect, Reply


def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
    """Return the Payment that a request would leave."""
    if "/payment" not in path:
        return None
    said = json.loads(body, parse_float=str)

    def book(partial: bool) -> Reply:  # noqa: FBT001 - a mood
        standing = books.where("Id", said["Id"]) if "Id" in said else []
        if "Id" in said and (not standing or standing[0]["SyncToken"] != said["SyncToken"]):
            return 400, b'{"Fault":{"Error":[{"code":"5010","Message":"Stale Object Error"}]}}'
        fresh = _void(standing[0]) if "include=void" in path else _payment(said, partial=partial)
        if standing:
            row = standing[0]
            books.change(row, {**fresh, "SyncToken": str(int(row["SyncToken"]) + 1)})
        else:
            row = {"Id": books.next_id(), "SyncToken": "0", **fresh}
            books.add(row)
        return 200, json.dumps({"Payment": row}).encode()

    return Change(str(said.get("PaymentRefNum") or f"void {said.get('Id')}"), book)


def read(books: Books, path: str) -> Reply | None:
    """Answer a query for a reference, or a Payment by its id."""
    place = urlsplit(path)
    if place.path.endswith("/query"):
        wanted = parse_qs(place.query)["query"][0].rpartition(" = ")[2].strip("'")
        return 200, json.dumps({"QueryResponse": {"Payment": books.where("PaymentRefNum", wanted)}}).encode()
    found = books.where("Id", place.path.rpartition("/")[2])
    return (200, json.dumps({"Payment": found[0]}).encode()) if found else (404, b"{}")


def _payment(said: dict[str, Any], *, partial: bool) -> dict[str, Any]:
    """Return a Payment as it is kept: one line a transaction, the last one wins; what is left is unapplied."""
    by_transaction = {line["LinkedTxn"][0]["TxnId"]: line for line in said.get("Line", [])}
    lines = list(by_transaction.values())
    lines = lines[: -1 if partial and lines else None]
    currency = said["CurrencyRef"]["value"]
    applied = sum((parsed(str(line["Amount"]), currency) or 0) * _sign(line) for line in lines)
    total = parsed(str(said["TotalAmt"]), currency) or 0
    kept = {name: said[name] for name in said if name not in {"Id", "SyncToken", "sparse", "Line"}}
    return kept | {"Line": lines, "UnappliedAmt": decimal(total - applied, currency)}


def _sign(line: dict[str, Any]) -> int:
    """Return whether a line takes from the money or adds to it."""
    return -1 if line["LinkedTxn"][0]["TxnType"] == "CreditMemo" else 1


def _void(row: dict[str, Any]) -> dict[str, Any]:
    """Return what is left of a Payment that is voided."""
    return {"TotalAmt": "0", "UnappliedAmt": "0", "Line": [], "PrivateNote": f"Voided {row['PrivateNote']}"}


DIALECT = Dialect("quickbooks", "PaymentRefNum", write, read)
