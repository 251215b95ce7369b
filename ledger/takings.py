"""A large bank file is written in parts, each in a transaction of its own, and seen when its last part stands.

What it says is kept, packed, with its first transaction, and taken from there part by part. So whoever goes on after a
kill writes the rows that were decided then, whatever has changed since: other files, its sender's, this program.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from ledger import sealed
from ledger.book import Book
from ledger.evidence import Stored
from ledger.tables import bank_file, taking, taking_fault

#: Says of a row of `bank_file` that everything of it is written.
WHOLE: ColumnElement[bool] = bank_file.c.sha256.not_in(select(taking.c.sha256))
#: Says of a row of `bank_file` that the database refuses a row of it.
FAILED: ColumnElement[bool] = bank_file.c.sha256.in_(select(taking_fault.c.sha256))
#: Quick: a part is read again once.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file that is to be written: into whose books, by whom, its rows in the order of the file."""

    sha256: str
    start: int
    entity: str
    actor: str
    rows: Sequence[Stored]


def parted(rows: Sequence[Stored], size: int) -> list[tuple[int, bytes]]:
    """Return rows in parts of `size`, packed, each with the place of its first row."""
    starts = range(0, len(rows), size)
    texts = ((start, json.dumps(rows[start : start + size], separators=(",", ":"))) for start in starts)
    return [(start, zlib.compress(text.encode(), _LEVEL)) for start, text in texts]


def begin(book: Book, sha256: str, parts: Iterable[tuple[int, bytes]]) -> None:
    """Say within the command that keeps a file's bytes that these parts are yet to come."""
    mine = {"sha256": sha256, "entity": book.entity, "actor": book.actor}
    rows = [{**mine, "start": start, "content": content} for start, content in parts]
    book.connection.execute(insert(taking), [sealed.closed(book.connection, "taking", row) for row in rows])


def following(connection: Connection, without: Iterable[str] = ()) -> Part | None:
    """Return the part that is to be written next, of the file begun first; None where all but some are whole."""
    chosen = select(taking).join(bank_file, bank_file.c.sha256 == taking.c.sha256)
    chosen = chosen.where(taking.c.sha256.not_in(list(without)))
    kept = connection.execute(chosen.order_by(bank_file.c.no, taking.c.start).limit(1)).mappings().first()
    if kept is None:
        return None
    row = sealed.row(connection, "taking", kept)
    rows = [(table, tuple(values)) for table, values in json.loads(zlib.decompress(row["content"]))]
    return Part(row["sha256"], row["start"], row["entity"], row["actor"], rows)


def wrote(book: Book, part: Part) -> bool:
    """Say within a command that it writes a part; return whether the file is whole by it."""
    same = taking.c.sha256 == part.sha256
    book.connection.execute(delete(taking).where(same, taking.c.start == part.start))
    if book.connection.execute(select(taking.c.start).where(same).limit(1)).first() is not None:
        return False
    book.connection.execute(delete(taking_fault).where(taking_fault.c.sha256 == part.sha256))
    return True


def failed(connection: Connection, sha256: str, reason: str) -> None:
    """Keep why a row of a file is refused; the newest reason takes the place of one before."""
    connection.execute(delete(taking_fault).where(taking_fault.c.sha256 == sha256))
    connection.execute(insert(taking_fault).values(sha256=sha256, reason=reason))


def faults(connection: Connection, files: Iterable[str]) -> dict[str, str]:
    """Return why a row of some of these files is refused, by file."""
    chosen = select(taking_fault.c.sha256, taking_fault.c.reason).where(taking_fault.c.sha256.in_(list(files)))
    return {row.sha256: row.reason for row in connection.execute(chosen)}


def newest(connection: Connection) -> int:
    """Return the number of the newest file up to which every file is whole, or waits for somebody to act."""
    first = select(func.min(bank_file.c.no)).where(~WHOLE, ~FAILED).scalar_subquery()
    chosen = select(func.coalesce(func.max(bank_file.c.no), 0))
    return int(connection.execute(chosen.where(bank_file.c.no < func.coalesce(first, 2**62))).scalar_one())
