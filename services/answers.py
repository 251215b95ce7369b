"""An answer given under an idempotency key is kept in the books, and given again to the same request."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

import ledger
from ledger import tables
from services.workspace import Workspace


def given(workspace: Workspace, key: str, command: str, payload: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the answer kept under a key, or None where there is none. Refused: KeyReused."""
    table = tables.batch
    same = (table.c.entity == workspace.settings.entity, table.c.key == key)
    with workspace.database.reading() as connection:
        if connection.execute(select(table.c.no).where(*same)).first() is None:
            return None
    return kept(workspace, key, command, payload, {}, actor="")


def kept(
    workspace: Workspace, key: str, command: str, payload: Mapping[str, Any], answer: Mapping[str, Any], *, actor: str
) -> dict[str, Any]:
    """Keep the answer to a request under its key, and return the one that is kept. Refused: KeyReused."""
    with ledger.book(
        workspace.database,
        entity=workspace.settings.entity,
        key=key,
        actor=actor,
        command=command,
        payload=payload,
        recorded_at=workspace.now(),
    ) as book:
        if book.replayed is None:
            book.result = dict(answer)
        return book.replayed or book.result
