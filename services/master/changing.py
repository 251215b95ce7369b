"""Master data that steers money is changed by two people: what one asks for stands when another has approved it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

import kit.terms
import ledger
from credit import accounts
from kit.money import Money
from kit.refusals import Conflict
from kit.validation import tupled
from ledger import tables
from ledger.master import CONTROLLED, REQUEST, TABLES, Kept
from ledger.records import NewCustomer, NewRequest
from ledger.terms import ALWAYS, NewTerms
from services.banking import company_ids

#: Facts of a customer that nobody changes alone (DUTIES A16; DOMAIN section 12).
STEERS = ("name", "aliases", "parent_number", "terms", "currency", "credit_limit", "tax_id", "duns")
#: What of these is money, in the customer's currency.
AMOUNTS = frozenset({"credit_limit"})
SUBJECT_MAX = 200
#: What some fields are called in a request.
WORDS = {"body": "terms"}
#: Table -> the sort whose later versions are asked for.
SORTS: dict[str, type[Any]] = {TABLES[sort].name: sort for sort in CONTROLLED}


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of one thing: `was` is what stood when it was asked for, by field."""

    sort: str  # customer, terms, or the table of a sort that is kept in versions
    key: str
    was: Mapping[str, Any]
    becomes: Mapping[str, Any]
    currencies: tuple[str, str] | None = None  # of the amounts in both, where there are any

    def __str__(self) -> str:
        """Return the change in words: what it is of, each field's old and new value, and from when."""
        old, new = self.currencies or ("", "")
        worded = {
            name: (_worded(name, self.was.get(name), old), _worded(name, value, new))
            for name, value in self.becomes.items()
            if name != "valid_from"
        }
        each = [
            f"{WORDS.get(name, name.replace('_', ' '))} {before} to {after}"
            for name, (before, after) in worded.items()
            if before != after
        ]
        begins = self.becomes.get("valid_from") or ""
        return f"{self.key}: {', '.join(each)}{f' from {begins}' if begins > ALWAYS.isoformat() else ''}"


def of_customers(book: ledger.Book, rows: Iterable[NewCustomer]) -> tuple[list[NewCustomer], list[Change]]:
    """Divide customers into what is written at once and the changes of what steers money, which wait."""
    wanted = list(rows)
    known = ledger.customers.standing(book, [row.number for row in wanted])
    at_once, waits = [], []
    for row in wanted:
        before = known.get(row.number)
        changed = [name for name in STEERS if before and getattr(before, name) != getattr(row, name)]
        if before and row.credit_limit is not None and "currency" in changed and "credit_limit" not in changed:
            changed.append("credit_limit")  # as many minor units of another currency are another limit
        if before is None or not changed:
            at_once.append(row)
            continue
        at_once.append(replace(row, **{name: getattr(before, name) for name in changed}))
        was, becomes = ({name: getattr(one, name) for name in changed} for one in (before, row))
        waits.append(Change("customer", row.number, was, becomes, (before.currency, row.currency)))
    return at_once, waits


def of_kept(book: ledger.Book, rows: Sequence[Kept]) -> tuple[list[Kept], list[Change]]:
    """Divide rows of one sort into what is written at once and the changes of sites and entities that are there."""
    at_once, waits = ledger.master.changes(book, rows)
    return at_once, [_of_row(book.entity, before, row) for before, row in waits]


def _of_row(entity: str, before: Kept, row: Kept) -> Change:
    """Return the change of one row; all of the new row is kept."""
    sort, key = TABLES[type(row)].name, " ".join(str(getattr(row, name)) for name in type(row).KEY)
    return Change(sort, key or entity, _plain(asdict(before)), _plain(asdict(row)))


def of_terms(book: ledger.Book, rows: Sequence[NewTerms]) -> tuple[list[NewTerms], list[Change]]:
    """Divide terms into codes that are new, and those that mean something else already, which wait.

    A code means something where it is kept, or where customers buy by it and its words are the trade's (`NET 30`).
    """
    agreed = ledger.terms.agreed(book.connection, book.entity)
    bought_by = ledger.terms.bought_by(book.connection, book.entity)
    at_once, waits = [], []
    for row in rows:
        before = agreed.meaning(row.code, row.valid_from, bought_by)
        if before is None or agreed.says(row) or before.body() == row.terms.body():
            at_once.append(row)
            continue
        becomes = _said(row)
        was = _said(replace(row, terms=before, valid_from=ALWAYS))
        waits.append(Change("terms", row.code, was, becomes))
    return at_once, waits


