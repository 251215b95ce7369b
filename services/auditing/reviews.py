"""A second person reviews a pack of evidence."""

import json

import ledger
from ledger.records import NewRequest
from services import control
from services.auditing.packs import Pack
from services.workspace import Workspace


def ask_review(workspace: Workspace, pack: Pack, *, note: str, actor: str) -> control.Asked:
    """Ask a second person to review a pack; their approval names them in it for as long as the result is the same."""
    body = {"first": str(pack.first), "last": str(pack.last), "digest": pack.digest, "exceptions": pack.exceptions}
    subject = f"{pack.first} to {pack.last}"
    wanted = NewRequest(
        ledger.approvals.EVIDENCE, subject, json.dumps(body, sort_keys=True), note or f"evidence of {subject}"
    )
    return control.ask(workspace, wanted, actor, key="")
