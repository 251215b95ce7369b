"""A case: all that an order is judged by, read from the books of one moment."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from credit import limits, reading, reviews
from credit.policy import CreditPolicy
from credit.reading import Rates
from credit.records import Case, Limits, Order, Scope
from kit.terms import Terms
from ledger import master, terms
from ledger.customers import newest
from ledger.master import Paper
from ledger.tables import NEWEST, customer_fact


@dataclass(frozen=True, slots=True)
class Then:
    """How much of the books counts: what was known when a batch was the newest, and what customers owed then."""

    batch: int
    owed: Callable[[Iterable[str]], Sequence[Any]]


def of(  # noqa: PLR0917 - the books, an order, a day, and how it is judged
    connection: Connection, entity: str, order: Order, on: date, policy: CreditPolicy, then: Then | None = None
) -> Case:
    """Return the case of an order on a day; the credit of who is billed counts, not of who ordered.

    With `then` it is the case of a moment that is past. Refused: Invalid where an amount is in a currency without a
    rate.
    """
    batch = then.batch if then else NEWEST
    number, rates = order.customer_number, Rates(connection, entity, on, batch)
    limit = limits.of(connection, entity, number, on, batch=batch) or Limits(None, order.currency)
    head, members = reading.family(connection, entity, number, batch)
    held = then.owed(members) if then else reading.owed(connection, entity, members)
    ordered = reading.orders(connection, entity, members, batch)
    group = limits.of(connection, entity, head, on, Scope.GROUP, batch=batch)
    mine = [one for one in held if one.held_for == number]
    own_orders = [one for one in ordered if one.customer_number == number]
    due = reviews.due(connection, entity, on, number, batch).get(number)
    papers = _papers(connection, entity, number, on, batch=batch) if policy.papers else set()
    case = Case(
        order=order,
        on=on,
        value=rates.to(order.minor, order.currency, limit.currency),
        exposure=reading.exposure(mine, own_orders, order, policy=policy, rates=rates, currency=limit.currency),
        limit=limit,
        group=None
        if group is None
        else reading.exposure(held, ordered, order, policy=policy, rates=rates, currency=group.currency),
        group_limit=group,
        owing=reading.owing(connection, mine, rates, limit.currency),
        agreed=reading.agreed(connection, entity, number, policy, batch),
        review_until=due.on if due else None,
        missing_papers=tuple(kind for kind in policy.papers if kind not in papers),
        forced=reading.forced(connection, entity, number, order.number, batch),
    )
    return _returned(connection, entity, _terms(connection, entity, case, batch), policy, batch)


def _terms(connection: Connection, entity: str, case: Case, batch: int) -> Case:
    """Add what the order's terms are against the customer's: when each is due, and whose discount is better."""
    if not case.order.terms:
        return case
    mine = customer_fact.c.number == case.order.customer_number
    facts = newest(entity, customer_fact.c.terms, batch=batch).where(mine)
    agreed = terms.agreed(connection, entity, batch)
    asked = agreed.terms(case.order.terms, case.on)
    filed = agreed.terms(connection.execute(facts).scalar_one(), case.on)
    return replace(
        case,
        order_due=asked.due_on(case.on, agreed.holidays) if asked else None,
        master_due=filed.due_on(case.on, agreed.holidays) if filed else case.on,
        better_discount=_discount(asked, case.on) > _discount(filed, case.on),
    )


def _discount(one: Terms | None, on: date) -> tuple[int, int]:
    """Return what terms give for paying early: basis points, and until which day they give them."""
    tiers = one.lines[0].tiers if one else ()
    best = max(tiers, key=lambda tier: tier.basis_points, default=None)
    return (best.basis_points, best.due.after(on).toordinal()) if best else (0, 0)


def _returned(connection: Connection, entity: str, case: Case, policy: CreditPolicy, batch: int) -> Case:
    """Add how many payments came back lately, where the policy looks at it."""
    if policy.returned_days is None:
        return case
    since = case.on - timedelta(days=policy.returned_days)
    back = len(reading.returns(connection, entity, since, case.order.customer_number, batch))
    return replace(case, owing=replace(case.owing, returned=back))


def _papers(connection: Connection, entity: str, number: str, on: date, *, batch: int) -> set[str]:
    """Return the kinds of papers that are there and have not expired."""
    return set(master.held(connection, entity, Paper, on, customer=number, batch=batch)["kind"])
