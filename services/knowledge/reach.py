"""How far a fact reaches: the receipts of the year before that it would have touched, and their money."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, Text, case, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from kit.db import among, ring_of
from kit.sealing import BLIND_LENGTH, NUMBER
from ledger import tables
from services.knowledge.kinds import CUSTOMER, Fact
from services.knowledge.standing import Reach

#: How far back a reach looks, in days.
YEAR = 365
#: What may stand between the letters and digits of a number at a bank.
_MARKS = " -./:"


def reaches(connection: Connection, entity: str, facts: Iterable[Fact], as_of: date) -> dict[Fact, Reach]:
    """Return the reach of each fact, in one look at the year's receipts.

    What is known of a customer's habits reaches all his receipts: an upper bound, for most of them do not show it.
    """
    wanted: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        wanted[fact.subject, fact.key].append(fact)
    counts: Counter[tuple[str, str]] = Counter()
    sums: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    item = tables.item
    since = as_of - timedelta(days=YEAR)
    day = since.isoformat() if connection.dialect.name == "sqlite" else since
    for row in _receipts(connection, entity, wanted, item.c.issued_on >= day) if wanted else ():
        for subject, key in zip(_SUBJECTS, row[2:], strict=True):
            if (subject, key) in wanted:
                counts[subject, key] += 1
                sums[subject, key][row[0]] += row[1]
    return {fact: _reach(counts[mark], sums[mark]) for mark, alike in wanted.items() for fact in alike}


#: Subjects in the order of the columns that `_receipts` gives.
_SUBJECTS = ("account", "company_id", "name", "virtual_account", CUSTOMER)


def _reach(receipts: int, money: Counter[str]) -> Reach:
    """Return a count and the largest sum of one currency; the first by code among equals."""
    currency, minor = min(money.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    return Reach(receipts, minor, currency)


def waiting_for(connection: Connection, entity: str, facts: Iterable[Fact]) -> bool:
    """Return whether money that is not settled yet has a mark that the facts are about."""
    wanted = {(fact.subject, fact.key) for fact in facts}
    return bool(_receipts(connection, entity, wanted, tables.item.c.balance != 0)) if wanted else False


def _receipts(
    connection: Connection, entity: str, wanted: Iterable[tuple[str, str]], condition: ColumnElement[bool]
) -> list[tuple[str, int, str, str, str, str, str]]:
    """Return currency, amount and marks of the receipts of a condition that have a mark of those wanted."""
    item, entry = tables.item, tables.bank_entry
    columns = (
        _account(entry.c.payer_routing, entry.c.payer_account),
        func.upper(_plain(entry.c.company_id), type_=Text()),
        func.upper(func.trim(entry.c.payer_name), type_=Text()),
        func.upper(_plain(entry.c.account), type_=Text()),
        func.coalesce(item.c.held_for, "", type_=Text()),
    )
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for subject, key in wanted:
        keys[subject].add(key)
    blind = _blind(connection, keys["account"])
    keys["account"] |= set(blind)
    alike = [
        among(connection, column, keys[subject])
        for subject, column in zip(_SUBJECTS, columns, strict=True)
        if keys[subject]
    ]
    chosen = (
        select(item.c.currency, -item.c.amount, *columns)
        .join(entry, entry.c.entry_id == item.c.bank_entry_id)
        .where(item.c.entity == entity, item.c.type == "receipt", condition, or_(*alike))
    )
    rows = (tuple(row) for row in connection.execute(chosen))
    return [(*row[:2], blind.get(row[2], row[2]), *row[3:]) for row in rows]


def _blind(connection: Connection, accounts: Iterable[str]) -> dict[str, str]:
    """Return accounts by the blind index they are found by."""
    ring = ring_of(connection)
    return {ring.blind(account): account for account in accounts} if ring else {}


def _account(routing: ColumnElement[str], account: ColumnElement[str]) -> ColumnElement[str]:
    """Return the blind index of a sealed account; of one in clear its number with the routing number before it."""
    blind = func.substr(account, len(NUMBER) + 1, BLIND_LENGTH, type_=Text())
    clear = func.upper(_plain(routing + account), type_=Text())
    return case((account.startswith(NUMBER), blind), else_=clear)


def _plain(column: ColumnElement[str]) -> ColumnElement[str]:
    """Return a column of numbers without what stands between their letters and digits."""
    for mark in _MARKS:
        column = func.replace(column, mark, "", type_=Text())
    return column
