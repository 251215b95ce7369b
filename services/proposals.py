"""What a trainee proposes: any decision, kept as it was sent; whoever may decide it does (DUTIES A02g)."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

import ledger
from kit.refusals import NotFound
from ledger.approvals import PROPOSAL
from ledger.records import NewRequest
from ledger.tables import request, verdict
from services import control
from services.workspace import Workspace

#: What a proposal may hold, in bytes: decisions are short, files are not proposed.
LETTERS_MAX = 64 * 1024


@dataclass(frozen=True, slots=True)
class Proposed:
    """A decision as it was sent: `given` is a JSON body, or a form's fields where `form`; `seen` is its version."""

    method: str
    path: str
    query: str
    given: Any
    form: bool
    seen: str

    def kept(self) -> str:
        """Return it as the request keeps it."""
        names = ("method", "path", "query", "given", "form", "seen")
        return json.dumps({name: getattr(self, name) for name in names}, sort_keys=True, ensure_ascii=False)


def propose(workspace: Workspace, what: Proposed, *, actor: str, key: str = "") -> control.Asked:
    """Write a decision down that somebody else makes; nothing else happens."""
    given = what.given if isinstance(what.given, dict) else {}
    reason = str(given.get("reason") or given.get("note") or "proposed")
    return control.ask(workspace, NewRequest(PROPOSAL, f"{what.method} {what.path}", what.kept(), reason), actor, key)


def waiting(workspace: Workspace, request_id: str) -> Proposed:
    """Return a proposal that nobody decided yet. Refused: NotFound, Decided."""
    mine = (request.c.request_id == request_id, request.c.entity == workspace.settings.entity)
    chosen = select(request.c.body, verdict.c.checker).join(
        verdict, verdict.c.request_id == request.c.request_id, isouter=True
    )
    with workspace.database.reading() as connection:
        row = connection.execute(chosen.where(*mine, request.c.kind == PROPOSAL)).first()
    if row is None:
        raise NotFound(f"there is no proposal {request_id}")
    if row.checker is not None:
        raise ledger.refusals.Decided(f"{request_id} was decided by {row.checker}")
    return Proposed(**json.loads(row.body))
