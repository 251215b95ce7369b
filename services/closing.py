"""The close: tie-outs, reserves and its sign-off are prepared by one person and signed by another."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

import ledger
from aging import provision
from aging.buckets import BUCKETS
from aging.provision import MILLION, Pool, Specific, matrix, provided, required
from aging.tie_out import Reconciling, Tie, Why, tied
from kit.days import iso
from kit.money import Money
from kit.refusals import Invalid, PeriodClosed, refuse
from ledger.records import NewRequest
from services import control, month_end, pools
from services.importing import sheets
from services.percents import millionths
from services.reports.balances import allowance, owed, owed_by, subledger
from services.reports.closes import CLOSE, CLOSE_EXCEPTION, EXCEPTION, RESERVE, TIE_OUT
from services.workspace import Workspace

RECONCILING = ("why", "amount", "reason", "owner", "evidence", "expected_on")
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
SPECIFIC = ("customer_number", "bucket", "amount", "rate", "reason")


def tie_out(
    workspace: Workspace,
    as_of: date,
    gl: str,
    items: Sequence[Reconciling] = (),
    *,
    currency: str = "",
    reason: str = "",
    actor: str,
    key: str = "",
) -> tuple[Tie, control.Asked]:
    """Prepare the tie-out of a day: the general ledger's balance against what is open, with what explains the gap.

    It stands once another person approves the request. What nobody explains makes it an exception, which says why.
    Refused: Invalid where the balance is no amount, an item has nobody who answers for it, or an exception no reason.
    """
    money = _currency(currency) or workspace.settings.currency
    with workspace.database.reading() as connection:
        open_minor = subledger(connection, workspace.settings.entity, as_of, money)
    tie = _tied(money, _minor(gl, money), open_minor, items)
    if tie.unexplained and not reason.strip():
        left = Money(tie.unexplained, money)
        raise Invalid(f"{left} is not explained: name what explains it, or say why it may stand so")
    body = {
        "as_of": as_of.isoformat(),
        "gl": tie.gl,
        "subledger": tie.subledger,
        "difference": tie.difference,
        "explained": tie.explained,
        "unexplained": tie.unexplained,
        "items": [{**asdict(one), "expected_on": one.expected_on.isoformat()} for one in tie.items],
    }
    kind = EXCEPTION if tie.unexplained else TIE_OUT
    said = reason or f"tie-out of {as_of}"
    wanted = NewRequest(kind, as_of.isoformat(), _canonical(body), said, abs(tie.unexplained), money)
    return tie, control.ask(workspace, wanted, actor, key)


def reserve(
    workspace: Workspace,
    as_of: date,
    rates: Sequence[int],
    adjustment: int = 0,
    specifics: Sequence[Specific] = (),
    *,
    pooled: Sequence[Pool] = (),
    pool_by: str = "risk_class",
    currency: str = "",
    reason: str = "",
    actor: str,
    key: str = "",
) -> tuple[dict[str, object], control.Asked]:
    """Prepare the reserve of a day by bucket: the allowance it asks for, and what is to be provided for it.

    `rates` and `adjustment` are millionths; `pooled` has rates of its own for customers of a risk class or region, the
    others go by `rates`. What the allowance account holds on the day, write-offs and recoveries
    among it, is taken from what is required; the rest is booked when another person approves. Refused: Invalid, also
    for a specific debt of more than its customer owes in the bucket, a pool without customers; PeriodClosed.
    """
    money = _currency(currency) or workspace.settings.currency
    with workspace.database.reading() as connection:
        _reservable(connection, workspace.settings.entity, as_of)
        debts = owed_by(connection, workspace.settings.entity, as_of, money)
        held = allowance(connection, workspace.settings.entity, as_of, money)
        names = [one.name for one in pools.checked(pooled)]
        whose = pools.members(workspace, connection, as_of, pool_by, names) if names else {}
    if debts.is_empty() and not held and money != workspace.settings.currency:
        raise Invalid(f"reserve: nothing is owed in {money} on {as_of}, and nothing is reserved")
    _fit(specifics, debts, money)
    apart = pools.parted(debts, names, whose)
    rows = _matrix(apart, (*pooled, Pool("", tuple(rates))), adjustment, specifics, whose)
    wanted = required(rows, specifics)
    provide = provided(wanted, held, 0, 0)
    body: dict[str, object] = {
        "as_of": as_of.isoformat(),
        "buckets": [[one.name, one.first, one.last] for one in BUCKETS],
        "rows": [asdict(row) for row in rows],
        **({"pool_by": pool_by} if names else {}),
        "specifics": [asdict(one) | {"loss": one.loss} for one in specifics],
        "adjustment": adjustment,
        "required": wanted,
        "allowance": held,
        "provision": provide,
    }
    said = reason or f"reserve of {as_of}"
    asked = NewRequest(RESERVE, as_of.isoformat(), _canonical(body), said, abs(provide), money)
    return body, control.ask(workspace, asked, actor, key)


def _matrix(
    apart: Mapping[str, pl.DataFrame],
    pooled: Sequence[Pool],
    adjustment: int,
    specifics: Sequence[Specific],
    whose: Mapping[str, str],
) -> list[provision.Row]:
    """Return the rows of every pool, each by its own rates. Refused: Invalid."""
    rows = []
    for pool in pooled:
        own = [one for one in specifics if whose.get(one.customer_number, "") == pool.name]
        try:
            rows += matrix(owed(apart[pool.name]), pool.rates, adjustment, own, pool.name)
        except ValueError as wrong:
            raise Invalid(f"reserve{pool.name and f' of pool {pool.name}'}: {wrong}") from wrong
    return rows


def sign_off(workspace: Workspace, month: str, *, reason: str = "", actor: str, key: str = "") -> control.Asked:
    """Prepare the sign-off of a month's close; it stands once another person approves it.

    It keeps how much waits by kind of event; where anything does, `reason` says why the month may close over it.
    Refused: Invalid for no month, without a reason; NotReady while a tie-out is missing.
    """
    now = month_end.readiness(workspace, month)
    if rest := [one.sentence for one in now.blockers if one.code != month_end.NOT_SIGNED]:
        raise month_end.NotReady(f"{month} cannot be signed off: {'; '.join(rest)}")
    if now.waiting and not reason.strip():
        said = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in now.waiting.items())
        raise Invalid(f"{month} is not finished ({said}): finish it, or say why it may close so")
    with workspace.database.reading() as connection:
        ties = month_end.ties(connection, workspace.settings.entity, now.as_of)
    body = {"as_of": now.as_of.isoformat(), "ties": ties, "waiting": now.waiting}
    wanted = NewRequest(CLOSE, month, _canonical(body), reason or f"close of {month}")
    return control.ask(workspace, wanted, actor, key)


def exception(workspace: Workspace, month: str, *, reason: str, actor: str, key: str = "") -> control.Asked:
    """Ask that a month may close over what is in its way now; an approver answers for it.

    Refused: Invalid for no month, where nothing is in the way, or what no exception lifts is.
    """
    now = month_end.readiness(workspace, month)
    if not now.blockers:
        raise Invalid(f"nothing is in the way of closing {month}")
    if absolute := [one.sentence for one in now.blockers if one.code in month_end.ABSOLUTE]:
        raise Invalid(f"no exception lifts this: {'; '.join(absolute)}")
    lifts = [[one.code, one.about] for one in now.blockers]
    body = {"as_of": now.as_of.isoformat(), "lifts": lifts, "waiting": now.waiting}
    return control.ask(workspace, NewRequest(CLOSE_EXCEPTION, month, _canonical(body), reason), actor, key)


def reconciling(workspace: Workspace, path: Path, currency: str) -> list[Reconciling]:
    """Read reconciling items from a sheet: columns RECONCILING. Refused: Invalid with every line that is wrong."""
    rows = sheets.read(workspace, path, RECONCILING).select(RECONCILING).iter_rows()
    return sheets.taken(path.name, rows, lambda row: _item(row, currency))


def specific(workspace: Workspace, path: Path, currency: str) -> list[Specific]:
    """Read debts to be reserved one by one from a sheet: columns SPECIFIC, rates in percent.

    Refused: Invalid with every line that is wrong.
    """
    rows = sheets.read(workspace, path, SPECIFIC).select(SPECIFIC).iter_rows()
    return sheets.taken(path.name, rows, lambda row: _specific(row, currency))


def _specific(row: Sequence[str], currency: str) -> Specific:
    """Return one debt that is reserved by itself. Refused: Invalid."""
    customer, bucket, amount, rate, reason = row
    debt = Specific(customer, bucket, sheets.amount(amount, currency), millionths(rate or "100"), reason)
    refuse(_wrong(debt))
    return debt


def _wrong(debt: Specific) -> dict[str, object]:
    """Return what can be wrong with a debt that is reserved by itself, whatever is owed."""
    return {
        "a debt that is reserved by itself names its customer": not debt.customer_number,
        "a debt that is reserved by itself has an amount": debt.balance <= 0,
        "a loss lies from nothing to all": not 0 <= debt.rate <= MILLION,
        "a debt that is reserved by itself says why": not debt.reason.strip(),
    }


def _fit(specifics: Sequence[Specific], debts: pl.DataFrame, currency: str) -> None:
    """Refuse debts of nobody, and of more than a customer owes in the bucket: Invalid with all of them."""
    wanted: Counter[tuple[str, str]] = Counter()
    for one in specifics:
        refuse(_wrong(one), f"reserve: {one.customer_number}")
        if one.bucket in debts.columns:  # of another bucket the matrix says which there are
            wanted[one.customer_number, one.bucket] += one.balance
    there = {row["customer_number"]: row for row in debts.iter_rows(named=True)}
    wrong = [
        f"{customer} owes {Money(owing, currency)} in {bucket}, not {Money(minor, currency)}"
        for (customer, bucket), minor in wanted.items()
        if minor > (owing := there[customer][bucket] if customer in there else 0)
    ]
    if wrong:
        raise Invalid(f"reserve: {'; '.join(wrong)}")


def _reservable(connection: Connection, entity: str, as_of: date) -> None:
    """Refuse a day of a closed month: its provision would be booked in the next, and again whenever it is asked for."""
    if not ledger.periods.is_open(connection, entity, as_of):
        raise PeriodClosed(f"{as_of:%Y-%m} is closed: reserve as of a later day, or ask to open it again")


def _tied(currency: str, gl: int, open_minor: int, items: Sequence[Reconciling]) -> Tie:
    """Return the tie-out. Refused: Invalid."""
    try:
        return tied(currency, gl, open_minor, items)
    except ValueError as wrong:
        raise Invalid(f"tie-out: {wrong}") from wrong


def _item(row: Sequence[str], currency: str) -> Reconciling:
    """Return one reconciling item. Refused: Invalid."""
    why, amount, reason, owner, evidence, expected = row
    day = iso(expected)
    if why not in set(Why):
        raise Invalid(f"why {why!r} is none of {', '.join(Why)}")
    if day is None:
        raise Invalid(f"expected_on {expected!r} is no day like 2025-04-10")
    try:
        return Reconciling(Why(why), sheets.amount(amount, currency), reason, owner, evidence, day).checked()
    except ValueError as wrong:
        raise Invalid(str(wrong)) from wrong


def _minor(text: str, currency: str) -> int:
    """Return a balance as it was typed in minor units. Refused: Invalid."""
    try:
        return sheets.amount(text, currency)
    except Invalid as wrong:
        raise Invalid(f"gl: {wrong.detail}") from wrong


def _currency(code: str) -> str:
    """Return a currency as it was typed, or nothing. Refused: Invalid for what is no code of three capital letters."""
    if code and _CODE.fullmatch(code) is None:
        raise Invalid(f"currency {code!r} is no ISO 4217 code")
    return code


def _canonical(body: object) -> str:
    """Return a request's body as it is kept."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False)
