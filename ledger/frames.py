"""What runs were given, as bytes under their SHA-256: each kept once, never changed, let go when it is old."""

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from kit.db import Database, among
from kit.refusals import NotFound
from kit.sealing import Tampered
from ledger import sealed
from ledger.book import Book
from ledger.tables import match_frame


class FrameLetGo(NotFound):
    """What a run was given is no longer kept: it was older than the settings keep it."""

    code = "frame_let_go"


def keep(book: Book, contents: Mapping[str, bytes]) -> None:
    """Keep what is not kept yet, by its SHA-256, within the book's command."""
    if fresh := _fresh(book.connection, contents):
        book.connection.execute(insert(match_frame), fresh)


def keep_first(database: Database, contents: Mapping[str, bytes]) -> None:
    """Keep what is not kept yet, each in a transaction of its own, before the command that names them.

    The command then has little to write while others wait for the books. What a kill leaves unnamed is named by the
    run that asks the same, or let go when it is old.
    """
    with database.reading() as connection:
        fresh = _fresh(connection, contents)
    for row in fresh:
        with database.writing() as connection:
            if _missing(connection, [row["sha256"]]):
                connection.execute(insert(match_frame), row)


def _fresh(connection: Connection, contents: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return the rows of what is not kept yet."""
    missing = _missing(connection, contents)
    rows = [{"sha256": name, "content": contents[name], "size": len(contents[name])} for name in missing]
    return [sealed.closed(connection, "match_frame", row) for row in rows]


def _missing(connection: Connection, names: Collection[str]) -> list[str]:
    """Return the names under which nothing is kept."""
    there = select(match_frame.c.sha256).where(among(connection, match_frame.c.sha256, names))
    return sorted(set(names) - set(connection.execute(there).scalars())) if names else []


def read(connection: Connection, names: Collection[str]) -> dict[str, bytes]:
    """Return what is kept under the names. Refused: FrameLetGo where one is not."""
    chosen = select(match_frame.c.sha256, match_frame.c.content)
    rows = connection.execute(chosen.where(among(connection, match_frame.c.sha256, names)))
    found = {row.sha256: _opened(connection, row.sha256, row.content) for row in rows}
    if missing := sorted(set(names) - set(found)):
        raise FrameLetGo(f"what the run was given is no longer kept ({missing[0][:12]}…)")
    return found


def let_go(book: Book, needed: Collection[str]) -> int:
    """Let go of everything but what is needed; return how many were let go."""
    gone = delete(match_frame).where(~among(book.connection, match_frame.c.sha256, needed))
    return book.connection.execute(gone).rowcount


def broken(connection: Connection) -> list[str]:
    """Return the names under which other bytes lie than were kept, one frame in memory at a time."""
    names = connection.execute(select(match_frame.c.sha256).order_by(match_frame.c.sha256)).scalars().all()
    return [name for name in names if _sum(connection, name) != name]


def _sum(connection: Connection, name: str) -> str:
    """Return the SHA-256 of what is kept under a name."""
    content = connection.execute(select(match_frame.c.content).where(match_frame.c.sha256 == name)).scalar_one()
    try:
        return sha256(_opened(connection, name, content)).hexdigest()
    except Tampered:
        return ""


def _opened(connection: Connection, name: str, content: bytes) -> bytes:
    """Return a frame as it was given."""
    return bytes(sealed.row(connection, "match_frame", {"sha256": name, "content": content})["content"])
