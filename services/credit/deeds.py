"""What a second person's approval does in credit: limits and guarantees hold, an order goes, order terms change."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select

import ledger
from credit import charges, limits, orders
from credit.guarantees import NewGuarantee
from credit.limits import NewLimit
from credit.orders import Release
from credit.records import GuaranteeKind, LimitKind, Scope
from dunning.strategy import charge
from kit.refusals import Stale
from ledger.records import ItemType, NewItem
from ledger.tables import item
from services.credit import decisions, policies
from services.workspace import Workspace

LIMIT = ledger.approvals.CREDIT_LIMIT
RELEASE = "order_release"
TERMS = "order_terms"
CHARGE = "late_charge"


def _granted(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Write a limit or a guarantee. Refused: Stale where the family may owe more by now than was asked for."""
    told = json.loads(asked.body)
    if "guarantor" in told:
        _guaranteed(book, asked, told)
        return
    words = {"scope": Scope(told["scope"]), "kind": LimitKind(told["kind"])}
    row = NewLimit(**{**told, **words, **_days(told, "valid_from", "valid_until")})
    decisions.check_total(book, row, asked)
    limits.grant(book, row, asked.request_id, asked.reason)


def _guaranteed(book: ledger.Book, asked: Row[Any], told: Mapping[str, Any]) -> None:
    """Write a guarantee. Refused: Stale as for a limit; Invalid where its document is no longer good."""
    words = {"scope": Scope(told["scope"]), "kind": GuaranteeKind(told["kind"])}
    row = NewGuarantee(**{**told, **words, **_days(told, "valid_from", "valid_until", "call_by")})
    decisions.check_total(book, row, asked)
    limits.guarantee(book, row, asked.request_id, asked.reason)


def _days(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return days of a request as days, None where it names none."""
    return {name: told[name] and date.fromisoformat(told[name]) for name in names}


def _released(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Let a held order go. Refused: Conflict where it was checked again since."""
    told = json.loads(asked.body)
    row = replace(Release(**told["release"]), until=date.fromisoformat(told["release"]["until"]))
    orders.decide(book, told["check_id"], row, workspace.now(), asked.request_id)


def _agreed(_: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Write what a customer's orders may and must say."""
    told = json.loads(asked.body)
    limits.agree(book, asked.customer_number, asked.request_id, **told)


def _charged(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Book a late charge. Refused: Invalid where nothing lets us any more; Stale where it was charged or paid since."""
    told = json.loads(asked.body)
    since, until = (date.fromisoformat(told[name]) for name in ("since", "until"))
    charges.basis(book.connection, book.entity, asked.customer_number, until, policies.of(workspace, until))
    chosen = select(item.c.balance).where(item.c.item_id == told["item_id"])
    now = charge(book.connection.execute(chosen).scalar_one(), told["basis"]["rate"], (until - since).days)
    last = charges.charged_until(book.connection, told["item_id"])
    if now != asked.minor or (last is not None and last > since):
        raise Stale(f"{told['number']} was paid or charged since this was asked for: ask again")
    row = NewItem(
        number=ledger.documents.number(book, ItemType.FINANCE_CHARGE),
        type=ItemType.FINANCE_CHARGE,
        customer_number=asked.customer_number,
        currency=asked.currency,
        minor=asked.minor,
        issued_on=until,
        due_on=until,
        description=f"interest on {told['number']} from {since} to {until}: {told['basis']['says']}",
        origin_item_id=told["item_id"],
        reason=charges.REASON,
    )
    ledger.items.issue(book, [row])


DEEDS = {CHARGE: _charged, decisions.DECISION: decisions.carry_out, LIMIT: _granted, RELEASE: _released, TERMS: _agreed}
