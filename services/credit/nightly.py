"""The night's look at accounts: once a day, whatever the clock does."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kit.ids import content_id
from services.commands import command
from services.credit import documents, guarantees, reviews
from services.workspace import Workspace

KIND = "accounts"


def run(workspace: Workspace, as_of: date, *, actor: str) -> Mapping[str, Any]:
    """Look at every account as of a day and return how much was found; a second run of the day finds nothing new."""
    day = as_of.isoformat()
    with command(workspace, "accounts-nightly", actor, {"as_of": day}, content_id("cmd", KIND, day)) as book:
        if book.replayed is None:
            given = len(documents.remind(workspace, book, as_of)) + len(guarantees.remind(workspace, book, as_of))
            book.result = {"as_of": day, "tasks": given, **reviews.look(workspace, book, as_of)}
    return book.replayed or book.result
