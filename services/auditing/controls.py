"""The catalogue of controls (DOMAIN section 12): what each must hold, and the query of all that it looked at."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from sqlalchemy import Connection, Row, func, select, text

import ledger
from credit.records import CheckOutcome
from credit.tables import order_check
from kit.days import instant, is_business_day, microseconds
from kit.db import frame
from ledger import tables
from services.auditing import duties, register
from services.people import persons
from services.reports.control_runs import RED, runs
from services.workspace import Workspace

#: The column of a population that says whether its row breaks the control.
VIOLATES = "violates"


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: the books of an entity, from an instant on and before another."""

    workspace: Workspace
    connection: Connection
    since: datetime
    until: datetime

    @property
    def entity(self) -> str:
        """Return the legal entity."""
        return self.workspace.settings.entity

    def sql(self, query: str, schema: dict[str, Any]) -> pl.DataFrame:
        """Return the rows of a query that names `:entity`, `:first` and `:last`; its last column says what violates."""
        bounds = {"first": microseconds(self.since), "last": microseconds(self.until), "entity": self.entity}
        wanted = text(query)
        bound = {name: value for name, value in bounds.items() if f":{name}" in query}
        return frame(self.connection, wanted.bindparams(**bound), {**schema, VIOLATES: pl.Boolean})


@dataclass(frozen=True, slots=True)
class Control:
    """A control: `population` returns all it looked at, with a column `violates`."""

    name: str
    says: str
    population: Callable[[Looked], pl.DataFrame]


def _texts(names: str) -> dict[str, Any]:
    """Return columns of text."""
    return dict.fromkeys(names.split(), pl.String)


_AT = pl.Datetime("us", "UTC")


def second_person(looked: Looked) -> pl.DataFrame:
    """Every request that was decided: who asked is not who decided."""
    return looked.sql(
        """SELECT r.request_id, r.kind, r.subject, r.customer_number, r.currency, r.maker, v.checker, v.verdict,
             r.minor, v.decided_at, CASE WHEN lower(r.maker) = lower(v.checker) THEN 1 ELSE 0 END
           FROM verdict v JOIN request r ON r.request_id = v.request_id
           WHERE r.entity = :entity AND r.kind <> 'evidence' AND v.decided_at >= :first AND v.decided_at < :last
           ORDER BY v.no""",
        {
            **_texts("request_id kind subject customer_number currency maker checker verdict"),
            "amount": pl.Int64,
            "at": _AT,
        },
    )


def authority(looked: Looked) -> pl.DataFrame:
    """Every approval of a kind over which authority was given: the amount lay within the checker's, as it stood."""
    given = looked.connection.execute(
        select(tables.authority).where(tables.authority.c.entity == looked.entity).order_by(tables.authority.c.no)
    ).all()
    said, asked = tables.verdict.c, tables.request.c
    chosen = ledger.approvals.approved(looked.entity, *asked, said.checker, said.decided_at, said.batch.label("done"))
    within = (said.decided_at >= microseconds(looked.since), said.decided_at < microseconds(looked.until))
    rows = []
    for row in looked.connection.execute(chosen.where(*within).order_by(said.no)):
        known = [one for one in given if one.batch < row.done and one.kind == row.kind]
        if known:
            mine = [one for one in known if (one.person, one.currency) == (row.checker, row.currency)]
            inside = bool(mine) and mine[-1].low <= row.minor <= mine[-1].high
            rows.append((row.request_id, row.kind, row.checker, row.currency, row.minor, not inside))
    schema = {**_texts("request_id kind checker currency"), "amount": pl.Int64, VIOLATES: pl.Boolean}
    return pl.DataFrame(rows, schema, orient="row")


def orders_over_limit(looked: Looked) -> pl.DataFrame:
    """Every credit check of an order: none over its limit passed."""
    check = order_check.c
    within = (check.recorded_at >= microseconds(looked.since), check.recorded_at < microseconds(looked.until))
    rows = [
        _checked(row)
        for row in looked.connection.execute(
            select(order_check).where(check.entity == looked.entity, *within).order_by(check.no)
        )
    ]
    schema = {**_texts("check_id number checkpoint outcome currency"), "exposure": pl.Int64, "limit": pl.Int64}
    return pl.DataFrame(rows, {**schema, VIOLATES: pl.Boolean}, orient="row")


