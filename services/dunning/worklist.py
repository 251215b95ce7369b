"""Who is called today: every customer with something past due, the reasons and their points, and who is left alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

import ledger
from credit import limits, reading
from credit.reading import Rates
from dunning import agencies, arrangements, cases, notices, points, promises, strategy, worklist
from dunning.points import Points
from dunning.promises import Judged, State
from dunning.worklist import Called, Facts, Strategy
from kit.columns import columns
from kit.db import frame, stored_day
from kit.money import exponent
from ledger.configs import WORKLIST
from ledger.contact_log import Channel, Outcome
from ledger.journal import day
from ledger.records import ItemType
from services.configs import holding
from services.credit import holds
from services.workspace import Workspace

#: How far back it is looked how a customer paid.
PAID_DAYS = 365
#: Nobody is contacted more often than this within so many days, whatever the channel (DUTIES B8b).
CONTACTS_MAX, CONTACT_DAYS = 3, 7
#: Contacts of these kinds reached nobody.
UNREACHED = frozenset({Outcome.NO_ANSWER, Outcome.WRONG_NUMBER, Outcome.BOUNCED, Outcome.LEFT_MESSAGE})
#: Promises that cash has judged and found wanting.
FAILED = frozenset({State.BROKEN, State.PARTIALLY_KEPT})
#: What is looked at of what is owed.
_PART = ("customer_number", "currency", "item_id", "document_type", "due_date", "open_amount")
_CONTACTS: dict[str, Any] = {
    **dict.fromkeys(("customer_number", "channel", "outcome", "note"), pl.String),
    "happened_on": pl.Date,
}
_SPOKEN = """
SELECT customer_number, channel, outcome, note, happened_on FROM contact_entry WHERE entity = :entity ORDER BY no
"""
_LATENESS: dict[str, Any] = {"customer_number": pl.String, "due_on": pl.Date, "paid_on": pl.Date, "cash": pl.Int64}
_SETTLED = """
SELECT i.customer_number, i.due_on, a.gl_on AS paid_on, a.cash FROM application a CROSS JOIN item i
WHERE i.item_id = a.item_id AND i.entity = :entity AND a.cash > 0 AND a.gl_on >= :since AND a.gl_on <= :until
"""


@dataclass(slots=True)
class _Spoken:
    """Days since a customer was reached, and since a letter nobody answered; how often it was tried lately."""

    contact_days: int | None = None
    letter_days: int | None = None
    lately: int = 0


def of(workspace: Workspace, as_of: date, collector: str = "") -> list[Called]:
    """Return who is called on a day, the most points first; of one collector, or of all.

    Amounts are in the entity's currency; what is owed in a currency without a rate stands in a row of its own, in it.
    """
    return theirs(workspace, everybody(workspace, as_of), collector)


def today(workspace: Workspace) -> list[Called]:
    """Return who is called today, whoever asks: it holds until the next command."""
    return everybody(workspace, workspace.today())


def everybody(workspace: Workspace, as_of: date) -> list[Called]:
    """Return who is called on a day, the most points first, whoever asks."""
    with workspace.database.reading() as connection:
        rules = Rules(points_of(workspace, as_of), notices.strategies(connection, workspace.settings.entity, as_of))
        found = list(known(workspace, connection, as_of, rules.points.returned.days))
    return ranked(workspace, found, rules)


def theirs(workspace: Workspace, called: Iterable[Called], collector: str = "") -> list[Called]:
    """Return of who is called whom somebody may see; of one collector, or of all."""
    mine = (one for one in called if collector in {"", one.facts.collector})
    return [one for one in mine if workspace.sees(one.facts.customer_number)]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the worklist goes by: points, and the strategies that ask for calls, by name."""

    points: Points
    strategies: Mapping[str, strategy.Strategy]


def points_of(workspace: Workspace, on: date) -> Points:
    """Return what points are given for on a day: the version that holds, else the usual ones."""
    held = holding.version(workspace, WORKLIST, on)
    return points.read(held.body, str(held)) if held else points.USUAL


