"""The board of controls: what has to hold on a day, whether it does, and in what state its signatures are."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection

import ledger
from aging.buckets import BUCKETS
from aging.roll_forward import UNEXPLAINED, rolled
from kit.days import end_of_month
from kit.money import decimal
from ledger.kinds import CONTROL
from services import feed
from services.auditing import conflicts
from services.reports import balances, closes, flows
from services.reports.control_runs import GREEN, RED, WAITS, runs
from services.workspace import Workspace

NOTES = (
    "Red: the control fails. Waits: a signature is missing. The board is red where any control is.",
    "Subledger: what is open is what the control accounts hold. Roll-forward: the month's movements",
    "explain its balance.",
    "General ledger: what it has not accepted of the control accounts. Daily run: the newest, late from the next day.",
    "Duties apart: red on the day a conflict is found, waits until it is ended or accepted (`tieout audit conflicts`).",
    "Bank files: the totals each file states are those of what was read. Tie-out, reserve: of the month before.",
)
Row = tuple[str, str, str, str]


def controls(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return a row a control: its name, what it is about, its state, and what it found."""
    entity, own = workspace.settings.entity, workspace.settings.currency
    signed = as_of.replace(day=1) - timedelta(days=1) if as_of != end_of_month(as_of) else as_of
    with workspace.database.reading() as connection:
        rows = daily(connection, entity, as_of)
        rows += _ran(connection, entity, as_of)
        held, owed = balances.held_and_owed(connection, entity, signed)
    rows += _signed("tie-out", closes.tie_outs(workspace, as_of), signed, {own, *held}, held)
    rows += _signed("reserve", closes.reserves(workspace, as_of), signed, {own, *owed})
    states = {state for _, _, state, _ in rows}
    whole = RED if RED in states else WAITS if WAITS in states else GREEN
    board = [("board", entity, whole, f"{len(rows)} controls"), *rows]
    return pl.DataFrame(board, dict.fromkeys(("control", "about", "state", "found"), pl.String), orient="row")


def daily(connection: Connection, entity: str, as_of: date) -> list[Row]:
    """Return the controls that hold every day, signatures not among them."""
    return [
        *_ledgers(connection, entity, as_of),
        *_transferred(connection, entity, as_of),
        *_rolled(connection, entity, as_of),
        *_files(connection),
        *_apart(connection, entity, as_of),
    ]


def _ran(connection: Connection, entity: str, as_of: date) -> Iterator[Row]:
    """Yield how the newest daily run came out, where one was ever made; one of an earlier day is late."""
    run = next(runs(connection, entity, as_of), None)
    if run is not None:
        state = RED if run.state == RED else WAITS if run.as_of < as_of else GREEN
        failed = ", ".join(f"{name} of {about}" for name, about, *_ in run.failed)
        yield "daily run", run.as_of.isoformat(), state, failed or "none failed"


def _transferred(connection: Connection, entity: str, as_of: date) -> Iterator[Row]:
    """Yield for each currency what of the control accounts the general ledger has not accepted, where it answers.

    What it rejected is red, and so is what was posted on an earlier day and has no answer yet.
    """
    found = feed.outstanding(connection, entity, as_of)
    if found is None:
        return
    rest, rejected = found
    late = rejected or rest.filter(pl.col("posted_at").dt.date() < as_of).height
    state = RED if late else WAITS if rest.height else GREEN
    gaps = feed.not_accepted(connection, entity, as_of)
    for currency, minor in gaps.items():
        yield "general ledger", currency, state, f"not accepted {decimal(minor, currency)}, {rest.height} postings"
    if not gaps:
        yield "general ledger", "all", state, f"{rest.height} postings not accepted"


def _ledgers(connection: Connection, entity: str, as_of: date) -> Iterator[Row]:
    """Yield for each currency whether what is open is what the control accounts hold."""
    held = balances.sums(connection, entity, as_of, buckets=BUCKETS).group_by("currency").agg(pl.col("open").sum())
    trial = ledger.reads.trial_balance(connection, as_of, entity).filter(pl.col("role").is_in(sorted(CONTROL)))
    booked = dict(trial.group_by("currency").agg(pl.col("balance").sum()).rows())
    opened = dict(held.select("currency", "open").rows())
    for currency in sorted({*booked, *opened}):
        gap = booked.get(currency, 0) - opened.get(currency, 0)
        yield "subledger", currency, RED if gap else GREEN, f"difference {decimal(gap, currency)}"


def _rolled(connection: Connection, entity: str, as_of: date) -> Iterator[Row]:
    """Yield for each currency whether the month's movements explain its balance."""
    first = as_of.replace(day=1)
    begun, ended = (
        balances.sums(connection, entity, day, buckets=BUCKETS).select("currency", minor="open")
        for day in (first - timedelta(days=1), as_of)
    )
    table = rolled(begun, flows.flows(connection, entity, first, as_of), ended)
    for currency, minor in table.filter(pl.col("line") == UNEXPLAINED).select("currency", "minor").rows():
        yield "roll-forward", currency, RED if minor else GREEN, f"unexplained {decimal(minor, currency)}"


def _files(connection: Connection) -> Iterator[Row]:
    """Yield each bank file whose stated totals are not those of what was read, or that all are."""
    files = ledger.reads.bank_files(connection)
    wrong = files.filter(pl.col("mismatches") > 0)
    for name, count in wrong.select("name", "mismatches").rows():
        yield "bank file", name, RED, f"{count} {'total differs' if count == 1 else 'totals differ'}"
    if wrong.is_empty():
        yield "bank files", "all", GREEN, f"{files.height} files"


def _apart(connection: Connection, entity: str, as_of: date) -> Iterator[Row]:
    """Yield whether duties at odds met in one person, where they ever did: red on the day it is told, once."""
    found = conflicts.of(connection, entity, as_of)
    if not found:
        return
    waiting = [one for one in found if one.state == conflicts.OPEN]
    fresh = any(one.since == as_of for one in waiting)
    accepted = sum(one.state == conflicts.ACCEPTED for one in found)
    says = f"{len(waiting)} open, {accepted} accepted"
    yield "duties apart", entity, RED if fresh else WAITS if waiting else GREEN, says


def _signed(
    name: str, kept: pl.DataFrame, day: date, currencies: Iterable[str], held: Mapping[str, int] | None = None
) -> Iterator[Row]:
    """Yield for each currency whether a paper of the day is signed, and still what was signed where that is known."""
    for currency in sorted(currencies):
        rows = kept.filter(pl.col("as_of") == day.isoformat(), pl.col("currency") == currency)
        said = rows["state"][0] if rows.height else "not prepared"
        if said == "approved" and held is not None and rows["subledger"][0] != decimal(held.get(currency, 0), currency):
            said = "changed since it was signed"
        yield name, f"{day} {currency}", GREEN if said == "approved" else WAITS, said
