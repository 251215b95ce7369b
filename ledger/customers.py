"""Customers: a number that never changes and facts of which the newest count."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, select

from kit.db import Among, among
from ledger.book import Book
from ledger.records import NewCustomer
from ledger.refusals import UnknownCustomer
from ledger.tables import LOGGED, NEWEST, customer, customer_fact, customer_language

_FACTS = LOGGED["customer_fact"]
assert _FACTS[1:] == tuple(field.name for field in fields(NewCustomer)), "a fact is a customer's record"


def upsert(book: Book, rows: Sequence[NewCustomer]) -> int:
    """Write the customers that are new or whose facts differ from the newest; return how many that were."""
    wanted = {row.number: _facts(book.entity, row) for row in rows}
    given = newest(book.entity, *_columns()).where(among(book.connection, customer_fact.c.number, wanted))
    known = {row.number: tuple(row) for row in book.connection.execute(given)}
    book.write("customer", [(book.entity, number) for number in wanted if number not in known])
    changed = [facts for number, facts in wanted.items() if known.get(number) != facts]
    book.write("customer_fact", changed)
    return len(changed)


def standing(book: Book, numbers: Iterable[str]) -> dict[str, NewCustomer]:
    """Return the customers there are of these numbers, by number, as their newest facts say."""
    chosen = newest(book.entity, *_columns()[1:]).where(among(book.connection, customer_fact.c.number, numbers))
    return {row.number: _record(tuple(row)) for row in book.connection.execute(chosen)}


def classes(connection: Connection, entity: str, number: str | None = None) -> dict[str, str]:
    """Return the class of risk by customer, of all or of one; a number that nobody has is left out."""
    chosen = newest(entity, customer_fact.c.number, customer_fact.c.risk_class)
    if number is not None:
        chosen = chosen.where(customer_fact.c.number == number)
    return {row[0]: row[1] for row in connection.execute(chosen)}


def having(book: Book, fact: str) -> dict[str, set[str]]:
    """Return the numbers of the customers by a fact of theirs, as `tax_id`; those who have none are left out."""
    column = customer_fact.c[fact]
    found: dict[str, set[str]] = {}
    for value, number in book.connection.execute(newest(book.entity, column, customer_fact.c.number)):
        if value:
            found.setdefault(value, set()).add(number)
    return found


def speak(book: Book, languages: Mapping[str, str]) -> int:
    """Write the language (ISO 639-1) of each customer; return how many were new. Refused: UnknownCustomer."""
    check(book, languages)
    known = spoken(book.connection, book.entity)
    fresh = [(book.entity, number, code) for number, code in languages.items() if known.get(number) != code]
    book.write("customer_language", fresh)
    return len(fresh)


def spoken(connection: Connection, entity: str, batch: int | None = None) -> dict[str, str]:
    """Return the language of each customer that has one, as it was known after a batch (None: now)."""
    chosen = select(customer_language.c.customer_number, customer_language.c.language)
    where = (customer_language.c.entity == entity, *([customer_language.c.batch <= batch] if batch is not None else []))
    return {row[0]: row[1] for row in connection.execute(chosen.where(*where).order_by(customer_language.c.no))}


def newest(entity: str, *columns: ColumnElement[Any], batch: int = NEWEST) -> Select[Any]:
    """Return the query for the newest facts of each customer, or for the newest when a batch was."""
    later = customer_fact.alias("later")
    last = (
        select(func.max(later.c.no))
        .where(later.c.entity == customer_fact.c.entity, later.c.number == customer_fact.c.number)
        .where(later.c.batch <= batch)
        .scalar_subquery()
    )
    return select(*columns).where(customer_fact.c.entity == entity, customer_fact.c.no == last)


#: Which numbers of several a customer has.
_THERE = Among(
    lambda is_one: select(customer.c.number).where(customer.c.entity == bindparam("entity"), is_one(customer.c.number))
)
#: What is known of one customer.
_ONE = (
    select(*(customer_fact.c[name] for name in ("name", "aliases", "parent_number")))
    .where(customer_fact.c.entity == bindparam("entity"), customer_fact.c.number == bindparam("number"))
    .order_by(customer_fact.c.no.desc())
    .limit(1)
)


def one(connection: Connection, entity: str, number: str) -> Row[tuple[str, str, str]] | None:
    """Return the newest name, aliases (JSON) and parent of a customer, or None where nothing is known of them."""
    return connection.execute(_ONE, {"entity": entity, "number": number}).first()


def check(book: Book, numbers: Iterable[str]) -> None:
    """Refuse numbers that no customer has, the first of them by name."""
    known(book.connection, book.entity, numbers)


def known(connection: Connection, entity: str, numbers: Iterable[str]) -> None:
    """Refuse numbers that no customer of an entity has, the first of them by name."""
    wanted = set(numbers)
    if not wanted:
        return
    if missing := sorted(wanted - set(_THERE.ask(connection, wanted, entity=entity).scalars())):
        raise UnknownCustomer(
            f"there is no customer {missing[0]}" + (f" (and {len(missing) - 1} more)" if missing[1:] else "")
        )


def _columns() -> list[ColumnElement[Any]]:
    """Return the columns of a fact in the order they are written."""
    return [customer_fact.c[name] for name in _FACTS]


def _facts(entity: str, row: NewCustomer) -> tuple[object, ...]:
    """Return the record as it is written: aliases as JSON."""
    values = [getattr(row, field.name) for field in fields(NewCustomer)]
    return (entity, *(json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value for value in values))


def _record(facts: Sequence[Any]) -> NewCustomer:
    """Return what is written as the record it was."""
    said = dict(zip((field.name for field in fields(NewCustomer)), facts, strict=True))
    return NewCustomer(**said | {"aliases": tuple(json.loads(said["aliases"]))})
