"""A case: all that an order is judged by, read from the books of one moment."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from credit import limits, reading, reviews
from credit.policy import CreditPolicy
from credit.reading import Rates
from credit.records import Case, Limits, Order, Scope
from kit.terms import Terms
from ledger import master, terms
from ledger.customers import newest
from ledger.master import Paper
from ledger.tables import customer_fact


def of(connection: Connection, entity: str, order: Order, on: date, policy: CreditPolicy) -> Case:
    """Return the case of an order on a day; the credit of who is billed counts, not of who ordered.

    Refused: Invalid where an amount is in a currency without a rate.
    """
    number, rates = order.customer_number, Rates(connection, entity, on)
    limit = limits.of(connection, entity, number, on) or Limits(None, order.currency)
    head, members = reading.family(connection, entity, number)
    held = reading.owed(connection, entity, members)
    ordered = reading.orders(connection, entity, members)
    group = limits.of(connection, entity, head, on, Scope.GROUP)
    mine = [one for one in held if one.held_for == number]
    own_orders = [one for one in ordered if one.customer_number == number]
    due = reviews.due(connection, entity, on, number).get(number)
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
        agreed=reading.agreed(connection, entity, number, policy),
        review_until=due.on if due else None,
        missing_papers=_missing(connection, entity, number, on, policy.papers),
        forced=reading.forced(connection, entity, number, order.number),
    )
    return _returned(connection, entity, _terms(connection, entity, case), policy)


def _terms(connection: Connection, entity: str, case: Case) -> Case:
    """Add what the order's terms are against the customer's: when each is due, and whose discount is better."""
    if not case.order.terms:
        return case
    facts = newest(entity, customer_fact.c.terms).where(customer_fact.c.number == case.order.customer_number)
    agreed = terms.agreed(connection, entity)
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


def _returned(connection: Connection, entity: str, case: Case, policy: CreditPolicy) -> Case:
    """Add how many payments came back lately, where the policy looks at it."""
    if policy.returned_days is None:
        return case
    since = case.on - timedelta(days=policy.returned_days)
    back = len(reading.returns(connection, entity, since, case.order.customer_number))
    return replace(case, owing=replace(case.owing, returned=back))


def _missing(connection: Connection, entity: str, number: str, on: date, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of papers that are not there, or have expired."""
    held = set(master.held(connection, entity, Paper, on, customer=number)["kind"]) if wanted else set()
    return tuple(kind for kind in wanted if kind not in held)
