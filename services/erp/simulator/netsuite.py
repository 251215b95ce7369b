"""A NetSuite that puts a payment under its external id, so that the same one sent twice is one."""

import json
from typing import Any
from urllib.parse import urlsplit

from services.erp.simulator.books import Books, Change, Dialect, Reply


def write(books: Books, _method: str, path: str, body: bytes) -> Change | None:
    """Return the payment that a request would leave."""
    key = urlsplit(path).path.rpartition("/")[2]
    if "customerPayment" not in path:
        return None
    said = json.loads(body, parse_float=str)

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
