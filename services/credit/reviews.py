"""Reviews at the desk: what the night finds about accounts, which are due, and what somebody found who looked."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, func, select

import ledger
from credit import bureau_files, guarantees, limits, reading, reviews, ruling
from credit.bureaus import downgraded
from credit.policy import CreditPolicy
from credit.reading import Rates
from credit.records import Limits
from credit.reviews import CLASSES, NONE, Advised, Signal
from dunning import promises
from dunning.promises import Judged
from kit.refusals import Invalid, refuse
from ledger.journal import day
from ledger.master import Review
from ledger.records import ItemType
from ledger.refusals import UnknownCustomer
from services.commands import command
from services.credit import policies
from services.workspace import Workspace

_MONTH = 30
#: Promises broken longer ago do not count.
BROKEN_DAYS = 180


@dataclass(frozen=True, slots=True)
class Account:
    """An account that has to be reviewed, or about which something is advised; `overdue_days` is 0 until it is late."""

    customer_number: str
    name: str
    risk_class: str
    due_on: date | None
    overdue_days: int
    why: str
    advice: str
    rule: str
    says: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What is read for the night's look, once for all accounts."""

    connection: Connection
    entity: str
    on: date
    policy: CreditPolicy
    people: Mapping[str, Mapping[str, Any]]
    promised: Sequence[Judged]
    returned: Sequence[tuple[str, date]]
    reports: Mapping[str, Sequence[Any]]

    @property
    def since(self) -> date:
        """Return the day from which what happens opens a review."""
        return self.on - timedelta(days=self.policy.nightly.lookback_days)


def look(workspace: Workspace, book: ledger.Book, on: date) -> dict[str, int]:
    """Look at every account within the night's command; return how many reviews were opened and how much is advised.

    A payment that came back, a broken promise and a bureau's downgrade each raise the class of risk and open a review,
    once (DUTIES A62); insurance or a guarantee that came to its end opens one too. Of the rules the first that holds
    says what is advised (A38).
    """
    seen = _seen(workspace, book.connection, on)
    at, due_on = workspace.now(), on + timedelta(days=seen.policy.nightly.days)
    classes = {number: str(row["risk_class"]) for number, row in seen.people.items()}
    signals = list(_signals(seen))
    before = book.number("account_review")
    now = reviews.open_for(book, signals, classes, due_on, on=on, at=at)
    opened = book.number("account_review") - before
    facts = ledger.customers.standing(book, now)
    ledger.customers.upsert(book, [replace(row, risk_class=now[number]) for number, row in facts.items()])
    return {"reviews": opened, "advice": reviews.advise(book, list(_advised(seen)), due_on, on=on, at=at)}


def done(
    workspace: Workspace,
    customer: str,
    note: str,
    *,
    risk_class: str = "",
    until: date | None = None,
    actor: str,
    key: str = "",
) -> date:
    """Write that somebody reviewed an account, and the class of risk they found; return until when it holds.

    Refused: UnknownCustomer; Invalid without a note, for no class, or an end that has passed.
    """
    on = workspace.today()
    wrong = {
        "say what was found": not note.strip(),
        f"{risk_class!r} is none of {', '.join(CLASSES)}": bool(risk_class) and risk_class not in CLASSES,
        "a review holds until a later day": until is not None and until <= on,
    }
    refuse(wrong)
    with command(workspace, "account-reviewed", actor, {"said": [customer, note, risk_class, str(until)]}, key) as book:
        if book.replayed is None:
            facts = ledger.customers.standing(book, [customer]).get(customer)
            if facts is None:
                raise UnknownCustomer(f"there is no customer {customer}")
            ledger.interests.check(book, customer)
            found = risk_class or facts.risk_class
            ledger.customers.upsert(book, [replace(facts, risk_class=found)])
            last = until or reviews.until(found, on)
            ledger.master.keep(book, [Review(customer, book.actor, note.strip(), on, last)])
            book.result = {"until": last.isoformat()}
    return date.fromisoformat((book.replayed or book.result)["until"])


def accounts(workspace: Workspace, as_of: date) -> list[Account]:
    """Return the accounts that have a day to be reviewed by or about which something is advised, the latest first."""
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        people = _people(connection, entity)
        due = reviews.due(connection, entity, as_of)
        advice = {number: one for number, one in reviews.advised(connection, entity).items() if one.advice != NONE}
    rows = [
        _account(number, people[number], due.get(number), advice.get(number), as_of)
        for number in sorted(due.keys() | advice.keys())
        if number in people
    ]
    return sorted(rows, key=lambda one: (-one.overdue_days, one.due_on or date.max, one.customer_number))


def _account(number: str, row: Mapping[str, Any], due: reviews.Due | None, told: Advised | None, on: date) -> Account:
    """Return an account with why it is looked at."""
    late = max((on - due.on).days, 0) if due else 0
    said = told or reviews.nothing(number)
    advice = said.advice if told else ""
    where = (due.on if due else None, late, due.why if due else "")
    return Account(number, row["name"], row["risk_class"], *where, advice, said.rule, said.says)


def _seen(workspace: Workspace, connection: Connection, on: date) -> Seen:
    """Read what the night's look needs."""
    entity, policy = workspace.settings.entity, policies.of(workspace, on)
    back = on - timedelta(days=policy.nightly.lookback_days)
    return Seen(
        connection,
        entity,
        on,
        policy,
        _people(connection, entity),
        [one for one in promises.of(connection, entity, on) if one.state is promises.State.BROKEN],
        [(whose, when) for whose, when in reading.returns(connection, entity, back) if when <= on],
        bureau_files.of(connection, entity, on),
    )


