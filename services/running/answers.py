"""An answer given under an idempotency key is kept in the books' database, and given again to the same request.

What the request wrote carries the key too, in the same transaction as the write: where the process ends between the
two, the request is answered anew from what it wrote, and nothing is written twice. Its text lies sealed.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from kit.refusals import KeyReused
from ledger import sealed
from ledger.tables import answer
from services.workspace import Workspace

KEPT_SECONDS = 30 * 86_400
#: One request of 256 clears away what is too old: whose digest begins so.
CLEARS = "00"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered: HTTP status, the headers that belong to it, and the body as sent."""

    status: int
    headers: dict[str, str]
    body: str


_GIVEN = select(answer).where(
    answer.c.entity == bindparam("entity"), answer.c.key == bindparam("key"), answer.c.given_at > bindparam("oldest")
)


def _anew(insert: Any) -> Any:
    """Return an insertion that takes the place of the row of its key where that one's time is over."""
    taken = {name: insert.excluded[name] for name in ("asked", "status", "headers", "body", "given_at")}
    over = answer.c.given_at <= bindparam("oldest")
    written = insert.on_conflict_do_update(index_elements=["entity", "key"], set_=taken, where=over)
    return written.returning(answer.c.key)


_KEPT = {"sqlite": _anew(sqlite.insert(answer)), "postgresql": _anew(postgresql.insert(answer))}


def given(workspace: Workspace, key: str, asked: str) -> Answer | None:
    """Return the answer kept under a key, or None where there is none or it is too old.

    `asked` is the digest of the request. Refused: KeyReused where the key came with another one.
    """
    same = {"entity": workspace.settings.entity, "key": key, "oldest": _oldest(workspace)}
    with workspace.database.reading() as connection:
        kept = connection.execute(_GIVEN, same).mappings().first()
        row = sealed.row(connection, "answer", kept) if kept else None
    if row is None:
        return None
    if row["asked"] != asked:
        raise KeyReused(f"the key {key} was used for another request")
    return Answer(row["status"], json.loads(row["headers"]), row["body"])


def keep(workspace: Workspace, key: str, asked: str, told: Answer) -> Answer | None:
    """Keep an answer under its key, or return the one that another process kept meanwhile for the same request.

    Now and then those are let go whose time is over. Refused: KeyReused as by `given`.
    """
    row = {"entity": workspace.settings.entity, "key": key, "asked": asked, "given_at": workspace.seconds()}
    told_as = {"status": told.status, "headers": json.dumps(told.headers, sort_keys=True), "body": told.body}
    with workspace.database.beside(lasting=False) as connection:
        if asked.startswith(CLEARS):
            connection.execute(delete(answer).where(answer.c.given_at <= _oldest(workspace)))
        closed = sealed.closed(connection, "answer", {**row, **told_as})
        kept = connection.execute(_KEPT[connection.dialect.name], {**closed, "oldest": _oldest(workspace)}).first()
    return None if kept else given(workspace, key, asked)


def _oldest(workspace: Workspace) -> int:
    """Return the second before which an answer is no longer kept."""
    return workspace.seconds() - KEPT_SECONDS
