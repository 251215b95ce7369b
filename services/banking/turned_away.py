"""Files that were refused: who brought which, when and why; nothing of what stands in them is kept.

What was refused changed nothing in the books, so it stands beside them and goes after a while. The same bytes refused
again for the same reason are told once, with the newest time. A file that is too large is not read: its name and size
stand for its bytes.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from kit.refusals import AlreadyTaken, Refused, TooLarge, Unreadable
from ledger.tables import bank_file, refused_file
from services.workspace import Workspace

#: So long it is told.
KEPT = timedelta(days=90)
#: What says something of the file itself; any other refusal is about who asked, or the moment.
OF_FILES = (AlreadyTaken, TooLarge, Unreadable)
SECOND = 1_000_000
_FILE = refused_file.c


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was refused; `size` in bytes, `since_taken` where the same bytes were taken afterwards."""

    sha256: str
    name: str
    size: int
    code: str
    reason: str
    actor: str
    refused_at: datetime
    since_taken: bool


@dataclass(frozen=True, slots=True)
class _Brought:
    """What was brought: what stands for its bytes, its name, how many they are."""

    sha256: str
    name: str
    size: int


@contextmanager
def noting(workspace: Workspace, data: bytes, name: str, actor: str) -> Iterator[None]:
    """Note a refusal of a file on its way to whoever brought it."""
    try:
        yield
    except OF_FILES as refused:
        _note(workspace, _Brought(hashlib.sha256(data).hexdigest(), name, len(data)), refused, actor)
        raise


def unread(workspace: Workspace, name: str, size: int, actor: str) -> TooLarge:
    """Return the refusal of a file of more bytes than are taken, which nobody reads, and note it."""
    refused = TooLarge.of(name, size, workspace.settings.file_bytes_max)
    _note(workspace, _Brought(hashlib.sha256(f"{size} {name}".encode()).hexdigest(), name, size), refused, actor)
    return refused


def listed(workspace: Workspace, limit: int = 100) -> list[RefusedFile]:
    """Return the files refused in the last 90 days, the newest first, at most `limit`."""
    now, entity = workspace.now(), workspace.within()
    chosen = select(refused_file, bank_file.c.taken_at).outerjoin(bank_file, bank_file.c.sha256 == _FILE.sha256)
    chosen = chosen.where(_FILE.refused_at > _stamp(now - KEPT)).order_by(_FILE.refused_at.desc(), _FILE.name)
    chosen = chosen if entity is None else chosen.where(_FILE.entity == entity)
    with workspace.database.reading() as connection:
        rows = connection.execute(chosen.limit(limit)).all()
    return [
        RefusedFile(
            row.sha256,
            row.name,
            row.size,
            row.code,
            row.reason,
            row.actor,
            datetime.fromtimestamp(row.refused_at / SECOND, UTC),
            since_taken=(row.taken_at or 0) > row.refused_at,
        )
        for row in rows
    ]


def _note(workspace: Workspace, brought: _Brought, refused: Refused, actor: str) -> None:
    """Write that a file was refused, and take away what is older than is told."""
    entity, now = workspace.settings.entity, workspace.now()
    again = (_FILE.entity == entity) & (_FILE.sha256 == brought.sha256) & (_FILE.code == refused.code)
    said = refused.detail.removeprefix(f"{brought.name}: ")
    reason = "".join(sign if sign.isprintable() else " " for sign in said)
    row = {**asdict(brought), "reason": reason, "actor": actor, "refused_at": _stamp(now)}
    with workspace.database.beside(lasting=False) as connection:
        connection.execute(delete(refused_file).where(again | (_FILE.refused_at <= _stamp(now - KEPT))))
        connection.execute(insert(refused_file).values(entity=entity, code=refused.code, **row))


def _stamp(at: datetime) -> int:
    """Return an instant in whole millionths of a second, as the books write it."""
    return int(at.timestamp() * SECOND)