def ranked(workspace: Workspace, found: Iterable[Facts], rules: Rules) -> list[Called]:
    """Return who is called by some rules, the most points first; whoever is not theirs to see is left out."""
    unit = 10 ** exponent(workspace.settings.currency)
    own = cache(partial(strategy.chosen, dict(rules.strategies)))
    asked = [asked_to_call(one, own(one.risk_class)) for one in found if workspace.sees(one.customer_number)]
    return worklist.ranked(asked, Strategy(rules.points.floor * unit, unit, rules.points))


def asked_to_call(one: Facts, own: strategy.Strategy | None) -> Facts:
    """Return the facts of a customer with the call that their strategy asks for."""
    call = strategy.called(own, one.oldest, one.collectible, one.contact_days)
    return replace(one, call=call, strategy=own.name) if own and call else one


def known(
    workspace: Workspace, connection: Connection, on: date, returned_days: int, *, letters_before: date | None = None
) -> Iterator[Facts]:
    """Yield the facts of every customer with something past due; what came back counts for so many days.

    With `letters_before` the letters of that day and later count as if they had not been written.
    """
    entity = workspace.settings.entity
    rates = Rates(connection, entity, on)
    promised = _promised(promises.of(connection, entity, on))
    people = {row["customer_number"]: row for row in ledger.reads.customers(connection, entity).iter_rows(named=True)}
    spoken = _spoken(connection, entity, on, notices.since(connection, entity, letters_before))
    returned = reading.returned_last(connection, entity, on - timedelta(days=returned_days))
    ships, disputed = _ships(connection, entity), cases.disputed(connection, entity)
    with_agency = agencies.placed(connection, entity, on)
    apart = dict.fromkeys(arrangements.held(connection, entity, on), "in_plan")
    lost = ledger.reads.not_received(connection, entity).filter(pl.col("happened_on") <= on)["item_id"]
    apart |= dict.fromkeys(lost.to_list(), "not_received")
    over = _over(connection, people, rates)
    named = {*apart, *disputed, *(one.item_id for mine in promised.values() for one in mine)}
    owed = _owed(workspace, connection, rates, named)
    late, others = (rows.filter("late") for rows in owed)
    will_be = _predicted(connection, entity, owed, on)
    for row in _summed(late, others, named, on):
        number, money = row["customer_number"], row["told_in"]
        mine = promised[number]
        told, said = people[number], spoken.get(number, _Spoken())
        yield Facts(
            customer_number=number,
            name=told["name"],
            currency=money,
            collector=told["collector"],
            risk_class=told["risk_class"],
            **_amounts(row, mine, rates, disputed, apart=apart, alone=tuple(_alone(number, said, with_agency))),
            **_kept(mine, on),
            contact_days=said.contact_days,
            letter_days=said.letter_days,
            held_ships_in=(ships[number] - on).days if number in ships and ships[number] >= on else None,
            over_limit=number in over,
            returned_days=(on - returned[number]).days if number in returned else None,
            predicted_late=will_be.get((number, money), 0),
            lately=said.lately,
        )


