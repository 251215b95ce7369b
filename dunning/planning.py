"""Who is written to on a day, at which level, about what, and why all else is left alone (DOMAIN section 9.1)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

import polars as pl

from dunning.strategy import Strategy, charge, chosen
from kit.records import Records

EMAIL, LETTER = "email", "letter"
#: Why a document, or all of a customer's, is left alone, in the words people read.
REASONS: Mapping[str, str] = {
    "disputed": "disputed",
    "promised": "promised, and the day has not passed",
    "in_plan": "in a payment plan that is kept",
    "placed": "placed with an agency",
    "not_received": "the document never reached the customer",
    "delivery_unknown": "nobody knows that the document arrived, and the strategy wants that known",
    "blocked": "the customer is not written to",
    "cash_waiting": "money of the customer is not applied yet",
    "credit_balance": "the customer's credits cover it",
    "reply_waiting": "the customer answered, and nobody has looked at it",
    "quiet_days": "there was a contact a few days ago",
    "contact_cap": "there were as many contacts as are allowed",
    "below_floor": "less than the strategy writes about",
    "do_not_email": "nobody there may be mailed, and there is no postal address",
    "no_address": "there is neither an e-mail nor a postal address",
    "no_strategy": "no strategy is in force for the customer",
    "too_early": "the next letter is not due yet",
    "all_sent": "every letter of the strategy was sent",
    "written_today": "there is a letter of this day",
}


class Part(NamedTuple):
    """What is open of a document, or of an instalment of it; amounts in minor units: a row of PARTS.

    `left_alone` says why nobody is asked for it, `arrived` whether it is known to have reached the customer; `level` is
    the last letter it was in, 0: none, sent on `noticed_on`.
    """

    customer_number: str
    currency: str
    item_id: str
    instalment: int
    number: str
    issued_on: date
    due_on: date
    original: int
    minor: int
    left_alone: str = ""
    level: int = 0
    noticed_on: date | None = None
    arrived: bool = False


PARTS: dict[str, Any] = {
    **dict.fromkeys(("customer_number", "currency", "item_id"), pl.String),
    "instalment": pl.Int64,
    "number": pl.String,
    **dict.fromkeys(("issued_on", "due_on"), pl.Date),
    **dict.fromkeys(("original", "minor"), pl.Int64),
    "left_alone": pl.String,
    "level": pl.Int64,
    "noticed_on": pl.Date,
    "arrived": pl.Boolean,
}
#: A letter is written to a customer in a currency.
_ONE = ("customer_number", "currency")
#: The order of PARTS in which the oldest document of each stands first.
PLACE = (*_ONE, "due_on", "number", "item_id", "instalment")
#: What a line is made from, and a document that is left alone.
_LINES = ("item_id", "instalment", "number", "issued_on", "due_on", "days", "original", "minor", "level")
_SKIPPED = (*_ONE, "name", "item_id", "instalment", "number", "days", "minor", "reason")
_WHOSE: dict[str, Any] = {
    **dict.fromkeys(("customer_number", "name", "strategy"), pl.String),
    "arrived_only": pl.Boolean,
}
_LEVELS: dict[str, Any] = {
    "strategy": pl.String,
    **dict.fromkeys(("level", "days", "after"), pl.Int64),
    "channel": pl.String,
}
_LEAST: dict[str, Any] = {"strategy": pl.String, "reached": pl.Int64, "least": pl.Int64}


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom letters go to; `left_alone` says why none goes, `fell_back` why mail does not go by e-mail.

    Without `chargeable` no interest is told: neither a signed clause nor a statute lets us.
    `barred` are the addresses that may not be mailed. `contacted` are the days of contacts, whatever the channel.
    `credits` is what the customer has to its credit by currency, in minor units; in the currencies `written` there is
    a letter of the day, whatever became of it.
    """

    customer_number: str
    name: str
    email: str = ""
    address: str = ""
    language: str = "en"
    risk_class: str = ""
    fell_back: str = ""
    left_alone: str = ""
    barred: tuple[str, ...] = ()
    written: frozenset[str] = frozenset()
    contacted: tuple[date, ...] = ()
    credits: Mapping[str, int] | None = None
    chargeable: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A document in a letter; `level` is the one it reaches with it, `charge` the late charge that is told."""

    item_id: str
    instalment: int
    number: str
    issued_on: date
    due_on: date
    days: int
    original: int
    minor: int
    level: int
    charge: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter to be written: its level is the highest of its documents'."""

    customer_number: str
    name: str
    currency: str
    run_on: date
    strategy: str
    level: int
    channel: str
    recipient: str
    address: str
    language: str
    fell_back: str
    lines: tuple[Line, ...]

    @property
    def minor(self) -> int:
        """Return what is asked for."""
        return sum(line.minor for line in self.lines)