def _checked(row: Row[Any]) -> tuple[object, ...]:
    """Return a check with its exposure and limit."""
    kept = json.loads(row.snapshot)
    limit, total = kept["limit"], kept["total"]
    over = limit is not None and total > limit and row.outcome == CheckOutcome.PASSED
    return row.check_id, row.number, row.checkpoint, row.outcome, kept["currency"], total, limit, over


def limits_approved(looked: Looked) -> pl.DataFrame:
    """Every credit limit and guarantee that was set: a second person approved it, within the command that set it."""
    return looked.sql(
        """WITH l AS (
             SELECT no, batch, entity, customer_number, scope, kind, currency, minor, request_id FROM credit_limit
             UNION ALL
             SELECT no, batch, entity, customer_number, scope, 'guarantee: ' || kind, currency, minor, request_id
             FROM guarantee)
           SELECT l.customer_number, l.scope, l.kind, l.currency, coalesce(r.maker, ''), coalesce(v.checker, ''),
             l.minor, CASE WHEN v.verdict = 'approved' AND v.batch = l.batch AND lower(r.maker) <> lower(v.checker)
               THEN 0 ELSE 1 END
           FROM l JOIN batch b ON b.no = l.batch
             LEFT JOIN request r ON r.request_id = l.request_id LEFT JOIN verdict v ON v.request_id = l.request_id
           WHERE l.entity = :entity AND b.recorded_at >= :first AND b.recorded_at < :last
           ORDER BY l.batch, l.kind, l.no""",
        {**_texts("customer_number scope kind currency maker checker"), "amount": pl.Int64},
    )


def months_locked(looked: Looked) -> pl.DataFrame:
    """Every entry dated into a month that was ever closed: it was written while the month was open."""
    return looked.sql(
        """SELECT e.kind, substr(CAST(e.gl_on AS TEXT), 1, 7), b.actor, e.no, b.no, b.recorded_at,
             CASE WHEN 'closed' = (SELECT c.state FROM period_change c WHERE c.entity = e.entity
               AND c.month = substr(CAST(e.gl_on AS TEXT), 1, 7) AND c.batch < e.batch ORDER BY c.no DESC LIMIT 1)
               THEN 1 ELSE 0 END
           FROM entry e JOIN batch b ON b.no = e.batch
           WHERE e.entity = :entity AND b.recorded_at >= :first AND b.recorded_at < :last
             AND substr(CAST(e.gl_on AS TEXT), 1, 7) IN
               (SELECT month FROM period_change WHERE entity = :entity AND state = 'closed') ORDER BY e.no""",
        {**_texts("kind month actor"), "entry": pl.Int64, "batch": pl.Int64, "at": _AT},
    )


def files_complete(looked: Looked) -> pl.DataFrame:
    """Every total that a bank file states: it is the total of what was read."""
    return looked.sql(
        """SELECT f.name, c.name, c.scope, c.proof, c.expected, c.actual,
             CASE WHEN c.proof = 'mismatched' THEN 1 ELSE 0 END
           FROM bank_control c JOIN bank_file f ON f.sha256 = c.sha256 JOIN batch b ON b.no = f.batch
           WHERE b.recorded_at >= :first AND b.recorded_at < :last ORDER BY c.no""",
        {**_texts("file total of proof"), "stated": pl.Int64, "read": pl.Int64},
    )


def tied_out_daily(looked: Looked) -> pl.DataFrame:
    """Every business day since the books began: the daily controls ran for it, and none failed."""
    newest = {run.as_of: run for run in reversed(list(runs(looked.connection, looked.entity, looked.until.date())))}
    holidays = ledger.terms.agreed(looked.connection, looked.entity).holidays
    rows = []
    day = max(looked.since.date(), _began(looked))
    while day < min(looked.until.date(), looked.workspace.today()):
        if is_business_day(day, holidays):
            run = newest.get(day)
            rows.append((day, run.state if run else "not run", run.ran_by if run else "", not run or run.state == RED))
        day += timedelta(days=1)
    return pl.DataFrame(rows, {"day": pl.Date, **_texts("state ran_by"), VIOLATES: pl.Boolean}, orient="row")


