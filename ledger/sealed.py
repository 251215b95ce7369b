"""What of the books is sealed at rest, in one table: sealed as it is written, and the hash chain covers it unsealed.

So a key can be changed, and books from before can be sealed, without the chain noticing; and no reader of the file
learns an account number. Books that were opened without a key ring keep everything in clear.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import Connection

from kit import db, sealing
from kit.sealing import KeyRing, Tampered
from ledger.tables import LOGGED


@dataclass(frozen=True, slots=True)
class Field:
    """A sealed column; `identity` names the columns that say whose it is. `after` stands before a number in its index.

    `if_told` seals a text only where it tells the number of that column, `where` only where a column is one of some.
    Without an identity equal values are sealed equally, so that they are found and grouped.
    """

    table: str
    column: str
    identity: tuple[str, ...]
    number: bool = False
    after: str = ""
    if_told: str = ""
    where: tuple[str, ...] = ("",)

    def about(self, row: Mapping[str, Any]) -> str:
        """Return what the value of a row is sealed for."""
        return sealing.about(self.table, self.column, *(row[name] for name in self.identity))

    def wanted(self, value: str, row: Mapping[str, Any]) -> bool:
        """Tell whether a row's value is to be sealed."""
        told = not self.if_told or tells(value, row[self.if_told])
        return told and (not self.where[0] or row[self.where[0]] in self.where[1:])

    def seal(self, ring: KeyRing, value: Any, row: Mapping[str, Any]) -> Any:
        """Return a value sealed for its row; nothing is sealed where there is nothing."""
        if isinstance(value, bytes):
            return ring.seal_bytes(value, self.about(row))
        if not value or not self.wanted(value, row):
            return value
        if not self.identity:
            return ring.seal_same(value, self.about(row))
        if self.number:
            return ring.seal_number(value, self.about(row), row[self.after] + value)
        return ring.seal(value, self.about(row))

    def unseal(self, ring: KeyRing | None, value: Any, row: Mapping[str, Any]) -> Any:
        """Return what a row's value says. Refused: NoKey, Tampered."""
        if isinstance(value, (bytes, memoryview)):
            held = bytes(value)
            return held if ring is None else ring.unseal_bytes(held, self.about(row))
        return sealing.opened(ring, value, self.about(row)) if value else value


#: Everything that is sealed.
FIELDS = (
    Field("bank_file", "content", ("sha256",)),
    Field("bank_entry", "payer_account", ("entry_id",), number=True, after="payer_routing"),
    Field("bank_entry", "raw", ("entry_id",)),
    Field("bank_entry", "refs", ("entry_id",), if_told="payer_account"),
    Field("bank_entry", "remittance", ("entry_id",), if_told="payer_account"),
    Field("bank_entry", "text", ("entry_id",), if_told="payer_account"),
    Field("taking", "content", ("sha256", "start")),
    Field("payer_link", "key", (), where=("kind", "account")),
    Field("lesson", "key", (), where=("subject", "account")),
    Field(
        "request", "body", ("request_id",), where=("kind", "payee", "payee_withdrawn", "payer_link", "refund_approved")
    ),
    Field("answer", "body", ("entity", "key")),
    Field("bank_finding", "raw", ("sha256", "line", "code")),
    Field("match_frame", "content", ("sha256",)),
    Field("document_file", "content", ("sha256",)),
    Field("credential", "secret", ("login", "kind")),
    Field("webhook_endpoint", "secret", ("endpoint_id",)),
    Field("webhook_endpoint", "before", ("endpoint_id",)),
)
OF = {table: tuple(one for one in FIELDS if one.table == table) for table in {one.table for one in FIELDS}}


def alike(connection: Connection, table: str, column: str, values: Iterable[str]) -> list[str]:
    """Return values as a column may hold them: sealed equally, or in clear."""
    (field,) = (one for one in OF[table] if one.column == column)
    ring, clear = db.ring_of(connection), list(values)
    return [*clear, *(ring.seal_same(value, field.about({})) for value in clear if value)] if ring else clear


def tells(text: str, number: str) -> bool:
    """Tell whether a text tells a number, however it parts its letters and digits."""
    wanted = sealing.plain(number)
    return len(wanted) > sealing.SHOWN and wanted in sealing.plain(text)


def written(ring: KeyRing | None, table: str, rows: Sequence[Sequence[object]]) -> Sequence[Sequence[object]]:
    """Return rows of an append-only table, columns as in `LOGGED`, as they are kept."""
    fields = OF.get(table)
    if ring is None or not fields:
        return rows
    columns = LOGGED[table]
    return [tuple(_closed(ring, fields, dict(zip(columns, row, strict=True))).values()) for row in rows]


def closed(connection: Connection, table: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of any table as it is kept."""
    ring = db.ring_of(connection)
    return dict(told) if ring is None else _closed(ring, OF[table], dict(told))


def told(ring: KeyRing | None, table: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with a blind index for what its table seals: equal for equal values."""
    fields = OF[table] if ring else ()
    return {**given, **{one.column: ring.blind(given[one.column]) for one in fields if ring and one.wanted("", given)}}


def row(connection: Connection, table: str, kept: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a row as it was before it was sealed, of the columns it has. Refused: NoKey, Tampered."""
    ring = db.ring_of(connection)
    found = {one.column: one.unseal(ring, kept[one.column], kept) for one in OF[table] if one.column in kept}
    return {**kept, **found}


def said(connection: Connection, table: str, columns: Sequence[str], kept: Sequence[Any]) -> Sequence[Any]:
    """Return a row by position as it was before it was sealed; what was tampered with as it lies there."""
    try:
        return tuple(row(connection, table, dict(zip(columns, kept, strict=True))).values())
    except Tampered:
        return kept


def frame(connection: Connection, table: str, kept: pl.DataFrame) -> pl.DataFrame:
    """Return a frame as it was before it was sealed, of the columns it has. Refused: NoKey, Tampered."""
    ring = db.ring_of(connection)
    for field in (one for one in OF[table] if one.column in kept.columns):
        rows = kept.select(field.column, *field.identity).iter_rows(named=True)
        told = [field.unseal(ring, one[field.column], one) for one in rows]
        kept = kept.with_columns(pl.Series(field.column, told, dtype=kept.schema[field.column]))
    return kept


def _closed(ring: KeyRing, fields: Sequence[Field], told: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its fields sealed, columns in their order."""
    return {**told, **{one.column: one.seal(ring, told[one.column], told) for one in fields}}
