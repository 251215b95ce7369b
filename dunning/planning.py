"""Who is written to on a day, at which level, about what, and why all else is left alone (DOMAIN section 9.1)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dunning.strategy import Strategy, charge, chosen

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


@dataclass(frozen=True, slots=True)
class Part:
    """What is open of a document, or of an instalment of it; amounts in minor units.

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
    notices: tuple[Notice, ...]
    skipped: tuple[Skipped, ...]


def planned(
    parts: Iterable[Part], people: Mapping[str, Addressee], strategies: Mapping[str, Strategy], on: date
) -> Plan:
    """Return who is written to on a day. What is past due is in a letter or among the skipped, never in both.

    The same facts give the same plan in any order of rows.
    """
    late = sorted((one for one in parts if one.due_on < on and one.minor > 0), key=_place)
    notices: list[Notice] = []
    skipped: list[Skipped] = []
    for (number, currency), rows in groupby(late, key=lambda one: (one.customer_number, one.currency)):
        who = people.get(number) or Addressee(number, number)
        strategy = chosen(dict(strategies), who.risk_class)
        told = list(_told(list(rows), who, strategy, currency, on))
        notices += [one for one in told if isinstance(one, Notice)]
        skipped += [one for one in told if isinstance(one, Skipped)]
    return Plan(on, tuple(notices), tuple(skipped))


def _place(one: Part) -> tuple[str, str, date, str, str, int]:
    """Return where a document stands: the oldest of a customer first."""
    return one.customer_number, one.currency, one.due_on, one.number, one.item_id, one.instalment


def _told(
    parts: Sequence[Part], who: Addressee, strategy: Strategy | None, currency: str, on: date
) -> Iterator[Notice | Skipped]:
    """Yield the letter to a customer in a currency where there is one, and what is left out of it."""
    why = _customer(parts, who, strategy, currency, on)
    if why or strategy is None:
        yield from (_skipped(one, who, one.left_alone or why, on) for one in parts)
        return
    reasons = {one: one.left_alone or _early(one, strategy, on) for one in parts}
    asked = [one for one in parts if not reasons[one]]
    level = max((one.level + 1 for one in asked), default=0)
    if asked and sum(one.minor for one in asked) < max(strategy.floor, strategy.levels[level - 1].minimum):
        reasons |= dict.fromkeys(asked, "below_floor")
    yield from (_skipped(one, who, reason, on) for one, reason in reasons.items() if reason)
    if asked and not reasons[asked[0]]:
        yield _notice(asked, who, strategy, level, on)


def _customer(parts: Sequence[Part], who: Addressee, strategy: Strategy | None, currency: str, on: date) -> str:
    """Return why nothing is written to a customer, or nothing."""
    if who.left_alone or strategy is None:
        return who.left_alone or "no_strategy"
    ages = [(on - one).days for one in who.contacted if one <= on]
    covered = (who.credits or {}).get(currency, 0)
    wrong = {
        "written_today": currency in who.written,
        "credit_balance": covered >= sum(one.minor for one in parts),
        "contact_cap": sum(age < strategy.contact_days for age in ages) >= strategy.contacts_max,
        "quiet_days": any(age < strategy.quiet_days for age in ages),
        "do_not_email": not who.email and not who.address and who.fell_back == "do_not_email",
        "no_address": not who.email and not who.address,
    }
    return next((reason for reason, holds in wrong.items() if holds), "")


def scheduled(one: Part, strategy: Strategy) -> date | None:
    """Return from which day a document's next letter is due; None where every letter of the strategy was sent."""
    if one.level >= len(strategy.levels):
        return None
    level = strategy.levels[one.level]
    due = one.due_on + timedelta(days=level.days)
    return due if one.noticed_on is None else max(due, one.noticed_on + timedelta(days=level.after))


def _early(one: Part, strategy: Strategy, on: date) -> str:
    """Return why a document's next letter is not due; a level follows the one before and its own days."""
    if strategy.arrived_only and not one.arrived:
        return "delivery_unknown"
    due = scheduled(one, strategy)
    if due is None:
        return "all_sent"
    if one.noticed_on == on:
        return "written_today"
    return "" if on >= due else "too_early"


def _notice(parts: Sequence[Part], who: Addressee, strategy: Strategy, level: int, on: date) -> Notice:
    """Return the letter about some documents."""
    wanted = strategy.levels[level - 1]
    by_mail = wanted.channel == EMAIL and bool(who.email)
    fell_back = "" if by_mail or wanted.channel == LETTER else who.fell_back or "no_email"
    channel = EMAIL if by_mail or not who.address else LETTER
    lines = tuple(
        Line(
            one.item_id,
            one.instalment,
            one.number,
            one.issued_on,
            one.due_on,
            (on - one.due_on).days,
            one.original,
            one.minor,
            one.level + 1,
            charge(one.minor, wanted.interest, (on - one.due_on).days) if who.chargeable else 0,
        )
        for one in parts
    )
    return Notice(
        who.customer_number,
        who.name,
        parts[0].currency,
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


def _skipped(one: Part, who: Addressee, reason: str, on: date) -> Skipped:
    """Return what is left alone."""
    assert reason in REASONS, reason
    return Skipped(
        one.customer_number,
        who.name,
        one.currency,
        one.item_id,
        one.instalment,
        one.number,
        (on - one.due_on).days,
        one.minor,
        reason,
    )


def counted(plan: Plan) -> dict[str, dict[str, int]]:
    """Return a plan in numbers: letters by level and channel, documents left alone by reason."""
    found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for notice in plan.notices:
        found["letters"][f"{notice.level} {notice.channel}"] += 1
    for one in plan.skipped:
        found["left_alone"][one.reason] += 1
    return {name: dict(sorted(rows.items())) for name, rows in sorted(found.items())}