def _owed(
    workspace: Workspace, connection: Connection, rates: Rates, named: Collection[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return what is owed, summed where that will do and one by one: with `late`, `told_in` and `minor`."""
    money = workspace.settings.currency
    sums, others = ledger.reads.owed(connection, rates.on, rates.entity, money, listed=named, columns=_PART)
    owed = _told(others.filter(pl.col("open_amount") > 0), rates, money)
    return (
        sums.with_columns(told_in=pl.lit(money), minor="open_amount"),
        owed.with_columns(late=pl.col("due_date") < rates.on),
    )


def _told(rows: pl.DataFrame, rates: Rates, money: str) -> pl.DataFrame:
    """Return what is open with the currency it is `told_in`, the entity's where there is a rate, and `minor` in it."""
    told_in = {currency: _told_in(currency, rates, money) for currency in rows["currency"].unique()}
    foreign = pl.col("currency").is_in([currency for currency, told in told_in.items() if told != currency])
    other = rows.filter(foreign)
    both = [rows.filter(~foreign).with_columns(minor="open_amount")]
    for (currency,), same in other.group_by("currency"):
        both.append(same.with_columns(minor=rates.all_to(same["open_amount"], str(currency), money)))
    return pl.concat(both).with_columns(told_in=pl.col("currency").replace_strict(told_in, return_dtype=pl.String))


def _summed(sums: pl.DataFrame, late: pl.DataFrame, named: Collection[str], on: date) -> Iterator[dict[str, Any]]:
    """Yield what is past due of each customer in a currency, and its `named` documents and deductions one by one.

    `sums` are what is past due of documents that nobody named, `late` are others.
    """
    keys = ("customer_number", "told_in")
    apart = (pl.col("document_type") == ItemType.DEDUCTION) | pl.col("item_id").is_in(list(named))
    free = late.select(*keys, "due_date", "minor", free=pl.when(apart).then(0).otherwise("minor"))
    both = pl.concat([sums.select(*keys, "due_date", "minor", free="minor"), free])
    told = both.group_by(keys).agg(
        pl.col("minor").sum().alias("past_due"),
        pl.col("free").sum(),
        (pl.lit(on) - pl.col("due_date").min()).dt.total_days().alias("oldest"),
    )
    found: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in late.filter(apart).iter_rows(named=True):
        found[row["customer_number"], row["told_in"]].append(row)
    for row in told.sort(keys).iter_rows(named=True):
        yield row | {"named": found[row["customer_number"], row["told_in"]]}


def _amounts(
    row: dict[str, Any],
    mine: list[Judged],
    rates: Rates,
    disputed: Mapping[str, int],
    *,
    apart: Mapping[str, str],
    alone: tuple[str, ...],
) -> dict[str, Any]:
    """Return what is past due, what of it can be asked for, how old the oldest is, and why nothing is asked for."""
    waiting = {one.item_id: one.minor - one.paid for one in mine if one.state is State.OPEN}
    money, collectible = row["told_in"], row["free"]
    argued_of: dict[str, int] = {}
    why: set[str] = set()
    for one in row["named"]:
        item_id, currency = one["item_id"], one["currency"]
        if reason := _apart(one, apart):
            why.add(reason)
            continue
        left = argued_of.setdefault(item_id, disputed.get(item_id, 0))
        told = min(left, one["open_amount"])
        argued_of[item_id] = left - told
        argued = rates.to(told, currency, money)
        why |= {"disputed"} if argued else set()
        whole = one["minor"] - argued
        promised = min(rates.to(max(waiting.get(item_id, 0), 0), currency, money), whole)
        why |= {"promised"} if promised else set()
        collectible += whole - promised
    suppressed = (() if collectible else tuple(sorted(why))) + alone
    return {"past_due": row["past_due"], "collectible": collectible, "oldest": row["oldest"], "suppressed": suppressed}


def _alone(number: str, said: "_Spoken", with_agency: Mapping[str, str]) -> Iterator[str]:
    """Yield why a customer as a whole is left alone."""
    if number in with_agency:
        yield with_agency[number]
    if said.lately >= CONTACTS_MAX:
        yield "contact_cap"


def _apart(row: dict[str, Any], apart: Mapping[str, str]) -> str:
    """Return why nobody is asked for a document: it is disputed, in a plan, or never reached the customer (B6a)."""
    return "disputed" if row["document_type"] == ItemType.DEDUCTION else apart.get(row["item_id"], "")


def _told_in(currency: str, rates: Rates, money: str) -> str:
    """Return the currency that amounts of a currency are told in: the entity's, else their own."""
    return money if rates.known(currency) else currency


def _promised(found: list[Judged]) -> defaultdict[str, list[Judged]]:
    """Return promises by customer."""
    by_customer: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in found:
        by_customer[one.customer_number].append(one)
    return by_customer


def _kept(mine: list[Judged], on: date) -> dict[str, Any]:
    """Return how a customer keeps promises: days since the last was broken, and whether one is due today."""
    broken = [(on - one.until).days for one in mine if one.state in FAILED]
    today = any(one.state is State.OPEN and one.promised_on == on for one in mine)
    return {"broken_days": min(broken, default=None), "promise_today": today}


def _spoken(connection: Connection, entity: str, on: date, without: Collection[str]) -> dict[str, "_Spoken"]:
    """Return how customers were spoken to up to a day, but for some letters."""
    found: defaultdict[str, _Spoken] = defaultdict(_Spoken)
    held = frame(connection, text(_SPOKEN).bindparams(entity=entity), _CONTACTS)
    for number, channel, outcome, note, when in held.filter(pl.col("happened_on") <= on).iter_rows():
        if notices.about(note) in without:
            continue
        mine, days = found[number], (on - when).days
        mine.lately += days < CONTACT_DAYS
        if channel == Channel.LETTER or notices.about(note):
            mine.letter_days = days
        elif outcome not in UNREACHED:
            mine.letter_days = None
            mine.contact_days = days if mine.contact_days is None else min(days, mine.contact_days)
    return found


def _ships(connection: Connection, entity: str) -> dict[str, date]:
    """Return when the first held order of each customer ships."""
    found: dict[str, date] = {}
    for row in holds.waiting(connection, entity):
        ships = day(row.ships_on)
        found[row.customer_number] = min(ships, found.get(row.customer_number, ships))
    return found


def _over(connection: Connection, people: Mapping[str, Mapping[str, Any]], rates: Rates) -> frozenset[str]:
    """Return who owes more than their limit, cash and credits taken off; nobody of whom a rate is missing."""
    filed = ((number, row["credit_limit"], row["currency"]) for number, row in people.items())
    held = limits.of_all(connection, rates.entity, filed, rates.on)
    owed = reading.balances(connection, rates.entity)
    told = {
        number: one
        for number, one in held.items()
        if one.minor is not None and all(map(rates.known, {one.currency, *owed[number]}))
    }
    come_to = {number: owed[number].get(one.currency, 0) for number, one in told.items()}
    mixed: defaultdict[str, list[str]] = defaultdict(list)
    for number, one in told.items():
        if owed[number].keys() - {one.currency}:
            mixed[one.currency].append(number)
    for wanted, numbers in mixed.items():
        foreign = reading.elsewhere(connection, rates.entity, numbers, wanted)
        for (currency,), rows in foreign.group_by("currency"):
            told_in = rows.with_columns(minor=rates.all_to(rows["minor"], str(currency), wanted))
            for number, minor in told_in.group_by("customer_number").agg(pl.col("minor").sum()).iter_rows():
                come_to[number] += minor
    return frozenset(number for number, minor in come_to.items() if minor > (told[number].minor or 0))


def _predicted(
    connection: Connection, entity: str, owed: Iterable[pl.DataFrame], on: date
) -> Mapping[tuple[str, str], int]:
    """Return what is not due yet of customers who paid late in the last year, on the average of their cash."""
    since, until = (stored_day(connection, day_) for day_ in (on - timedelta(days=PAID_DAYS), on))
    paid = columns(connection, _SETTLED, _LATENESS, {"entity": entity, "since": since, "until": until})
    days = (pl.col("paid_on") - pl.col("due_on")).dt.total_days() * pl.col("cash")
    late = paid.group_by("customer_number").agg(days.sum().alias("days"))
    lates = late.filter(pl.col("days") > 0)["customer_number"].to_list()
    coming = pl.concat(rows.select("customer_number", "told_in", "minor", "late") for rows in owed)
    mine = coming.filter(~pl.col("late") & pl.col("customer_number").is_in(lates))
    sums = mine.group_by("customer_number", "told_in").agg(pl.col("minor").sum())
    return {(number, told_in): minor for number, told_in, minor in sums.iter_rows()}
