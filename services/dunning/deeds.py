"""What a second person's approval does in dunning: a strategy is in force, or out of it."""

import json
from typing import Any

from sqlalchemy import Row

import ledger
from dunning import notices
from dunning.strategy import checked
from services.workspace import Workspace

STRATEGY = "dunning_strategy"


def _strategy(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Put a strategy in force, or out of it."""
    told = json.loads(asked.body)["strategy"]
    name = asked.subject.removeprefix("strategy ")
    body = json.dumps(checked(told, name).model_dump(mode="json"), sort_keys=True, ensure_ascii=False) if told else ""
    notices.put_in_force(book, name, body, asked.request_id, workspace.now())


DEEDS = {STRATEGY: _strategy}
