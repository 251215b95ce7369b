"""What the books are measured by from outside: counts by state, what waits and how long, how far the ERP is."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

import ledger
from ledger import tables
from ledger.tables import webhook_attempt
from services import daily, feed, inquiries
from services.jobs import shown
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Gauge:
    """One measure: its name, what it says, and its values by label."""

    name: str
    says: str
    labels: tuple[str, ...]
    values: tuple[tuple[tuple[str, ...], int], ...]


_ANSWERS = select(webhook_attempt.c.status, func.count()).group_by(webhook_attempt.c.status).order_by("status")


def read(workspace: Workspace) -> tuple[Gauge, ...]:
    """Return every gauge as the books stand now."""
    return tuple(_gauges(workspace))


def _gauges(workspace: Workspace) -> Iterator[Gauge]:
    """Yield the gauges."""
    seen = inquiries.overview(workspace)
    by_status = [((row["status"], row["currency"]), row) for row in seen["by_status"]]
    receipts = tuple((labels, row["receipts"]) for labels, row in by_status)
    yield Gauge("tieout_receipts", "Receipts by status.", ("status", "currency"), receipts)
    unapplied = tuple((labels, row["unapplied"]) for labels, row in by_status)
    yield Gauge("tieout_unapplied_minor", "Money not applied, in minor units.", ("status", "currency"), unapplied)
    automatic = tuple((labels, row["automatic"]) for labels, row in by_status)
    yield Gauge("tieout_receipts_automatic", "Receipts applied without a person.", ("status", "currency"), automatic)
    waiting = tuple(((row["reason"], row["currency"]), row["receipts"]) for row in seen["reasons"])
    yield Gauge("tieout_queue_items", "Receipts that wait for a person.", ("reason", "currency"), waiting)
    yield _single("tieout_queue_oldest_days", "Age of the oldest that waits.", seen["oldest_days"])
    yield _single("tieout_decided_today", "Receipts people decided today.", seen["decided_today"])
    with workspace.database.reading() as connection:
        newest = connection.execute(select(func.coalesce(func.max(tables.posting.c.no), 0))).scalar_one()
        accepted = feed.accepted_to(connection)
        command = inquiries.newest_command(connection)
        told = ledger.erp.counts(connection)
    yield _single("tieout_postings_newest", "Sequence of the newest posting.", newest)
    yield _single("tieout_postings_accepted_to", "Sequence up to which the ERP accepted all.", accepted)
    yield Gauge("tieout_erp_documents", "What ERPs were told, by state.", ("erp", "state"), tuple(told.items()))
    failing = daily.alert(workspace)
    yield _single(
        "tieout_daily_controls_failing",
        "Controls that failed in the newest run.",
        len(failing.failed) if failing else 0,
    )
    yield _single("tieout_commands", "Commands in the books.", command)


def work(workspace: Workspace) -> tuple[Gauge, ...]:
    """Return the gauges of work beside requests, which moves while the books stand still."""
    with workspace.database.reading() as connection:
        counts = tuple(((kind, state), count) for kind, state, count in shown.counts(connection))
        oldest = shown.oldest_seconds(connection)
        answers = connection.execute(_ANSWERS).all()
    tries = tuple(((str(status),), count) for status, count in answers)
    return (
        Gauge("tieout_work", "Work beside requests.", ("kind", "state"), counts),
        _single("tieout_work_oldest_seconds", "How long the oldest work has been due and is not begun.", oldest),
        Gauge("tieout_webhook_attempts", "Attempts to deliver, by what was answered; 0: nothing.", ("status",), tries),
    )


def _single(name: str, says: str, value: int) -> Gauge:
    """Return a gauge without labels."""
    return Gauge(name, says, (), (((), value),))
