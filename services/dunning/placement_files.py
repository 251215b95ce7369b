"""The file an agency is given with a placement: the debtor, each document, papers that bind it, and every contact."""

import json
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, select

import ledger
from dunning.agency import Agency
from kit.db import among
from kit.money import decimal
from ledger import tables
from ledger.journal import day
from ledger.master import Paper
from services import contact_log

_DEBTOR = ("customer_number", "name", "address", "email", "phone", "tax_id", "duns")


def written(connection: Connection, entity: str, asked: Row[Any], agency: Agency, on: date) -> str:
    """Return the file of a placement that was asked for, as JSON; amounts as decimals of its currency."""
    told = json.loads(asked.body)
    debtor = ledger.reads.customers(connection, entity).filter(customer_number=asked.customer_number)
    whole = {
        "agency": {"code": agency.code, "name": agency.name},
        "placed_on": on.isoformat(),
        "jurisdiction": told["jurisdiction"],
        "fee_basis_points": told["fee"],
        "currency": asked.currency,
        "amount": decimal(asked.minor, asked.currency),
        "debtor": debtor.select(_DEBTOR).row(0, named=True),
        "documents": _documents(connection, dict(told["items"]), on),
        "papers": _papers(connection, entity, asked.customer_number, on),
        "contacts": _contacts(connection, entity, asked.customer_number),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str)


def _documents(connection: Connection, items: dict[str, int], on: date) -> list[dict[str, Any]]:
    """Return the documents that are placed, the oldest first."""
    item = tables.item
    rows = connection.execute(select(item).where(among(connection, item.c.item_id, items)).order_by(item.c.due_on))
    return [
        {
            **{name: getattr(row, name) for name in ("number", "type", "po_number", "order_number", "delivery_number")},
            "issued_on": day(row.issued_on).isoformat(),
            "due_on": day(row.due_on).isoformat(),
            "days_late": (on - day(row.due_on)).days,
            "original": decimal(row.amount, row.currency),
            "open": decimal(items[row.item_id], row.currency),
        }
        for row in rows
    ]


def _papers(connection: Connection, entity: str, customer: str, on: date) -> list[dict[str, Any]]:
    """Return the papers of the customer that hold: contracts, guaranties, orders that were signed."""
    held = ledger.master.held(connection, entity, Paper, on, customer=customer)
    names = ("kind", "jurisdiction", "number", "signer", "sha256", "valid_from")
    return held.select(pl.col(names)).sort("kind", "number").to_dicts()


def _contacts(connection: Connection, entity: str, customer: str) -> list[dict[str, Any]]:
    """Return what was said with the customer, the newest first."""
    told = contact_log.listed(connection, entity, customer)
    return told.select("happened_on", "channel", "outcome", "person", "note").to_dicts()
