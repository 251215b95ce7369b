"""Held orders by other rules: each check of a period is made again on the books as they were known at its moment."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from credit import cases, orders, reading, rules
from credit.cases import Then
from credit.past import Past
from credit.policy import CreditPolicy
from credit.records import CheckOutcome, Order
from credit.tables import order_check, sales_order
from kit.db import stored_day
from kit.refusals import Invalid
from ledger.journal import day
from services.simulation.changes import Side, Told
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of a period by both sides' rules; `as_kept` came out by the rules in force as the books keep them."""

    before: Side
    after: Side
    checks: int
    as_kept: int


def decided(
    workspace: Workspace,
    connection: Connection,
    span: tuple[date, date],
    held: CreditPolicy,
    proposed: CreditPolicy,
) -> Checks:
    """Return what the checks of a period come to by the policy in force and by a proposed one."""
    entity = workspace.settings.entity
    made = [row for row in _made(connection, entity, span) if workspace.sees(row.customer_number)]
    if not made:
        return Checks({}, {}, 0, 0)
    families = {row.check_id: reading.family(connection, entity, row.customer_number, row.batch)[1] for row in made}
    past = Past(connection, entity, {one for members in families.values() for one in members}, made[-1].batch)
    before: dict[tuple[Any, ...], Told] = {}
    after: dict[tuple[Any, ...], Told] = {}
    as_kept = 0
    for row in made:
        past.back_to(row.batch)
        then = Then(row.batch, past.owed)
        sides = ((before, held), (after, proposed))
        for side, policy in sides:
            if (told := _told(connection, entity, row, policy, then)) is not None:
                side[row.no,] = told
        as_kept += _kept(row) == (before[row.no,].says if (row.no,) in before else "")
    return Checks(before, after, len(made), as_kept)


def _made(connection: Connection, entity: str, span: tuple[date, date]) -> list[Row[Any]]:
    """Return the checks of a period with the orders they looked at, the newest first."""
    first, last = (stored_day(connection, one) for one in span)
    mine = [column for column in order_check.columns if column.name not in {"entity", "number"}]
    told = [column for column in sales_order.columns if column.name not in {"no", "batch"}]
    chosen = (
        select(*told, *mine)
        .join(order_check, order_check.c.order_no == sales_order.c.no)
        .where(order_check.c.entity == entity, order_check.c.on_day >= first, order_check.c.on_day <= last)
        .order_by(order_check.c.batch.desc(), order_check.c.no.desc())
    )
    return list(connection.execute(chosen))


def _told(connection: Connection, entity: str, row: Row[Any], policy: CreditPolicy, then: Then) -> Told | None:
    """Return what a check comes to by a policy, None where the order passes."""
    order, on = reading.told(row), day(row.on_day)
    try:
        case = cases.of(connection, entity, order, on, policy, then)
    except Invalid as refused:  # an order that counts by this policy is in a currency without a rate
        return _thing(order, row, on, f"cannot be checked: {refused.detail}")
    found = rules.failed(case, policy)
    outcome = orders.outcome(connection, entity, case, found, then.batch)
    if outcome is CheckOutcome.PASSED:
        return None
    return _thing(order, row, on, _says(str(outcome), [str(one.reason) for one in found]))


def _thing(order: Order, row: Row[Any], on: date, says: str) -> Told:
    """Return an order that does not pass."""
    return Told(on, order.customer_number, f"{order.number} at {row.checkpoint}", says, order.minor, order.currency)


def _kept(row: Row[Any]) -> str:
    """Return what the books keep of a check, in the same words."""
    return _says(row.outcome, [one["reason"] for one in json.loads(row.failed)]) if row.outcome != "passed" else ""


def _says(outcome: str, reasons: list[str]) -> str:
    """Return what a check came to in words."""
    return f"{outcome}: {', '.join(reasons)}"
