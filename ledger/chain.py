"""The hash chain: every batch's hash covers its head, all rows it wrote, and the hash of the batch before."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from ledger.tables import LATER, LOGGED

#: What the first batch follows.
ZERO = bytes(32)
#: The columns of a batch that its hash covers, besides the rows and the hash before.
HEAD = ("no", "entity", "key", "request_hash", "actor", "command", "recorded_at", "payload", "result")


def plain(value: object) -> object:
    """Return what JSON has no word for in the form that is hashed: days as ISO text, bytes as their SHA-256."""
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, (bytes, memoryview)), type(value)
    return sha256(value).hexdigest()


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=plain)
#: `_ENCODER.encode` sets this up anew for every row: half of its time.
_MAKE: Any = getattr(json.encoder, "c_make_encoder", None)
_CHUNKS = _MAKE and _MAKE(None, plain, json.encoder.encode_basestring, None, ":", ",", *(False, False, True))


def encoded(row: Sequence[object]) -> bytes:
    """Return the JSON of a row, as `_ENCODER` writes it."""
    text = "".join(_CHUNKS(row, 0)) if _CHUNKS else _ENCODER.encode(row)
    return text.encode()


def canonical(value: object) -> str:
    """Return the one JSON text of a value, keys sorted."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)


_NOTHING = sha256().digest()


class Digests:
    """One running hash a table, over its rows in order of `no`."""

    def __init__(self) -> None:
        self._running = {table: sha256() for table in LOGGED}

    def take(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Take rows (from `no` on, `batch` left out) into the table's hash."""
        running = self._running[table]
        for row in rows:
            running.update(encoded(row))

    def number(self, table: str, first: int, rows: Iterable[bytes]) -> None:
        """Take encoded rows without their `no`, numbered from `first` on, into the table's hash."""
        running = self._running[table]
        for no, row in enumerate(rows, first):
            running.update(b"[%d,%b" % (no, row[1:]))

    def seal(self, previous: bytes, head: Mapping[str, Any]) -> bytes:
        """Return the hash of the batch with this head after the batch with the hash `previous`."""
        whole = sha256(previous)
        whole.update(_ENCODER.encode([_hex(head[name]) for name in HEAD]).encode())
        for table in sorted(self._running):
            digest = self._running[table].digest()
            if table not in LATER:
                whole.update(digest)
            elif digest != _NOTHING:
                whole.update(table.encode() + digest)
        return whole.digest()


def _hex(value: object) -> object:
    """Return bytes as hexadecimal digits, all else as it is."""
    return value.hex() if isinstance(value, (bytes, memoryview)) else value
