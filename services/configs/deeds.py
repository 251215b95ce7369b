"""What a second person's approval does to a configuration: its version is written, checked once more."""

import json
from typing import Any

from sqlalchemy import Row

import ledger
from ledger import configs
from ledger.configs import NewVersion
from services.configs import kinds, proposals
from services.workspace import Workspace

CONFIG = "config"


def _decided(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Write the version. Refused: Conflict where another was decided since; what its kind refuses."""
    told = json.loads(asked.body)
    kind = kinds.named(told["kind"])
    proposals.unmoved(book, kind.name, told["name"], told["base"])
    if told["text"]:
        kind.check(workspace, told["text"])
    on = proposals.begins(told["effective_from"], workspace.today())
    row = NewVersion(kind.name, told["name"], told["text"], on, told["restores"], asked.request_id)
    configs.put(book, row, workspace.now())


DEEDS = {CONFIG: _decided}
