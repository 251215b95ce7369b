"""What a second person looks at before an item is written off: its age, what was tried, disputes, guaranties, cash."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, func, select

import ledger
from credit import guarantees
from kit.money import Money, grouped
from ledger import tables
from ledger.contact_log import Outcome
from ledger.journal import day
from ledger.master import Paper
from ledger.records import ItemType
from services import contact_log

#: Evidence that is an amount of the item's currency.
AMOUNTS = frozenset({"tax", "amount", "open", "disputed", "unapplied_cash", "to_come", "waived", "held", "left"})


def evidence(connection: Connection, held: Row[Any], on: date) -> dict[str, int | str]:
    """Return what speaks for and against writing an item off on a day.

    `attempts` counts the contacts that discussed it, `attempts_customer` all of its customer's since it was issued;
    `disputed` is what of it lies in open deductions; `unapplied_cash` is in its currency; `guaranty` names guarantees
    that count on the day and papers of guaranty that hold.
    """
    table = tables.item
    customer = held.held_for or ""
    deductions = select(func.coalesce(func.sum(table.c.balance), 0)).where(
        table.c.origin_item_id == held.item_id, table.c.type == ItemType.DEDUCTION
    )
    unapplied = select(func.coalesce(func.sum(table.c.balance), 0)).where(
        table.c.entity == held.entity,
        table.c.type == ItemType.RECEIPT,
        table.c.held_for == held.held_for,
        table.c.currency == held.currency,
    )
    return {
        "days_past_due": (on - day(held.due_on)).days,
        "amount": held.amount,
        "open": held.balance,
        "disputed": int(connection.execute(deductions).scalar_one()),
        "unapplied_cash": int(connection.execute(unapplied).scalar_one()),
        **_tried(connection, held, customer),
        "guaranty": _guaranty(connection, held.entity, customer, on),
    }


def told(body: str, currency: str) -> dict[str, str]:
    """Return the evidence of a request as people read it: its share of sales tax first, amounts as money."""
    said = json.loads(body or "{}")  # changes of master data are a list
    of: Mapping[str, Any] = said if isinstance(said, dict) else {}
    tax = {"tax": of["tax"]} if of.get("tax") else {}
    found: Mapping[str, Any] = tax | (of.get("evidence") or {})
    return {name: grouped(value, currency) if name in AMOUNTS else str(value) for name, value in found.items()}


def _tried(connection: Connection, held: Row[Any], customer: str) -> dict[str, int | str]:
    """Return how often the customer was spoken to, and what came of it last."""
    if not customer:
        return {"attempts": 0, "attempts_customer": 0, "promises": 0, "last_contact": ""}
    log = contact_log.listed(connection, held.entity, customer).filter(pl.col("happened_on") >= day(held.issued_on))
    about = [row for row in log.iter_rows(named=True) if held.item_id in row["items"]]
    last = log.row(0, named=True) if log.height else None
    return {
        "attempts": len(about),
        "attempts_customer": log.height,
        "promises": sum(row["outcome"] == Outcome.PROMISE for row in about),
        "last_contact": f"{last['happened_on']} {last['outcome']}" if last else "",
    }


def _guaranty(connection: Connection, entity: str, customer: str, on: date) -> str:
    """Return what stands behind a customer on a day: guarantees with their amounts, then papers with their signers."""
    given = guarantees.states(guarantees.of(connection, entity, customer), on) if customer else []
    held = ledger.master.held(connection, entity, Paper, on, customer=customer)
    papers = held.filter(kind=guarantees.PAPER).select("signer", "number").rows()
    told = [f"{one}: {Money(one.counted, one.currency)}" for one, state in given if state == guarantees.IN_FORCE]
    return "; ".join([*told, *(" ".join(filter(None, one)) or guarantees.PAPER for one in papers)])
