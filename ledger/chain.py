"""The hash chain: every batch's hash covers its head, all rows it wrote, and the hash of the batch before."""

import json
import re
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


def told(columns: Sequence[Sequence[Any]]) -> list[str]:
    """Return the JSON of rows given by their columns, as `encoded` writes each, but for its opening bracket.

    A column as a whole says how its values are written, and what is the same in every row is written once.
    """
    marks, varying = [], []
    for values in columns:
        mark, texts = _marked(values)
        marks.append(mark)
        if texts is not None:
            varying.append(texts)
    row = ",".join(marks) + "]"
    if not varying:
        return [row % ()] * len(columns[0]) if columns else []
    return list(map(row.__mod__, zip(*varying, strict=True)))


def _marked(values: Sequence[Any]) -> tuple[str, Iterable[object] | None]:
    """Return how a column stands in a format of its rows, and what is put in; None where all rows say the same."""
    kinds = set(map(type, values))
    if kinds in _SAME and values.count(values[0]) == len(values):
        return _text(values[0]).replace("%", "%%"), None
    if kinds == {int}:
        return "%d", values
    if kinds == {str} and not _ESCAPED.search("".join(values)):
        return '"%s"', values
    return "%s", map(_text, values)


def _text(value: Any) -> str:
    """Return the JSON of a value."""
    if value is None:
        return "null"
    return json.encoder.encode_basestring(value) if type(value) is str else _ENCODER.encode(value)


#: Columns of these types are alike where they are equal; of others not: 0.0 equals -0.0.
_SAME = ({int}, {str}, {type(None)})
#: What JSON writes otherwise within a text.
_ESCAPED = re.compile(r'[\x00-\x1f"\\]')


def canonical(value: object) -> str:
    """Return the one JSON text of a value, keys sorted."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)


_NOTHING = sha256().digest()
#: Tables of which a batch's hash says nothing while they have no rows: none; what books before schema 25 did not have;
#: what those before schema 14 did not have.
FORMS: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"interest"}),
    frozenset({"interest", "person", "role_grant"}),
)
#: So many rows are hashed in one piece.
_TOGETHER = 1_000


class Digests:
    """One running hash a table, over its rows in order of `no`."""

    def __init__(self) -> None:
        self._running = {table: sha256() for table in LOGGED}

    def take(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Take rows (from `no` on, `batch` left out) into the table's hash."""
        running = self._running[table]
        for row in rows:
            running.update(encoded(row))

    def number(self, table: str, first: int, rows: Sequence[str]) -> None:
        """Take rows that are `told`, numbered from `first` on, into the table's hash."""
        running = self._running[table]
        for start in range(0, len(rows), _TOGETHER):
            numbered = enumerate(rows[start : start + _TOGETHER], first + start)
            running.update("".join(map("[%d,%s".__mod__, numbered)).encode())

    def seal(self, previous: bytes, head: Mapping[str, Any], without: frozenset[str] = FORMS[0]) -> bytes:
        """Return the hash of the batch with this head after the batch with the hash `previous`.

        `without` is one of FORMS.
        """
        whole = sha256(previous)
        whole.update(_ENCODER.encode([_hex(head[name]) for name in HEAD]).encode())
        for table in sorted(self._running):
            digest = self._running[table].digest()
            if table in without and digest == _NOTHING:
                continue
            if table not in LATER:
                whole.update(digest)
            elif digest != _NOTHING:
                whole.update(table.encode() + digest)
        return whole.digest()


def _hex(value: object) -> object:
    """Return bytes as hexadecimal digits, all else as it is."""
    return value.hex() if isinstance(value, (bytes, memoryview)) else value