def _began(looked: Looked) -> date:
    """Return the first day of the entity's books in its time zone; today's where nothing was written."""
    first = select(func.min(tables.batch.c.recorded_at)).where(tables.batch.c.entity == looked.entity)
    at = looked.connection.scalar(first)
    zone = ZoneInfo(looked.workspace.settings.time_zone)
    return looked.workspace.today() if at is None else instant(at).astimezone(zone).date()


def duties_apart(looked: Looked) -> pl.DataFrame:
    """Everybody who may come in, by the roles they hold today: none are at odds."""
    people = [one for one in persons.everybody(looked.workspace) if one.active]
    odds = dict(persons.at_odds(people))
    rows = [(one.login, ", ".join(one.roles), odds.get(one.login, ""), one.login in odds) for one in people]
    return pl.DataFrame(rows, {**_texts("login roles why"), VIOLATES: pl.Boolean}, orient="row")


def duties_done_apart(looked: Looked) -> pl.DataFrame:
    """Who did both of two duties at odds, whatever they hold: a small team has a second person look at each."""
    found = duties.done(looked.connection, looked.entity, looked.since, looked.until)
    return found.with_columns(pl.lit(value=True).alias(VIOLATES))


def interests_kept_out(looked: Looked) -> pl.DataFrame:
    """Every approval about a customer: who decided was not related to it then."""
    return looked.sql(
        """SELECT r.request_id, r.kind, r.customer_number, v.checker, v.decided_at,
             CASE WHEN 1 = (SELECT i.held FROM interest i WHERE i.entity = r.entity AND i.login = lower(v.checker)
               AND i.customer_number = r.customer_number AND i.batch <= v.batch ORDER BY i.no DESC LIMIT 1)
               THEN 1 ELSE 0 END
           FROM verdict v JOIN request r ON r.request_id = v.request_id
           WHERE r.entity = :entity AND r.customer_number <> '' AND v.verdict = 'approved'
             AND v.decided_at >= :first AND v.decided_at < :last ORDER BY v.no""",
        {**_texts("request_id kind customer_number checker"), "at": _AT},
    )


def overrides_explained(looked: Looked) -> pl.DataFrame:
    """Every rule that was set aside: it has an approver and a reason."""
    found = register.overrides(looked.connection, looked.entity, looked.since, looked.until)
    bare = (pl.col("reason").str.strip_chars() == "") | (pl.col("approver") == "")
    return found.with_columns(bare.alias(VIOLATES))


def books_proven(looked: Looked) -> pl.DataFrame:
    """The books as they stand, recomputed: entries balance, accounts equal their items, the trail is unbroken."""
    found = [(one.code, one.message, True) for one in ledger.checks.run(looked.connection)]
    whole = [("proof", "every rule of the books, recomputed", False)]
    return pl.DataFrame(found or whole, {**_texts("code says"), VIOLATES: pl.Boolean}, orient="row")


#: Hand-written; a control is one function here. Its sentence is the one the function says.
CONTROLS: tuple[Control, ...] = tuple(
    Control(name, (population.__doc__ or "").strip(), population)
    for name, population in {
        "second-person": second_person,
        "authority": authority,
        "duties-held": duties_apart,
        "duties-done": duties_done_apart,
        "interests": interests_kept_out,
        "orders-over-limit": orders_over_limit,
        "limits-approved": limits_approved,
        "overrides": overrides_explained,
        "closed-months": months_locked,
        "bank-files": files_complete,
        "daily-controls": tied_out_daily,
        "books": books_proven,
    }.items()
)


def looked(workspace: Workspace, connection: Connection, first: date, last: date) -> Looked:
    """Return what is looked at for days of the workspace's zone, both ends included."""
    return Looked(workspace, connection, workspace.began(first), workspace.began(last + timedelta(days=1)))
