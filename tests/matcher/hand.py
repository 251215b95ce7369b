"""Readings and payers written by hand, so that steps 5 to 9 are tested on their own."""

from typing import Any

import polars as pl

import matcher
from matcher import Policy, Track
from matcher.frames import CLOSED, HITS, LINKS, PAYERS, REMITTANCES, empty
from tests.matcher import build

Row = dict[str, Any]


def hit(document: str, mention: int = 0, receipt_id: str = "r1", **given: Any) -> Row:
    """Return one exact reading in free text of an open item of C1."""
    usual = {
        "receipt_id": receipt_id,
        "mention": mention,
        "position": -1,
        "item_id": f"item-{document}",
        "customer": "C1",
        "document_number": document,
        "state": "open",
        "how": "exact",
        "strong": True,
        "rivals": 0,
        "start": 0,
        "end": len(document),
    }
    return usual | given


def weak(document: str, mention: int = 0, **given: Any) -> Row:
    """Return a reading one edit away."""
    return hit(document, mention) | {"how": "edit", "strong": False, "rivals": 1} | given


def payer(customer: str = "C1", probability: float = 0.97, receipt_id: str = "r1", **given: Any) -> Row:
    """Return a payer known by his account."""
    usual = {
        "receipt_id": receipt_id,
        "customer": customer,
        "family": customer,
        "probability": probability,
        "how": "account",
        "independent": True,
        "explanation": "account seen before",
    }
    return usual | given


def by_name(customer: str = "C1", probability: float = 0.97, **given: Any) -> Row:
    """Return a payer known by a name that is his."""
    return payer(customer, probability) | {"how": "name", "independent": False} | given


def decided(
    receipts: list[Row],
    items: list[Row],
    hits: list[Row] | None = None,
    payers: list[Row] | None = None,
    *,
    lines: list[Row] | None = None,
    closed: list[Row] | None = None,
    customers: list[Row] | None = None,
    links: list[Row] | None = None,
    mentions: pl.DataFrame | None = None,
    policy: Policy | None = None,
    history: dict[str, Track] | None = None,
) -> matcher.Decisions:
    """Decide rows written by hand."""
    numbers = sorted({row["customer"] for row in items} | {"C1"})
    return matcher.decide(
        build.receipts(*receipts),
        build.remittances(*lines) if lines else empty(REMITTANCES),
        build.items(*items),
        build.customers(*(customers or [build.customer(number) for number in numbers])),
        build.links(*links) if links else empty(LINKS),
        build.closed(*closed) if closed else empty(CLOSED),
        hits=build.frame(HITS, *(hits or [])),
        who=build.frame(PAYERS, *(payers or [])),
        mentions_found=mentions,
        policy=policy or Policy(),
        as_of=build.TODAY,
        history=history,
    )


def status(made: matcher.Decisions, receipt_id: str = "r1") -> tuple[str, str]:
    """Return status and reason of a receipt."""
    row = made.receipts.row(by_predicate=pl.col("receipt_id") == receipt_id, named=True)
    return row["status"], row["reason"]


def rows(made: matcher.Decisions, rank: int = 0, receipt_id: str = "r1") -> list[tuple[str, int, int, int, int]]:
    """Return document, cash, discount, write-off and deduction of one rank."""
    mine = made.applications.filter(pl.col("receipt_id") == receipt_id, pl.col("rank") == rank)
    return mine.select("document_number", "cash", "discount", "write_off", "deduction").rows()
