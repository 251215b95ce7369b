"""What a second person's approval does in credit: a limit holds, an order goes, a customer's order terms change."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row

import ledger
from credit import limits, orders
from credit.limits import NewLimit
from credit.orders import Release
from credit.records import LimitKind, Scope
from services.credit import decisions
from services.workspace import Workspace

LIMIT = ledger.approvals.CREDIT_LIMIT
RELEASE = "order_release"
TERMS = "order_terms"


def _granted(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Write a limit. Refused: Stale where the family may owe more by now than was asked for."""
    told = json.loads(asked.body)
    until = told["valid_until"] and date.fromisoformat(told["valid_until"])
    words = {"scope": Scope(told["scope"]), "kind": LimitKind(told["kind"])}
    row = NewLimit(**{**told, **words, "valid_from": date.fromisoformat(told["valid_from"]), "valid_until": until})
    decisions.check_total(book, row, asked)
    limits.grant(book, row, asked.request_id, asked.reason)


def _released(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Let a held order go. Refused: Conflict where it was checked again since."""
    told = json.loads(asked.body)
    row = replace(Release(**told["release"]), until=date.fromisoformat(told["release"]["until"]))
    orders.decide(book, told["check_id"], row, workspace.now(), asked.request_id)


def _agreed(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Write what a customer's orders may and must say."""
    told = json.loads(asked.body)
    limits.agree(book, asked.customer_number, asked.request_id, **told)


DEEDS = {decisions.DECISION: decisions.carry_out, LIMIT: _granted, RELEASE: _released, TERMS: _agreed}
