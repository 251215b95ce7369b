"""What an approval could not carry out is refused when it is asked for; the approval refuses it again."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

import ledger
from kit.money import Money
from kit.refusals import Invalid, refuse
from ledger import tables
from ledger.kinds import Account
from ledger.records import Adjust, ItemType

REBILL = "rebill"
#: Adjustments by which money leaves us: those of one credit that wait count together.
PAID_OUT = frozenset({Adjust.REFUND_APPROVED, Adjust.UNCLAIMED})
#: Write-offs whose tax may be claimed back where the state allows (DOMAIN section 13).
TAXED = frozenset({Adjust.BAD_DEBT, Adjust.BAD_DEBT_EXPENSED, Adjust.REINSTATED, Adjust.REINSTATED_EXPENSED})


def adjustment(held: Row[Any], kind: Adjust, minor: int) -> None:
    """Refuse at once what an approval could not carry out."""
    way = ledger.adjustments.ADJUSTED[kind]
    if ItemType(held.type) not in way.of:
        raise Invalid(f"{held.type} {held.number}: a {held.type} takes no {kind}")
    brings_back = kind in ledger.adjustments.REINSTATES
    if minor <= 0 or (not brings_back and minor > abs(held.balance)):
        raise Invalid(f"{held.type} {held.number}: the amount lies between nothing and what is left")
    refuse({"its payer is unknown, identify it first": held.held_in == Account.UNIDENTIFIED}, f"receipt {held.number}")


def beside(connection: Connection, held: Row[Any], kind: Adjust, minor: int) -> None:
    """Refuse to pay out what requests that wait leave nothing of: only one of them could be carried out."""
    waits = _waiting(connection, held, PAID_OUT) if kind in PAID_OUT else {}
    left, asked = abs(held.balance) - sum(waits.values()), Money(minor, held.currency)
    said = f"{Money(left, held.currency)} is left beside what waits ({', '.join(waits)}), not {asked}"
    refuse({said: bool(waits) and minor > left}, f"{held.type} {held.number}")


def _waiting(connection: Connection, held: Row[Any], kinds: Collection[str]) -> dict[str, int]:
    """Return what requests of some kinds that wait would take of an item: request -> minor units."""
    asked, said = tables.request, tables.verdict
    chosen = (
        select(asked)
        .join(said, said.c.request_id == asked.c.request_id, isouter=True)
        .where(said.c.no.is_(None), asked.c.entity == held.entity, asked.c.kind.in_([str(kind) for kind in kinds]))
        .where(asked.c.subject == held.number)
        .order_by(asked.c.no)
    )
    rows = connection.execute(chosen).all()
    mine = [row for row in rows if json.loads(ledger.approvals.body(connection, row)).get("item_id") == held.item_id]
    return {row.request_id: row.minor for row in mine}


def number(connection: Connection, held: Row[Any], wanted: str) -> None:
    """Refuse a number that an invoice has, or that one which waits to be billed again is to get."""
    item, asked = tables.item, tables.request
    there = ledger.item_id(held.entity, ItemType.INVOICE, wanted)
    taken = connection.scalar(select(item.c.no).where(item.c.item_id == there)) is not None
    said = tables.verdict
    waiting = (
        select(asked.c.request_id, asked.c.body)
        .join(said, said.c.request_id == asked.c.request_id, isouter=True)
        .where(said.c.no.is_(None), asked.c.entity == held.entity, asked.c.kind == REBILL)
    )
    bodies = {row.request_id: json.loads(row.body) for row in connection.execute(waiting)}
    same = [one for one, told in bodies.items() if wanted == told["number"] or held.item_id == told["item_id"]]
    wrong = {
        "the corrected one has no number": not wanted.strip(),
        f"invoice {wanted} is in the books already, give the corrected one another number": taken,
        f"{', '.join(same)} waits for it or for this number: approve or refuse that one first": bool(same),
    }
    refuse(wrong, f"{held.type} {held.number}")


def claim(held: Row[Any], kind: Adjust, *, claim_tax: bool) -> None:
    """Refuse to claim tax where there is none to claim: the whole would silently go to the allowance."""
    if claim_tax and kind not in TAXED:
        raise Invalid(f"{held.type} {held.number}: tax is claimed of a bad debt, not with {kind}: ask without it")
    if claim_tax and not held.tax:
        raise Invalid(f"{held.type} {held.number}: no sales tax is known of it: ask without claiming tax")
