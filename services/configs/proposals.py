"""What a proposal of a configuration says beside its text: what it changes, on which version it stands, from when."""

import difflib
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection

import ledger
from kit.refusals import Conflict, Invalid
from ledger import configs
from services.workspace import Workspace


def change(
    workspace: Workspace,
    connection: Connection,
    told: tuple[str, str, str],
    on: date | None,
    restores: int = 0,
    *,
    otherwise: str = "",
) -> dict[str, Any]:
    """Return what a request keeps of a proposal of a kind, a name and a text.

    `otherwise` is what holds where no version does: whoever decides sees what differs from it.
    Refused: Invalid for a day that is past, since what held then stays as it was, and where nothing would change.
    """
    kind, name, text = told
    today, entity = workspace.today(), workspace.settings.entity
    if on is not None and on < today:
        raise Invalid(f"{on} is past: what held then stays as it was; a version begins on {today} or later")
    held = configs.held(connection, entity, kind, on or today, name)
    before = held.body if held else ""
    if held is not None and before.strip() == text.strip():
        raise Invalid(f"{held} says the same, from {held.effective_from} on: nothing would change")
    if held is None and not text:
        raise Invalid(f"there is no version of {kind}{f' {name}' if name else ''} that could end")
    return {
        "text": text,
        "effective_from": on.isoformat() if on else "",
        "restores": restores,
        "base": configs.newest(connection, entity, kind, name),
        "changes": list(changes(before or otherwise, text or otherwise)),
    }


def changes(before: str, after: str) -> Iterator[str]:
    """Yield the lines that differ between two texts, with two lines around them, as `diff -u` tells them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm="")
    yield from (line for number, line in enumerate(lines) if number > 1)  # the first two name files


def unmoved(book: ledger.Book, kind: str, name: str, base: int | None) -> None:
    """Refuse a proposal that was made on an older version than the newest by now: Conflict.

    `base` is None in a request that was made before there were versions.
    """
    newest = configs.newest(book.connection, book.entity, kind, name)
    if base is not None and newest != base:
        raise Conflict(f"version {newest} of {kind} {name}".rstrip() + " was decided since: propose it anew")


def begins(asked: str, today: date) -> date:
    """Return the day from which a version holds: the one that was asked for, at the earliest that of its approval."""
    return max(date.fromisoformat(asked), today) if asked else today
