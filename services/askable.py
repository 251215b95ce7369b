"""What an approval could not carry out is refused when it is asked for; the approval refuses it again."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

import ledger
from kit.money import Money, share
from kit.refusals import Invalid, refuse
from ledger import tables
from ledger.kinds import Account
from ledger.records import Adjust, ItemType
from services.credit.deeds import CHARGE
from services.dunning.deeds import CREDIT

REBILL = "rebill"
#: What brings back, and all that takes from what is left of an item: those of one item that wait count together.
BROUGHT_BACK = frozenset(map(str, ledger.adjustments.REINSTATES))
TAKEN = frozenset(map(str, Adjust)) - BROUGHT_BACK | {CREDIT}
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


def beside(connection: Connection, held: Row[Any], kind: str, minor: int) -> None:
    """Refuse what waits already, and what requests that wait leave nothing of: only one could be carried out."""
    waits = _of_item(connection, held, BROUGHT_BACK if kind in BROUGHT_BACK else TAKEN)
    same = [row.request_id for row in waits if (row.kind, row.minor) == (kind, minor)]
    rest = Money(abs(held.balance) - sum(row.minor for row in waits), held.currency)
    said = f"{rest} is left beside what waits ({_named(waits)}), not {Money(minor, held.currency)}"
    wrong = {
        f"{', '.join(same)} asks for the same and waits: approve or refuse that one first": bool(same),
        said: bool(waits) and kind in TAKEN and minor > rest.minor,
    }
    refuse(wrong, f"{held.type} {held.number}")


def left(connection: Connection, held: Row[Any], reason: str) -> int:
    """Return what requests that wait leave of an item, in minor units; those for one reason are not counted."""
    waits: list[int] = [row.minor for row in _of_item(connection, held, TAKEN) if row.reason != reason]
    balance: int = abs(held.balance)
    return max(balance - sum(waits), 0)


def charged(connection: Connection, held: Row[Any]) -> None:
    """Refuse a late charge of a document while one waits: no day is charged twice."""
    waits = _of_item(connection, held, {CHARGE})
    said = f"{_named(waits)} charges it and waits: approve or refuse that one first"
    refuse({said: bool(waits)}, f"{held.type} {held.number}")


def _of_item(connection: Connection, held: Row[Any], kinds: Collection[str]) -> list[Row[Any]]:
    """Return the requests of some kinds that wait and are about an item, the oldest first."""
    asked, said = tables.request, tables.verdict
    chosen = (
        select(asked)
        .join(said, said.c.request_id == asked.c.request_id, isouter=True)
        .where(said.c.no.is_(None), asked.c.entity == held.entity, asked.c.kind.in_(sorted(kinds)))
        .where(asked.c.subject == held.number)
        .order_by(asked.c.no)
    )
    rows = connection.execute(chosen).all()
    return [row for row in rows if json.loads(ledger.approvals.body(connection, row)).get("item_id") == held.item_id]


def _named(waits: Sequence[Row[Any]]) -> str:
    """Return requests in words."""
    return ", ".join(row.request_id for row in waits)


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


def taxed(connection: Connection, held: Row[Any]) -> Row[Any]:
    """Return the document whose sales tax is in an item: of a deduction, and of its charge-back, the invoice."""
    while not held.tax and held.origin_item_id:
        held = connection.execute(select(tables.item).where(tables.item.c.item_id == held.origin_item_id)).one()
    return held


def tax_in(document: Row[Any], minor: int) -> int:
    """Return the sales tax in a part of a document: what its net leaves, which alone is rounded (P13, P16, P18a)."""
    whole = abs(document.amount)
    return minor - share(minor, whole - document.tax, whole)


def claim(held: Row[Any], kind: Adjust, document: Row[Any], *, claim_tax: bool) -> None:
    """Refuse to claim tax where there is none to claim: the whole would silently go to the allowance."""
    if claim_tax and kind not in TAXED:
        raise Invalid(f"{held.type} {held.number}: tax is claimed of a bad debt, not with {kind}: ask without it")
    if claim_tax and not document.tax:
        raise Invalid(f"{held.type} {held.number}: no sales tax is known of it: ask without claiming tax")
