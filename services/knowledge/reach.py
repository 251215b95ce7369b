"""How far a fact reaches: the receipts of the year before that it would have touched, and their money."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import BigInteger, Connection, Text, and_, bindparam, func, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from kit.db import Among, ring_of, stored_day
from kit.sealing import BLIND_LENGTH, NUMBER
from ledger import tables
from services.knowledge.kinds import CUSTOMER, Fact
from services.knowledge.standing import Reach

#: A subject and its key.
Mark = tuple[str, str]

#: How far back a reach looks, in days.
YEAR = 365
#: What may stand between the letters and digits of a number at a bank.
_MARKS = " -./:"


def reaches(connection: Connection, entity: str, facts: Iterable[Fact], as_of: date) -> dict[Fact, Reach]:
    """Return the reach of each fact among the receipts of the year before.

    What is known of a customer's habits reaches all his receipts: an upper bound, for most of them do not show it.
    """
    wanted: defaultdict[Mark, list[Fact]] = defaultdict(list)
    for fact in facts:
        wanted[fact.subject, fact.key].append(fact)
    day = stored_day(connection, as_of - timedelta(days=YEAR))
    sums: defaultdict[Mark, list[Reach]] = defaultdict(list)
    for mark, reach in _sums(connection, entity, wanted, _SINCE, day=day):
        sums[mark].append(reach)
    return {fact: _reach(sums[mark]) for mark, alike in wanted.items() for fact in alike}


def _reach(sums: Sequence[Reach]) -> Reach:
    """Return a count and the largest sum of one currency; the first by code among equals."""
    largest = min(sums, key=lambda one: (-one.minor, one.currency), default=Reach())
    return replace(largest, receipts=sum(one.receipts for one in sums))


def waiting_for(connection: Connection, entity: str, facts: Iterable[Fact], *, but: str) -> bool:
    """Return whether money that is not settled yet, `but` that of one receipt, has a mark that the facts are about."""
    wanted = {(fact.subject, fact.key) for fact in facts}
    return next(iter(_sums(connection, entity, wanted, _LEFT, but=but)), None) is not None


def _sums(
    connection: Connection, entity: str, wanted: Iterable[Mark], queries: Mapping[str, Among], **given: object
) -> Iterator[tuple[Mark, Reach]]:
    """Yield how many of the receipts of a query bear each mark, and their money, for each currency."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for subject, key in wanted:
        keys[subject].add(key)
    blind = _blind(connection, keys["account"])
    keys["account"] |= set(blind)
    for subject, query in queries.items():
        if not keys[subject]:
            continue
        for key, currency, receipts, minor in query.ask(connection, keys[subject], entity=entity, **given):
            yield (subject, blind.get(key, key)), Reach(receipts, int(minor), currency)


def _blind(connection: Connection, accounts: Iterable[str]) -> dict[str, str]:
    """Return accounts by the blind index they are found by."""
    ring = ring_of(connection)
    return {ring.blind(account): account for account in accounts} if ring else {}


def _plain(column: str) -> str:
    """Return a number without what stands between its letters and digits, in capitals."""
    for mark in _MARKS:
        column = f"replace({column}, '{mark}', '')"
    return f"upper({column})"


#: Subject -> the mark as it is compared, to the letter as the indexes of revision 0034 have it, so that they are used.
#: Of a sealed account it is the blind index; of one in clear its number with the routing number before it.
_COLUMNS: dict[str, ColumnElement[str]] = {
    subject: literal_column(words, Text())
    for subject, words in {
        "account": f"CASE WHEN substr(payer_account, 1, {len(NUMBER)}) = '{NUMBER}'"
        f" THEN substr(payer_account, {len(NUMBER) + 1}, {BLIND_LENGTH})"
        f" ELSE {_plain('payer_routing || payer_account')} END",
        "company_id": _plain("company_id"),
        "name": "upper(trim(payer_name))",
        "virtual_account": _plain("bank_entry.account"),
        CUSTOMER: "item.held_for",
    }.items()
}


def _query(subject: str, condition: ColumnElement[bool]) -> Among:
    """Return how many receipts of a condition bear marks of a subject, and their money, for each currency."""
    item, entry, column = tables.item, tables.bank_entry, _COLUMNS[subject]
    entity = item.c.entity if subject == CUSTOMER else item.c.entity + ""  # elsewhere the mark leads
    chosen = (
        select(column, item.c.currency, func.count(), -func.sum(item.c.amount, type_=BigInteger()))
        .join(entry, entry.c.entry_id == item.c.bank_entry_id)
        .where(item.c.type == "receipt", entity == bindparam("entity"), condition)
        .group_by(column, item.c.currency)
    )
    return Among(lambda is_one: chosen.where(is_one(column)))


#: The receipts from a day on, and those of which money is left, by subject.
_SINCE = {subject: _query(subject, tables.item.c.issued_on >= bindparam("day")) for subject in _COLUMNS}
_LEFT = {
    subject: _query(subject, and_(tables.item.c.balance != 0, tables.item.c.item_id != bindparam("but")))
    for subject in _COLUMNS
}