def ask(book: ledger.Book, changes: Sequence[Change], reason: str, at: datetime) -> str:
    """Ask for changes together and return the request; where the very same waits already, that one.

    Refused: Invalid without a reason.
    """
    body = json.dumps([asdict(change) for change in changes], ensure_ascii=False, sort_keys=True)
    asked, said = tables.request, tables.verdict
    waiting = (
        select(asked.c.request_id)
        .join(said, said.c.request_id == asked.c.request_id, isouter=True)
        .where(asked.c.entity == book.entity, asked.c.kind == REQUEST, asked.c.body == body, said.c.no.is_(None))
    )
    if there := book.connection.execute(waiting).scalar():
        return str(there)
    of = {change.key for change in changes if change.sort == "customer"}
    subject = shortened("; ".join(map(str, changes)))
    return ledger.approvals.ask(book, NewRequest(REQUEST, subject, body, reason, customer_number=_only(of)), at)


def shortened(subject: str) -> str:
    """Return a subject no longer than a list shows."""
    return subject if len(subject) <= SUBJECT_MAX else f"{subject[: SUBJECT_MAX - 1]}\u2026"


def read(body: str) -> list[Change]:
    """Return the changes that a request's body holds."""
    return [Change(**change) for change in json.loads(body)]


def carry_out(_: object, book: ledger.Book, asked: Row[Any]) -> None:
    """Write what was asked for. Refused: Conflict where it has changed since."""
    changes = read(asked.body)
    _customers(book, [change for change in changes if change.sort == "customer"])
    for table, sort in SORTS.items():
        wanted = [change for change in changes if change.sort == table]
        rows = [_row(sort, change.becomes) for change in wanted]
        _check_unmoved(wanted, of_kept(book, rows)[1])
        ledger.master.keep(book, rows, approved=True)
    wanted = [change for change in changes if change.sort == "terms"]
    agreed = [_terms(change.becomes) for change in wanted]
    _check_unmoved(wanted, of_terms(book, agreed)[1])
    ledger.terms.agree(book, agreed)


def _check_unmoved(wanted: Iterable[Change], now: Iterable[Change]) -> None:
    """Refuse what was asked of something that says otherwise by now; `now` is the same asked for again.

    What stands already as it was asked for is not in `now`. Refused: Conflict.
    """
    stands = {(one.key, one.becomes["valid_from"]): _through_json(one.was) for one in now}
    for change in wanted:
        was = stands.get((change.key, change.becomes["valid_from"]), change.was)
        if moved := [WORDS.get(name, name) for name, value in change.was.items() if was.get(name) != value]:
            raise _moved(change, moved)


def _moved(change: Change, names: Sequence[str]) -> Conflict:
    """Return the refusal of a change whose ground has moved."""
    return Conflict(f"{change.key}: {', '.join(names)} changed since this was asked for: ask again")


def _through_json(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as a request's body gives them back."""
    read_back: dict[str, Any] = json.loads(json.dumps(said))
    return read_back


def _customers(book: ledger.Book, changes: Sequence[Change]) -> None:
    """Write changed customers; their numbers name them as payers from now on.

    Refused: Conflict; Invalid for terms or a limit of an account on which nobody decided yet.
    """
    known = ledger.customers.standing(book, [change.key for change in changes])
    rows = []
    for change in changes:
        before = known[change.key]
        was, becomes = (tupled(said) for said in (change.was, change.becomes))
        if moved := [name for name, value in was.items() if getattr(before, name) != value]:
            raise _moved(change, moved)
        rows.append(replace(before, **becomes))
        if {"terms", "credit_limit"} & set(change.becomes):
            accounts.check_trusted(book.connection, book.entity, change.key, "terms and limit")
    ledger.customers.upsert(book, rows)
    links = ledger.worklists.links(book.connection, book.entity)
    there = set(links.select("kind", "key", "customer").iter_rows())
    fresh = [one for one in company_ids.links(rows) if (one.kind, one.key, one.customer_number) not in there]
    ledger.evidence.add(book, fresh)


def _row(sort: type[Any], said: Mapping[str, Any]) -> Kept:
    """Return a row as it was asked for."""
    days = {name: date.fromisoformat(said[name]) if said[name] else None for name in ("valid_from", "valid_until")}
    roles = {"roles": tuple(said["roles"])} if "roles" in said else {}
    made: Kept = sort(**{**said, **days, **roles})
    return made


def _said(row: NewTerms) -> dict[str, Any]:
    """Return terms as they are asked for."""
    said = {"code": row.code, "name": row.terms.name, "body": row.terms.body(), "valid_from": row.valid_from}
    return _plain(said)


def _terms(said: Mapping[str, Any]) -> NewTerms:
    """Return terms as they were asked for."""
    agreed = kit.terms.from_body(said["body"], said["name"])
    return NewTerms(said["code"], agreed, date.fromisoformat(said["valid_from"]))


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON holds them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}


def _worded(name: str, value: object, currency: str = "") -> str:
    """Return a value for people; nothing has a word too."""
    if value is None or value in ("", [], ()):
        return "nothing"
    if name in AMOUNTS and currency:
        return str(Money(int(str(value)), currency))
    if name == "body":
        return str(kit.terms.from_body(str(value)))
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _only(names: set[str]) -> str:
    """Return the one name there is, or nothing."""
    return next(iter(names)) if len(names) == 1 else ""
