"""A command of a person or a program: one transaction in the books, once for each key its caller gives."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

import ledger
from kit.ids import content_id
from services.workspace import Workspace


def command(
    workspace: Workspace, name: str, actor: str, payload: Mapping[str, Any], key: str = ""
) -> AbstractContextManager[ledger.Book]:
    """Open the books for a command; without the caller's key each is a new one. `payload` is JSON, kept with it."""
    at = workspace.now()
    return ledger.book(
        workspace.database,
        entity=workspace.settings.entity,
        key=key or content_id("cmd", name, actor, at.isoformat(), json.dumps(payload, sort_keys=True)),
        actor=actor,
        command=name,
        payload=payload,
        recorded_at=at,
    )
