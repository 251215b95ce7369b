"""What we say to each other about a customer, and who hears once a day what changed with it (DUTIES A58)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, func, select

import ledger
from credit.tables import credit_limit, guarantee, hold_release
from dunning.tables import dispute, promise
from kit.days import instant
from kit.refusals import Invalid
from ledger.book import Book
from ledger.journal import day
from ledger.tables import batch, comment, contact_entry, customer_fact, item, request, watch, watch_digest
from services.commands import command
from services.people import persons
from services.workspace import Workspace

LETTERS_MAX = 4000
#: What is told -> its table and the column of its customer.
CHANGES: Final[Mapping[str, tuple[Table, ColumnElement[str]]]] = {
    "comment": (comment, comment.c.customer_number),
    "contact": (contact_entry, contact_entry.c.customer_number),
    "promise": (promise, promise.c.customer_number),
    "dispute": (dispute, dispute.c.customer_number),
    "document": (item, item.c.customer_number),
    "request": (request, request.c.customer_number),
    "decision on a held order": (hold_release, hold_release.c.customer_number),
    "limit": (credit_limit, credit_limit.c.customer_number),
    "guarantee": (guarantee, guarantee.c.customer_number),
    "change of the file": (customer_fact, customer_fact.c.number),
}


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a customer."""

    said: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """What changed for somebody by a morning: a line a customer."""

    on: date
    said: str


def say(workspace: Workspace, customer: str, said: str, *, actor: str, key: str = "") -> None:
    """Write a comment; it stays. Refused: UnknownCustomer; Invalid without a text, or for a long one."""
    if not said.strip() or len(said) > LETTERS_MAX:
        raise Invalid(f"a comment has 1 to {LETTERS_MAX:,} letters")
    with command(workspace, "comment", actor, {"said": [customer, said]}, key) as book:
        if book.replayed is None:
            ledger.customers.check(book, [customer])
            book.write("comment", [(book.entity, customer, said.strip(), book.actor)])


def comments(workspace: Workspace, customer: str) -> list[Comment]:
    """Return what was said of a customer, the newest first. Refused: UnknownCustomer."""
    mine = (comment.c.entity == workspace.settings.entity, comment.c.customer_number == customer)
    chosen = select(comment.c.said, comment.c.actor, batch.c.recorded_at).join(batch, batch.c.no == comment.c.batch)
    with workspace.database.reading() as connection:
        ledger.customers.known(connection, workspace.settings.entity, [customer])
        rows = connection.execute(chosen.where(*mine).order_by(comment.c.no.desc())).all()
    return [Comment(row[0], row[1], instant(row[2])) for row in rows]


def follow(workspace: Workspace, customer: str, *, held: bool, actor: str, key: str = "") -> None:
    """Watch a customer, or no longer: one says so for oneself. Refused: UnknownCustomer; Invalid for no login."""
    login = persons.as_login(actor)
    with command(workspace, "watch", actor, {"said": [customer, held]}, key) as book:
        if book.replayed is None:
            ledger.customers.check(book, [customer])
            if (customer in _watched(book.connection, book.entity, login)) is not held:
                book.write("watch", [(book.entity, login, customer, int(held), book.actor)])


def watched(workspace: Workspace, login: str) -> list[str]:
    """Return the customers somebody watches."""
    with workspace.database.reading() as connection:
        return sorted(_watched(connection, workspace.settings.entity, login.lower()))


def anybody(workspace: Workspace) -> bool:
    """Say whether anybody ever watched a customer."""
    with workspace.database.reading() as connection:
        return connection.execute(select(watch.c.no).limit(1)).first() is not None


def tell(workspace: Workspace, *, actor: str, key: str = "") -> int:
    """Write today's digests, one for each who watches something that changed since; return how many.

    What somebody did themselves is no news to them. Told twice on a day it is written once; who is out hears nothing.
    """
    today = workspace.today()
    with command(workspace, "watch-digest", actor, {"on": today.isoformat()}, key) as book:
        if book.replayed is None:
            rows = list(_digests(book, today, {one.login for one in persons.everybody(workspace) if one.active}))
            book.write("watch_digest", rows)
            book.result = {"written": len(rows)}
        return int((book.replayed or book.result)["written"])


def digests(workspace: Workspace, login: str) -> list[Digest]:
    """Return what somebody was told, the newest first."""
    table = watch_digest.c
    mine = (table.entity == workspace.settings.entity, table.login == login.lower())
    with workspace.database.reading() as connection:
        rows = connection.execute(select(table.on_day, table.said).where(*mine).order_by(table.no.desc())).all()
    return [Digest(day(row.on_day), row.said) for row in rows]


def _digests(book: Book, today: date, there: Collection[str]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of digests that say something."""
    told = watch_digest.c
    last = select(told.login, func.max(told.on_day), func.max(told.upto)).where(told.entity == book.entity)
    known = {row[0]: (day(row[1]), row[2]) for row in book.connection.execute(last.group_by(told.login))}
    for login in sorted(_watchers(book.connection, book.entity)):
        on, upto = known.get(login, (date.min, 0))
        if on >= today or (there and login not in there):
            continue
        since = {one: max(upto, began) for one, began in _watched(book.connection, book.entity, login).items()}
        lines = [line for one, after in sorted(since.items()) for line in _changed(book, one, after, login)]
        if lines:
            yield book.entity, login, today, book.batch - 1, "\n".join(lines)


def _changed(book: Book, customer: str, after: int, login: str) -> Iterator[str]:
    """Yield what changed with a customer behind a batch, in a line, where something did."""
    parts = []
    for words, (table, column) in CHANGES.items():
        mine = (batch.c.entity == book.entity, column == customer, table.c.batch > after)
        counted = select(func.count()).select_from(table.join(batch, batch.c.no == table.c.batch))
        count = book.connection.execute(counted.where(*mine, func.lower(batch.c.actor) != login)).scalar_one()
        if count:
            parts.append(f"{count} {words}{'s' * (count > 1 and ' ' not in words)}")
    if parts:
        yield f"{customer}: {', '.join(parts)}"


def _watchers(connection: Connection, entity: str) -> set[str]:
    """Return everybody who ever watched something."""
    return set(connection.execute(select(watch.c.login).where(watch.c.entity == entity)).scalars())


def _watched(connection: Connection, entity: str, login: str) -> dict[str, int]:
    """Return the customers somebody watches, and the batch since which they do."""
    mine = (watch.c.entity == entity, watch.c.login == login)
    newest = select(func.max(watch.c.no)).where(*mine).group_by(watch.c.customer_number)
    held = select(watch.c.customer_number, watch.c.batch).where(watch.c.no.in_(newest), watch.c.held == 1)
    return {row.customer_number: row.batch for row in connection.execute(held)}
