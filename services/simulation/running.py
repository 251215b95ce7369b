"""A past period run by other rules: held orders, calls, letters and applications, and what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from kit.money import decimal
from kit.refusals import Invalid, NotAllowed
from services.decisions import backtest
from services.reports.pictures import Bar, Picture
from services.simulation import changes, days, orders, rules
from services.simulation.changes import ADDED, APPLICATIONS, CHANGED, HOLDS, LETTERS, REMOVED, WORKLIST
from services.simulation.rules import Proposed
from services.workspace import Progress, Workspace, nobody

DAYS_MAX = 92
#: What a backtest calls a change -> what it is here.
POSTED = {"newly_applied": ADDED, "no_longer_applied": REMOVED, "changed": CHANGED}


@dataclass(frozen=True, slots=True)
class Simulated:
    """What differs over a period: a row each in `changes` (changes.CHANGES), amounts in minor units.

    `counts` are how many things each area's rules bring, before and after. Of `checks` of orders in the period
    `as_kept` came out by the rules in force as the books keep them: where that is fewer, the rules changed since.
    """

    first: date
    last: date
    changes: pl.DataFrame
    counts: Mapping[str, tuple[int, int]]
    checks: int = 0
    as_kept: int = 0

    @property
    def sums(self) -> pl.DataFrame:
        """Return changes by area, kind and currency: columns changes.SUMS."""
        return changes.sums(self.changes)


def last_month(today: date) -> tuple[date, date]:
    """Return the first and the last day of the month before a day's."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def simulate(
    workspace: Workspace, proposed: Proposed, first: date, last: date, *, progress: Progress = nobody
) -> Simulated:
    """Return what a past period would have been by other rules, against the rules in force; nothing is written.

    Refused: Invalid for days to come, none or too many, where nothing is proposed, or with all that is wrong in it;
    NotAllowed where a matching policy is asked about by who sees some customers alone.
    """
    if not first <= last <= workspace.today() or (last - first).days >= DAYS_MAX:
        raise Invalid(f"a simulation has 1 to {DAYS_MAX} days, none of them to come: not {first} to {last}")
    if proposed.matching and workspace.customers is not None:
        raise NotAllowed("what a matching policy would post is shown to who sees all customers")
    held = rules.in_force(workspace)
    wanted = rules.proposed(workspace, held, proposed, first)
    span, areas = (first, last), proposed.areas
    rows: list[tuple[Any, ...]] = []
    sides: dict[str, tuple[changes.Side, changes.Side]] = {}
    counts, checks = {}, orders.Checks({}, {}, 0, 0)
    with workspace.database.reading() as connection:
        if HOLDS in areas:
            checks = orders.decided(workspace, connection, span, held.credit, wanted.credit)
            sides[HOLDS] = (checks.before, checks.after)
        if WORKLIST in areas:
            before, after = days.worked(workspace, connection, span, (held.calls, wanted.calls), progress)
            sides[WORKLIST] = (before.called(), after.called())
            sides[LETTERS] = (before.letters, after.letters)
    for area in (one for one in areas if one in sides):
        rows += changes.differing(area, *sides[area])
        counts[area] = (len(sides[area][0]), len(sides[area][1]))
    if wanted.matching is not None:
        found = backtest.backtest(workspace, wanted.matching, progress=progress, days=span)
        rows += _applied(found.differences, last)
        counts[APPLICATIONS] = _posted(found.differences)
    return Simulated(first, last, changes.table(rows), counts, checks.checks, checks.as_kept)


def _applied(differences: pl.DataFrame, on: date) -> list[tuple[Any, ...]]:
    """Return what a backtest found as rows of changes.CHANGES."""
    told = ("receipt_id", "reason_before", "reason_after", "amount", "currency")
    return [
        (APPLICATIONS, POSTED[row["change"]], on, "", *(row[name] for name in told))
        for row in differences.iter_rows(named=True)
    ]


def _posted(differences: pl.DataFrame) -> tuple[int, int]:
    """Return how many of the receipts that differ are posted without a person, before and after."""
    of = dict(differences["change"].value_counts().iter_rows())
    both = of.get("changed", 0)
    return both + of.get("no_longer_applied", 0), both + of.get("newly_applied", 0)


def pictures(found: Simulated) -> tuple[Picture, ...]:
    """Return a picture an area: how much is added, removed and changed, in numbers."""
    drawn = []
    for area, (before, after) in found.counts.items():
        of = dict(found.changes.filter(pl.col("area") == area)["change"].value_counts().iter_rows())
        parts = ((ADDED, of.get(ADDED, 0)), (REMOVED, -of.get(REMOVED, 0)), (CHANGED, of.get(CHANGED, 0)))
        bars = (
            Bar("before", str(before), before),
            *(Bar(name, str(abs(count)), count) for name, count in parts),
            Bar("after", str(after), after),
        )
        drawn.append(Picture(area, bars))
    return tuple(drawn)


def sheet(found: Simulated) -> pl.DataFrame:
    """Return what differs as a report has it: amounts as decimals."""
    told = [decimal(minor, currency) for minor, currency in found.changes.select("amount", "currency").iter_rows()]
    return found.changes.with_columns(amount=pl.Series(told, dtype=pl.String))
