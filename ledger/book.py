"""One command is one transaction and one batch, hash-chained to the one before; a key carries a command out once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from kit.db import Database


class Book:
    """A command under way: verbs write through it; `result` is stored at its end and given back to a repeat.

    `replayed` is the stored result where the key was carried out before: then do nothing.
    """

    connection: Connection
    entity: str
    actor: str
    batch: int
    replayed: dict[str, Any] | None
    result: dict[str, Any]

    def write(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Write rows of an append-only table in bulk, columns as in `tables.LOGGED`, and take them into the hash."""
        raise NotImplementedError


@contextmanager
def book(
    database: Database,
    *,
    entity: str,
    key: str,
    actor: str,
    command: str,
    payload: Mapping[str, Any],
    recorded_at: datetime,
) -> Iterator[Book]:
    """Open the books for one command; all of it lands at the end of the block, or nothing.

    `key` is the idempotency key, `payload` the request (JSON), `recorded_at` an aware time from the caller's clock.
    Refused: KeyReused where the key came with another command or payload; UnknownEntity; what the verbs refuse.
    """
    raise NotImplementedError
    yield Book()
