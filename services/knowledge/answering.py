"""An answer as the books tell it: who paid by which marks, what he wrote, what was settled, what was known before."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

import ledger
from kit.conditions import unset
from kit.db import Among
from kit.sealing import plain
from ledger import sealed, tables
from matcher import Policy
from matcher.remittance import labels, tokens
from services.banking import advised
from services.knowledge import book as lessons_of
from services.knowledge.lessons import Answer, Mark, Paid, Said
from services.knowledge.marks import marks, named

#: How far a family is followed up.
GENERATIONS_MAX = 8


def answer(book: ledger.Book, policy: Policy, *, act: str, told: Mapping[str, Any]) -> Answer:
    """Return the answer that `act` gave. `told`: receipt_id, entry, customer ("" where unsure), offered, on.

    What was settled is what this command applied.
    """
    connection = book.connection
    entry = told["entry"]
    known_as = cache(partial(ledger.customers.one, connection, book.entity))
    written = _written(known_as(told["customer"]) if told["customer"] else None)
    his = [mark for mark in marks(entry) if not _his_name(mark, written)]
    known = lessons_of.known(connection, book.entity, policy, told["on"], keys=[key for _, key in his])
    leads = _leads(connection, book.entity, his, known)
    people = {told["customer"], told["offered"], *(one for led in leads.values() for one in led)} - {""}
    negative = frozenset(one.fact for one in known if one.fact.kind in {"not_payer", "not_ar"} and one.support)
    return Answer(
        act=act,
        customer=told["customer"],
        marks=tuple(his),
        leads=leads,
        heads={one: _head(one, known_as) for one in sorted(people)},
        offered=told["offered"],
        paid=_paid(connection, book.batch, told["receipt_id"]) if book.wrote("application") else (),
        said=tuple(_said(connection, entry)),
        numbers=_numbers(entry),
        never=negative,
    )


def _written(row: Row[tuple[str, str, str]] | None) -> tuple[str, ...]:
    """Return a customer's names as we write them."""
    return (row.name, *json.loads(row.aliases or "[]")) if row else ()


def _his_name(mark: Mark, written: Iterable[str]) -> bool:
    """Return whether a mark is the customer's own name as we write it, or the beginning of it.

    That teaches nothing: names are read anyway, and a name that a bank cut may be the beginning of others' names too.
    """
    return mark[0] == "name" and any(named(name).startswith(mark[1]) for name in written)


def _leads(
    connection: Connection, entity: str, his: Iterable[Mark], known: Iterable[Any]
) -> dict[Mark, frozenset[str]]:
    """Return the customers that each mark leads to, by what was given and by what was learned."""
    found: dict[Mark, set[str]] = {mark: set() for mark in his}
    for one in known:
        mark = (one.fact.subject, one.fact.key)
        if one.fact.kind == "payer_link" and one.status == "active" and mark in found:
            found[mark].add(one.fact.means)
    kept = {alike: mark for mark in found for alike in _alike(connection, mark)}
    for row in _GIVEN.ask(connection, (key for _, key in kept), entity=entity):
        if (row.kind, row.key) in kept:
            found[kept[row.kind, row.key]].add(row.customer_number)
    return {mark: frozenset(led) for mark, led in found.items() if led}


_GIVEN = Among(
    lambda is_one: (
        select(tables.payer_link.c.kind, tables.payer_link.c.key, tables.payer_link.c.customer_number)
        .join(tables.batch, tables.batch.c.no == tables.payer_link.c.batch)
        .where(
            tables.batch.c.entity == bindparam("entity"),
            tables.payer_link.c.negative == 0,
            is_one(tables.payer_link.c.key),
        )
    )
)


def _alike(connection: Connection, mark: Mark) -> Iterable[Mark]:
    """Yield a mark as a link may hold it: in clear, or sealed."""
    subject, key = mark
    return ((subject, one) for one in sealed.alike(connection, "payer_link", "key", [key]))


def _head(customer: str, known_as: Callable[[str], Row[tuple[str, str, str]] | None]) -> str:
    """Return the head of a customer's family."""
    way = [customer]
    for _ in range(GENERATIONS_MAX):
        known = known_as(way[-1])
        parent = known.parent_number if known else ""
        if not parent or parent in way:
            break
        way.append(parent)
    return way[-1]


def _paid(connection: Connection, batch: int, receipt_id: str) -> tuple[Paid, ...]:
    """Return what the command settled of each item."""
    one, item = tables.application, tables.item
    numbers = (item.c.number, item.c.po_number, item.c.order_number, item.c.delivery_number)
    chosen = (
        select(*numbers, item.c.amount, item.c.freight, one.c.cash, one.c.deduction, one.c.deduction_reason)
        .join(item, item.c.item_id == one.c.item_id)
        .where(one.c.batch == batch, one.c.receipt_id == receipt_id, unset(one.c.reverses))
    )
    return tuple(
        Paid(
            document_number=row.number,
            amount=row.amount,
            cash=row.cash,
            deduction=row.deduction,
            reason=row.deduction_reason,
            freight=row.freight,
            po_number=row.po_number,
            order_number=row.order_number,
            delivery_number=row.delivery_number,
        )
        for row in connection.execute(chosen.order_by(one.c.no))
    )


def _said(connection: Connection, entry: Mapping[str, Any]) -> Iterable[Said]:
    """Yield the payer's remittance lines: the entry's own, else those of the advice that was attached to it."""
    own = json.loads(entry["remittance"])
    if not own:
        own = [line for one in advised.of(connection, entry["entry_id"]) for line in json.loads(one["remittance"])]
    for line in own:
        none: list[Any] = [0, "", "", ""]
        largest = max(line["adjustments"], key=lambda one: abs(one[0]), default=none)
        yield Said(line["reference"], line["paid"], line["qualifier"], tuple(line["also"]), largest[1], largest[2])


def _numbers(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the numbers in the free text that no label calls the bank's own."""
    own = {plain(entry[name]) for name in ("bank_reference", "payer_account", "payer_routing", "company_id", "account")}
    return tuple(
        piece.text
        for piece in tokens.tokens(entry["text"])
        if piece.sort == "number" and piece.role not in labels.SILENT and plain(piece.text) not in own
    )
