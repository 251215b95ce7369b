"""A NetSuite that puts a payment under its external id, so that the same one sent twice is one."""

import json
from typing import Any
from urllib.parse import urlsplit

from services.erp.simulator.books import Books, Change, Dialect, Reply

RESTLET = "restlet.nl"


def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
    """Return the payment that a request would leave."""
    key = urlsplit(path).path.rpartition("/")[2]
    said = json.loads(body, parse_float=str)
    if key == RESTLET:
        return Change(f"void {said['id']}", lambda _partial: _voided(books, said))
    if "customerPayment" not in path:
        return None

    def book(partial: bool) -> Reply:  # noqa: FBT001 - a mood
        standing = _standing(books, key)
        if "currency" in said and "id" not in said["currency"]:
            return 400, b'{"o:errorDetails":[{"detail":"currency is set by its id"}]}'
        if not standing and not key.startswith("eid:"):
            return 404, b"{}"
        fresh = dict(said)
        if partial and fresh.get("apply", {}).get("items"):
            fresh["apply"] = {"items": fresh["apply"]["items"][:-1]}
        if standing:
            books.change(standing, fresh)
        else:
            books.add({"id": books.next_id(), "externalId": key.removeprefix("eid:"), **fresh})
        return 204, b""

    return Change(str(said["memo"]), book)


def _voided(books: Books, said: dict[str, Any]) -> Reply:
    """Void a payment as the script of an installation does; what is voided is not voided again."""
    standing = _standing(books, said["id"]) if said["type"] == "customerpayment" else None
    if not standing or standing["payment"] == "0":
        return 400, b'{"error":{"code":"THAT_RECORD_DOES_NOT_EXIST"}}'
    books.change(standing, {"payment": "0", "apply": {"items": []}, "credit": {"items": []}})
    return 200, json.dumps({"voided": int(standing["id"])}).encode()


def read(books: Books, path: str) -> Reply | None:
    """Answer a payment by its id or by its external one."""
    found = _standing(books, urlsplit(path).path.rpartition("/")[2])
    return (200, json.dumps(found).encode()) if found else (404, b"{}")


def _standing(books: Books, key: str) -> dict[str, Any] | None:
    """Return the payment that stands under a key."""
    field, value = ("externalId", key.removeprefix("eid:")) if key.startswith("eid:") else ("id", key)
    found = books.where(field, value)
    return found[0] if found else None


DIALECT = Dialect("netsuite", "memo", write, read)