@dataclass(frozen=True, slots=True)
class Skipped:
    """What is past due and not asked for, and why: one of REASONS."""

    customer_number: str
    name: str
    currency: str
    item_id: str
    instalment: int
    number: str
    days: int
    minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The letters of a day, and everything past due that is in none of them."""

    run_on: date
    notices: Records[Notice]
    skipped: Records[Skipped]

    @property
    def left_alone(self) -> dict[str, int]:
        """Return how many documents are left alone, by reason."""
        return dict(self.skipped.rows.group_by("reason").len().sort("reason").iter_rows())


def planned(parts: pl.DataFrame, people: Mapping[str, Addressee], strategies: Mapping[str, Strategy], on: date) -> Plan:
    """Return who is written to on a day. What is past due is in a letter or among the skipped, never in both.

    `parts` have the columns PARTS; the same facts give the same plan in any order of rows.
    """
    late = parts.filter((pl.col("due_on") < on) & (pl.col("minor") > 0))
    rows = scheduled(late, people, strategies).join(_alone(late, people, strategies, on), on=_ONE)
    rows = rows.with_columns(reason=_reason(on), days=(pl.lit(on) - pl.col("due_on")).dt.total_days())
    rows = rows.join(_reached(rows, strategies), on=_ONE, how="left").sort(PLACE)
    below = (pl.col("reason") == "") & pl.col("reached").is_null()
    rows = rows.with_columns(reason=pl.when(below).then(pl.lit("below_floor")).otherwise("reason"))
    left, asked = rows.filter(pl.col("reason") != ""), rows.filter(pl.col("reason") == "")
    letters = asked.group_by([*_ONE, "strategy", "reached"], maintain_order=True).agg(_LINES)
    named = {one.name: one for one in strategies.values()}

    def notice(row: dict[str, Any]) -> Notice:
        who = people.get(row["customer_number"]) or Addressee(row["customer_number"], row["customer_number"])
        return _notice(row, who, named[row["strategy"]], on)

    return Plan(on, Records(letters, notice), Records(left.select(_SKIPPED), lambda row: Skipped(**row)))


def scheduled(parts: pl.DataFrame, people: Mapping[str, Addressee], strategies: Mapping[str, Strategy]) -> pl.DataFrame:
    """Return documents with their customer's `name` and `strategy`, and the `channel` of the next letter.

    `next_on` is from which day it is due, null where every letter of the strategy was sent, or there is none.
    """
    whose = [
        (who.customer_number, who.name, *((strategy.name, strategy.arrived_only) if strategy else (None, False)))
        for who, strategy in _whose(parts["customer_number"].unique(), people, strategies)
    ]
    levels = [
        (one.name, level, step.days, step.after, step.channel)
        for one in strategies.values()
        for level, step in enumerate(one.levels)
    ]
    return (
        parts.join(pl.DataFrame(whose, _WHOSE, orient="row"), on="customer_number", how="left")
        .join(pl.DataFrame(levels, _LEVELS, orient="row"), on=["strategy", "level"], how="left")
        .with_columns(next_on=pl.max_horizontal(_later("due_on", "days"), _later("noticed_on", "after")))
        .drop("days", "after")
    )


def _later(day: str, days: str) -> pl.Expr:
    """Return a day so many days later."""
    return pl.col(day) + pl.duration(days=days)


def _whose(
    numbers: Iterable[str], people: Mapping[str, Addressee], strategies: Mapping[str, Strategy]
) -> Iterator[tuple[Addressee, Strategy | None]]:
    """Yield customers with the strategy that is theirs."""
    own = cache(partial(chosen, dict(strategies)))
    for number in numbers:
        who = people.get(number) or Addressee(number, number)
        yield who, own(who.risk_class)


def _alone(
    late: pl.DataFrame, people: Mapping[str, Addressee], strategies: Mapping[str, Strategy], on: date
) -> pl.DataFrame:
    """Return for each customer in a currency why nothing is written, or nothing: `alone`."""
    sums = late.group_by(_ONE).agg(pl.col("minor").sum())
    whose = _whose(sums["customer_number"], people, strategies)
    why = [
        _customer(minor, who, strategy, currency, on)
        for (who, strategy), (currency, minor) in zip(whose, sums.select("currency", "minor").iter_rows(), strict=True)
    ]
    return sums.select(*_ONE, alone=pl.Series(why, dtype=pl.String))


def _customer(late: int, who: Addressee, strategy: Strategy | None, currency: str, on: date) -> str:
    """Return why nothing is written to a customer who is late with so much, or nothing."""
    if who.left_alone or strategy is None:
        return who.left_alone or "no_strategy"
    ages = [(on - one).days for one in who.contacted if one <= on]
    wrong = {
        "written_today": currency in who.written,
        "credit_balance": (who.credits or {}).get(currency, 0) >= late,
        "contact_cap": sum(age < strategy.contact_days for age in ages) >= strategy.contacts_max,
        "quiet_days": any(age < strategy.quiet_days for age in ages),
        "do_not_email": not who.email and not who.address and who.fell_back == "do_not_email",
        "no_address": not who.email and not who.address,
    }
    return next((reason for reason, holds in wrong.items() if holds), "")


def _reason(on: date) -> pl.Expr:
    """Return why a document is in no letter, or nothing; a level follows the one before and its own days."""
    return (
        pl.when(pl.col("left_alone") != "")
        .then("left_alone")
        .when(pl.col("alone") != "")
        .then("alone")
        .when(pl.col("arrived_only") & ~pl.col("arrived"))
        .then(pl.lit("delivery_unknown"))
        .when(pl.col("next_on").is_null())
        .then(pl.lit("all_sent"))
        .when(pl.col("noticed_on") == on)
        .then(pl.lit("written_today"))
        .when(pl.col("next_on") > on)
        .then(pl.lit("too_early"))
        .otherwise(pl.lit(""))
    )


def _reached(rows: pl.DataFrame, strategies: Mapping[str, Strategy]) -> pl.DataFrame:
    """Return who gets a letter: the level it has `reached`, of those whose documents come to what is written about."""
    least = [
        (one.name, level, max(one.floor, step.minimum))
        for one in strategies.values()
        for level, step in enumerate(one.levels, start=1)
    ]
    asked = rows.filter(pl.col("reason") == "").group_by([*_ONE, "strategy"])
    sums = asked.agg(pl.col("minor").sum(), reached=pl.col("level").max() + 1)
    told = sums.join(pl.DataFrame(least, _LEAST, orient="row"), on=["strategy", "reached"])
    return told.filter(pl.col("minor") >= pl.col("least")).select(*_ONE, "reached")


def _notice(row: Mapping[str, Any], who: Addressee, strategy: Strategy, on: date) -> Notice:
    """Return the letter about some documents, told in lists by the names of PARTS."""
    level = row["reached"]
    wanted = strategy.levels[level - 1]
    by_mail = wanted.channel == EMAIL and bool(who.email)
    fell_back = "" if by_mail or wanted.channel == LETTER else who.fell_back or "no_email"
    channel = EMAIL if by_mail or not who.address else LETTER
    rate = wanted.interest if who.chargeable else 0
    lines = tuple(
        Line(item, part, number, issued, due, days, original, minor, before + 1, charge(minor, rate, days))
        for item, part, number, issued, due, days, original, minor, before in zip(
            *(row[name] for name in _LINES), strict=True
        )
    )
    return Notice(
        who.customer_number,
        who.name,
        row["currency"],
        on,
        strategy.name,
        level,
        channel,
        who.email if channel == EMAIL else who.address,
        who.address,
        who.language,
        fell_back,
        lines,
    )


def counted(plan: Plan) -> dict[str, dict[str, int]]:
    """Return a plan in numbers: letters by level and channel, documents left alone by reason."""
    letters = Counter(f"{notice.level} {notice.channel}" for notice in plan.notices)
    found = {"left_alone": plan.left_alone, "letters": dict(sorted(letters.items()))}
    return {name: rows for name, rows in found.items() if rows}
