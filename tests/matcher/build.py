"""Small frames for the matcher's tests: a row says only what the test is about, the rest is ordinary."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from matcher import Policy, propose
from matcher.frames import CLOSED, CUSTOMERS, ITEMS, LINKS, RECEIPTS, REMITTANCES, Schema

TODAY = date(2026, 3, 16)
ENTITY = "MAIN"


def frame(schema: Schema, *rows: dict[str, Any]) -> pl.DataFrame:
    """Return a frame of the schema; a row that names a column the schema lacks is a wrong test."""
    unknown = {name for row in rows for name in row} - set(schema)
    assert not unknown, unknown
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema, orient="row")


def receipt(receipt_id: str = "r1", amount: int = 100_00, **given: Any) -> dict[str, Any]:
    """Return one receipt: an ACH credit of today whose text and references say nothing unless told."""
    usual = {
        "receipt_id": receipt_id,
        "entity": ENTITY,
        "currency": "USD",
        "amount": amount,
        "received_on": TODAY,
        "method": "ach",
        "bank_reference": f"bank-{receipt_id}",
        "payer_name": "",
        "payer_account": "",
        "company_id": "",
        "account": "",
        "references": [],
        "text": "",
        "trusted": True,
        "advice_doubted": False,
        "repeat_of": "",
    }
    return usual | given


def line(reference: str, position: int = 0, receipt_id: str = "r1", **given: Any) -> dict[str, Any]:
    """Return one remittance line that names an invoice and no amounts."""
    usual: dict[str, Any] = {
        "receipt_id": receipt_id,
        "position": position,
        "qualifier": "invoice",
        "reference": reference,
        "also": [],
        "adjustment_code": "",
        "adjustment_text": "",
        "text": "",
        "truncated": False,
    }
    return usual | given


def item(document_number: str, open_minor: int = 100_00, customer: str = "C1", **given: Any) -> dict[str, Any]:
    """Return one open item, wholly open, issued 40 days ago and due 10 days ago; a negative amount is a credit memo."""
    usual = {
        "item_id": f"item-{document_number}",
        "entity": ENTITY,
        "customer": customer,
        "document_number": document_number,
        "document_type": "invoice" if open_minor >= 0 else "credit_memo",
        "currency": "USD",
        "amount": open_minor,
        "open": open_minor,
        "issued_on": TODAY - timedelta(days=40),
        "due_on": TODAY - timedelta(days=10),
        "discount": 0,
        "po_number": "",
        "order_number": "",
        "delivery_number": "",
        "disputed": False,
    }
    return usual | given


def paid_item(document_number: str, amount: int = 100_00, customer: str = "C1", **given: Any) -> dict[str, Any]:
    """Return one closed item, paid 20 days ago."""
    usual = {
        "item_id": f"closed-{document_number}",
        "entity": ENTITY,
        "customer": customer,
        "document_number": document_number,
        "document_type": "invoice",
        "currency": "USD",
        "amount": amount,
        "closed_on": TODAY - timedelta(days=20),
    }
    return usual | given


def customer(number: str = "C1", name: str = "", **given: Any) -> dict[str, Any]:
    """Return one customer without parent or alias; without a name given it is called after its number."""
    usual = {"customer": number, "entity": ENTITY, "name": name or f"Customer {number}", "parent": "", "aliases": []}
    return usual | given


def link(kind: str, key: str, to: str = "C1", **given: Any) -> dict[str, Any]:
    """Return one learned payer link with good support."""
    return {"kind": kind, "key": key, "customer": to, "support": 5, "negative": False} | given


def receipts(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return a RECEIPTS frame."""
    return frame(RECEIPTS, *rows)


def remittances(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return a REMITTANCES frame."""
    return frame(REMITTANCES, *rows)


def items(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return an ITEMS frame."""
    return frame(ITEMS, *rows)


def closed(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return a CLOSED frame."""
    return frame(CLOSED, *rows)


def customers(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return a CUSTOMERS frame."""
    return frame(CUSTOMERS, *rows)


def links(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return a LINKS frame."""
    return frame(LINKS, *rows)


def decided(morning: Mapping[str, pl.DataFrame]) -> str:
    """Return what is decided of a morning, as JSON."""
    names = ("receipts", "remittances", "items", "customers", "links", "closed")
    receipts, remittances, items, customers, links, closed = (morning[name] for name in names)
    made = propose(receipts, remittances, items, customers, links, closed, Policy(), TODAY)
    return made.receipts.write_json() + made.applications.write_json()
