"""What one person made by hand waits for a second: who may approve what; where the settings say so, more.

That is payer links, and how files are read. Links that come of answers to receipts need none, for each is an answer of
its own; neither does taking something back.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

import ledger
from kit import sealing
from kit.days import iso, microseconds
from kit.money import Money
from kit.refusals import Conflict
from ledger import tables
from ledger.evidence import PayerLink, Pinned
from ledger.records import NewAuthority, NewRequest
from services.master.changing import shortened
from services.workspace import Workspace

LINK = "payer_link"
READING = "mapping"
AUTHORITY = "authority"


def ask_links(book: ledger.Book, links: Sequence[PayerLink], reason: str, at: datetime) -> str:
    """Ask for links together and return the request; where the very same wait already, that one."""
    body = json.dumps({"links": [asdict(one) for one in links]}, ensure_ascii=False, sort_keys=True)
    customers = {one.customer_number for one in links}
    of = next(iter(customers)) if len(customers) == 1 else ""
    return _ask(
        book, NewRequest(LINK, shortened("; ".join(map(in_words, links))), body, reason, customer_number=of), at
    )


def ask_reading(book: ledger.Book, pin: Pinned, words: str, reason: str, at: datetime) -> str:
    """Ask that files be read so from the approval on; where the very same waits already, return that request."""
    told = {
        "kind": pin.kind,
        "key": pin.key,
        "body": pin.body,
        "words": words,
        "was": _standing(book, pin.kind, pin.key),
    }
    body = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return _ask(book, NewRequest(READING, shortened(f"{pin.kind} {pin.key}"), body, reason), at)


def ask_authorities(book: ledger.Book, rows: Sequence[NewAuthority], reason: str, at: datetime) -> str:
    """Ask that people may approve what these rows say, and return the request; where the very same waits, that one."""
    told = {"authorities": [asdict(one) for one in rows]}
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, default=date.isoformat)
    subject = shortened("; ".join(map(_whose, rows)))
    return _ask(book, NewRequest(AUTHORITY, subject, body, reason), at)


def authorities(body: str) -> list[NewAuthority]:
    """Return what a request's body says of who may approve what."""
    told = json.loads(body)["authorities"]
    return [NewAuthority(**{**one, **{name: iso(one[name] or "") for name in _DAYS}}) for one in told]


def links(body: str) -> list[PayerLink]:
    """Return the links that a request's body holds."""
    return [PayerLink(**one) for one in json.loads(body)["links"]]


def in_words(link: PayerLink) -> str:
    """Return a link in words; of an account its last four letters."""
    key = f"ending {sealing.last(link.key)}" if link.kind == "account" else link.key
    return f"{link.kind.replace('_', ' ')} {key} is {'not ' if link.negative else ''}customer {link.customer_number}"


def facts(body: str) -> Iterable[tuple[str, str]]:
    """Yield what a request of links, or of how files are read, would write: name and value."""
    told = json.loads(body)
    if "links" in told:
        yield from (("payer link", in_words(one)) for one in links(body))
        return
    yield told["kind"], told["key"]
    yield "read as", told["words"]
    yield "until now", "read by another" if told["was"] else "not known"


def granted(body: str) -> Iterable[tuple[str, str]]:
    """Yield whom a request would let approve what: person and kind, and the range."""
    return ((_whose(one), _range(one)) for one in authorities(body))


def _whose(one: NewAuthority) -> str:
    """Return who may approve what in words."""
    return f"{one.person or 'everybody'}, {one.kind}"


def _range(one: NewAuthority) -> str:
    """Return in words between what amounts and days somebody may approve."""
    low, high = Money(one.low, one.currency), Money(one.high, one.currency)
    until = f" until {one.valid_until}" if one.valid_until else ""
    return f"from {low} to {high}, from {one.valid_from} on{until}"


def authorise(_: object, book: ledger.Book, asked: Row[Any]) -> None:
    """Let people approve what was asked for; who approves this is none of them. Refused: what `unsaid` refuses."""
    ledger.approvals.authorise(book, authorities(ledger.approvals.body(book.connection, asked)))


def link(_: object, book: ledger.Book, asked: Row[Any]) -> None:
    """Write the links that were asked for and are not there yet. Refused: UnknownCustomer."""
    wanted = links(ledger.approvals.body(book.connection, asked))
    ledger.customers.check(book, sorted({one.customer_number for one in wanted}))
    standing = ledger.worklists.links(book.connection, book.entity)
    there = set(standing.select("kind", "key", "customer").iter_rows())
    ledger.evidence.add(book, [one for one in wanted if (one.kind, one.key, one.customer_number) not in there])


def read_so(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Let files be read as was asked for, confirmed by who approves it. Refused: Conflict where it changed since."""
    told = json.loads(asked.body)
    if _standing(book, told["kind"], told["key"]) != told["was"]:
        raise Conflict(f"how {told['key']} is read changed since this was asked for: ask again")
    confirmed = Pinned(told["kind"], told["key"], told["body"], book.actor, microseconds(workspace.now()))
    ledger.evidence.add(book, [confirmed])


_DAYS = ("valid_from", "valid_until")


def _ask(book: ledger.Book, wanted: NewRequest, at: datetime) -> str:
    """Ask, unless the very same waits."""
    asked, said = tables.request, tables.verdict
    waiting = (
        select(asked)
        .join(said, said.c.request_id == asked.c.request_id, isouter=True)
        .where(asked.c.entity == book.entity, asked.c.kind == wanted.kind, said.c.no.is_(None))
    )
    for row in book.connection.execute(waiting):
        if ledger.approvals.body(book.connection, row) == wanted.body:
            return str(row.request_id)
    return ledger.approvals.ask(book, wanted, at)


def _standing(book: ledger.Book, kind: str, key: str) -> str:
    """Return how files of a key are read now, empty where nobody said."""
    known = ledger.reads.pins(book.connection, book.entity).filter(kind=kind, key=key)
    return str(known["body"][-1]) if known.height else ""
