"""Plans and settlements at the desk: asked for and approved, cancelled, and the rest written off once the cash came."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

import ledger
from dunning import arrangements
from dunning.arrangements import GRACE, Arrangement, Due, NewArrangement, PlanState, Terms
from kit.db import among
from kit.money import Money
from kit.refusals import Invalid
from ledger import tables
from ledger.records import Adjust, Adjustment, ItemType, NewRequest
from services import control
from services.commands import command
from services.decisions import standing
from services.dunning.deeds import PLAN, SETTLEMENT
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Told:
    """A plan or settlement as somebody asks for it: documents by number or id, all that is open of each.

    The parts are `dues`, else `count` equal ones from `first_on`, one each `every`, the earliest of `first` if given.
    """

    documents: tuple[str, ...]
    person: str
    dues: tuple[Due, ...] = ()
    first_on: date | None = None
    count: int = 1
    every: str = "month"
    first: int = 0
    grace: int = GRACE
    misses: int = 1
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was written off of settlements whose cash came, and those of which more is open than was approved."""

    settled: tuple[str, ...]
    moved: tuple[str, ...]
    replayed: bool = False


def ask(
    workspace: Workspace,
    told: Told,
    agreed: tuple[int, str] | None = None,
    waiver: str = "",
    *,
    reason: str,
    actor: str,
    key: str = "",
) -> control.Asked:
    """Ask for a payment plan, or for a settlement: to take an `agreed` amount and waive the rest as a bad debt or so.

    It holds once a second person approves it, who has authority over the whole of a plan, or over what is waived.
    Refused: UnknownItem, Invalid.
    """
    with workspace.database.reading() as connection:
        held = _held(connection, told.documents)
        row = _new(workspace.today(), held, told, agreed, waiver)
        arrangements.check(connection, workspace.settings.entity, row)
        evidence = _evidence(connection, workspace.settings.entity, row)
    kind, minor = (PLAN, row.minor) if agreed is None else (SETTLEMENT, row.waived)
    subject = ", ".join(one.number for one in held)
    wanted = NewRequest(kind, subject, _body(row, evidence), reason, minor, row.currency, row.customer_number)
    return control.ask(workspace, wanted, actor, key)


def _held(connection: Connection, documents: Sequence[str]) -> list[Row[Any]]:
    """Return the documents. Refused: UnknownItem; Invalid for none, or of several customers or currencies."""
    table = tables.item
    ids = [standing.item(connection, name).item_id for name in documents]
    rows = connection.execute(select(table).where(among(connection, table.c.item_id, ids)).order_by(table.c.number))
    found = list(rows)
    if len({(row.customer_number, row.currency) for row in found}) != 1:
        raise Invalid("the documents are of one customer in one currency")
    return found


def _new(
    today: date, held: Sequence[Row[Any]], told: Told, agreed: tuple[int, str] | None, waiver: str
) -> NewArrangement:
    """Return what is asked for in full: all that is open of each document, and every part. Refused: Invalid."""
    items = {row.item_id: row.balance for row in held}
    whole, money = sum(items.values()), held[0].currency
    due, given = agreed or (whole, money)
    if given != money:
        raise Invalid(f"the documents are in {money}: agree on an amount in it")
    dues = told.dues or arrangements.schedule(due, told.first_on or today, told.count, told.every, told.first)
    terms = Terms(today, dues, told.grace, told.misses)
    return NewArrangement(
        held[0].customer_number, money, items, terms, told.person, waiver, whole - due, told.conditions
    )


def _evidence(connection: Connection, entity: str, row: NewArrangement) -> dict[str, int | str]:
    """Return what a second person looks at: what is open and to come, and what the customer owes once all of it is."""
    item = tables.item.c
    theirs = (item.entity == entity, item.customer_number == row.customer_number, item.currency == row.currency)
    balances = select(func.sum(item.balance)).where(*theirs, item.type != ItemType.RECEIPT)
    left = int(connection.execute(balances).scalar_one()) - row.minor
    figures = {"open": row.minor, "to_come": row.minor - row.waived, "waived": row.waived, "left": left}
    return {**figures, "parts": len(row.terms.dues), "last_part": row.terms.dues[-1].due_on.isoformat()}


def _body(row: NewArrangement, evidence: Mapping[str, int | str]) -> str:
    """Return all that carrying an arrangement out needs, as it is kept."""
    facts = {name: getattr(row, name) for name in ("person", "waiver", "waived", "conditions")}
    terms = {"agreed_on": row.terms.agreed_on.isoformat(), "grace": row.terms.grace, "misses": row.terms.misses}
    dues = [[due.due_on.isoformat(), due.minor] for due in row.terms.dues]
    whole = {**facts, **terms, "items": list(row.items.items()), "dues": dues, "evidence": evidence}
    return json.dumps(whole, sort_keys=True, ensure_ascii=False)


def currency(workspace: Workspace, documents: Sequence[str]) -> str:
    """Return the currency of documents. Refused: UnknownItem, Invalid."""
    with workspace.database.reading() as connection:
        return str(_held(connection, documents)[0].currency)


def cancel(workspace: Workspace, identity: str, note: str, *, actor: str, key: str = "") -> PlanState:
    """End an arrangement: its documents are asked for again. Refused: NotFound; Invalid where it ended, or no note."""
    with command(workspace, "arrangement-cancelled", actor, {"said": [identity, note]}, key) as book:
        if book.replayed is None:
            arrangements.end(book, identity, PlanState.CANCELLED, workspace.today(), note=note, at=workspace.now())
    return PlanState.CANCELLED


def settle(workspace: Workspace, *, actor: str, key: str = "") -> Settled:
    """Write the rest of every settlement off whose agreed sum came in time, each once. Run as often as you like.

    One of whose documents more is open than its approval waives is left alone: it is for a person to look at.
    """
    today = workspace.today()
    with command(workspace, "settlements", actor, {"on": today.isoformat()}, key) as book:
        if book.replayed is None:
            known = arrangements.of(book.connection, book.entity, today)
            paid = [one for one in known if one.waived and one.kept.whole and one.state is PlanState.KEPT]
            fits = [one for one in paid if one.open <= one.waived]
            for one in fits:
                _write_off(workspace, book, one)
            moved = [one.arrangement_id for one in paid if one.open > one.waived]
            book.result = {"settled": [one.arrangement_id for one in fits], "moved": moved}
    told = book.replayed or book.result
    return Settled(tuple(told["settled"]), tuple(told["moved"]), replayed=book.replayed is not None)


def _write_off(workspace: Workspace, book: ledger.Book, one: Arrangement) -> None:
    """Write off what is left of a settlement's documents, and end it."""
    left = arrangements.left(book.connection, one.items, workspace.today())
    reason = f"settlement {one.arrangement_id}: {Money(one.kept.paid, one.currency)} came"
    rows = [
        Adjustment(name, Adjust(one.waiver), left[name], workspace.today(), reason) for name in one.items if left[name]
    ]
    arrangements.end(book, one.arrangement_id, PlanState.SETTLED, workspace.today(), note=reason, at=workspace.now())
    ledger.adjustments.adjust(book, rows)


def of(workspace: Workspace, as_of: date | None = None, customer: str = "") -> list[Arrangement]:
    """Return arrangements as they stood on a day, the newest first; of one customer, or of all that one may see."""
    with workspace.database.reading() as connection:
        entity = workspace.settings.entity
        found = arrangements.of(connection, entity, as_of or workspace.today(), customer=customer)
    seen = [one for one in found if workspace.sees(one.customer_number)]
    return seen[::-1]