def _people(connection: Connection, entity: str) -> dict[str, Mapping[str, Any]]:
    """Return the customers by number."""
    return {row["customer_number"]: row for row in ledger.reads.customers(connection, entity).iter_rows(named=True)}


def _signals(seen: Seen) -> Iterator[Signal]:
    """Yield what raises the risk of accounts; of one cause one."""
    for whose, when in sorted(set(seen.returned)):
        yield Signal(whose, f"returned {when}", f"a payment came back on {when}")
    for one in seen.promised:
        if one.until >= seen.since:
            says = f"the promise of {one.promised_on} for {one.number} was broken"
            yield Signal(one.customer_number, one.promise_id, says)
    yield from _unsecured(seen)
    for number, told in seen.reports.items():
        for before, after in pairwise(told):
            worse = downgraded(before, after)
            if worse and after.reported_on >= seen.since:
                cause = f"bureau {after.source} {after.reported_on}"
                yield Signal(number, cause, f"{after.source} downgraded it: {', '.join(map(str, worse))}")


def _unsecured(seen: Seen) -> Iterator[Signal]:
    """Yield which security came to its end; the customer is no greater risk for it, but its limit is looked at."""
    for one, last in guarantees.ended(guarantees.of(seen.connection, seen.entity), seen.on):
        if last >= seen.since:
            yield Signal(one.customer_number, one.request_id, f"the {one} ended on {last}", raises=False)
    for row in limits.insured(limits.history(seen.connection, seen.entity), seen.on):
        if (last := day(row.valid_until)) >= seen.since:
            yield Signal(row.customer_number, row.request_id, f"the insurance ended on {last}", raises=False)


def _advised(seen: Seen) -> Iterator[Advised]:
    """Yield what the first rule that holds advises about each account."""
    rules = seen.policy.nightly.rules
    for number, facts in _facts(seen):
        rule = ruling.first(rules, facts)
        yield reviews.nothing(number) if rule is None else Advised(number, rule.name, rule.says, rule.said(facts))


def _facts(seen: Seen) -> Iterator[tuple[str, dict[str, int | None]]]:
    """Yield every account with what rules look at."""
    filed = [(number, row["credit_limit"], row["currency"]) for number, row in seen.people.items()]
    held = limits.of_all(seen.connection, seen.entity, filed, seen.on)
    rates, used = Rates(seen.connection, seen.entity, seen.on), _used(seen)
    late = _late(seen, used)
    sold = _sold(seen)
    broken = Counter(one.customer_number for one in seen.promised if one.until >= seen.on - timedelta(days=BROKEN_DAYS))
    returned = Counter(whose for whose, _ in seen.returned)
    for number in seen.people:
        limit, last = held.get(number), sold.get(number)
        mine = late[number]
        yield (
            number,
            {
                "utilisation": _percent(_exposed(used[number], rates, seen, limit), limit),
                "days_past_due": max((days for days, _, _ in mine), default=0),
                "past_due_percent": _percent(_sum(mine, rates, limit), limit),
                "returned": returned[number],
                "broken_promises": broken[number],
                "dormant_months": None if last is None else (seen.on - last).days // _MONTH,
                "alerts": len(seen.reports[number][-1].alerts) if number in seen.reports else None,
            },
        )


def _used(seen: Seen) -> defaultdict[str, list[Any]]:
    """Return what is left of documents and money, by customer."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in reading.owed(seen.connection, seen.entity, seen.people):
        found[row.held_for].append(row)
    return found


def _late(seen: Seen, used: Mapping[str, Sequence[Any]]) -> defaultdict[str, list[tuple[int, int, str]]]:
    """Return what is past due by customer: for how many days, how much, in which currency; deductions are disputed."""
    due = [one for rows in used.values() for one in rows if one.balance > 0 and one.type != ItemType.DEDUCTION]
    found: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for one, on, minor in reading.parts(seen.connection, due):
        if on < seen.on:
            found[one.held_for].append(((seen.on - on).days, minor, one.currency))
    return found


def _sold(seen: Seen) -> dict[str, date]:
    """Return the day of each customer's last invoice."""
    item = ledger.tables.item
    chosen = select(item.c.customer_number, func.max(item.c.issued_on)).where(
        item.c.entity == seen.entity, item.c.type == ItemType.INVOICE
    )
    return {number: day(on) for number, on in seen.connection.execute(chosen.group_by(item.c.customer_number))}


def _exposed(rows: Sequence[Any], rates: Rates, seen: Seen, limit: Limits | None) -> int | None:
    """Return what a customer owes in its limit's currency, None where that cannot be said."""
    if limit is None:
        return None
    try:
        return reading.exposure(rows, (), None, policy=seen.policy, rates=rates, currency=limit.currency).total
    except Invalid:  # there is no rate
        return None


def _sum(late: Sequence[tuple[int, int, str]], rates: Rates, limit: Limits | None) -> int | None:
    """Return what is past due in the limit's currency, None where that cannot be said."""
    if limit is None or not all(rates.known(currency) for _, _, currency in late):
        return None
    return sum(rates.to(minor, currency, limit.currency) for _, minor, currency in late)


def _percent(minor: int | None, limit: Limits | None) -> int | None:
    """Return a part of the limit in whole percents, rounded down; None without a limit."""
    return None if minor is None or limit is None or not limit.minor else minor * 100 // limit.minor
